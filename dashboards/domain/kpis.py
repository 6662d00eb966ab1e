"""What each number means, declared once: page, API and every export read it here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from incidents.domain.clearing import CLEARING_DAYS

ENOUGH = 30  # a share or an average of fewer is shown, but never judged
REOPEN_WINDOW = timedelta(days=7)
SATISFIED_SCORE = 4

NO_QUESTIONS = "Enhancements and questions are counted apart."
CALENDAR = "Calendar time, round the clock."
NO_TIME_BASE = "None: it counts, it does not measure time."
WEEK_ENDS = "Weeks are ISO weeks in the launch's time zone."


class Unit(StrEnum):
    """What a value is measured in; shares run from 0 to 100."""

    HOURS = "hours"
    PERCENT = "percent"
    COUNT = "count"


class Statistic(StrEnum):
    """What is made of the rows."""

    MEDIAN = "median"
    PERCENTILE_90 = "90th percentile"
    MEAN = "mean"
    SHARE = "share"
    COUNT = "count"


class Better(StrEnum):
    """Which direction is good news."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Counts(StrEnum):
    """People who reported, or disturbances; see what counts once in the design."""

    REPORTS = "reports"
    FIRES = "fires"
    BOTH = "reports and fires"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One number: its words, its cohort (the rows it is computed from) and how it is computed."""

    slug: str
    label: str
    unit: Unit
    statistic: Statistic
    better: Better
    counts: Counts
    cohort: str
    formula: str
    time_base: str = NO_TIME_BASE
    exclusions: str = NO_QUESTIONS
    version: int = 1

    @property
    def cohort_to_date(self) -> str:
        """The cohort of everything since go-live."""
        now = self.cohort.replace("at the end of the week, or now while it runs", "now")
        return now.replace("in the week", "since go-live")

    @property
    def counted(self) -> str:
        """What counts once."""
        return COUNTED[self.counts]

    @property
    def is_sample(self) -> bool:
        """Whether it estimates something, so that few rows say little; a count is what it is."""
        return self.statistic is not Statistic.COUNT


COUNTED: Mapping[Counts, str] = {
    Counts.REPORTS: "Reports: everybody who reported, each of a bundle too.",
    Counts.FIRES: "Fires: a bundle once, as its parent, from its first report on.",
    Counts.BOTH: "Answers are owed to each report; a bundle is solved once, as its parent.",
}
RESOLVED = "Incidents whose last resolution fell in the week."
DUE = "Targets whose due instant fell in the week and has passed."
BY_DUE = (
    "Share met by their due instant. Breached targets still open count; a paused target has no due "
    "instant; a met one keeps the one it had."
)
CANCELLED = f"Targets cancelled by a decline, shown beside it. {NO_QUESTIONS}"
SUPPORT_TIME = "Each target's own: support hours, or round the clock for P1."

DECLARED = (
    Kpi(
        "time_to_resolve",
        "Time to resolve",
        Unit.HOURS,
        Statistic.MEDIAN,
        Better.LOWER,
        Counts.FIRES,
        cohort=RESOLVED,
        formula="Median from reported to last resolved; a reopen goes on with the same clock.",
        time_base=CALENDAR,
        version=2,
    ),
    Kpi(
        "time_to_resolve_p90",
        "Time to resolve, 9 in 10",
        Unit.HOURS,
        Statistic.PERCENTILE_90,
        Better.LOWER,
        Counts.FIRES,
        cohort=RESOLVED,
        formula="90th percentile from reported to last resolved.",
        time_base=CALENDAR,
        version=2,
    ),
    Kpi(
        "mttr",
        "MTTR",
        Unit.HOURS,
        Statistic.MEAN,
        Better.LOWER,
        Counts.FIRES,
        cohort=RESOLVED,
        formula="Mean from reported to last resolved.",
        time_base=CALENDAR,
        version=2,
    ),
    Kpi(
        "time_to_resolve_reported",
        "Time to resolve, open ones included",
        Unit.HOURS,
        Statistic.MEDIAN,
        Better.LOWER,
        Counts.FIRES,
        cohort="Incidents reported in the week.",
        formula="Kaplan-Meier median: open incidents count as lasting at least until now, declined ones "
        "until they were declined; not reached while fewer than half are resolved.",
        time_base=CALENDAR,
        version=2,
    ),
    Kpi(
        "promises_kept",
        "Promises kept",
        Unit.PERCENT,
        Statistic.SHARE,
        Better.HIGHER,
        Counts.BOTH,
        cohort=DUE,
        formula=BY_DUE,
        time_base=SUPPORT_TIME,
        exclusions=CANCELLED,
        version=2,
    ),
    Kpi(
        "response_promises_kept",
        "Answered in time",
        Unit.PERCENT,
        Statistic.SHARE,
        Better.HIGHER,
        Counts.REPORTS,
        cohort=f"Response: {DUE[0].lower()}{DUE[1:]}",
        formula=BY_DUE,
        time_base=SUPPORT_TIME,
        exclusions=CANCELLED,
    ),
    Kpi(
        "resolution_promises_kept",
        "Resolved in time",
        Unit.PERCENT,
        Statistic.SHARE,
        Better.HIGHER,
        Counts.FIRES,
        cohort=f"Resolution: {DUE[0].lower()}{DUE[1:]}",
        formula=BY_DUE,
        time_base=SUPPORT_TIME,
        exclusions=CANCELLED,
        version=2,
    ),
    Kpi(
        "promises_as_recorded",
        "Promises kept, as the source recorded",
        Unit.PERCENT,
        Statistic.SHARE,
        Better.HIGHER,
        Counts.FIRES,
        cohort="Imported incidents closed in the week; launch to date, all with a recorded value.",
        formula="Share for which the source system recorded that its promise was kept.",
        time_base="The source's own; not recomputed here.",
        version=2,
    ),
    Kpi(
        "csat",
        "Satisfied",
        Unit.PERCENT,
        Statistic.SHARE,
        Better.HIGHER,
        Counts.REPORTS,
        cohort="Ratings given in the week, one per resolution.",
        formula=f"Ratings of {SATISFIED_SCORE} and 5 of 5, of all ratings. The answers beside it are of "
        "those asked in the week, whenever they rated; so both count other people.",
    ),
    Kpi(
        "backlog",
        "Open backlog",
        Unit.COUNT,
        Statistic.COUNT,
        Better.LOWER,
        Counts.FIRES,
        cohort="Incidents open at the end of the week, or now while it runs.",
        formula="Reported and neither resolved nor declined. Days to clear: backlog by the mean net "
        f"outflow of the last {CLEARING_DAYS} complete business days.",
        time_base="Ages in calendar days since reported.",
        version=2,
    ),
    Kpi(
        "inflow",
        "Came in",
        Unit.COUNT,
        Statistic.COUNT,
        Better.LOWER,
        Counts.FIRES,
        cohort="Incidents reported or reopened in the week, each time.",
        formula="How often an incident became open.",
        version=2,
    ),
    Kpi(
        "outflow",
        "Went out",
        Unit.COUNT,
        Statistic.COUNT,
        Better.HIGHER,
        Counts.FIRES,
        cohort="Incidents resolved or declined in the week, each time.",
        formula="How often an incident stopped being open.",
        version=2,
    ),
    Kpi(
        "mtta",
        "First acknowledged (MTTA)",
        Unit.HOURS,
        Statistic.MEAN,
        Better.LOWER,
        Counts.FIRES,
        cohort="Incidents first acknowledged in the week.",
        formula="MTTA: mean from reported to the first acknowledgement, assignment or public reply by a "
        "person; machines do not count. For imports, the first assignment the source recorded.",
        time_base=CALENDAR,
        version=2,
    ),
    Kpi(
        "reopen_rate",
        "Reopened",
        Unit.PERCENT,
        Statistic.SHARE,
        Better.LOWER,
        Counts.FIRES,
        cohort="Incidents first resolved in the week, seven days ago or longer.",
        formula="Share reopened within 7 days of their first resolution.",
        exclusions=f"Younger resolutions are maturing, not 0. {NO_QUESTIONS}",
        version=2,
    ),
)

KPIS: Mapping[str, Kpi] = {kpi.slug: kpi for kpi in DECLARED}
