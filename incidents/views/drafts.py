"""Keeps what is being written, a second after each pause; the composer of the incident page sends it."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from hypercare.lib.errors import DomainError
from incidents import actions
from incidents.access import incident_access
from incidents.domain.drafts import DraftKind
from incidents.forms.drafts import DraftForm
from incidents.models import Incident


@require_POST
@incident_access(Permission.COMMENT)
def draft(request: LaunchRequest, incident: Incident, kind: str) -> HttpResponse:
    """Answers with the draft's state, which the page has too when it is read again."""
    if kind not in set(DraftKind):
        raise Http404("There is no such draft.")
    form, at = DraftForm(request.POST), timezone.now()
    if not form.is_valid():
        field, sentences = next(iter(form.errors.items()))
        raise DomainError(f"{field.capitalize()}: {sentences[0]}", field=field)
    actions.keep_draft(incident, kind=DraftKind(kind), author=request.user, at=at, **form.cleaned_data)
    return HttpResponse(at.isoformat(), content_type="text/plain")
