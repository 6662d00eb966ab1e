"""Everything a person can do to an incident: one address, one form, one action each."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from incidents import actions
from incidents.access import incident_access
from incidents.forms.snooze import SnoozeForm
from incidents.forms.work import (
    AssignForm,
    DeclineForm,
    FindCauseForm,
    FixReadyForm,
    NoteForm,
    OverrideForm,
    PlanForm,
    ReferenceForm,
    ReopenForm,
    ReplyForm,
    ResolveForm,
    RestrictForm,
    TriageForm,
    WaitForm,
)
from incidents.models import Incident
from incidents.queries.choices import launch_choices
from incidents.queries.drafts import drafts_about
from incidents.views.answers import answer, at_once, posted
from incidents.views.preview import preview_of

WORK = Permission.WORK_INCIDENTS


@require_POST
@incident_access(WORK)
def acknowledge(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say that a person has seen it."""
    return at_once(request, incident, action=actions.acknowledge_incident, said="acknowledged")


@require_POST
@incident_access(WORK)
def take(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Assign it to oneself; its team stays."""
    mine = {"assignee": request.user, "team": incident.team}
    return at_once(request, incident, action=actions.assign_incident, said="assigned to you", **mine)


@incident_access(WORK)
def assign(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Give it to a person, a team or nobody."""
    offered = launch_choices(incident.launch_id)
    form = AssignForm(posted(request), incident=incident, offered=offered)
    action = actions.assign_incident
    return answer(request, incident, form=form, action=action, template="assign", said="assigned")


@incident_access(WORK)
def triage(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say what it is and how much it hurts."""
    offered = launch_choices(incident.launch_id)
    form = TriageForm(posted(request), incident=incident, offered=offered)
    action, beside = actions.triage_incident, {"preview": partial(preview_of, incident, form)}
    return answer(
        request, incident, form=form, action=action, template="triage", said="triaged", beside=beside
    )


@incident_access(Permission.SET_PRIORITY)
def override(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Set the priority by hand."""
    form = OverrideForm(posted(request))
    action, beside = actions.override_priority, {"preview": partial(preview_of, incident, form)}
    said = "priority set by hand"
    return answer(request, incident, form=form, action=action, template="override", said=said, beside=beside)


@require_POST
@incident_access(Permission.SET_PRIORITY)
def raise_it(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Accept that its rank asks for one priority more."""
    return at_once(request, incident, action=actions.raise_priority, said="priority raised")


@require_POST
@incident_access(Permission.SET_PRIORITY)
def lift(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Let the matrix decide again."""
    return at_once(request, incident, action=actions.lift_override, said="the matrix decides again")


@incident_access(WORK)
def reply(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Answer the reporter."""
    form = ReplyForm.about(request, drafts_about(incident, author_id=request.user.pk))
    action = actions.reply_to_reporter
    return answer(request, incident, form=form, action=action, template="reply", said="reply sent")


@incident_access(Permission.COMMENT)
def note(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Write an internal note."""
    form = NoteForm.about(request, drafts_about(incident, author_id=request.user.pk))
    action = actions.add_note
    return answer(request, incident, form=form, action=action, template="note", said="note kept")


@incident_access(WORK)
def wait(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Wait for somebody or something."""
    form = WaitForm(posted(request))
    return answer(request, incident, form=form, action=actions.start_wait, said="waiting")


@require_POST
@incident_access(WORK)
def go_on(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """End a wait."""
    return at_once(request, incident, action=actions.end_wait, said="in progress again")


@incident_access(WORK)
def snooze(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Put it aside until an instant."""
    form = SnoozeForm(posted(request), launch=incident.launch, at=timezone.now())
    action = actions.snooze_incident
    return answer(request, incident, form=form, action=action, template="snooze", said="snoozed")


@require_POST
@incident_access(WORK)
def wake(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Bring it back into the inbox."""
    return at_once(request, incident, action=actions.wake_incident, said="back in the inbox")


@incident_access(WORK)
def find_cause(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say why it happens, before it is repaired."""
    form = FindCauseForm(posted(request))
    return answer(request, incident, form=form, action=actions.find_cause, said="cause found")


@incident_access(WORK)
def plan(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Plan its repair for a release, or for none."""
    form = PlanForm(posted(request), incident=incident, offered=launch_choices(incident.launch_id))
    return answer(request, incident, form=form, action=actions.plan_fix, said="planned")


@incident_access(WORK)
def fix_ready(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say with which release the fix comes, and what the reporter is told then."""
    form = FixReadyForm(posted(request), incident=incident, offered=launch_choices(incident.launch_id))
    return answer(request, incident, form=form, action=actions.mark_fix_ready, said="fix ready")


@require_POST
@incident_access(WORK)
def withdraw_fix(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Take the fix back."""
    return at_once(request, incident, action=actions.withdraw_fix, said="in progress again")


@incident_access(WORK)
def resolve(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say how people can work again."""
    form = ResolveForm(posted(request))
    action = actions.resolve_incident
    return answer(request, incident, form=form, action=action, said="resolved")


@incident_access(WORK)
def reopen(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Take it up again."""
    form = ReopenForm(posted(request))
    action = actions.reopen_incident
    return answer(request, incident, form=form, action=action, said="reopened")


@incident_access(WORK)
def decline(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Decide that nothing will be done."""
    form = DeclineForm(posted(request))
    action = actions.decline_incident
    return answer(request, incident, form=form, action=action, said="declined")


@incident_access(WORK)
def refer(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say what it is called in another system."""
    form = ReferenceForm(posted(request))
    return answer(request, incident, form=form, action=actions.add_reference, said="reference kept")


@require_POST
@incident_access(WORK)
def remove_reference(request: LaunchRequest, incident: Incident, reference_id: int) -> HttpResponse:
    """Untie it from another system."""
    action, said = actions.remove_reference, "reference removed"
    return at_once(request, incident, action=action, said=said, reference_id=reference_id)


@incident_access(WORK)
def restrict(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Name the people who may see it."""
    form = RestrictForm(posted(request), incident=incident, offered=launch_choices(incident.launch_id))
    return answer(request, incident, form=form, action=actions.restrict_incident, said="restricted")


@require_POST
@incident_access(WORK)
def open_to_all(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Let everybody in the launch see it again."""
    return at_once(request, incident, action=actions.open_to_all, said="open to everybody again")


@require_POST
@incident_access(WORK)
def close(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Put it away."""
    return at_once(request, incident, action=actions.close_incident, said="closed")
