"""The launch of the demo with its people, made in one transaction before anything is reported."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hypercare.accounts.models import User
from hypercare.accounts.roles import Job, Role
from hypercare.demo.domain.hours import HOLIDAYS, WINDOWS, ZONE, go_live_before
from hypercare.demo.domain.people import SITES as SITES_OF_COLLEAGUES
from hypercare.demo.domain.people import STAFF, TEAMS, colleagues
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.topics import TOPICS
from hypercare.demo.models import SeedRun
from hypercare.launches.actions import change_calendar, create_launch, reserve_incident_numbers
from hypercare.launches.models import (
    Holiday,
    Launch,
    Membership,
    Policy,
    Reporter,
    Service,
    Site,
    SupportWindow,
    Team,
)

KEY = "TRD"
NAME = "Trading platform"
TARGET_USERS = 1240
HYPERCARE = timedelta(weeks=6, hours=-12)  # until the Sunday evening
SIGN_IN_WITH = "hypercare-demo"  # everybody of the demo, and everybody may know it
ADMINISTRATOR = "admin@bank.example"


@transaction.atomic
def found_demo(*, at: datetime) -> SeedRun:
    """Everything but the reports. Raises Django's `ValidationError` when the launch is there already."""
    go_live_at = go_live_before(at)
    launch = create_launch(
        KEY,
        name=NAME,
        go_live_at=go_live_at,
        hypercare_ends_at=go_live_at + HYPERCARE,
        time_zone=ZONE.key,
        policy=Policy.DEFAULT,
        target_user_count=TARGET_USERS,
    )
    _open_hours(launch)
    _add_team(launch)
    _add_colleagues(launch)
    lives = plan_lives(at)
    reserve_incident_numbers(launch.pk, count=sum(life.leads_to_incident for life in lives))
    return SeedRun.objects.create(launch=launch, until=at, total_count=len(lives))


def _open_hours(launch: Launch) -> None:
    SupportWindow.objects.bulk_create(
        SupportWindow(launch=launch, weekday=each.weekday, opens=each.opens, closes=each.closes)
        for each in WINDOWS
    )
    go_live_on = launch.go_live_at.astimezone(launch.zone).date()
    Holiday.objects.bulk_create(
        Holiday(launch=launch, on=go_live_on + timedelta(days=day), name=name)
        for day, name in HOLIDAYS.items()
    )
    change_calendar(launch)
    names = sorted({topic.service for topic in TOPICS.values()})
    Service.objects.bulk_create(Service(launch=launch, name=name) for name in names)


def _add_team(launch: Launch) -> None:
    """People, their roles, and their teams. One hash for all: it is one password."""
    password = make_password(SIGN_IN_WITH)
    users = {each.handle: User(email=each.email, name=each.name, password=password) for each in STAFF}
    User.objects.bulk_create(users.values())
    Membership.objects.bulk_create(
        Membership(
            launch=launch,
            user=users[each.handle],
            role=Role(each.role),
            job=Job(each.job),
            is_hypercare_only=each.is_hypercare_only,
        )
        for each in STAFF
    )
    for short, (name, tier) in TEAMS.items():
        team = Team.objects.create(launch=launch, name=name, tier=tier)
        team.members.set([users[each.handle] for each in STAFF if each.team == short])
    administrator = User.objects.create(
        email=ADMINISTRATOR, name="Administrator", password=password, is_staff=True, is_superuser=True
    )
    Membership.objects.create(launch=launch, user=administrator, role=Role.LAUNCH_MANAGER, job=Job.OPERATIONS)


def _add_colleagues(launch: Launch) -> None:
    names = [site.name for site in SITES_OF_COLLEAGUES]
    sites = {
        site.name: site for site in Site.objects.bulk_create(Site(launch=launch, name=name) for name in names)
    }
    Reporter.objects.bulk_create(
        Reporter(
            launch=launch,
            name=each.name,
            email=each.email,
            external_id=each.external_id,
            site=sites[each.site.name],
            persona=each.persona,
        )
        for each in colleagues()
    )
