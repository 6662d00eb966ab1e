"""A launch of the demo with its people, made in one transaction before anything is reported."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hypercare.accounts.models import User
from hypercare.accounts.roles import Job, Role
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.plot import Plot, Stage
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

SIGN_IN_WITH = "hypercare-demo"  # everybody of the demo, and everybody may know it
ADMINISTRATOR = "admin@bank.example"


@transaction.atomic
def found_demo(plot: Plot, *, at: datetime) -> SeedRun:
    """Everything but the reports. Raises Django's `ValidationError` when the launch is there already."""
    stage = Stage.before(plot, at)
    launch = create_launch(
        plot.key,
        name=plot.name,
        go_live_at=stage.go_live_at,
        hypercare_ends_at=stage.go_live_at + plot.hours.lasts,
        time_zone=plot.hours.zone.key,
        policy=Policy.DEFAULT,
        target_user_count=plot.target_users,
    )
    _open_hours(launch, plot)
    Service.objects.bulk_create(Service(launch=launch, name=name) for name in plot.services)
    _add_team(launch, plot)
    _add_colleagues(launch, plot)
    lives = plan_lives(plot, at)
    reserve_incident_numbers(launch.pk, count=sum(life.leads_to_incident for life in lives))
    return SeedRun.objects.create(launch=launch, until=at, total_count=len(lives))


def _open_hours(launch: Launch, plot: Plot) -> None:
    SupportWindow.objects.bulk_create(
        SupportWindow(launch=launch, weekday=each.weekday, opens=each.opens, closes=each.closes)
        for each in plot.hours.windows
    )
    go_live_on = launch.go_live_at.astimezone(launch.zone).date()
    Holiday.objects.bulk_create(
        Holiday(launch=launch, on=go_live_on + timedelta(days=day), name=name)
        for day, name in plot.hours.holidays.items()
    )
    change_calendar(launch)


def _add_team(launch: Launch, plot: Plot) -> None:
    """People, their roles, and their teams."""
    names = {each.email: each.name for each in plot.people.staff}
    users = _accounts({**names, ADMINISTRATOR: "Administrator"})
    Membership.objects.bulk_create(
        Membership(
            launch=launch,
            user=users[each.email],
            role=Role(each.role),
            job=Job(each.job),
            is_hypercare_only=each.is_hypercare_only,
        )
        for each in plot.people.staff
    )
    for short, (name, tier) in plot.people.teams.items():
        team = Team.objects.create(launch=launch, name=name, tier=tier)
        team.members.set([users[each.email] for each in plot.people.staff if each.team == short])
    User.objects.filter(email=ADMINISTRATOR).update(is_staff=True, is_superuser=True)
    administrator = users[ADMINISTRATOR]
    Membership.objects.create(launch=launch, user=administrator, role=Role.LAUNCH_MANAGER, job=Job.OPERATIONS)


def _accounts(names: dict[str, str]) -> dict[str, User]:
    """Accounts by address; those of another launch of the demo are the same people.

    One hash for all: it is one password, and who is there already is given it back.
    """
    password = make_password(SIGN_IN_WITH)
    known = User.objects.in_bulk(names, field_name="email")
    User.objects.filter(email__in=known).update(password=password, is_active=True)
    User.objects.bulk_create(
        User(email=email, name=name, password=password) for email, name in names.items() if email not in known
    )
    return User.objects.in_bulk(names, field_name="email")


def _add_colleagues(launch: Launch, plot: Plot) -> None:
    names = [site.name for site in plot.people.sites]
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
        for each in plot.people.colleagues
    )
