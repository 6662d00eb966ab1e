"""What a change would bring, shown before it is saved; asking writes nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from incidents.access import incident_access
from incidents.forms.work import ActionForm, OverrideForm, PriorityForm, TriageForm
from incidents.models import Incident
from incidents.queries.choices import launch_choices
from incidents.queries.preview import Preview, preview_override, preview_triage
from incidents.views.seen import said_seen


@require_http_methods(["GET", "HEAD", "POST"])
@incident_access(Permission.WORK_INCIDENTS)
def triage(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """What these impact, urgency and facts would bring."""
    given = request.POST if request.method == "POST" else request.GET
    form = TriageForm(given, incident=incident, offered=launch_choices(incident.launch_id))
    return _answer(request, incident, asked=form, form=form, template="triage")


@require_http_methods(["GET", "HEAD", "POST"])
@incident_access(Permission.SET_PRIORITY)
def override(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """What this priority would bring; nobody has to say why yet."""
    given = request.POST if request.method == "POST" else request.GET
    asked, form = PriorityForm(given), OverrideForm(initial=given.dict())
    return _answer(request, incident, asked=asked, form=form, template="override")


def preview_of(incident: Incident, form: ActionForm) -> Preview | None:
    """What a form would bring: as it stands before anything is said, nothing while something is wrong."""
    at = timezone.now()
    if not form.is_bound:
        return preview_triage(incident, at=at)
    if "priority" in form.cleaned_data:
        return preview_override(incident, form.cleaned_data["priority"], at=at)
    return preview_triage(incident, form.arguments(), at=at) if form.is_valid() else None


def _answer(
    request: LaunchRequest, incident: Incident, *, asked: ActionForm, form: ActionForm, template: str
) -> HttpResponse:
    """The preview alone beside an open form, or the whole form with it where no script runs."""
    is_good = asked.is_valid()
    preview = preview_of(incident, asked) if is_good else None
    name = "incidents/_preview.html" if request.htmx else f"incidents/{template}.html"
    context = {
        "incident": incident,
        "form": form,
        "asked": asked,
        "preview": preview,
        "seen": said_seen(request),
    }
    return render(request, name, context, status=200 if is_good else 422)
