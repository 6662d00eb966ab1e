"""Bundling: opened from an incident or its look-alikes; next is the bundle's parent, or the next new item."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from incidents import actions
from incidents.access import incident_access
from incidents.forms.bundles import TieForm
from incidents.models import Incident
from incidents.views.answers import answer, at_once, posted


@incident_access(Permission.WORK_INCIDENTS)
def tie(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Make it one more report of another incident."""
    form = TieForm(posted(request), launch=incident.launch)
    return answer(request, incident, form=form, action=actions.tie_incident, template="tie", said="bundled")


@require_POST
@incident_access(Permission.WORK_INCIDENTS)
def untie(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Let it stand by itself again."""
    return at_once(request, incident, action=actions.untie_incident, said="stands by itself again")
