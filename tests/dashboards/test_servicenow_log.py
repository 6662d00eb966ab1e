"""The numbers of a whole real log equal an independent computation, on the page and in the API."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from dashboards.actions import note_events
from dashboards.domain.periods import Week
from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership, Policy
from incidents.models import IncidentEvent
from tests.factories.dashboards import roll_up
from tests.factories.launches import LaunchFactory, MembershipFactory
from tests.incidents.importing.independent import LOG, Answers, answers, needs_log

# Committed batch by batch: one long transaction would hold back the readers of events in other tests.
pytestmark = [pytest.mark.django_db(transaction=True), needs_log]
AT = datetime(2017, 3, 1, tzinfo=UTC)


def imported(zone: str) -> Launch:
    """A launch in `zone` with the log imported, its times read there, and all its numbers computed."""
    launch = LaunchFactory(
        time_zone=zone,
        policy=Policy.NONE,
        go_live_at=datetime(2016, 2, 29, tzinfo=UTC),
        hypercare_ends_at=datetime(2017, 2, 20, tzinfo=UTC),
    )
    call_command("import_incidents", LOG, source="servicenow", launch=launch.key, time_zone=zone, verbosity=0)
    events = (
        IncidentEvent.objects.filter(launch=launch).select_related("launch").order_by("tx", "id").iterator()
    )
    while batch := list(islice(events, 10_000)):
        note_events(batch, AT)
    roll_up(launch, at=AT)
    return launch


@pytest.mark.parametrize(
    ("zone", "mean"), [("UTC", 175.05), ("Europe/London", 174.98)], ids=["utc", "london"]
)
def test_every_week_of_the_log(client: Client, zone: str, mean: float) -> None:
    viewer = MembershipFactory(role=Role.VIEWER, launch=imported(zone))
    client.force_login(viewer.user)
    expected = answers(zone=zone, weeks_in=zone)
    assert dict(by_api(client, viewer)) == approximately(expected)
    assert {week: on_page(client, viewer, week) for week in weeks_of(expected)} == approximately(expected)
    to_date = numbers(client, f"launch={viewer.launch.key}")
    assert to_date["time_to_resolve"]["n"] == 20_768
    assert round(to_date["time_to_resolve"]["value"], 2) == 19.94
    assert round(to_date["mttr"]["value"], 2) == mean
    recorded = to_date["promises_as_recorded"]
    assert (recorded["detail"]["hits"], recorded["n"], round(recorded["value"], 2)) == (12_595, 20_769, 60.64)
    shown = client.get(viewer.launch.get_absolute_url(), {"week": "2016-W14"}).text
    for words in ("19.94 h", f"{mean / 24:.1f} days", "20,768", "60.64 %", "12,595 of 20,769"):
        assert words in shown


def weeks_of(expected: Answers) -> list[Week]:
    """The weeks in which something was resolved for the last time."""
    return [Week(date.fromisocalendar(year, week, 1)) for year, week in expected.by_week]


def approximately(expected: Answers) -> dict[Week, Any]:
    """n, median and mean of every week, to a millionth of an hour."""
    spreads = expected.by_week.values()
    return {
        week: (spread.n, pytest.approx(spread.median, abs=1e-6), pytest.approx(spread.mean, abs=1e-6))
        for week, spread in zip(weeks_of(expected), spreads, strict=True)
    }


def by_api(client: Client, viewer: Membership) -> Iterator[tuple[Week, tuple[int, float, float]]]:
    """What the API says of each week with resolutions."""
    url: str | None = f"/api/v1/kpis/?launch={viewer.launch.key}&from=2016-W01&to=2017-W20"
    found: dict[tuple[str, str], Any] = {}
    while url:
        body = client.get(url).json()
        found |= {(each["week"], each["slug"]): each for each in body["results"]}
        url = body["next"]
    for week in sorted({week for week, _ in found}):
        median = found[week, "time_to_resolve"]
        if median["n"]:
            yield Week.parse(week), (median["n"], median["value"], found[week, "mttr"]["value"])


def on_page(client: Client, viewer: Membership, week: Week) -> tuple[int, float, float]:
    """What the page says of one week: the words of n, the exact values behind median and mean."""
    html = client.get(viewer.launch.get_absolute_url(), {"week": str(week)}).text
    values = dict(re.findall(rf'kpi=(\w+)&amp;week={week}"><data value="([^"]+)"', html))
    tile = re.search(r'id="tile-time_to_resolve".*?n = <a [^>]+>([\d,]+)</a>', html, re.S)
    assert tile is not None
    return int(tile[1].replace(",", "")), float(values["time_to_resolve"]), float(values["mttr"])


def numbers(client: Client, query: str) -> dict[str, Any]:
    """One page of the API by slug."""
    return {each["slug"]: each for each in client.get(f"/api/v1/kpis/?{query}").json()["results"]}
