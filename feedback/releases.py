"""What a release holds: its incidents, what is not ready, who waits, and how far each has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from feedback.domain.way import SATISFIED, Way, cause_known_at
from feedback.models import SatisfactionSurvey, Submission
from hypercare.launches.domain.releases import ReleaseState
from hypercare.launches.models import Launch, Release
from hypercare.launches.models.releases import ReleaseQuerySet
from incidents.domain.lifecycle import State
from incidents.models import Incident
from incidents.models.incident import OPEN_VALUES
from incidents.queries.choices import launch_choices
from incidents.queries.rows import COLUMNS, Row, View, masked, row_of

PAST_AT_MOST = 100
LISTED_AT_MOST = 300
COUNTS = ("ready_count", "open_count", "fixed_count", "people_count")
SOLVED = [State.RESOLVED, State.CLOSED]
WAY_COLUMNS = ("cause", "cause_found_at", "resolved_at", "release_id")
PERSON = ("reporter__name", "reporter__email", "reporter__external_id")


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of a launch, each with counts; what is ahead first."""

    ahead: Sequence[Release]
    past: Sequence[Release]


@dataclass(frozen=True, slots=True)
class Line:
    """An incident of a release, who reported it, and how far it has come."""

    row: Row
    reporter: str
    way: Way


@dataclass(frozen=True, slots=True)
class Section:
    """Incidents that stand alike."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One release as its page shows it; `count` may be more than what is listed."""

    release: Release
    sections: Sequence[Section]
    ready_count: int
    open_count: int
    fixed_count: int
    people_count: int

    @property
    def count(self) -> int:
        """All its incidents."""
        return self.ready_count + self.open_count + self.fixed_count


def releases_of(launch: Launch) -> Releases:
    """Both lists in two queries. Uses index: release_order_once, incident_by_release."""
    counted = _counted(Release.objects.filter(launch=launch))
    return Releases(list(counted.ahead()), list(counted.behind()[:PAST_AT_MOST]))


def release_page(release: Release, *, user_id: int, at: datetime) -> ReleasePage:
    """Its incidents by how far they are, in a constant number of queries. Uses index: incident_by_release."""
    counts = _counted(Release.objects.filter(pk=release.pk)).values(*COUNTS).get()
    rows = Incident.objects.filter(release=release).order_by("number")
    values = list(rows.values(*COLUMNS, *WAY_COLUMNS, *PERSON)[:LISTED_AT_MOST])
    names = launch_choices(release.launch_id).names()
    view, confirmed = (
        View.of(release.launch, names, at, user_id=user_id),
        confirmations([each["id"] for each in values]),
    )
    lines = [(each["state"], _line(each, view, confirmed)) for each in values]
    return ReleasePage(
        release=release,
        sections=[section for section in _sections(release, lines) if section.lines],
        **counts,
    )


def way_of(incident: Incident) -> Way:
    """How far one incident has come."""
    names = {incident.release.pk: incident.release.version} if incident.release else {}
    values = {name: getattr(incident, name) for name in ("id", "state", "reported_at", *WAY_COLUMNS)}
    return _way(values, names, confirmations([incident.pk]))


def version_said(incident: Incident) -> tuple[str, Release | None]:
    """The version a reporter's page said it runs, and the release of that name, if we know one."""
    said = Submission.objects.filter(incident=incident).exclude(version="").order_by("pk")
    version = said.values_list("version", flat=True).first() or ""
    known = Release.objects.filter(launch=incident.launch_id, version__iexact=version)
    return version, known.first() if version else None


def confirmations(incident_ids: Iterable[int]) -> Mapping[int, datetime]:
    """When the reporters of these said that the present resolution works for them."""
    surveys = SatisfactionSurvey.objects.filter(incident__in=list(incident_ids), score__gte=SATISFIED)
    present = surveys.filter(asked_at__gte=F("incident__resolved_at"))
    rated = present.order_by("-rated_at").values_list("incident_id", "rated_at")
    return {incident_id: rated_at for incident_id, rated_at in rated if rated_at}


def _counted(releases: ReleaseQuerySet) -> ReleaseQuerySet:
    is_ready, is_open = Q(incidents__state=State.FIX_READY), Q(incidents__state__in=OPEN_VALUES)
    counted: ReleaseQuerySet = releases.annotate(
        ready_count=Count("incidents", filter=is_ready),
        open_count=Count("incidents", filter=is_open & ~is_ready),
        fixed_count=Count("incidents", filter=Q(incidents__state__in=SOLVED)),
        people_count=Count("incidents__reporter", distinct=True),
    )
    return counted


def _sections(release: Release, lines: Sequence[tuple[str, Line]]) -> list[Section]:
    left_out = "Not ready" if release.is_ahead else "Left out of it, and still open"
    fixed = "Resolved by it" if release.state == ReleaseState.DEPLOYED else "Resolved"
    return [
        Section(
            left_out, [line for state, line in lines if state in OPEN_VALUES and state != State.FIX_READY]
        ),
        Section("Fix ready", [line for state, line in lines if state == State.FIX_READY]),
        Section(fixed, [line for state, line in lines if state in SOLVED]),
    ]


def _line(values: Mapping[str, Any], view: View, confirmed: Mapping[int, datetime]) -> Line:
    values = masked(values, view.user_id)
    reporter = next((values[name] for name in PERSON if values[name]), "")
    return Line(row_of(values, view), reporter, _way(values, view.names.releases, confirmed))


def _way(values: Mapping[str, Any], releases: Mapping[int, str], confirmed: Mapping[int, datetime]) -> Way:
    resolved_at = values["resolved_at"]
    return Way(
        reported_at=values["reported_at"],
        cause_found_at=cause_known_at(values["cause_found_at"], resolved_at, values["cause"]),
        fixed_at=resolved_at,
        confirmed_at=confirmed.get(values["id"]) if resolved_at else None,
        release=releases.get(values["release_id"], "") if resolved_at else "",
    )
