"""The people, places and things an imported log names, found or added in our tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db.models import Manager

from hypercare.launches.models import Launch, Reporter, Service, Site, Team
from incidents.domain.servicenow_history import LogHistory, Names

Named = TypeVar("Named", Service, Team, Site)


def names_of(launch: Launch, histories: Sequence[LogHistory]) -> Names:
    """Each category as a service, each assignment group as a first-tier team."""
    rows = [row for history in histories for row in history.rows]
    return Names(
        services=_found_or_added(launch, launch.services, {row.service for row in rows}),
        teams=_found_or_added(launch, launch.teams, {row.team for row in rows}),
    )


def reporters_of(launch: Launch, histories: Sequence[LogHistory]) -> Mapping[str, int]:
    """Callers by external id, at the site of the first row; whom we know already stays as they are."""
    firsts = [history.in_order[0] for history in histories]
    sites = _found_or_added(launch, launch.sites, {row.site for row in firsts})
    site_of = {row.caller: sites.get(row.site) for row in reversed(firsts) if row.caller}
    reporters = launch.reporters.filter(external_id__in=site_of)
    found = dict(reporters.values_list("external_id", "pk"))
    missing = sorted(site_of.keys() - found)
    added = (Reporter(launch=launch, external_id=caller, site_id=site_of[caller]) for caller in missing)
    Reporter.objects.bulk_create(added, ignore_conflicts=True)
    return dict(reporters.values_list("external_id", "pk")) if missing else found


def _found_or_added(launch: Launch, known: Manager[Named], wanted: Iterable[str]) -> dict[str, int]:
    names = sorted(set(wanted) - {""})
    rows = known.filter(name__in=names)
    found = dict(rows.values_list("name", "pk"))
    missing = [name for name in names if name not in found]
    known.bulk_create([known.model(launch=launch, name=name) for name in missing], ignore_conflicts=True)
    return dict(rows.all().values_list("name", "pk")) if missing else found
