"""The incident: opened from the queue or a notice; what to do next is its one primary button."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from hypercare.lib.pictures import picture_response
from incidents.access import incident_access
from incidents.forms.work import NoteForm, ReplyForm
from incidents.models import Attachment, Incident
from incidents.queries.drafts import drafts_about
from incidents.queries.incident import incident_page, version_of
from incidents.views.steps import step_buttons

SEE = Permission.SEE_INCIDENTS
PANELS = frozenset({"live", "status", "conversation", "facts", "timeline"})


@require_safe
@incident_access(SEE)
def incident(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """The whole page, or its inside to stand beside a list."""
    return _render(request, incident, "#pane" if request.htmx.target == "detail" else "")


@require_safe
@incident_access(SEE)
def panel(request: LaunchRequest, incident: Incident, name: str) -> HttpResponse:
    """One part of the page; `live` is all that changed since `?since=`, or 204."""
    if name not in PANELS:
        raise Http404("No such panel.")
    if name == "live" and request.GET.get("since") == version_of(incident):
        return HttpResponse(status=204)
    return _render(request, incident, f"#{name}")


@require_safe
@incident_access(SEE)
def picture(request: LaunchRequest, incident: Incident, picture_id: int) -> HttpResponse:
    """A picture of this incident's conversation; it can run nothing."""
    found = get_object_or_404(Attachment, pk=picture_id, message__incident=incident)
    return picture_response(bytes(found.content), content_type=found.content_type, name=found.name)


def _render(request: LaunchRequest, incident: Incident, fragment: str) -> HttpResponse:
    page = incident_page(incident, member=request.membership, at=timezone.now())
    has_composers = page.can_note and fragment in {"", "#pane"}
    drafts = drafts_about(incident, author_id=request.user.pk) if has_composers else {}
    context = {
        "page": page,
        "incident": incident,
        "steps": step_buttons(incident, page),
        "reply_form": ReplyForm.about(request, drafts),
        "may_write_replies": request.membership.may(Permission.WRITE_REPLIES),
        "note_form": NoteForm.about(request, drafts),
    }
    return render(request, f"incidents/incident.html{fragment}", context)
