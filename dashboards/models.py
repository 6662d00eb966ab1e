"""Facts kept by Celery, and what they are kept from. Nothing here holds a word anybody said."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dashboards.domain.periods import Grain
from dashboards.domain.spells import Began
from hypercare.launches.models import Launch
from incidents.models import Incident


class PeriodGrain(models.TextChoices):
    """What is computed as one piece."""

    DAY = Grain.DAY.value, "Day"
    WEEK = Grain.WEEK.value, "Week"
    LAUNCH_TO_DATE = Grain.LAUNCH_TO_DATE.value, "Launch to date"
    CHARTS = "charts", "Charts of a week"


FACT_GRAINS = [PeriodGrain.WEEK.value, PeriodGrain.LAUNCH_TO_DATE.value]


class Period(models.Model):
    """A day, week or launch to date that has numbers; `due_at` says from when they must be computed anew."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+")
    grain = models.CharField(max_length=8, choices=PeriodGrain.choices)
    starts_on = models.DateField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "grain", "starts_on"], name="period_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="period_due", condition=Q(due_at__isnull=False)
            ),  # serves roll_up
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.starts_on}"


class DayFact(models.Model):
    """How many incidents came in and went out on one local day."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    reported_count = models.PositiveIntegerField()
    reopened_count = models.PositiveIntegerField()
    ended_count = models.PositiveIntegerField(help_text="Resolved or declined.")
    apart_count = models.PositiveIntegerField(help_text="Enhancements and questions reported.")
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["launch", "on"], name="day_fact_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.reported_count} reported"


class KpiFact(models.Model):
    """One number of one week, or launch to date; `low` and `high` bound it with 95 %."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+")
    grain = models.CharField(max_length=8, choices=PeriodGrain.choices)
    starts_on = models.DateField()
    slug = models.CharField(max_length=40)
    value = models.FloatField(null=True)
    n = models.PositiveIntegerField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    detail = models.JSONField(default=dict)
    formula_version = models.PositiveSmallIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["launch", "grain", "starts_on", "slug"], name="kpi_fact_once"),
            models.CheckConstraint(name="kpi_fact_of_a_week_or_all", condition=Q(grain__in=FACT_GRAINS)),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.starts_on}: {self.value}"


class ChartImage(models.Model):
    """A drawn chart of the weeks up to one week, and the table beside it; both are ready to print."""

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    slug = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, help_text="Of what was drawn; equal means nothing to draw.")
    svg = models.TextField()
    title = models.CharField(max_length=120)
    table = models.TextField(default="", help_text="Head and body of a table, escaped.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "starts_on", "slug"], name="chart_image_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_on}"


class OpenSpell(models.Model):
    """A stretch in which a disturbance was open, projected from its events."""

    # Both indexes below begin with the launch.
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+", db_index=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="open_spells")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    began_by = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Began])

    class Meta:
        indexes = [
            models.Index(fields=["launch", "starts_at"], name="spell_by_start"),  # inflow
            models.Index(fields=["launch", "ends_at"], name="spell_by_end"),  # outflow, backlog
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} to {self.ends_at or 'now'}"


class CountedWeeks(models.Model):
    """The weeks (by their Mondays) an incident was last counted in; a change makes them dirty too."""

    incident = models.OneToOneField(
        Incident, on_delete=models.CASCADE, primary_key=True, related_name="counted_weeks"
    )
    mondays = ArrayField(models.DateField())

    def __str__(self) -> str:
        return f"Weeks of incident {self.pk}"


class FollowedCalendar(models.Model):
    """The calendar with which a launch's weeks were last counted; a newer one makes all of them dirty."""

    launch = models.OneToOneField(Launch, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"Calendar {self.version} of launch {self.pk}"
