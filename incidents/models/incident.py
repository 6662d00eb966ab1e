"""The incident: a row that always equals the fold of its events."""

from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import DateTimeField, F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from hypercare.launches.models import Launch, Release, Reporter, Service, Team
from incidents.domain.history import NOT_DISTURBANCES, Nature
from incidents.domain.lifecycle import AT_REST_STATES, OPEN_STATES, State
from incidents.domain.priority import Level, Priority
from incidents.models import choices

OPEN_VALUES = sorted(state.value for state in OPEN_STATES)
OPEN = Q(state__in=OPEN_VALUES)
AT_REST = Q(state__in=sorted(state.value for state in AT_REST_STATES))
NOT_DISTURBANCE_VALUES = sorted(nature.value for nature in NOT_DISTURBANCES)

# Sort keys without NULL, so that a page begins at one place in one index.
NEVER_DUE = datetime(9000, 1, 1, tzinfo=UTC)
NO_PRIORITY_YET = 9
RANKS_IN_PRIORITY = 1000
DUE_ORDER = Coalesce("next_due_at", Value(NEVER_DUE, output_field=DateTimeField()))
WORK_ORDER = Coalesce("priority", NO_PRIORITY_YET) * RANKS_IN_PRIORITY - F("rank")

# The launch as one more word of each document: a search reads no posting of another launch.
LAUNCH_WORD = Func(F("launch"), template="array_to_tsvector(ARRAY['launch:' || (%(expressions)s)::text])")
WORDS_IN_LAUNCH = Func(
    F("document"),
    LAUNCH_WORD,
    arg_joiner=" || ",
    output_field=SearchVectorField(),
    template="(%(expressions)s)",
)


def in_inbox(at: datetime) -> Q:
    """New, and not snoozed until later: true at the very instant, whether or not a sweep has been there."""
    return Q(state=State.NEW) & (Q(snoozed_until=None) | Q(snoozed_until__lte=at))


def readable_by(user_id: int) -> Q:
    """Restricted to nobody, or to people among whom this one is."""
    return Q(reader_ids=None) | Q(reader_ids__contains=[user_id])


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Questions about incidents."""

    def open(self) -> "IncidentQuerySet":
        """Somebody still has to do something."""
        return self.filter(OPEN)

    def disturbances(self) -> "IncidentQuerySet":
        """Without enhancements and questions, which are counted apart."""
        return self.exclude(nature__in=NOT_DISTURBANCE_VALUES)

    def fires(self) -> "IncidentQuerySet":
        """Disturbances, a bundle once as its parent."""
        return self.disturbances().filter(parent_number=None)

    def parent_of(self, child: "Incident") -> "Incident | None":
        """What it is tied to now, whatever the given row says. Uses index: incident_number_once."""
        numbers = self.filter(pk=child.pk).values("parent_number")
        return self.filter(launch_id=child.launch_id, number__in=numbers).first()

    def tied_to(self, parent: "Incident") -> "IncidentQuerySet":
        """The reports of a bundle besides its parent. Uses index: incident_tied."""
        return self.filter(launch_id=parent.launch_id, parent_number=parent.number)

    def in_inbox(self, at: datetime) -> "IncidentQuerySet":
        """New, and not snoozed until later."""
        return self.filter(in_inbox(at))

    def stale(self, at: datetime) -> "IncidentQuerySet":
        """Priority or rank has to be computed anew."""
        return self.filter(stale_since__lte=at)


class Incident(models.Model):
    """One disturbance, numbered per launch."""

    # No index of its own where a constraint or index below begins with the column.
    launch = models.ForeignKey(Launch, on_delete=models.PROTECT, related_name="incidents", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    reporter = models.ForeignKey(Reporter, null=True, on_delete=models.SET_NULL, related_name="incidents")
    source = models.CharField(max_length=20, blank=True, help_text="The system it was imported from.")
    source_key = models.CharField(max_length=80, blank=True)
    declared_at = models.DateTimeField(help_text="When we learnt of it; it may have been reported earlier.")
    last_seq = models.PositiveIntegerField(default=0)

    # Projected from the events by `incidents.domain.history.fold`, and by nothing else.
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=choices.STATES, default=State.NEW)
    waiting_on = models.CharField(max_length=10, choices=choices.WAITING, null=True)
    nature = models.CharField(max_length=14, choices=choices.NATURES, default=Nature.DEFECT)
    impact = models.CharField(max_length=6, choices=choices.LEVELS, default=Level.MEDIUM)
    urgency = models.CharField(max_length=6, choices=choices.LEVELS, default=Level.MEDIUM)
    service = models.ForeignKey(
        Service, null=True, on_delete=models.SET_NULL, related_name="incidents", db_index=False
    )
    affected_users = models.PositiveIntegerField(null=True)
    is_service_down = models.BooleanField(default=False)
    override = models.PositiveSmallIntegerField(choices=choices.PRIORITIES, null=True)
    priority = models.PositiveSmallIntegerField(choices=choices.PRIORITIES, null=True)
    priority_source = models.CharField(max_length=8, choices=choices.PRIORITY_SOURCES, null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="assigned_incidents"
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="incidents")
    acknowledged_at = models.DateTimeField(null=True)
    first_response_at = models.DateTimeField(null=True)
    first_resolved_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    first_reopened_at = models.DateTimeField(null=True)
    reopen_count = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=14, choices=choices.CAUSES, null=True)
    cause_found_at = models.DateTimeField(null=True)
    release = models.ForeignKey(
        Release,
        null=True,
        on_delete=models.PROTECT,
        related_name="incidents",
        db_index=False,
        help_text="The one it is planned for, its fix comes with, or that resolved it.",
    )
    resolution = models.CharField(max_length=16, choices=choices.RESOLUTIONS, null=True)
    decline_reason = models.CharField(max_length=20, choices=choices.DECLINE_REASONS, null=True)
    made_sla = models.BooleanField(null=True, help_text="Whether the source said its promise was kept.")

    reader_ids = ArrayField(
        models.BigIntegerField(), null=True, help_text="Who may see its content; empty means everybody."
    )
    snoozed_until = models.DateTimeField(null=True, help_text="Until then the inbox does not show it.")
    # The parent by its number: a row of the queue names it without a join.
    parent_number = models.PositiveIntegerField(null=True, help_text="The incident it is tied to.")
    joined_count = models.PositiveIntegerField(default=0, db_default=0, help_text="Reports tied to it.")
    fire_since = models.DateTimeField(null=True, help_text="Its bundle's first report, if before its own.")
    major_since = models.DateTimeField(null=True, help_text="Empty unless it is a major incident now.")
    update_due_at = models.DateTimeField(null=True)
    update_remind_at = models.DateTimeField(null=True)

    # Computed by Celery from the projection; never part of the history.
    rank = models.PositiveSmallIntegerField(default=0)
    rank_terms = models.JSONField(default=list)
    stale_since = models.DateTimeField(null=True)

    # Copied from the clocks for the queue.
    next_due_at = models.DateTimeField(null=True)
    next_at_risk_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    calendar_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[IncidentQuerySet] = IncidentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "number"], name="incident_number_once"),
            models.UniqueConstraint(
                fields=["launch", "source", "source_key"],
                name="incident_source_key_once",
                condition=~Q(source=""),
            ),
            models.CheckConstraint(
                name="incident_waits_for_something",
                condition=Q(state=State.WAITING, waiting_on__isnull=False)
                | (~Q(state=State.WAITING) & Q(waiting_on=None)),
            ),
            models.CheckConstraint(
                name="incident_bundles_have_one_level",
                condition=Q(parent_number=None) | (Q(joined_count=0) & ~Q(parent_number=F("number"))),
            ),
            models.CheckConstraint(
                name="incident_priority_known", condition=Q(priority__in=choices.values_of(Priority))
            ),
        ]
        indexes = [
            # The queue's sorts, over what is open and over everything.
            models.Index("launch", DUE_ORDER, "id", name="queue_by_due", condition=OPEN),
            models.Index("launch", WORK_ORDER, "id", name="queue_by_priority", condition=OPEN),
            models.Index(fields=["launch", "reported_at", "id"], name="queue_by_reported", condition=OPEN),
            models.Index("launch", DUE_ORDER, "id", name="incident_by_due"),
            models.Index("launch", WORK_ORDER, "id", name="incident_by_priority"),
            models.Index(fields=["launch", "reported_at", "id"], name="incident_by_reported"),
            # Few are resolved or declined, and they stand together: no walk over all may look for them.
            models.Index("launch", "state", DUE_ORDER, "id", name="rest_by_due", condition=AT_REST),
            models.Index("launch", "state", WORK_ORDER, "id", name="rest_by_priority", condition=AT_REST),
            models.Index(
                fields=["launch", "state", "reported_at", "id"], name="rest_by_reported", condition=AT_REST
            ),
            # Its filters and counters where few rows match; what is breached was due before now.
            models.Index(fields=["launch", "state", "priority"], name="incident_by_state"),
            models.Index(fields=["launch", "resolved_at"], name="incident_by_resolved"),  # week page
            models.Index(fields=["launch", "first_resolved_at"], name="incident_by_first_resolved"),
            models.Index(fields=["launch", "acknowledged_at"], name="incident_by_acknowledged"),  # MTTA
            models.Index(
                fields=["launch", "declined_at"],
                name="incident_by_declined",
                condition=Q(declined_at__isnull=False),
            ),  # promises cancelled in a week
            models.Index(
                fields=["launch", "closed_at"],
                name="incident_by_recorded_closing",
                condition=Q(made_sla__isnull=False),
            ),  # promises as the source recorded
            models.Index(fields=["launch", "assignee"], name="queue_by_assignee", condition=OPEN),
            models.Index(fields=["launch", "service"], name="queue_by_service", condition=OPEN),
            models.Index(
                fields=["launch", "calendar_version"], name="incident_by_calendar"
            ),  # sweep_calendars
            models.Index(
                fields=["stale_since"], name="incident_stale", condition=Q(stale_since__isnull=False)
            ),  # serves sweep_priorities
            models.Index(
                fields=["resolved_at"],
                name="incident_to_close",
                condition=Q(state=State.RESOLVED, source=""),
            ),  # serves close_resolved
            models.Index(
                fields=["snoozed_until"],
                name="incident_snoozed",
                condition=Q(snoozed_until__isnull=False),
            ),  # serves wake_snoozed
            models.Index(
                fields=["launch"], name="incident_major", condition=Q(major_since__isnull=False)
            ),  # the desk's count
            models.Index(
                fields=["update_remind_at"],
                name="incident_to_update",
                condition=Q(update_remind_at__isnull=False),
            ),  # serves remind_of_updates
            models.Index(fields=["service", "reported_at"], name="incident_by_service"),  # hot services
            models.Index(
                fields=["launch", "parent_number"],
                name="incident_tied",
                condition=Q(parent_number__isnull=False),
            ),  # the reports of a bundle
            models.Index(
                fields=["launch", "fire_since"],
                name="incident_by_fire",
                condition=Q(fire_since__isnull=False),
            ),  # bundles by their first report
            models.Index(
                fields=["launch", "number"],
                name="incident_restricted",
                condition=Q(reader_ids__isnull=False),
            ),  # whose letters a member may not see
            models.Index(
                fields=["release", "state"],
                name="incident_by_release",
                condition=Q(release__isnull=False),
            ),  # serves settle_releases, and a release's page
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    def get_absolute_url(self) -> str:
        """The incident page."""
        return reverse("incidents:incident", args=[self.key])

    @property
    def key(self) -> str:
        """Number with its launch, such as `TRD-42`."""
        return f"{self.launch.key}-{self.number}"

    def may_be_read_by(self, user_id: int | None) -> bool:
        """Whether this person may see its content."""
        return self.reader_ids is None or user_id in self.reader_ids

    @property
    def burns_since(self) -> datetime:
        """When the first of its bundle was reported, be it by itself."""
        return self.fire_since or self.reported_at

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in OPEN_VALUES


class IncidentSearch(models.Model):
    """The words of an incident, apart from its row so that updates of the row stay cheap."""

    incident = models.OneToOneField(
        Incident, on_delete=models.CASCADE, primary_key=True, related_name="search"
    )
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+", db_index=False)
    document = SearchVectorField()
    # Where it happened, for `incidents.domain.likeness`: a page without its ids, and the release it runs.
    page = models.CharField(max_length=200, blank=True, default="", db_default="")
    version = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        indexes = [GinIndex(WORDS_IN_LAUNCH, name="incident_search_words")]

    def __str__(self) -> str:
        return f"Words of incident {self.pk}"
