"""What is shown before saving is what saving brings."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from hypercare.launches.models import Launch, Policy
from hypercare.lib.errors import DomainError
from hypercare.notifications.models import OutgoingMessage
from incidents import actions
from incidents.actions import Actor, prioritise_incident
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.clocks import ClockState
from incidents.domain.history import Cause, DeclineReason, Nature, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from incidents.queries.explanations import AHEAD, standing_of
from incidents.queries.preview import Preview, preview_override, preview_triage
from incidents.queries.words import clock_time
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
Act = Callable[..., Incident]
ACTS: tuple[tuple[Act, dict[str, Any]], ...] = (
    (actions.acknowledge_incident, {}),
    (actions.reply_to_reporter, {"body": "Looking."}),
    (actions.start_wait, {"waiting_on": WaitingOn.REPORTER}),
    (actions.start_wait, {"waiting_on": WaitingOn.VENDOR}),
    (actions.end_wait, {}),
    (actions.triage_incident, {"impact": Level.LOW}),
    (actions.override_priority, {"priority": Priority.P2, "reason": "The board."}),
    (actions.resolve_incident, {"cause": Cause.CODE, "resolution": Resolution.FIXED, "body": "Done."}),
    (actions.reopen_incident, {"body": "It came back."}),
    (actions.decline_incident, {"reason": DeclineReason.DUPLICATE, "body": "Known."}),
)


@pytest.fixture
def launch() -> Launch:
    """Office hours in UTC."""
    made: Launch = LaunchFactory(key="TRD", office_hours=True)
    return made


@pytest.fixture
def mara(launch: Launch) -> Actor:
    return Actor.human(MembershipFactory(launch=launch, user__name="Mara Kessler").user)


def lived(launch: Launch, mara: Actor, random: Random) -> tuple[Incident, datetime]:
    """An incident some things were done to that its state allowed, and an instant after them."""
    at = TUESDAY
    incident = make_incident(launch, at=at)
    for act, said in random.sample(ACTS, k=5):
        at += random.choice((0.1, 1, 5, 30)) * HOUR
        try:
            act(incident, **said, actor=mara, at=at)
        except DomainError:
            continue
        prioritise_incident(incident, at=at)
    return Incident.objects.select_related("launch").get(pk=incident.pk), at + HOUR


def assert_so(incident: Incident, shown: Preview, at: datetime) -> None:
    """The stored row and clocks are what was shown."""
    row = Incident.objects.select_related("launch").get(pk=incident.pk)
    assert row.priority == shown.priority
    stored = {clock.kind: clock for clock in row.clocks.all()}
    assert set(stored) == {each.name for each in shown.clocks}
    for each in shown.clocks:
        clock = stored[each.name]
        assert each.state is standing_of(clock, at=at)
        if each.state in {*AHEAD, ClockState.BREACHED} and clock.due_at and not clock.met_at:
            assert each.standing.endswith(clock_time(clock.due_at, at=at, zone=row.launch.zone))


@pytest.mark.parametrize("seed", range(30))
def test_triage_brings_what_was_shown(launch: Launch, mara: Actor, seed: int) -> None:
    random = Random(seed)
    incident, at = lived(launch, mara, random)
    said = {
        "impact": random.choice([*Level]),
        "urgency": random.choice([*Level]),
        "nature": Nature.DATA,
        "is_service_down": random.random() < 0.2,
    }
    shown = preview_triage(incident, said, at=at)
    actions.triage_incident(incident, **said, actor=mara, at=at)
    prioritise_incident(incident, at=at)
    assert_so(incident, shown, at)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("priority", Priority)
def test_a_priority_by_hand_brings_what_was_shown(
    launch: Launch, mara: Actor, seed: int, priority: Priority
) -> None:
    incident, at = lived(launch, mara, Random(seed))
    shown = preview_override(incident, priority, at=at)
    actions.override_priority(incident, priority=priority, reason="So.", actor=mara, at=at)
    prioritise_incident(incident, at=at)
    assert_so(incident, shown, at)


def test_asking_writes_nothing(launch: Launch) -> None:
    incident = make_incident(launch, at=TUESDAY)
    preview_triage(incident, {"impact": Level.HIGH}, at=TUESDAY + HOUR)
    assert Incident.objects.get(pk=incident.pk).last_seq == incident.last_seq


def test_what_would_move_says_where_it_stands_now(launch: Launch) -> None:
    incident = make_incident(launch, at=TUESDAY)
    response, _ = preview_triage(incident, {"impact": Level.HIGH}, at=TUESDAY).clocks
    assert (response.standing, response.before) == ("due today 10:00", "due today 13:00")


def test_what_would_stay_says_nothing_of_before(launch: Launch) -> None:
    incident = make_incident(launch, at=TUESDAY)
    shown = preview_triage(incident, {"nature": Nature.DATA}, at=TUESDAY)
    assert [each.before for each in shown.clocks] == ["", ""]
    assert shown.before == shown.priority


def test_it_says_why(launch: Launch) -> None:
    incident = make_incident(launch, at=TUESDAY)
    shown = preview_triage(incident, {"is_service_down": True}, at=TUESDAY)
    assert shown.why.startswith("The service is down for everyone, so at least P1.")


def test_a_launch_without_promises_shows_no_clock() -> None:
    incident = make_incident(LaunchFactory(policy=Policy.NONE), at=TUESDAY)
    assert preview_triage(incident, {"impact": Level.HIGH}, at=TUESDAY).clocks == ()


def letters() -> list[str]:
    """Who was written to, in order."""
    return list(OutgoingMessage.objects.order_by("to").values_list("to", flat=True))


def in_team(launch: Launch, incident: Incident, mara: Actor) -> Incident:
    """The incident with a team of Ilya, Rosa and one who left, and with nobody else."""
    team = TeamFactory(launch=launch, name="Order desk")
    for name in ("Ilya", "Rosa"):
        team.members.add(UserFactory(name=name, email=f"{name.lower()}@bank.example"))
    team.members.add(UserFactory(name="Left", is_active=False))
    actions.assign_incident(incident, assignee=None, team=team, actor=mara, at=TUESDAY)
    return Incident.objects.select_related("launch", "team").get(pk=incident.pk)


def test_a_warning_that_falls_due_at_once_is_told_at_once(launch: Launch, mara: Actor) -> None:
    incident, at = in_team(launch, make_incident(launch, at=TUESDAY), mara), TUESDAY + 0.95 * HOUR
    told = preview_triage(incident, {"impact": Level.HIGH}, at=at).told
    assert told[0] == "Order desk (Ilya, Rosa) by mail at once: 90 % of the response time has passed"
    actions.triage_incident(incident, impact=Level.HIGH, actor=mara, at=at)
    prioritise_incident(incident, at=at)
    sweep_clocks(at=at + timedelta(seconds=1))
    assert letters() == ["ilya@bank.example", "rosa@bank.example"]


def test_a_warning_to_come_names_its_instant(launch: Launch, mara: Actor) -> None:
    incident = in_team(launch, make_incident(launch, at=TUESDAY), mara)
    told = preview_triage(incident, {"impact": Level.HIGH}, at=TUESDAY).told
    due = "Order desk (Ilya, Rosa) by mail today 09:54 (90 % of the response time)"
    assert told[0] == f"{due}, if nobody has answered by then"


def test_what_was_told_before_is_not_told_again(launch: Launch, mara: Actor) -> None:
    incident, at = in_team(launch, make_incident(launch, at=TUESDAY), mara), TUESDAY + 3.7 * HOUR
    sweep_clocks(at=at)
    assert "response" not in " ".join(preview_triage(incident, {"urgency": Level.LOW}, at=at).told)


def test_nobody_is_told_where_nobody_has_it(launch: Launch) -> None:
    incident = make_incident(launch, at=TUESDAY)
    told = preview_triage(incident, {"impact": Level.HIGH}, at=TUESDAY).told
    assert told == ("Nobody: it has neither an assignee nor a team with people",)
