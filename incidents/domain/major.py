"""Major incidents: who holds which role, when the next update is due, and what must be said first."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hypercare.lib.errors import DomainError
from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority

SENTENCE_LENGTH = 300
LINK_LENGTH = 300
HTTPS = r"https://[^\s/?#@\\]+([/?#]\S*)?"
SENTENCES = {"business_impact": "one sentence of business impact", "public_sentence": "one public sentence"}
MAJOR_EVENTS = (
    "major_declared",
    "major_role_taken",
    "major_worded",
    "major_updated",
    "update_missed",
    "stood_down",
    "major_reviewed",
)
WORDED_FIRST = frozenset({Priority.P1, Priority.P2})  # their first executive update needs both sentences


class MajorRole(StrEnum):
    """What a person does in a major incident."""

    COMMANDER = "commander"
    COMMUNICATIONS = "communications"
    SCRIBE = "scribe"


class Audience(StrEnum):
    """For whom an update is written."""

    TACTICAL = "tactical"
    EXECUTIVE = "executive"


USUAL: Mapping[Audience, timedelta] = {
    Audience.TACTICAL: timedelta(minutes=30),
    Audience.EXECUTIVE: timedelta(hours=2),
}
# Who is told that an update is overdue, the first of them that somebody holds.
REMINDED: Mapping[Audience, tuple[MajorRole, ...]] = {
    Audience.TACTICAL: (MajorRole.COMMANDER,),
    Audience.EXECUTIVE: (MajorRole.COMMUNICATIONS, MajorRole.COMMANDER),
}


@dataclass(frozen=True, slots=True)
class Major:
    """A major incident that stands: since when, when each audience hears next, what was reminded of."""

    since: datetime
    due: Mapping[Audience, datetime]
    reminded: frozenset[Audience] = frozenset()

    @property
    def update_due_at(self) -> datetime:
        """When the next update is due, whoever it is for."""
        return min(self.due.values())

    @property
    def remind_at(self) -> datetime | None:
        """The next due instant that nobody has been reminded of."""
        return min((at for audience, at in self.due.items() if audience not in self.reminded), default=None)


class OfMajor:
    """What the row of an incident shows of its being major."""

    __slots__ = ()
    major: Major | None

    @property
    def major_since(self) -> datetime | None:
        """Since when it is a major incident."""
        return self.major.since if self.major else None

    @property
    def update_due_at(self) -> datetime | None:
        """When the next update is due."""
        return self.major.update_due_at if self.major else None

    @property
    def update_remind_at(self) -> datetime | None:
        """The next due update that nobody has been reminded of."""
        return self.major.remind_at if self.major else None


def declared(at: datetime) -> Major:
    """From its declaration on, each audience is due after its usual time."""
    return Major(at, {audience: at + every for audience, every in USUAL.items()})


def updated(major: Major, audience: Audience, *, at: datetime, next_in: timedelta) -> Major:
    """After an update its audience is due again, at the time that was promised with it."""
    return replace(major, due={**major.due, audience: at + next_in}, reminded=major.reminded - {audience})


def reminded(major: Major, audience: Audience) -> Major:
    """The reminder of a due update is given once."""
    return replace(major, reminded=major.reminded | {audience})


def after_event(major: Major | None, kind: str, payload: Mapping[str, Any], at: datetime) -> Major | None:
    """What one event of a history makes of it. Total: an event that no longer fits changes nothing."""
    if kind == "major_declared":
        return major or declared(at)
    return _RULES[kind](major, payload, at) if major and kind in _RULES else major


def _updated(major: Major, payload: Mapping[str, Any], at: datetime) -> Major | None:
    next_in = timedelta(minutes=payload["next_in_minutes"])
    return updated(major, Audience(payload["audience"]), at=at, next_in=next_in)


_RULES: Mapping[str, Callable[[Major, Mapping[str, Any], datetime], Major | None]] = {
    "major_updated": _updated,
    "update_missed": lambda major, payload, _: reminded(major, Audience(payload["audience"])),
    "stood_down": lambda _major, _payload, _at: None,
}


def is_overdue(due_at: datetime, *, at: datetime) -> bool:
    """Whether an update should have been there; the due instant itself is in time."""
    return due_at < at


@dataclass(frozen=True, slots=True)
class RoleTaken:
    """A person took a role, or with `None` laid it down."""

    role: MajorRole
    user_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch in which a person held a role; without an end they hold it still."""

    role: MajorRole
    user_id: int
    since: datetime
    until: datetime | None = None


def roles_held(taken: Iterable[RoleTaken]) -> list[Held]:
    """Who held what when, in the order in which they took it."""
    held: list[Held] = []
    for each in sorted(taken, key=lambda taking: taking.at):
        held = [_ended(one, each.at) if one.role is each.role else one for one in held]
        if each.user_id is not None:
            held.append(Held(each.role, each.user_id, each.at))
    return held


def _ended(held: Held, at: datetime) -> Held:
    return held if held.until else replace(held, until=at)


def holders(held: Iterable[Held]) -> dict[MajorRole, int]:
    """Who holds each role now."""
    return {each.role: each.user_id for each in held if each.until is None}


def may_be_declared(priority: Priority | None, state: State, major: Major | None) -> bool:
    """Whether it is an open P1 that nobody leads as a major incident yet."""
    return major is None and priority is Priority.P1 and state.is_open


def check_declaration(priority: Priority | None, state: State, major: Major | None) -> None:
    """Raise `DomainError` on field `state` unless it is an open P1 that is not major yet."""
    if major:
        raise DomainError("It is a major incident already.", field="state")
    if not may_be_declared(priority, state, major):
        raise DomainError("Only an open P1 can be declared a major incident.", field="state")


def check_worded(priority: Priority | None, *, business_impact: str, public_sentence: str) -> None:
    """Raise `DomainError` by field where executives would hear of it before both sentences are there."""
    if priority not in WORDED_FIRST:
        return
    missing = {"business_impact": not business_impact, "public_sentence": not public_sentence}
    for name, is_missing in missing.items():
        if is_missing:
            said = f"A {priority.label} needs {SENTENCES[name]} before its first executive update."
            raise DomainError(said, field=name)


def link_in(said: str) -> str:
    """A war-room link, or none. `DomainError` on field `war_room` unless it is https."""
    link = said.strip()
    if not link:
        return ""
    if not re.fullmatch(HTTPS, link):
        raise DomainError("The war room is a link that begins with https://.", field="war_room")
    if len(link) > LINK_LENGTH:
        raise DomainError(f"A link has at most {LINK_LENGTH} characters.", field="war_room")
    return link
