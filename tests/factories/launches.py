"""Launches and their people."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from hypercare.accounts.models import User
from hypercare.accounts.roles import Job, Role
from hypercare.launches.models import (
    Launch,
    Membership,
    Release,
    Reporter,
    Service,
    Site,
    SupportWindow,
    Team,
)
from tests import credentials
from tests.factories.base import Make

GO_LIVE = datetime(2026, 11, 2, 7, tzinfo=UTC)
PASSWORD = credentials.PASSWORD


class _UserFactory(DjangoModelFactory[User]):
    """A person who can sign in with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@bank.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)


class _LaunchFactory(DjangoModelFactory[Launch]):
    """A launch that works round the clock; `office_hours=True` gives it 08:00 to 18:00 on weekdays."""

    class Meta:
        model = Launch
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"L{n}")
    name = factory.LazyAttribute(lambda launch: f"Launch {launch.key}")
    go_live_at = GO_LIVE
    hypercare_ends_at = datetime(2026, 12, 14, 17, tzinfo=UTC)
    target_user_count = 1000

    @factory.post_generation
    def office_hours(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: FBT001
        """Add weekday windows when asked."""
        if extracted:
            windows = [SupportWindow(launch=self, weekday=day, opens=480, closes=1080) for day in range(5)]
            SupportWindow.objects.bulk_create(windows)


class _MembershipFactory(DjangoModelFactory[Membership]):
    """A responder of a launch."""

    class Meta:
        model = Membership

    launch = factory.SubFactory(_LaunchFactory)
    user = factory.SubFactory(_UserFactory)
    role = Role.RESPONDER
    job = Job.SUPPORT


class _ServiceFactory(DjangoModelFactory[Service]):
    """A service of a launch."""

    class Meta:
        model = Service

    launch = factory.SubFactory(_LaunchFactory)
    name = factory.Sequence(lambda n: f"Service {n}")


class _SiteFactory(DjangoModelFactory[Site]):
    """A site of a launch."""

    class Meta:
        model = Site

    launch = factory.SubFactory(_LaunchFactory)
    name = factory.Sequence(lambda n: f"Site {n}")


class _TeamFactory(DjangoModelFactory[Team]):
    """A first-tier team."""

    class Meta:
        model = Team
        skip_postgeneration_save = True

    launch = factory.SubFactory(_LaunchFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class _ReporterFactory(DjangoModelFactory[Reporter]):
    """A reporter with a mail address."""

    class Meta:
        model = Reporter

    launch = factory.SubFactory(_LaunchFactory)
    name = factory.Sequence(lambda n: f"Reporter {n}")
    email = factory.Sequence(lambda n: f"reporter{n}@desk.example")


class _ReleaseFactory(DjangoModelFactory[Release]):
    """A release in preparation, last in the order."""

    class Meta:
        model = Release

    launch = factory.SubFactory(_LaunchFactory)
    version = factory.Sequence(lambda n: f"1.4.{n}")
    position = factory.LazyAttribute(lambda release: release.launch.releases.count() + 1)
    made_at = GO_LIVE


UserFactory = Make(_UserFactory)
LaunchFactory = Make(_LaunchFactory)
MembershipFactory = Make(_MembershipFactory)
ServiceFactory = Make(_ServiceFactory)
SiteFactory = Make(_SiteFactory)
TeamFactory = Make(_TeamFactory)
ReporterFactory = Make(_ReporterFactory)
ReleaseFactory = Make(_ReleaseFactory)
