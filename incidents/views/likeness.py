"""Look-alikes: beside an incident, and while a phone report is typed; what follows is opening one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from incidents.access import incident_access
from incidents.forms.likeness import TypedForm
from incidents.models import Incident
from incidents.queries.likeness import look_alikes, look_alikes_of
from incidents.queries.likeness_words import items_of

SHOWN = 5


@require_safe
@incident_access(Permission.SEE_INCIDENTS)
def beside_incident(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """A panel of the incident page; a page of its own without a script."""
    found = look_alikes_of(incident, limit=SHOWN, user_id=request.user.pk)
    can_tie = incident.is_open and request.membership.may(Permission.WORK_INCIDENTS)
    ties = incident if can_tie else None
    items = items_of(found, zone=incident.launch.zone, at=timezone.now(), ties=ties)
    name = f"incidents/look_alikes.html{'#items' if request.htmx else ''}"
    return render(request, name, {"incident": incident, "items": items})


# By POST: what a caller says belongs in no address and in no log of addresses.
@require_POST
@launch_chosen(Permission.WORK_INCIDENTS)
def while_typing(request: LaunchRequest) -> HttpResponse:
    """What looks like the words typed so far; nothing before the first word."""
    launch, at = request.membership.launch, timezone.now()
    form = TypedForm(request.POST)
    if not form.is_valid():
        return render(request, "incidents/look_alikes.html#refused", {"form": form}, status=422)
    if not form.says_something:
        return HttpResponse()
    items = items_of(
        look_alikes(launch, form.report(at), limit=SHOWN, user_id=request.user.pk), zone=launch.zone, at=at
    )
    return render(request, "incidents/look_alikes.html#typed", {"items": items})
