"""Everything a person can do to an incident: one address, one body, the desk's form and action each."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hypercare.accounts.roles import Permission
from hypercare.api.actions import Answer
from hypercare.api.fields import Asks, Nothing
from incidents import actions
from incidents.api import bodies, examples
from incidents.api.access import INCIDENT_IN_PATH, IncidentResource, answer, valid
from incidents.api.serializers import IncidentDetailSerializer
from incidents.api.versions import IF_MATCH, tagged, version_asked
from incidents.forms import work
from incidents.forms.bundles import TieForm
from incidents.forms.once import new_key
from incidents.models import Incident
from incidents.queries.choices import launch_choices

Arguments = Mapping[str, Any]


def sends(body: Arguments) -> tuple[OpenApiExample, ...]:
    """The examples of a verb: what is sent, and the incident as it then stands."""
    return (
        OpenApiExample("POST body", body, request_only=True),
        OpenApiExample("POST incident", examples.INCIDENT_DETAIL, response_only=True),
    )


class Verb(IncidentResource):
    """One thing to do; the answer is the incident as it then stands."""

    place = (INCIDENT_IN_PATH, IF_MATCH)
    needs = MappingProxyType({"POST": Permission.WORK_INCIDENTS})
    serializer_class: ClassVar[type[Asks]] = Nothing
    form_class: ClassVar[type[work.ActionForm] | None] = None
    action: ClassVar[Callable[..., Incident]]
    examples = sends({})

    @extend_schema(responses=IncidentDetailSerializer)
    def post(self, request: Request, key: str) -> Response:
        return tagged(self.once(self._act))

    def _act(self) -> Answer:
        at, actor = timezone.now(), actions.Actor.human(self.person)
        said = self.arguments(self.incident)
        deed = partial(type(self).action, self.incident, actor=actor, at=at, **said)
        changed = actions.act_at_version(self.incident, deed, version=version_asked(self.request))
        return answer(changed, self.membership, at=at)

    def arguments(self, incident: Incident) -> Arguments:
        """The action's own arguments: what was said, by the rules of the desk's form."""
        said = self.said()
        return valid(self.form_class(said)).arguments() if self.form_class else said


class Acknowledge(Verb):
    """Say that a person has seen it: a new incident goes in progress."""

    action = staticmethod(actions.acknowledge_incident)


class Take(Verb):
    """Assign it to yourself; its team stays."""

    action = staticmethod(actions.assign_incident)

    def arguments(self, incident: Incident) -> Arguments:
        """Yourself."""
        return {**self.said(), "assignee": self.person, "team": incident.team}


class Assign(Verb):
    """Give it to a person, a team, both or nobody."""

    serializer_class = bodies.Assign
    action = staticmethod(actions.assign_incident)
    examples = sends({"assignee": 7, "team": 5})

    def arguments(self, incident: Incident) -> Arguments:
        """The chosen rows; what is not said stays."""
        offered = launch_choices(incident.launch_id)
        return valid(work.AssignForm(self.said(), incident=incident, offered=offered)).arguments()


class Triage(Verb):
    """Say what it is and how much it hurts; what is not said stays. The priority follows in a moment."""

    serializer_class = bodies.Triage
    action = staticmethod(actions.triage_incident)
    examples = sends({"impact": "high", "urgency": "medium", "affected_users": 40})

    def arguments(self, incident: Incident) -> Arguments:
        """As the action names them."""
        return {INPUTS.get(name, name): value for name, value in self.said().items()}


INPUTS = {"service": "service_id"}


class Override(Verb):
    """Set the priority by hand. The reason is kept as an internal note: promises hang on the priority."""

    needs = MappingProxyType({"POST": Permission.SET_PRIORITY})
    serializer_class, form_class = bodies.Override, work.OverrideForm
    action = staticmethod(actions.override_priority)
    examples = sends({"priority": 1, "reason": "Month-end closes tonight."})


class LiftOverride(Verb):
    """Let the matrix decide again."""

    needs = MappingProxyType({"POST": Permission.SET_PRIORITY})
    action = staticmethod(actions.lift_override)


class Reply(Verb):
    """Answer the reporter. The first reply of a person keeps the response promise."""

    serializer_class, form_class = bodies.Words, work.ReplyForm
    action = staticmethod(actions.reply_to_reporter)
    examples = sends({"body": "Thank you. We see the same and are looking into it."})


class Note(Verb):
    """Write an internal note, which never leaves the house."""

    needs = MappingProxyType({"POST": Permission.COMMENT})
    serializer_class, form_class = bodies.Words, work.NoteForm
    action = staticmethod(actions.add_note)
    examples = sends({"body": "Same signature as the incident of Monday."})


class Wait(Verb):
    """Wait for somebody or something. A wait for the reporter or for evidence pauses the promise."""

    serializer_class, form_class = bodies.Wait, work.WaitForm
    action = staticmethod(actions.start_wait)
    examples = sends({"waiting_on": "reporter"})


class EndWait(Verb):
    """Go on with it."""

    action = staticmethod(actions.end_wait)


class Snooze(Verb):
    """Hide what is new from the inbox until an instant. Its promises run on."""

    serializer_class = bodies.Snooze
    action = staticmethod(actions.snooze_incident)
    examples = sends({"until": "2026-11-25T08:00:00Z"})


class Wake(Verb):
    """Bring what is snoozed back into the inbox."""

    action = staticmethod(actions.wake_incident)


class Tie(Verb):
    """Make it one more report of another incident: one fire, counted once. Its reporter stays its own."""

    serializer_class = bodies.Tie
    action = staticmethod(actions.tie_incident)
    examples = sends({"parent": "TRD-7"})

    def arguments(self, incident: Incident) -> Arguments:
        """The parent instead of its key."""
        return valid(TieForm(self.said(), launch=incident.launch)).arguments()


class Untie(Verb):
    """Let it stand by itself again; within 30 seconds it is as if it had never been tied."""

    action = staticmethod(actions.untie_incident)


class ReplyToAll(Verb):
    """Answer everybody whose report joined it: the same words under each one's name, in their own thread.

    All of it or nothing. It can be undone on the desk for 30 seconds and leaves the house after that.
    """

    serializer_class = bodies.Words
    action = staticmethod(actions.reply_to_reporter)
    examples = sends({"body": "The fix is on its way; we write again when it is there."})

    def _act(self) -> Answer:
        words = self.said()["body"]
        actions.reply_to_all(self.incident, body=words, user=self.person, once=new_key(), now=timezone.now)
        return answer(self.incident, self.membership, at=timezone.now())


class FindCause(Verb):
    """Say that it is known why it happens; the repair is still to come."""

    serializer_class, form_class = bodies.FindCause, work.FindCauseForm
    action = staticmethod(actions.find_cause)
    examples = sends({"cause": "code"})


class OfRelease(Verb):
    """What names a release of the launch."""

    release_form: ClassVar[type[work.PlanForm | work.FixReadyForm]]

    def arguments(self, incident: Incident) -> Arguments:
        """The chosen release instead of its id."""
        offered = launch_choices(incident.launch_id)
        return valid(self.release_form(self.said(), incident=incident, offered=offered)).arguments()


class Plan(OfRelease):
    """Plan its repair for a release that is ahead; null takes it out. It promises nothing to anybody."""

    serializer_class, release_form = bodies.Plan, work.PlanForm
    action = staticmethod(actions.plan_fix)
    examples = sends({"release": 4})


class FixReady(OfRelease):
    """Say with which release the fix comes. The words reach the reporter when it is deployed."""

    serializer_class, release_form = bodies.FixReady, work.FixReadyForm
    action = staticmethod(actions.mark_fix_ready)
    examples = sends({"release": 4, "cause": "code", "body": "Please try again; it works since 1.4.3."})


class WithdrawFix(Verb):
    """Take the fix back: it is in progress again, still planned for its release."""

    action = staticmethod(actions.withdraw_fix)


class Resolve(Verb):
    """Say that people can work again, and how; the words go to the reporter."""

    serializer_class, form_class = bodies.Resolve, work.ResolveForm
    action = staticmethod(actions.resolve_incident)
    examples = sends({"resolution": "fixed", "cause": "configuration", "body": "Please try again."})


class Reopen(Verb):
    """Take it up again; the same clocks go on. The words are kept as an internal note."""

    serializer_class, form_class = bodies.Words, work.ReopenForm
    action = staticmethod(actions.reopen_incident)
    examples = sends({"body": "It happened again at another site."})


class Decline(Verb):
    """Decide that nothing will be done; the words tell the reporter why."""

    serializer_class, form_class = bodies.Decline, work.DeclineForm
    action = staticmethod(actions.decline_incident)
    examples = sends({"reason": "works_as_designed", "body": "Limit orders wait for their price."})


class Close(Verb):
    """Put a resolved incident away."""

    action = staticmethod(actions.close_incident)


class Refer(Verb):
    """Say what it is called in another system; a search then finds it by that key."""

    serializer_class, form_class = bodies.Refer, work.ReferenceForm
    action = staticmethod(actions.add_reference)
    examples = sends({"system": "Jira", "key": "JIRA-12", "url": "https://jira.bank.example/browse/JIRA-12"})


class RemoveReference(Verb):
    """Untie it from another system."""

    serializer_class = bodies.RemoveReference
    action = staticmethod(actions.remove_reference)
    examples = sends({"reference": 6})

    def arguments(self, incident: Incident) -> Arguments:
        """As the action names it."""
        return {"reference_id": self.said()["reference"]}


class Restrict(Verb):
    """Let only named people see its content; you and whoever has it are always among them."""

    serializer_class = bodies.Restrict
    action = staticmethod(actions.restrict_incident)
    examples = sends({"readers": [7]})

    def arguments(self, incident: Incident) -> Arguments:
        """The people instead of their ids."""
        offered = launch_choices(incident.launch_id)
        return valid(work.RestrictForm(self.said(), incident=incident, offered=offered)).arguments()


class OpenToAll(Verb):
    """Let everybody who reads incidents see it again."""

    action = staticmethod(actions.open_to_all)
