"""Follow-ups as pages list them: what was promised, by whom, until when, and what can be done about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission, Role, role_may
from hypercare.launches.models import Launch, Membership
from incidents.domain.follow_ups import AskedBy, FollowUpKind, FollowUpState
from incidents.models import FollowUp, Incident
from incidents.models.follow_ups import IS_DECISION, FollowUpQuerySet
from incidents.queries.words import clock_time

DECIDING_ROLES = [role.value for role in Role if role_may(role, Permission.DECIDE)]
LISTED_AT_MOST = 200
MINE_AT_MOST = 20
ASKED_WORDS = {
    AskedBy.WORKAROUND: "after a workaround",
    AskedBy.NOTE: "from an internal note",
    AskedBy.HAND_OVER: "from a hand-over note",
    AskedBy.REVIEW: "from a review",
}


class Shown(StrEnum):
    """Which follow-ups a list holds."""

    OPEN = "open"
    MINE = "mine"
    DECISIONS = "decisions"
    SETTLED = "settled"


SHOWN_LABELS = {
    Shown.OPEN: "Open",
    Shown.MINE: "Mine",
    Shown.DECISIONS: "Decisions needed",
    Shown.SETTLED: "Settled",
}


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One follow-up with every word ready; `answers` is what this person may answer a decision with."""

    pk: int
    url: str
    kind: str
    words: str
    done_when: str
    owner: str
    due: str
    about: str
    incident_key: str
    incident_url: str
    outcome: str
    is_overdue: bool
    is_open: bool
    is_decision: bool
    can_work: bool
    answers: Sequence[str]


def follow_ups_of(incident: Incident, *, member: Membership, at: datetime) -> list[FollowUpLine]:
    """What was promised about an incident, the open ones first."""
    rows = _named(FollowUp.objects.filter(incident=incident))
    found = sorted(rows, key=lambda row: (row.state != FollowUpState.OPEN, row.due_on, row.pk))
    return lines_of(found, member=member, at=at)


def my_follow_ups(member: Membership, *, at: datetime) -> list[FollowUpLine]:
    """What a person promised, and the decisions that wait for them, the first due on top."""
    return lines_of(_mine(_of(member), member)[:MINE_AT_MOST], member=member, at=at)


def follow_ups_page(member: Membership, shown: Shown, *, at: datetime) -> list[FollowUpLine]:
    """One list of a launch; settled ones from the latest on."""
    everything = _of(member)
    rows = {
        Shown.OPEN: everything.open(),
        Shown.MINE: _mine(everything, member),
        Shown.DECISIONS: everything.open().decisions(),
        Shown.SETTLED: everything.filter(settled_at__isnull=False).order_by("-settled_at", "-pk"),
    }
    return lines_of(rows[shown][:LISTED_AT_MOST], member=member, at=at)


def deciders_of(launch_id: int) -> list[tuple[int, str]]:
    """Who may answer decisions, by name."""
    rows = Membership.objects.filter(launch=launch_id, role__in=DECIDING_ROLES, user__is_active=True)
    return list(rows.order_by("user__name").values_list("user_id", "user__name"))


def lines_of(rows: Iterable[FollowUp], *, member: Membership, at: datetime) -> list[FollowUpLine]:
    """The rows as this person sees them."""
    today = at.astimezone(member.launch.zone).date()
    return [_line(row, member, today, at) for row in rows]


def line_of(row: FollowUp, *, member: Membership, at: datetime) -> FollowUpLine:
    """One row as this person sees it."""
    return lines_of([row], member=member, at=at)[0]


def found_follow_up(pk: int) -> FollowUp | None:
    """One with all that its page names."""
    return _named(FollowUp.objects.filter(pk=pk)).select_related("launch").first()


def _of(member: Membership) -> FollowUpQuerySet:
    return _named(FollowUp.objects.filter(launch=member.launch).readable_by(member.user_id))


def _named(rows: FollowUpQuerySet) -> FollowUpQuerySet:
    return rows.select_related("incident", "owner", "settled_by", "made_by")


def _mine(rows: FollowUpQuerySet, member: Membership) -> FollowUpQuerySet:
    """Uses index: follow_up_by_owner, follow_up_by_due."""
    asked = Q(owner=member.user_id)
    if member.may(Permission.DECIDE):
        asked |= IS_DECISION & Q(owner=None)
    return rows.open().filter(asked)


def _line(row: FollowUp, member: Membership, today: date, at: datetime) -> FollowUpLine:
    launch, is_open = member.launch, row.state == FollowUpState.OPEN
    can_decide = is_open and row.is_decision and member.may(Permission.DECIDE)
    if row.incident:
        row.incident.launch = launch
    return FollowUpLine(
        pk=row.pk,
        url=row.get_absolute_url(),
        kind=FollowUpKind(row.kind).replace("_", " ").capitalize(),
        words=row.words or "Erased",
        done_when=row.done_when,
        owner=_name(row.owner) or ("Whoever may decide" if row.is_decision else "Nobody"),
        due=due_words(row.due_on, today),
        about=ASKED_WORDS.get(AskedBy(row.asked_by), ""),
        incident_key=row.incident.key if row.incident else "",
        incident_url=row.incident.get_absolute_url() if row.incident else "",
        outcome=_outcome(row, launch, at),
        is_overdue=row.is_overdue(today=today),
        is_open=is_open,
        is_decision=row.is_decision,
        can_work=member.may(Permission.WORK_INCIDENTS),
        answers=tuple(row.options) if can_decide else (),
    )


def due_words(due_on: date, today: date) -> str:
    """Such as `due today`, `due Fri 27 Nov`, `2 days overdue`."""
    days = (due_on - today) / timedelta(days=1)
    if days < 0:
        return f"{-days:.0f} day{'s' if days < -1 else ''} overdue"
    near = {0: "today", 1: "tomorrow"}.get(int(days))
    return f"due {near or f'{due_on:%a} {due_on.day} {due_on:%b}'}"


def _outcome(row: FollowUp, launch: Launch, at: datetime) -> str:
    """What came of it; empty while it is open."""
    if row.settled_at is None:
        return ""
    when = clock_time(row.settled_at, at=at, zone=launch.zone)
    by = _name(row.settled_by) or "Hypercare"
    if row.answer:
        return f"{row.answer}, said {by} {when}"
    verb = "dropped" if row.state == FollowUpState.DROPPED else "done"
    return f"{verb.capitalize()} by {by} {when}"


def _name(user: User | None) -> str:
    return user.name if user else ""
