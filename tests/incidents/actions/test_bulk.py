"""One act on many: each by itself, once, and undone as a whole."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.actions import (
    add_note,
    assign_incident,
    close_incident,
    prioritise_incident,
    resolve_incident,
    triage_incident,
)
from incidents.actions.bulk import Deed, change_many, rehearse, settle_next, undo_many
from incidents.actions.story import Actor
from incidents.domain.bulk import LEASE, BulkAct, Outcome
from incidents.domain.history import Cause, Resolution
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level, Priority
from incidents.models import BulkChange, Incident, IncidentEvent, Message
from incidents.queries.verification import differences_in, histories_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
NOW = REPORTED_AT + timedelta(minutes=10)
RESOLVE = partial(resolve_incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Try again.")


@pytest.fixture
def launch() -> Launch:
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def user(launch: Launch) -> User:
    made: User = MembershipFactory(launch=launch).user
    return made


@pytest.fixture
def two(launch: Launch) -> list[Incident]:
    return [make_incident(launch), make_incident(launch)]


def change(
    two: list[Incident], user: User, deed: Deed = RESOLVE, *, once: str = "k", at: datetime = NOW
) -> BulkChange:
    """Done to both at one instant."""
    launch = two[0].launch
    return change_many(launch, two, deed, act=BulkAct.RESOLVE, once=once, user=user, now=lambda: at)


def outcomes(of: BulkChange) -> list[str]:
    return list(of.items.order_by("incident_id").values_list("outcome", flat=True))


def states(two: list[Incident]) -> list[str]:
    return list(
        Incident.objects.filter(pk__in=[each.pk for each in two])
        .order_by("pk")
        .values_list("state", flat=True)
    )


def handed(at: datetime) -> list[IncidentEvent]:
    """What is settled at an instant."""
    told: list[IncidentEvent] = []
    while settle_next(lambda events, _: told.extend(events), at=at):
        pass
    return told


def test_it_is_done_to_each(two: list[Incident], user: User) -> None:
    done = change(two, user)
    assert outcomes(done) == [Outcome.CHANGED] * 2
    assert states(two) == [State.RESOLVED] * 2


def test_the_same_key_does_it_once(two: list[Incident], user: User) -> None:
    assert change(two, user) == change(two, user)
    assert IncidentEvent.objects.filter(kind="resolved").count() == 2


def test_one_that_refuses_holds_up_no_other(two: list[Incident], user: User) -> None:
    RESOLVE(two[0], actor=Actor.human(user), at=NOW)
    done = change(two, user)
    assert outcomes(done) == [Outcome.REFUSED, Outcome.CHANGED]
    assert "cannot become Resolved" in done.items.get(incident=two[0]).reason


def test_what_is_so_already_is_unchanged(two: list[Incident], user: User) -> None:
    take = partial(assign_incident, assignee=user, team=None)
    take(two[0], actor=Actor.human(user), at=NOW)
    assert outcomes(change(two, user, take)) == [Outcome.UNCHANGED, Outcome.CHANGED]


def test_an_undo_takes_all_of_it_back(two: list[Incident], user: User) -> None:
    done = undo_many(change(two, user), user=user, at=NOW + 29 * SECOND)
    assert outcomes(done) == [Outcome.UNDONE] * 2
    assert states(two) == [State.NEW] * 2


def test_what_was_changed_since_stays_and_says_so(two: list[Incident], user: User) -> None:
    done = change(two, user)
    add_note(two[0], body="Look.", actor=Actor.human(user), at=NOW + SECOND)
    undo_many(done, user=user, at=NOW + 2 * SECOND)
    assert outcomes(done) == [Outcome.CHANGED, Outcome.UNDONE]
    assert "changed since" in done.items.get(incident=two[0]).reason


@pytest.mark.parametrize("seconds", [30, 31])
def test_it_can_be_undone_for_thirty_seconds(two: list[Incident], user: User, seconds: int) -> None:
    done = change(two, user)
    if seconds == 30:
        assert undo_many(done, user=user, at=NOW + seconds * SECOND).undone_at
        return
    with pytest.raises(DomainError, match="30 seconds"):
        undo_many(done, user=user, at=NOW + seconds * SECOND)


def test_it_can_be_undone_once(two: list[Incident], user: User) -> None:
    done = undo_many(change(two, user), user=user, at=NOW)
    with pytest.raises(DomainError, match="and once"):
        undo_many(done, user=user, at=NOW)


def test_nobody_else_can_undo_it(two: list[Incident], user: User) -> None:
    other = MembershipFactory(launch=two[0].launch).user
    with pytest.raises(DomainError, match="who did it"):
        undo_many(change(two, user), user=other, at=NOW)


def test_its_words_are_held_until_it_is_settled(two: list[Incident], user: User) -> None:
    change(two, user)
    said = Message.objects.filter(body="Try again.")
    assert (said.count(), said.public().count()) == (2, 0)
    handed(NOW + 31 * SECOND)
    assert Message.objects.public().filter(body="Try again.").count() == 2


def test_nothing_is_told_while_it_can_be_undone(two: list[Incident], user: User) -> None:
    change(two, user)
    assert handed(NOW + 30 * SECOND) == []
    assert [event.kind for event in handed(NOW + 31 * SECOND)] == ["resolved"] * 2
    assert handed(NOW + 32 * SECOND) == []


def test_what_was_undone_is_never_told(two: list[Incident], user: User) -> None:
    done = change(two, user)
    add_note(two[0], body="Look.", actor=Actor.human(user), at=NOW + SECOND)
    undo_many(done, user=user, at=NOW + 2 * SECOND)
    assert [event.incident_id for event in handed(NOW + timedelta(days=1))] == [two[0].pk]


def test_what_was_told_is_never_undone(two: list[Incident], user: User) -> None:
    done = change(two, user)
    handed(NOW + 31 * SECOND)
    BulkChange.objects.update(settles_at=NOW + timedelta(hours=1))  # as by a clock that was set back
    with pytest.raises(DomainError, match="30 seconds"):
        undo_many(done, user=user, at=NOW)


def test_a_worker_killed_while_telling_leaves_it_to_the_next(two: list[Incident], user: User) -> None:
    change(two, user)

    def die(_events: Any, _at: datetime) -> None:
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        settle_next(die, at=NOW + 31 * SECOND)
    assert not Message.objects.public().filter(body="Try again.").exists()
    assert len(handed(NOW + 32 * SECOND)) == 2


def test_an_act_that_stopped_half_way_is_told_as_far_as_it_came(two: list[Incident], user: User) -> None:
    def once_only(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
        if incident.pk == two[1].pk:
            raise RuntimeError("killed")
        return RESOLVE(incident, actor=actor, at=at)

    with pytest.raises(RuntimeError, match="killed"):
        change(two, user, once_only)
    assert outcomes(BulkChange.objects.get()) == [Outcome.CHANGED, Outcome.PENDING]
    assert handed(NOW + LEASE) == []
    assert [event.incident_id for event in handed(NOW + LEASE + SECOND)] == [two[0].pk]


def test_what_was_settled_while_it_stood_still_goes_no_further(two: list[Incident], user: User) -> None:
    def slowly(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
        done = RESOLVE(incident, actor=actor, at=at)
        BulkChange.objects.update(settled_at=at)
        return done

    assert outcomes(change(two, user, slowly)) == [Outcome.CHANGED, Outcome.REFUSED]


def test_a_rehearsal_changes_nothing(two: list[Incident], user: User) -> None:
    before = list(Incident.objects.values())
    events = IncidentEvent.objects.count()
    rehearse(two, RESOLVE, user=user, at=NOW)
    assert (list(Incident.objects.values()), IncidentEvent.objects.count()) == (before, events)


def test_a_rehearsal_says_what_would_change_and_what_cannot(two: list[Incident], user: User) -> None:
    RESOLVE(two[0], actor=Actor.human(user), at=NOW)
    [first, second] = rehearse(two, partial(close_incident), user=user, at=NOW)
    assert (first[0]["state"], first[1]["state"], first[2]) == (State.RESOLVED, State.CLOSED, "")
    assert "cannot become Closed" in second[2]


def test_a_history_equals_its_row_after_act_and_undo(two: list[Incident], user: User) -> None:
    def triage(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
        urgent = triage_incident(incident, impact=Level.HIGH, urgency=Level.HIGH, actor=actor, at=at)
        return prioritise_incident(urgent, at=at)

    undo_many(change(two, user, triage), user=user, at=NOW + SECOND)
    found = histories_of(Incident.objects.select_related("launch"))
    assert [list(differences_in(each, at=NOW + SECOND)) for each in found] == [[], []]
    assert {each.incident.priority for each in found} == {Priority.P3}
