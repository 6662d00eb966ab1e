"""Tying a report to a fire: both histories, both rows, and both clocks."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions import (
    Actor,
    acknowledge_incident,
    add_note,
    prioritise_incident,
    reply_to_reporter,
    tie_incident,
    untie_incident,
)
from incidents.actions.bulk import change_many, undo_many
from incidents.actions.sweeps import sweep_clocks
from incidents.domain.bulk import BulkAct, Outcome
from incidents.domain.clocks import ClockState
from incidents.domain.history import EventKind
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level
from incidents.models import Clock, Incident
from incidents.queries.verification import differences_in, histories_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
NOW = REPORTED_AT + 10 * MINUTE
SOON = NOW + 20 * SECOND
LATER = NOW + HOUR


@pytest.fixture
def launch() -> Launch:
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def user(launch: Launch) -> User:
    made: User = MembershipFactory(launch=launch).user
    return made


@pytest.fixture
def actor(user: User) -> Actor:
    return Actor.human(user)


@pytest.fixture
def fire(launch: Launch) -> Incident:
    """TRD-1, the one that becomes a parent."""
    return make_incident(launch)


@pytest.fixture
def report(launch: Launch, fire: Incident) -> Incident:
    """TRD-2, reported half an hour before it."""
    return make_incident(launch, at=REPORTED_AT - 30 * MINUTE)


def row(incident: Incident) -> Incident:
    return Incident.objects.select_related("launch").get(pk=incident.pk)


def everything(*incidents: Incident) -> list[dict[str, Any]]:
    """Rows and clocks, without what merely counts events."""
    rows: Any = Incident.objects.filter(pk__in=[each.pk for each in incidents]).order_by("pk").values()
    clocks: Any = Clock.objects.filter(incident__in=incidents).order_by("incident", "kind").values()
    uncounted = {"last_seq", "stale_since", "rank", "rank_terms"}
    kept = [{name: row[name] for name in row if name not in uncounted} for row in rows]
    return [*kept, *clocks]


def wrong_in(launch: Launch, *, at: Any = LATER) -> list[object]:
    """What `verify_history` would complain about."""
    found = histories_of(Incident.objects.select_related("launch").filter(launch=launch))
    return [wrong for history in found for wrong in differences_in(history, at=at)]


def test_both_histories_tell_of_it(fire: Incident, report: Incident, actor: Actor) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    assert report.events.latest("seq").payload == {"parent_number": 1}
    told = fire.events.get(kind=EventKind.JOINED).payload
    assert told == {"number": 2, "reported_at": report.reported_at.isoformat()}


def test_both_rows_know_it_and_equal_their_histories(
    launch: Launch, fire: Incident, report: Incident, actor: Actor
) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    assert (row(report).parent_number, row(report).state) == (1, State.IN_PROGRESS)
    assert (row(fire).joined_count, row(fire).fire_since) == (1, report.reported_at)
    assert wrong_in(launch, at=NOW) == []


def test_the_fire_is_promised_since_its_first_report(fire: Incident, report: Incident, actor: Actor) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    started = dict(fire.clocks.values_list("kind", "started_at"))
    assert started == {"response": fire.reported_at, "resolution": report.reported_at}


def test_a_report_is_still_owed_its_answer_and_no_solution_of_its_own(
    fire: Incident, report: Incident, actor: Actor
) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    states = dict(report.clocks.values_list("kind", "state"))
    assert states == {"response": ClockState.RUNNING, "resolution": ClockState.CANCELLED}


def test_tying_twice_to_the_same_says_nothing_twice(fire: Incident, report: Incident, actor: Actor) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    tie_incident(report, parent=fire, actor=actor, at=LATER)
    assert report.events.filter(kind=EventKind.TIED).count() == 1


def test_a_bundle_has_one_level(launch: Launch, fire: Incident, report: Incident, actor: Actor) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    third = make_incident(launch)
    for child, parent in ((fire, third), (third, report), (report, third), (third, third)):
        with pytest.raises(DomainError):
            tie_incident(child, parent=parent, actor=actor, at=LATER)
    assert row(third).last_seq == third.last_seq


def test_untied_at_once_it_had_never_been_tied(
    launch: Launch, fire: Incident, report: Incident, actor: Actor
) -> None:
    before = everything(fire, report)
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    untie_incident(report, actor=actor, at=SOON)
    assert everything(fire, report) == before
    assert wrong_in(launch, at=SOON) == []


def test_a_breach_that_only_the_tie_brought_goes_with_it(launch: Launch, actor: Actor) -> None:
    urgent: dict[str, Any] = {"impact": Level.HIGH, "urgency": Level.HIGH}
    fire, report = make_incident(launch, **urgent), make_incident(launch, at=REPORTED_AT - 5 * HOUR)
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    assert fire.events.filter(kind=EventKind.TARGET_BREACHED, payload__clock="resolution").exists()
    untie_incident(report, actor=actor, at=SOON)
    assert row(fire).breached_at is None
    assert wrong_in(launch, at=SOON) == []


def test_untied_later_it_keeps_what_was_said_and_done(
    launch: Launch, fire: Incident, report: Incident, actor: Actor
) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    reply_to_reporter(report, body="We are on it.", actor=actor, at=NOW + MINUTE)
    untie_incident(report, actor=actor, at=LATER)
    assert (row(report).parent_number, row(fire).joined_count, row(fire).fire_since) == (None, 0, None)
    assert row(report).first_response_at == NOW + MINUTE
    assert [each.kind for each in report.events.order_by("seq")][-2:] == [EventKind.REPLIED, EventKind.UNTIED]
    assert wrong_in(launch) == []


def test_untied_its_own_promise_runs_as_if_it_had_never_stopped(
    fire: Incident, report: Incident, actor: Actor
) -> None:
    due_at = report.clocks.get(kind="resolution").due_at
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    untie_incident(report, actor=actor, at=LATER)
    assert report.clocks.get(kind="resolution").due_at == due_at


def test_what_is_tied_to_nothing_cannot_be_untied(report: Incident, actor: Actor) -> None:
    with pytest.raises(DomainError, match="tied to nothing") as caught:
        untie_incident(report, actor=actor, at=NOW)
    assert caught.value.field == "parent"


def test_it_can_be_tied_again(launch: Launch, fire: Incident, report: Incident, actor: Actor) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    untie_incident(report, actor=actor, at=LATER)
    tie_incident(report, parent=fire, actor=actor, at=LATER + MINUTE)
    untie_incident(report, actor=actor, at=LATER + MINUTE + SECOND)
    assert row(report).parent_number is None
    assert wrong_in(launch, at=LATER + HOUR) == []


def test_reports_are_reach(launch: Launch, fire: Incident, actor: Actor) -> None:
    for n in range(3):
        child = make_incident(launch, reporter=ReporterFactory(launch=launch))
        tie_incident(child, parent=fire, actor=actor, at=NOW + n * SECOND)
    assert row(fire).stale_since is not None
    before = fire.rank
    assert prioritise_incident(fire, at=LATER).rank > before


def test_a_bundle_is_never_warned_of_per_report(
    launch: Launch, fire: Incident, report: Incident, actor: Actor
) -> None:
    tie_incident(report, parent=fire, actor=actor, at=NOW)
    acknowledge_incident(fire, actor=actor, at=NOW)
    sweep_clocks(at=NOW + 60 * 24 * HOUR)
    breached = {"kind": EventKind.TARGET_BREACHED, "payload__clock": "resolution"}
    assert not report.events.filter(**breached).exists()
    assert fire.events.filter(**breached).count() == 1


def many(launch: Launch, fire: Incident, user: User, reports: list[Incident]) -> Any:
    """All of them tied by one act."""
    deed = partial(tie_incident, parent=fire)
    return change_many(launch, reports, deed, act=BulkAct.TIE, once="k", user=user, now=lambda: NOW)


def test_many_are_tied_at_once_and_untied_as_a_whole(launch: Launch, fire: Incident, user: User) -> None:
    reports = [make_incident(launch, at=REPORTED_AT - n * MINUTE) for n in range(5)]
    before = everything(fire, *reports)
    change = many(launch, fire, user, reports)
    assert row(fire).joined_count == 5
    undo_many(change, user=user, at=SOON)
    assert everything(fire, *reports) == before
    assert wrong_in(launch, at=SOON) == []


def test_the_parent_among_them_is_refused(launch: Launch, fire: Incident, user: User) -> None:
    change = many(launch, fire, user, [fire, make_incident(launch)])
    assert list(change.items.order_by("incident_id").values_list("outcome", flat=True)) == [
        Outcome.REFUSED,
        Outcome.CHANGED,
    ]


def test_what_somebody_went_on_from_stays_tied(launch: Launch, fire: Incident, user: User) -> None:
    one, other = make_incident(launch), make_incident(launch)
    change = many(launch, fire, user, [one, other])
    add_note(one, body="Indeed.", actor=Actor.human(user), at=NOW + SECOND)
    undo_many(change, user=user, at=SOON)
    assert (row(one).parent_number, row(other).parent_number, row(fire).joined_count) == (1, None, 1)
    assert wrong_in(launch, at=SOON) == []
