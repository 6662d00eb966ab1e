"""Filling one empty, migrated database: launches by the models, lives by the actions, the mass by SQL."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone
from psycopg2.extras import execute_values

from dashboards import actions as numbers
from dashboards.actions.periods import mark_days, mark_weeks
from dashboards.domain.periods import Week
from dashboards.models import FollowedCalendar, Period, PeriodGrain
from hypercare.accounts.models import User
from hypercare.accounts.roles import Job, Role
from hypercare.launches.models import Launch, Membership, Reporter, Service, Team
from incidents.models import EventCursor, IncidentEvent
from tests.benchmarks import bare, lives, multiply
from tests.benchmarks.sizes import LAUNCHES, SIZES, Size
from tests.benchmarks.words import COMMON_WORD, FAMILIES, FAMILY_WORDS, TITLES

WEEKS = 11
PATTERN = "PATTERN"
SERVICES = ("Order routing", "Market data", "Login", "Reports", "Payments", "Search", "Mail", "Desktop")
TEAMS = ("First line", "Routing", "Platform", "Vendor desk")
AGENTS = 60
MEMBERS = 12
CHART_WEEKS = 2
LAUNCHES_LOOKED_AT = 2
LIFE_TABLES = (
    "incidents_clock",
    "incidents_message",
    "incidents_incidentsearch",
    "incidents_incidentevent",
    "dashboards_openspell",
    "dashboards_countedweeks",
)
OTHER_TABLES = (
    "incidents_incident",
    "feedback_satisfactionsurvey",
    "feedback_submission",
    "intake_rawitem",
)
HELPERS = ("bench_copy", "bench_text", "bench_size", "bench_lives", "bench_message")
Result = TypeVar("Result")


def build_pattern() -> None:
    """The launch whose lives are multiplied, with everything that follows from them."""
    at = timezone.now().replace(microsecond=0)
    told = _telling("pattern")
    pattern = make_pattern(at)
    groups = told("lives through the actions", lambda: lives.live(pattern, at=at))
    told("their spells and weeks", lambda: _follow(at))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_lives (settled bigint[], fresh bigint[], open bigint[])")
        row = (groups[lives.SETTLED], groups[lives.FRESH], groups[lives.OPEN])
        cursor.execute("INSERT INTO bench_lives VALUES (%s, %s, %s)", row)


def build(name: str, version: str) -> None:
    """Copies of the pattern's lives in forty launches; each step needs the one before."""
    size, told = SIZES[name], _telling(name)
    pattern = Launch.objects.get(key=PATTERN)
    at = pattern.hypercare_ends_at - timedelta(weeks=2)
    launches = told("launches and people", lambda: make_launches(size, at))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        prepare(cursor, size, launches)
        with multiply.WithoutIndexes(cursor, (*LIFE_TABLES, *OTHER_TABLES)):
            multiply_lives(cursor, size, told)
            remove_pattern(cursor, pattern)
        told("sequences and statistics", lambda: finish(cursor))
        cursor.execute(bare.TABLE)
    told("the numbers of every week", lambda: compute_numbers(launches, at))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CREATE TABLE bench_stamp AS SELECT %s AS version, now() AS built_at", [version])


def _telling(name: str) -> Callable[[str, Callable[[], Result]], Result]:
    def told(what: str, step: Callable[[], Result]) -> Result:
        started = time.monotonic()
        result = step()
        print(f"{name}: {what}, {time.monotonic() - started:.1f} s", flush=True)  # noqa: T201
        return result

    return told


def make_pattern(at: datetime) -> Launch:
    """The launch whose lives are multiplied: one person, one team, one service, one reporter."""
    launch = _launch(PATTERN, at)
    person = User.objects.create_user("pattern@bench.example", name="Pattern")
    Membership.objects.create(launch=launch, user=person, role=Role.RESPONDER, job=Job.SUPPORT)
    Team.objects.create(launch=launch, name="Pattern")
    Service.objects.create(launch=launch, name="Pattern")
    Reporter.objects.create(launch=launch, email="pattern@reporter.example")
    return launch


def _launch(key: str, at: datetime) -> Launch:
    return Launch.objects.create(
        key=key,
        name=f"Launch {key}",
        go_live_at=at - timedelta(weeks=WEEKS + 2),
        hypercare_ends_at=at + timedelta(weeks=2),
        form_key=f"bench-{key.lower()}",
        target_user_count=5000,
    )


def make_launches(size: Size, at: datetime) -> list[Launch]:
    """Forty launches; every agent works in the largest, and each other launch has twelve of them."""
    agents = [User.objects.create_user(f"agent{n}@bench.example", name=f"Agent {n}") for n in range(AGENTS)]
    launches = [_launch(f"B{n}", at) for n in range(LAUNCHES)]
    for n, launch in enumerate(launches):
        Service.objects.bulk_create(Service(launch=launch, name=name) for name in SERVICES)
        Team.objects.bulk_create(Team(launch=launch, name=name) for name in TEAMS)
        members = agents if n == 0 else [agents[(n + k) % AGENTS] for k in range(MEMBERS)]
        Membership.objects.bulk_create(
            Membership(launch=launch, user=user, role=Role.INCIDENT_MANAGER, job=Job.SUPPORT)
            for user in members
        )
    for launch, count in zip(launches, _reporters(size), strict=True):
        Reporter.objects.bulk_create(
            (Reporter(launch=launch, email=f"reporter{n}@bench.example") for n in range(count)),
            batch_size=5000,
        )
    return launches


def _reporters(size: Size) -> list[int]:
    return [max(1, count * size.reporters // size.incidents) for count in size.totals()]


def _follow(at: datetime) -> None:
    while numbers.follow_changes(at=at):
        pass


def prepare(cursor: Any, size: Size, launches: list[Launch]) -> None:
    """The small tables that say how many copies of what go where."""
    cursor.execute(
        "CREATE TABLE bench_message AS SELECT id,"
        " row_number() OVER (PARTITION BY incident_id ORDER BY id) - 1 AS place FROM incidents_message"
    )
    cursor.execute(
        "CREATE TABLE bench_text (id int, title text, body text, document tsvector);"
        "CREATE TABLE bench_size (launch_id bigint, family int, services bigint[], members bigint[],"
        " teams bigint[], first_reporter bigint, reporters bigint, open int, at_rest int)"
    )
    execute_values(cursor, "INSERT INTO bench_text (id, title, body) VALUES %s", list(_texts()))
    cursor.execute(
        "UPDATE bench_text SET document = setweight(to_tsvector('english', title), 'A')"
        " || setweight(to_tsvector('english', body), 'B')"
    )
    rows = [_size_row(n, launch, size) for n, launch in enumerate(launches)]
    execute_values(cursor, "INSERT INTO bench_size VALUES %s", rows)


def _texts() -> list[tuple[int, str, str]]:
    """Four for each title, one per family of launches."""
    return [
        (
            n * FAMILIES + family,
            title,
            " ".join(
                (TITLES[n - 7], COMMON_WORD if n % 3 else "desk", *_family_word(n, family), TITLES[n - 3])
            ),
        )
        for n, title in enumerate(TITLES)
        for family in range(FAMILIES)
    ]


def _family_word(n: int, family: int) -> tuple[str, ...]:
    return (FAMILY_WORDS[family],) if n % 2 else ()


def _size_row(n: int, launch: Launch, size: Size) -> tuple[Any, ...]:
    reporters = list(launch.reporters.order_by("pk").values_list("pk", flat=True))
    return (
        launch.pk,
        n % FAMILIES,
        list(launch.services.values_list("pk", flat=True)),
        list(launch.members.order_by("pk").values_list("pk", flat=True)),
        list(launch.teams.values_list("pk", flat=True)),
        reporters[0],
        len(reporters),
        size.open_counts()[n],
        size.totals()[n] - size.open_counts()[n],
    )


def multiply_lives(cursor: Any, size: Size, told: Callable[[str, Callable[[], Any]], Any]) -> None:
    """The copies, table by table."""
    cursor.execute("SELECT max(id) FROM incidents_incident")
    drawn = {"weeks": WEEKS, "texts": len(TITLES) * FAMILIES, "first_id": cursor.fetchone()[0]}
    told("drawing the copies", lambda: cursor.execute(multiply.COPIES, drawn))
    cursor.execute("ANALYZE bench_copy")
    for copied in multiply.TABLES:
        told(copied.table, lambda copied=copied: multiply.copy_table(cursor, copied))  # type: ignore[misc]
    cursor.execute("ANALYZE incidents_clock, incidents_incident")
    told("counted weeks", lambda: cursor.execute(multiply.COUNTED_WEEKS))
    told("surveys", lambda: cursor.execute(multiply.SURVEYS, ()))
    every = {"every": size.incidents // size.raw_items}
    told("raw items", lambda: cursor.execute(multiply.RAW_ITEMS, every))
    told("submissions", lambda: cursor.execute(multiply.SUBMISSIONS))


def remove_pattern(cursor: Any, pattern: Launch) -> None:
    """Only the copies stay."""
    for table in LIFE_TABLES:
        lived = "SELECT id FROM incidents_incident WHERE launch_id = %s"
        cursor.execute(f"DELETE FROM {table} WHERE incident_id IN ({lived})", [pattern.pk])
    cursor.execute("DELETE FROM incidents_incident WHERE launch_id = %s", [pattern.pk])
    cursor.execute("DELETE FROM notifications_outgoingmessage")
    cursor.execute("DELETE FROM dashboards_period")
    for table in ("membership", "team", "service", "reporter", "launch"):
        column = "id" if table == "launch" else "launch_id"
        cursor.execute(f"DELETE FROM launches_{table} WHERE {column} = %s", [pattern.pk])


def finish(cursor: Any) -> None:
    """Sequences behind the highest ids, launches that know their last number, readers that have read all."""
    for table in ("incidents_incident", "incidents_message"):
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )
    cursor.execute(
        "UPDATE launches_launch SET last_number = found.number FROM"
        " (SELECT launch_id, max(number) AS number FROM bench_copy GROUP BY 1) found"
        " WHERE found.launch_id = launches_launch.id"
    )
    cursor.execute(f"DROP TABLE {', '.join(HELPERS)}")
    cursor.execute("VACUUM ANALYZE")
    newest = IncidentEvent.objects.order_by("-tx", "-id").values_list("tx", "id")[0]
    for reader in ("dashboards", "feedback"):
        place = {"tx": newest[0], "event_id": newest[1]}
        EventCursor.objects.update_or_create(reader=reader, defaults=place)


def compute_numbers(launches: list[Launch], at: datetime) -> None:
    """Every week and launch to date by the real roll-up; days and charts where somebody looks."""
    for launch in launches:
        FollowedCalendar.objects.create(launch=launch, version=launch.calendar_version)
        first = launch.go_live_at.date()
        days = [first + timedelta(days=n) for n in range((at.date() - first).days + 1)]
        mark_days(launch, days if launch in launches[:LAUNCHES_LOOKED_AT] else (), at=at)
        mark_weeks(launch, {Week.of_day(day) for day in days}, at=at)
    _roll_up(at, PeriodGrain.DAY, PeriodGrain.WEEK, PeriodGrain.LAUNCH_TO_DATE)
    charts = Period.objects.filter(grain=PeriodGrain.CHARTS)
    recent = at.date() - timedelta(weeks=CHART_WEEKS)
    charts.filter(starts_on__lt=recent).update(due_at=None)
    charts.exclude(launch__in=launches[:LAUNCHES_LOOKED_AT]).update(due_at=None)
    _roll_up(at, PeriodGrain.CHARTS)


def _roll_up(at: datetime, *grains: PeriodGrain) -> None:
    """Every period of these grains once."""
    due = Period.objects.filter(due_at__isnull=False)
    due.filter(grain__in=grains).update(due_at=at)
    while due.filter(grain__in=grains, due_at__lte=at).exists():
        numbers.roll_up_next(at=at)
