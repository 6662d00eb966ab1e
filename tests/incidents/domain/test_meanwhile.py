"""Which news matter to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from incidents.domain.history import EventKind
from incidents.domain.meanwhile import came_between, minds

ME, OTHER = 7, 8
K = EventKind


@dataclass(frozen=True)
class Row:
    """An event as it is stored."""

    seq: int
    kind: EventKind
    actor_id: int | None = OTHER
    payload: Mapping[str, Any] = field(default_factory=dict)


def news(*rows: Row, action: str = "reply_to_reporter", seen: int = 3) -> list[int]:
    """The numbers of what this person has to know of first."""
    return [row.seq for row in came_between(rows, seen=seen, kinds=minds(action), user_id=ME)]


@pytest.mark.parametrize(
    ("action", "kind", "matters"),
    [
        ("reply_to_reporter", K.REPLIED, True),
        ("reply_to_reporter", K.REPORTER_WROTE, True),
        ("reply_to_reporter", K.NOTED, True),
        ("reply_to_reporter", K.RESOLVED, True),
        ("reply_to_reporter", K.TRIAGED, False),
        ("reply_to_reporter", K.ASSIGNED, False),
        ("reply_to_reporter", K.PRIORITY_SET, False),
        ("add_note", K.REPLIED, True),
        ("add_note", K.NOTED, False),
        ("resolve_incident", K.NOTED, True),
        ("decline_incident", K.REPORTER_WROTE, True),
        ("triage_incident", K.TRIAGED, True),
        ("triage_incident", K.NOTED, False),
        ("override_priority", K.PRIORITY_OVERRIDDEN, True),
        ("raise_priority", K.TRIAGED, True),
        ("assign_incident", K.ASSIGNED, True),
        ("assign_incident", K.REPLIED, False),
        ("acknowledge_incident", K.ASSIGNED, True),
        ("close_incident", K.REPORTER_WROTE, True),
        ("start_wait", K.REOPENED, True),
        ("start_wait", K.TARGET_BREACHED, False),
    ],
)
def test_what_matters_to_whom(action: str, kind: EventKind, *, matters: bool) -> None:
    assert news(Row(4, kind), action=action) == ([4] if matters else [])


def test_ones_own_doing_is_no_news() -> None:
    assert news(Row(4, K.REPLIED, actor_id=ME), Row(5, K.REPLIED)) == [5]


def test_what_no_person_did_is_news_too() -> None:
    assert news(Row(4, K.CLOSED, actor_id=None)) == [4]


def test_what_was_seen_is_no_news() -> None:
    assert news(Row(3, K.REPLIED), Row(4, K.REPLIED)) == [4]


def test_what_came_and_was_undone_is_no_news() -> None:
    assert news(Row(4, K.RESOLVED), Row(5, K.UNDONE, payload={"seqs": [4]})) == []


def test_an_undo_of_what_was_seen_is_news() -> None:
    assert news(Row(4, K.UNDONE, payload={"seqs": [3]})) == [4]
