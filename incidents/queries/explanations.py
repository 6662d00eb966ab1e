"""Why is it due then, and why this priority? The domain's answers with their words ready."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from hypercare.launches.calendars import calendar_for
from hypercare.lib.working_time import Calendar
from hypercare.ui.templatetags.ui import clock_shape, duration, eighths_left
from incidents.actions.projection import plans_for
from incidents.domain.clock_explanation import Segment, explain
from incidents.domain.clocks import ClockKind, ClockPlan, ClockState, SupportDays, Target
from incidents.domain.history import IncidentState
from incidents.domain.priority import Priority, priority_for
from incidents.domain.rank import LABELS, SUGGEST_RAISING_AT, suggests_raising
from incidents.models import Clock, Incident
from incidents.queries.words import NO_MOMENT, Moment, clock_time, moment

STRETCHES_AT_MOST = 40
MINUTE = timedelta(minutes=1)
AHEAD = frozenset({ClockState.RUNNING, ClockState.AT_RISK})
STANDINGS: Mapping[ClockState, str] = {
    ClockState.RUNNING: "due",
    ClockState.AT_RISK: "due",
    ClockState.PAUSED: "paused",
    ClockState.MET: "met",
    ClockState.BREACHED: "breached",
    ClockState.CANCELLED: "no longer needed",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time a clock counted or skipped."""

    start: str
    end: str
    length: str
    reason: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class ClockView:
    """A promise: where it stands in words, when it is due and why then."""

    name: str
    state: str
    standing: str
    shape: SafeString
    is_ahead: bool
    left: Moment
    due: str
    target: str
    counted: str
    stretches: tuple[Stretch, ...]
    left_out_count: int


@dataclass(frozen=True, slots=True)
class RankLine:
    """One term of the rank."""

    label: str
    points: str
    weight: int
    reading: str


@dataclass(frozen=True, slots=True)
class PriorityView:
    """A priority, the rule that set it, and the rank beside it."""

    priority: int | None
    is_pending: bool
    sentence: str
    is_overridden: bool
    rank: int
    terms: tuple[RankLine, ...]
    suggestion: str
    raised: str


def priority_view(incident: Incident, state: IncidentState) -> PriorityView:
    """Why this priority. It is pending while Celery has not yet seen the present inputs."""
    terms = tuple(
        RankLine(LABELS[term["slug"]], f"{term['points']:g}", term["weight"], term["reading"])
        for term in incident.rank_terms
    )
    is_overridden = state.override is not None
    is_suggested = suggests_raising(incident.rank, priority=state.priority, is_overridden=is_overridden)
    return PriorityView(
        priority=incident.priority,
        is_pending=incident.stale_since is not None,
        sentence=priority_for(state.priority_input).explanation,
        is_overridden=is_overridden,
        rank=incident.rank,
        terms=terms,
        suggestion=f"Rank {incident.rank} has passed {SUGGEST_RAISING_AT}: consider raising it."
        if is_suggested
        else "",
        raised=f"P{state.priority - 1}" if is_suggested and state.priority else "",
    )


def clock_views(
    incident: Incident, clocks: Iterable[Clock], state: IncidentState, *, at: datetime
) -> tuple[ClockView, ...]:
    """Each stored clock as seen at `at`, explained from the history."""
    plans = {plan.kind: plan for plan in plans_for(incident, state)}
    calendar = calendar_for(incident.launch)
    return tuple(
        _clock_view(clock, plans.get(ClockKind(clock.kind)), state, calendar=calendar, at=at)
        for clock in sorted(clocks, key=lambda clock: ClockKind(clock.kind) is ClockKind.RESOLUTION)
    )


def _clock_view(
    clock: Clock, plan: ClockPlan | None, state: IncidentState, *, calendar: Calendar, at: datetime
) -> ClockView:
    zone, standing = calendar.zone, standing_of(clock, at=at)
    segments = explain(
        ClockKind(clock.kind),
        priority=Priority(clock.priority),
        calendar=calendar,
        reported_at=clock.started_at,
        until=max(clock.due_at or at, clock.started_at),
        waits=state.waits,
        at_rest=state.at_rest,
        met_at=clock.met_at,
    )
    return ClockView(
        name=clock.kind,
        state=standing,
        standing=_standing_words(clock, standing, plan, is_tied=state.tied_at is not None),
        shape=clock_shape(standing, eighths_left(clock.started_at, clock.at_risk_at, clock.due_at, at)),
        is_ahead=standing in AHEAD,
        left=moment(clock.due_at, at=at, zone=zone) if standing in AHEAD else NO_MOMENT,
        due=clock_time(clock.due_at, at=at, zone=zone) if clock.due_at else "",
        target=target_words(plan.target) if plan else "",
        counted=_counted(segments),
        stretches=tuple(_stretch(segment, zone) for segment in segments[:STRETCHES_AT_MOST]),
        left_out_count=max(len(segments) - STRETCHES_AT_MOST, 0),
    )


def standing_of(clock: Clock, *, at: datetime) -> ClockState:
    """The state to show: a running clock is at risk from 75 % on, and breached past its due instant."""
    state = ClockState(clock.state)
    if state is not ClockState.RUNNING or clock.due_at is None:
        return state
    if clock.due_at < at:
        return ClockState.BREACHED
    return ClockState.AT_RISK if clock.at_risk_at and clock.at_risk_at <= at else state


def target_words(target: Target) -> str:
    """Such as `3 support days` or `15 min, round the clock`."""
    if isinstance(target.amount, SupportDays):
        return f"{target.amount.count} support day{'s' if target.amount.count > 1 else ''}"
    hours = "round the clock" if target.round_the_clock else "in support hours"
    return f"{duration(target.amount)}, {hours}"


def _standing_words(clock: Clock, standing: ClockState, plan: ClockPlan | None, *, is_tied: bool) -> str:
    if standing is ClockState.CANCELLED and is_tied:
        return "with its bundle"
    if standing is ClockState.BREACHED and clock.met_at and clock.due_at:
        return f"late by {in_minutes(clock.met_at - clock.due_at)}"
    if standing is ClockState.PAUSED and plan and plan.left:
        return f"paused with {in_minutes(plan.left)} left"
    return STANDINGS[standing]


def in_minutes(amount: timedelta) -> str:
    """A duration without its odd seconds, unless it has nothing else."""
    return duration(amount - amount % MINUTE if amount >= MINUTE else amount)


def _counted(segments: Sequence[Segment]) -> str:
    counted = [segment.duration for segment in segments if segment.is_counted]
    return in_minutes(sum(counted[1:], counted[0])) if counted else "nothing"


def _stretch(segment: Segment, zone: ZoneInfo) -> Stretch:
    start, end = segment.start.astimezone(zone), segment.end.astimezone(zone)
    same_day = start.date() == end.date()
    return Stretch(
        start=f"{start:%a} {start.day} {start:%b %H:%M}",
        end=f"{end:%H:%M}" if same_day else f"{end:%a} {end.day} {end:%b %H:%M}",
        length=in_minutes(segment.duration),
        reason=segment.label,
        is_counted=segment.is_counted,
    )
