"""What a change makes dirty: read from events after they happened, by this app's own cursor."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Least

from dashboards.actions.periods import known_days, known_weeks, last_week, mark_days, mark_weeks
from dashboards.domain.periods import Week, day_of
from dashboards.domain.spells import Began, Spell, spells_of
from dashboards.models import CountedWeeks, FollowedCalendar, KpiFact, OpenSpell, PeriodGrain
from feedback.models import SatisfactionSurvey
from hypercare.launches.models import Launch
from incidents.actions.following import follow_events
from incidents.domain.history import Event, EventKind, fold
from incidents.models import Clock, EventCursor, Incident, IncidentEvent
from incidents.models.incident import NOT_DISTURBANCE_VALUES

READER = "dashboards"
UNCOUNTED = frozenset(
    {
        EventKind.NOTED,
        EventKind.REPORTER_WROTE,
        EventKind.TARGET_WARNED,
        EventKind.SNOOZED,
        EventKind.WOKEN,
        EventKind.FOLLOW_UP_ADDED,
        EventKind.FOLLOW_UP_CHANGED,
        EventKind.PLANNED,
        EventKind.RESTRICTED,
        EventKind.OPENED_TO_ALL,
        EventKind.REFERENCE_ADDED,
        EventKind.REFERENCE_REMOVED,
        EventKind.MAJOR_DECLARED,
        EventKind.MAJOR_ROLE_TAKEN,
        EventKind.MAJOR_WORDED,
        EventKind.MAJOR_UPDATED,
        EventKind.UPDATE_MISSED,
        EventKind.STOOD_DOWN,
        EventKind.MAJOR_REVIEWED,
    }
)
COUNTED_INSTANTS = (
    "reported_at",
    "fire_since",
    "acknowledged_at",
    "first_resolved_at",
    "resolved_at",
    "closed_at",
    "declined_at",
)
RECENT_RATINGS = timedelta(minutes=1)  # a rating may be committed after its instant was measured


def follow_changes(*, at: datetime) -> int:
    """Mark what the next batch of events touches; returns how many events that were."""
    return follow_events(READER, note_events, at=at)


def has_followed_all() -> bool:
    """Whether every event committed by now has been read."""
    cursor = EventCursor.objects.filter(reader=READER).first()
    newest = IncidentEvent.objects.order_by("-tx", "-id").values_list("tx", "id").first()
    return newest is None or (cursor is not None and newest <= (cursor.tx, cursor.event_id))


def note_events(events: Sequence[IncidentEvent], at: datetime) -> None:
    """Mark every day and week these events may change."""
    touched: dict[int, list[IncidentEvent]] = defaultdict(list)
    for event in events:
        if event.kind not in UNCOUNTED:
            touched[event.launch_id].append(event)
    for of_launch in touched.values():
        since = min(event.at for event in of_launch)
        ids = {event.incident_id for event in of_launch}
        mark_incidents(of_launch[0].launch, ids, since=since, at=at)


@transaction.atomic
def mark_incidents(launch: Launch, incident_ids: Iterable[int], *, since: datetime, at: datetime) -> None:
    """Project when these incidents were open, and mark where they counted, count now, or are open.

    A change at `since` moves the backlog of every week from then on; one that rewrites when an
    incident was open, as an undo, a tie or another nature does, already from the first moment it rewrites.
    """
    incidents = {row.pk: row for row in Incident.objects.filter(pk__in=set(incident_ids))}
    moved = _replace_spells(launch, incidents)
    weeks = _replace_counted_weeks(launch, incidents)
    known = [week for week in known_weeks(launch) if week]
    earliest = Week.of(min({since, *moved}), launch.zone)
    latest = max(last_week(launch, at=at), earliest, *weeks, *known)
    reported = {incident.reported_at for incident in incidents.values()}
    mark_days(launch, {day_of(each, launch.zone) for each in moved | reported}, at=at)
    mark_weeks(launch, {*weeks, *earliest.through(latest)}, at=at)


@transaction.atomic
def mark_launch(launch: Launch, *, at: datetime) -> None:
    """Mark every day and week the launch has."""
    first, last = known_weeks(launch)
    if first and last:
        mark_days(launch, known_days(launch), at=at)
        mark_weeks(launch, first.through(max(last, last_week(launch, at=at))), at=at)


def mark_ratings(*, at: datetime) -> None:
    """Mark the weeks in which surveys were rated or asked whose ratings may not be counted yet.

    A launch to date counts every rating, so what came after it was measured is new, however long ago.
    """
    to_date = KpiFact.objects.filter(launch=OuterRef("pk"), grain=PeriodGrain.LAUNCH_TO_DATE)
    measured = Subquery(to_date.order_by().values("computed_at")[:1])  # Uses index: kpi_fact_once
    since = Least(Value(at), Coalesce(measured, Value(at))) - RECENT_RATINGS
    # Uses index: survey_by_rating
    rated = SatisfactionSurvey.objects.filter(launch=OuterRef("pk"), rated_at__range=(OuterRef("since"), at))
    found = dict(Launch.objects.annotate(since=since).filter(Exists(rated)).values_list("pk", "since"))
    for launch in Launch.objects.filter(pk__in=found):
        surveys = SatisfactionSurvey.objects.filter(launch=launch, rated_at__range=(found[launch.pk], at))
        instants = surveys.values_list("rated_at", "asked_at")
        mark_weeks(launch, {Week.of(each, launch.zone) for pair in instants for each in pair if each}, at=at)


@transaction.atomic
def mark_recalculated(*, at: datetime) -> None:
    """Mark launches whose hours, zone or targets changed, once every incident has been planned anew."""
    version = OuterRef("calendar_version")
    followed = FollowedCalendar.objects.filter(launch=OuterRef("pk"), version__gte=version)
    behind = Incident.objects.filter(launch=OuterRef("pk"), calendar_version__lt=version)
    for launch in Launch.objects.filter(~Exists(followed), ~Exists(behind)):
        mark_launch(launch, at=at)
        FollowedCalendar.objects.update_or_create(
            launch=launch, defaults={"version": launch.calendar_version}
        )


def _replace_spells(launch: Launch, incidents: Mapping[int, Incident]) -> set[datetime]:
    """Store when these incidents were open; returns the moments at which that changed anything."""
    wanted = {pk: _spells(incidents[pk], events) for pk, events in _histories(incidents).items()}
    stored: dict[int, list[Spell]] = defaultdict(list)
    for row in OpenSpell.objects.filter(incident__in=incidents).order_by("starts_at", "id"):
        stored[row.incident_id].append(Spell(row.starts_at, row.ends_at, Began(row.began_by)))
    changed = [pk for pk in incidents if tuple(stored[pk]) != wanted[pk]]
    OpenSpell.objects.filter(incident__in=changed).delete()
    OpenSpell.objects.bulk_create(
        OpenSpell(
            launch=launch,
            incident_id=pk,
            starts_at=spell.starts_at,
            ends_at=spell.ends_at,
            began_by=spell.began_by,
        )
        for pk in changed
        for spell in wanted[pk]
    )
    return {instant for pk in changed for instant, _ in _edges(stored[pk]) ^ _edges(wanted[pk])}


def _histories(incidents: Mapping[int, Incident]) -> Mapping[int, list[Event]]:
    histories: dict[int, list[Event]] = defaultdict(list)
    for event in IncidentEvent.objects.filter(incident__in=incidents).order_by("incident", "seq"):
        histories[event.incident_id].append(event.as_domain())
    return histories


def _spells(incident: Incident, events: Iterable[Event]) -> tuple[Spell, ...]:
    return () if incident.nature in NOT_DISTURBANCE_VALUES else spells_of(fold(events))


def _edges(spells: Iterable[Spell]) -> set[tuple[datetime, Began | None]]:
    """The moments at which spells begin, with how, and end."""
    began = {(spell.starts_at, spell.began_by) for spell in spells}
    ended = {(spell.ends_at, None) for spell in spells if spell.ends_at}
    return began | ended


def _replace_counted_weeks(launch: Launch, incidents: Mapping[int, Incident]) -> set[Week]:
    """Store the weeks in which these incidents count now; returns them with those of before."""
    instants: dict[int, set[datetime]] = {
        pk: {at for name in COUNTED_INSTANTS if (at := getattr(row, name))} for pk, row in incidents.items()
    }
    dues = Clock.objects.filter(incident__in=incidents, due_at__isnull=False)
    ratings = SatisfactionSurvey.objects.filter(incident__in=incidents, rated_at__isnull=False)
    for pk, at in (*dues.values_list("incident", "due_at"), *ratings.values_list("incident", "rated_at")):
        if at is not None:
            instants[pk].add(at)
    weeks = {pk: {Week.of(at, launch.zone) for at in ats} for pk, ats in instants.items()}
    before = CountedWeeks.objects.filter(incident__in=incidents).values_list("mondays", flat=True)
    counted_before = {Week(monday) for mondays in before for monday in mondays}
    CountedWeeks.objects.bulk_create(
        [CountedWeeks(incident_id=pk, mondays=sorted(w.monday for w in of)) for pk, of in weeks.items()],
        update_conflicts=True,
        unique_fields=["incident"],
        update_fields=["mondays"],
    )
    return counted_before.union(*weeks.values())
