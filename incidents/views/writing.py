"""How words will look, before they are sent; asking keeps and sends nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from incidents.access import incident_access
from incidents.domain.drafts import DraftKind
from incidents.forms.work import NoteForm, ReplyForm
from incidents.models import Incident
from incidents.views.seen import said_seen

FORMS = {DraftKind.REPLY: ReplyForm, DraftKind.NOTE: NoteForm}


@require_POST
@incident_access(Permission.COMMENT)
def words_preview(request: LaunchRequest, incident: Incident, kind: str) -> HttpResponse:
    """The words as they will be read: alone in an open composer, in the whole form without a script."""
    if kind not in FORMS:
        raise Http404("There is no such form.")
    form = FORMS[DraftKind(kind)](request.POST)
    context = {
        "incident": incident,
        "form": form,
        "previewed": form.cleaned_data["body"] if form.is_valid() else "",
        "seen": said_seen(request),
    }
    name = "incidents/_words_preview.html" if request.htmx else f"incidents/{kind}.html"
    return render(request, name, context, status=200 if form.is_valid() else 422)
