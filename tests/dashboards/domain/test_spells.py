"""When an incident was open, read from its history."""

from datetime import UTC, datetime, timedelta
from typing import Any

from dashboards.domain.spells import Began, Spell, spells_of
from incidents.domain.history import ActorKind, Event, EventKind, fold

REPORTED_AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIED = {"parent_number": 7}
RESOLUTION = {"cause": "code", "resolution": "fixed"}


def history(*steps: tuple[EventKind, float, dict[str, Any]]) -> tuple[Spell, ...]:
    """The spells after these steps, each so many hours after the report."""
    events = [Event(EventKind.DECLARED, REPORTED_AT, 1, ActorKind.REPORTER)]
    for seq, (kind, hours, payload) in enumerate(steps, 2):
        events.append(Event(kind, REPORTED_AT + hours * HOUR, seq, ActorKind.HUMAN, payload))
    return spells_of(fold(events))


def test_what_nobody_resolved_is_open_from_its_report() -> None:
    assert history() == (Spell(REPORTED_AT, None, Began.REPORTED),)


def test_closing_what_is_resolved_ends_nothing_twice() -> None:
    spells = history((EventKind.RESOLVED, 2, RESOLUTION), (EventKind.CLOSED, 90, {}))
    assert spells == (Spell(REPORTED_AT, REPORTED_AT + 2 * HOUR, Began.REPORTED),)


def test_a_reopen_begins_a_new_spell() -> None:
    spells = history((EventKind.RESOLVED, 2, RESOLUTION), (EventKind.REOPENED, 5, {}))
    assert [spell.began_by for spell in spells] == [Began.REPORTED, Began.REOPENED]
    assert (spells[1].starts_at, spells[1].ends_at) == (REPORTED_AT + 5 * HOUR, None)


def test_a_decline_takes_it_out_of_the_backlog() -> None:
    spells = history((EventKind.DECLINED, 3, {"reason": "duplicate"}))
    assert spells[0].ends_at == REPORTED_AT + 3 * HOUR


def test_a_log_that_moves_before_its_report_counts_at_the_report() -> None:
    spells = history((EventKind.RECORDED, -1, {"state": "resolved"}))
    assert spells == (Spell(REPORTED_AT, REPORTED_AT, Began.REPORTED),)


def joined(hours: float) -> tuple[EventKind, float, dict[str, Any]]:
    """A report so many hours from the parent's, tied an hour after it."""
    reported_at = (REPORTED_AT + hours * HOUR).isoformat()
    return EventKind.JOINED, 1, {"number": 9, "reported_at": reported_at}


def test_a_report_of_a_bundle_is_open_as_its_parent_is() -> None:
    assert history((EventKind.TIED, 2, TIED), (EventKind.RESOLVED, 3, RESOLUTION)) == ()


def test_a_bundle_is_open_from_its_first_report_on() -> None:
    assert history(joined(-5)) == (Spell(REPORTED_AT - 5 * HOUR, None, Began.REPORTED),)


def test_untied_it_was_open_all_along() -> None:
    assert history((EventKind.TIED, 2, TIED), (EventKind.UNTIED, 9, TIED)) == history()
