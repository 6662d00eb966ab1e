"""Promises: made, planned anew, ticked off, decided; what hangs on an incident is in its history."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions import (
    Actor,
    add_follow_up,
    assign_incident,
    decide,
    reopen_incident,
    replan_follow_up,
    resolve_incident,
    step_follow_up,
    undo_act,
)
from incidents.actions.follow_ups import Asking, Promise, today_in
from incidents.domain.follow_ups import FIX_WITHIN, AskedBy, FollowUpKind, FollowUpState, FollowUpStep
from incidents.domain.history import Cause, EventKind, Resolution
from incidents.models import FollowUp, Incident, IncidentEvent
from incidents.queries.verification import differences_in, histories_of
from tests.factories.follow_ups import WORDS, make_follow_up
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LATER = REPORTED_AT + timedelta(minutes=10)
MINUTE = timedelta(minutes=1)
ADDED, CHANGED = EventKind.FOLLOW_UP_ADDED, EventKind.FOLLOW_UP_CHANGED


@pytest.fixture
def incident() -> Incident:
    """New, P3."""
    return make_incident(LaunchFactory())


@pytest.fixture
def mara(incident: Incident) -> Actor:
    """A responder."""
    return Actor.human(MembershipFactory(launch=incident.launch, role=Role.RESPONDER).user)


def kinds(incident: Incident) -> list[str]:
    """What its history tells, without what every incident begins with."""
    events = IncidentEvent.objects.filter(incident=incident).order_by("seq")
    return [event.kind for event in events if event.kind not in {"declared", "priority_set"}]


def resolve(incident: Incident, actor: Actor, how: Resolution = Resolution.WORKAROUND) -> None:
    """With words to the reporter."""
    said = {"cause": Cause.CODE, "resolution": how, "body": "Use the other screen."}
    resolve_incident(incident, actor=actor, at=LATER, **said)  # type: ignore[arg-type]


def promise(launch: Launch, **said: object) -> Promise:
    """A good one, changed as told."""
    owner = MembershipFactory(launch=launch, role=Role.RESPONDER).user
    good = Promise(FollowUpKind.FIX, WORDS, owner, today_in(launch, LATER) + timedelta(days=3))
    return replace(good, **said)  # type: ignore[arg-type]


def test_a_promise_about_an_incident_is_one_event_of_it(incident: Incident) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=LATER)
    event = IncidentEvent.objects.get(incident=incident, kind=ADDED)
    assert event.payload == {"follow_up_id": made.pk, "follow_up": "fix", "asked_by": "incident"}


def test_no_words_stand_in_the_history(incident: Incident) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=LATER)
    step_follow_up(made, FollowUpStep.DONE, actor=Actor.bot(), at=LATER)
    assert not [each for each in incident.events.all() if WORDS in str(each.payload)]


def test_a_promise_without_an_incident_leaves_no_event() -> None:
    make_follow_up(LaunchFactory())
    assert not IncidentEvent.objects.exists()


def test_it_moves_no_state_and_no_clock(incident: Incident) -> None:
    before: Mapping[str, object] = Incident.objects.values().get(pk=incident.pk)
    make_follow_up(incident.launch, incident=incident, at=LATER)
    after: Mapping[str, object] = Incident.objects.values().get(pk=incident.pk)
    assert {name for name in before if before[name] != after[name]} == {"last_seq"}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 301}, "words"),
        ({"done_when": "x" * 301}, "done_when"),
        ({"owner": None}, "owner"),
        ({"due_on": (REPORTED_AT - timedelta(days=1)).date()}, "due_on"),
        ({"options": ("Yes", "No")}, "options"),
    ],
)
def test_a_bad_promise_names_its_field_and_leaves_nothing(
    incident: Incident, mara: Actor, said: dict[str, object], field: str
) -> None:
    asking = Asking(AskedBy.INCIDENT, incident)
    with pytest.raises(DomainError) as refused:
        add_follow_up(incident.launch, promise(incident.launch, **said), asking=asking, actor=mara, at=LATER)
    assert refused.value.field == field
    assert (FollowUp.objects.count(), kinds(incident)) == (0, [])


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (Role.RESPONDER, FollowUpKind.FIX, True),
        (Role.BUSINESS_OWNER, FollowUpKind.FIX, False),
        (Role.RESPONDER, FollowUpKind.DECIDE, False),
        (Role.BUSINESS_OWNER, FollowUpKind.DECIDE, True),
        (Role.LAUNCH_MANAGER, FollowUpKind.DECIDE, True),
        (Role.VIEWER, FollowUpKind.DECIDE, False),
    ],
)
def test_an_owner_is_somebody_who_may_do_it(role: Role, kind: FollowUpKind, *, may: bool) -> None:
    launch = LaunchFactory()
    owner = MembershipFactory(launch=launch, role=role).user
    if may:
        assert make_follow_up(launch, kind=kind, owner=owner).owner == owner
    else:
        with pytest.raises(DomainError, match="may not"):
            make_follow_up(launch, kind=kind, owner=owner)


def test_an_owner_from_another_launch_is_refused() -> None:
    stranger = MembershipFactory(role=Role.LAUNCH_MANAGER).user
    with pytest.raises(DomainError) as refused:
        make_follow_up(LaunchFactory(), owner=stranger)
    assert refused.value.field == "owner"


def test_a_workaround_leaves_a_fix_with_whoever_has_the_incident(incident: Incident, mara: Actor) -> None:
    owner = MembershipFactory(launch=incident.launch).user
    assign_incident(incident, assignee=owner, team=None, actor=mara, at=LATER)
    resolve(incident, mara)
    left = FollowUp.objects.get()
    assert (left.kind, left.owner, left.asked_by) == ("fix", owner, "workaround")
    assert left.due_on == today_in(incident.launch, LATER + FIX_WITHIN)
    assert kinds(incident)[-2:] == ["resolved", "follow_up_added"]


def test_without_an_assignee_it_is_with_whoever_resolved_it(incident: Incident, mara: Actor) -> None:
    resolve(incident, mara)
    assert FollowUp.objects.get().owner_id == mara.user_id


@pytest.mark.parametrize("how", [how for how in Resolution if how is not Resolution.WORKAROUND])
def test_any_other_resolution_leaves_nothing(incident: Incident, mara: Actor, how: Resolution) -> None:
    resolve(incident, mara, how)
    assert not FollowUp.objects.exists()


def test_a_second_workaround_asks_for_no_second_fix(incident: Incident, mara: Actor) -> None:
    resolve(incident, mara)
    reopen_incident(incident, body="Not so.", actor=mara, at=LATER)
    resolve(incident, mara)
    assert FollowUp.objects.count() == 1


def test_undoing_the_resolution_takes_its_fix_back(incident: Incident, mara: Actor) -> None:
    actor = replace(mara, act="bulk:1")
    resolve(incident, actor)
    undo_act(incident, act="bulk:1", actor=mara, at=LATER + MINUTE / 4)
    assert not FollowUp.objects.exists()


def test_what_went_on_from_the_fix_keeps_the_resolution(incident: Incident, mara: Actor) -> None:
    resolve(incident, replace(mara, act="bulk:1"))
    step_follow_up(FollowUp.objects.get(), FollowUpStep.DONE, actor=mara, at=LATER)
    with pytest.raises(DomainError):
        undo_act(incident, act="bulk:1", actor=mara, at=LATER + MINUTE / 4)
    assert FollowUp.objects.exists()


def test_ticking_off_says_who_and_when(incident: Incident, mara: Actor) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=LATER)
    step_follow_up(made, FollowUpStep.DONE, actor=mara, at=LATER + MINUTE)
    made.refresh_from_db()
    assert (made.state, made.settled_by_id, made.settled_at) == ("done", mara.user_id, LATER + MINUTE)
    assert incident.events.last().payload["change"] == "done"  # type: ignore[union-attr]


def test_opened_again_nobody_settled_it(incident: Incident, mara: Actor) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=LATER)
    step_follow_up(made, FollowUpStep.DROP, actor=mara, at=LATER)
    step_follow_up(made, FollowUpStep.REOPEN, actor=mara, at=LATER)
    made.refresh_from_db()
    assert (made.state, made.settled_by, made.settled_at) == (FollowUpState.OPEN, None, None)


def test_ticking_off_twice_is_refused(incident: Incident, mara: Actor) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=LATER)
    step_follow_up(made, FollowUpStep.DONE, actor=mara, at=LATER)
    with pytest.raises(DomainError, match="settled already"):
        step_follow_up(made, FollowUpStep.DONE, actor=mara, at=LATER)


def test_planned_anew_it_may_stay_late(incident: Incident, mara: Actor) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=REPORTED_AT, in_days=0)
    said = promise(incident.launch, words="Tell all desks", due_on=made.due_on)
    late = LATER + timedelta(days=4)
    assert replan_follow_up(made, said, actor=mara, at=late).words == "Tell all desks"


def test_it_cannot_be_moved_to_a_day_that_is_over(incident: Incident, mara: Actor) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=REPORTED_AT)
    said = promise(incident.launch, due_on=made.due_on - timedelta(days=20))
    with pytest.raises(DomainError) as refused:
        replan_follow_up(made, said, actor=mara, at=LATER)
    assert refused.value.field == "due_on"


def test_a_decision_is_answered_with_one_of_its_answers(incident: Incident, mara: Actor) -> None:
    asked = make_follow_up(incident.launch, incident=incident, kind=FollowUpKind.DECIDE, at=LATER)
    assert decide(asked, answer="Yes", actor=mara, at=LATER).answer == "Yes"
    assert kinds(incident) == ["follow_up_added", "follow_up_changed"]


def test_a_second_answer_is_refused(incident: Incident, mara: Actor) -> None:
    asked = make_follow_up(incident.launch, incident=incident, kind=FollowUpKind.DECIDE, at=LATER)
    decide(asked, answer="Yes", actor=mara, at=LATER)
    with pytest.raises(DomainError, match="decided already"):
        decide(asked, answer="No", actor=mara, at=LATER)


def test_an_answer_nobody_offered_is_refused(incident: Incident, mara: Actor) -> None:
    asked = make_follow_up(incident.launch, incident=incident, kind=FollowUpKind.DECIDE, at=LATER)
    with pytest.raises(DomainError) as refused:
        decide(asked, answer="Perhaps", actor=mara, at=LATER)
    assert refused.value.field == "answer"


def test_asked_again_the_answer_is_gone(incident: Incident, mara: Actor) -> None:
    asked = make_follow_up(incident.launch, incident=incident, kind=FollowUpKind.DECIDE, at=LATER)
    decide(asked, answer="Yes", actor=mara, at=LATER)
    assert step_follow_up(asked, FollowUpStep.REOPEN, actor=mara, at=LATER).answer == ""


def test_only_a_decision_is_decided(incident: Incident, mara: Actor) -> None:
    made = make_follow_up(incident.launch, incident=incident, at=LATER)
    with pytest.raises(DomainError, match="Nothing is to be decided"):
        decide(made, answer="Yes", actor=mara, at=LATER)


WAYS: list[Callable[[FollowUp, Actor], object]] = [
    lambda made, actor: step_follow_up(made, FollowUpStep.DONE, actor=actor, at=LATER),
    lambda made, actor: step_follow_up(made, FollowUpStep.DROP, actor=actor, at=LATER),
    lambda made, actor: replan_follow_up(made, promise(made.launch), actor=actor, at=LATER),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_row_of_the_incident_equals_its_history(
    incident: Incident, mara: Actor, way: Callable[[FollowUp, Actor], object]
) -> None:
    way(make_follow_up(incident.launch, incident=incident, at=LATER), mara)
    rows = Incident.objects.filter(pk=incident.pk).select_related("launch")
    [history] = histories_of(rows)
    assert list(differences_in(history, at=LATER)) == []
