"""Bundles: look-alikes tied under one parent, so that a hundred reports are one fire.

One level only: a parent has no parent, and what is tied has no reports of its own. Both histories tell of
a tie: the child's whom it belongs to, the parent's who joined it and since when that was reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypercare.lib.errors import DomainError

UNTIED: Mapping[str, Any] = {"parent_number": None, "tied_at": None}
PUT_AWAY = frozenset({"closed", "declined"})  # states from which nobody is told anything any more


@dataclass(frozen=True, slots=True)
class Joined:
    """A report tied to an incident."""

    number: int
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where an incident stands in a bundle, and what it is called."""

    key: str
    state: str
    parent_key: str = ""
    joined_count: int = 0


def check_tie(child: Place, parent: Place) -> None:
    """Raise `DomainError` on field `parent` unless the one can be tied to the other.

    Nothing is moved along: a tie that moved other reports could not be taken back exactly.
    """
    reason = _against(child, parent)
    if reason:
        raise DomainError(reason, field="parent")


def _against(child: Place, parent: Place) -> str:
    if child.key == parent.key:
        return f"{child.key} cannot be tied to itself."
    if child.parent_key:
        return f"{child.key} is tied to {child.parent_key} already; untie it first."
    if child.joined_count:
        reports = "1 report" if child.joined_count == 1 else f"{child.joined_count} reports"
        return f"{reports} joined {child.key}: tie {parent.key} to it instead, or untie them first."
    if parent.parent_key:
        return f"{parent.key} is itself tied to {parent.parent_key}: tie it to that one."
    if parent.state in PUT_AWAY:
        return f"{parent.key} is {parent.state}: reopen it first, or choose another one."
    return ""


def tied(payload: Mapping[str, Any], at: datetime) -> Mapping[str, Any]:
    """What a tie changes in the state of a child."""
    return {"parent_number": payload["parent_number"], "tied_at": at}


def with_report(
    joined: tuple[Joined, ...], payload: Mapping[str, Any], *, reported_at: datetime
) -> Mapping[str, Any]:
    """What a report that joins changes in the state of a parent, which was itself reported then."""
    one = Joined(payload["number"], datetime.fromisoformat(payload["reported_at"]))
    return _bundle((*_without(joined, one.number), one), reported_at)


def without_report(
    joined: tuple[Joined, ...], payload: Mapping[str, Any], *, reported_at: datetime
) -> Mapping[str, Any]:
    """What a report that leaves changes in the state of a parent."""
    return _bundle(_without(joined, payload["number"]), reported_at)


def _without(joined: tuple[Joined, ...], number: int) -> tuple[Joined, ...]:
    return tuple(each for each in joined if each.number != number)


def _bundle(joined: tuple[Joined, ...], reported_at: datetime) -> Mapping[str, Any]:
    """The fire burns from the earliest report on; said only where that is not the parent's own."""
    first = min((each.reported_at for each in joined), default=reported_at)
    return {
        "joined": joined,
        "joined_count": len(joined),
        "fire_since": first if first < reported_at else None,
    }
