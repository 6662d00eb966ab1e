from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.dateparse import parse_date

from hypercare.accounts.models import User
from hypercare.accounts.roles import Job, Role
from hypercare.launches.actions import create_launch
from hypercare.launches.models import Launch, Membership, Policy
from hypercare.launches.models.launch import validate_time_zone


class Command(BaseCommand):
    """Add a launch, and the people who may open it."""

    help = "Add a launch with its window, zone and targets, and make people its launch managers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Days are read in the launch's time zone."""
        parser.add_argument("key", help="2 to 10 capital letters or digits, such as TRD")
        parser.add_argument("--name", required=True)
        parser.add_argument("--go-live", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--ends", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--time-zone", default="UTC")
        parser.add_argument("--policy", choices=Policy.values, default=Policy.DEFAULT)
        parser.add_argument("--target-users", type=int)
        parser.add_argument("--manager", action="append", default=[], metavar="MAIL", help="may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create everything or nothing."""
        try:
            with transaction.atomic():
                launch = self._create(options)
                for email in options["manager"]:
                    self._add_manager(launch, email)
        except ValidationError as error:
            raise CommandError("\n".join(_sentences(error))) from error
        self.stdout.write(f"{launch.key}: {launch.name}")
        self.stdout.write(f"Feedback form: /f/{launch.form_key}/")

    def _create(self, options: dict[str, Any]) -> Launch:
        validate_time_zone(options["time_zone"])
        zone = ZoneInfo(options["time_zone"])
        return create_launch(
            options["key"],
            name=options["name"],
            go_live_at=_midnight("go-live", options["go_live"], zone),
            hypercare_ends_at=_midnight("ends", options["ends"], zone),
            time_zone=options["time_zone"],
            policy=options["policy"],
            target_user_count=options["target_users"],
        )

    def _add_manager(self, launch: Launch, email: str) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"manager: nobody signs in with {email}")
        Membership.objects.create(launch=launch, user=user, role=Role.LAUNCH_MANAGER, job=Job.SUPPORT)


def _midnight(option: str, value: str, zone: ZoneInfo) -> datetime:
    try:
        day = parse_date(value)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"{option}: {value} is not a day such as 2026-11-02")
    return datetime.combine(day, time.min, zone)


def _sentences(error: ValidationError) -> list[str]:
    if hasattr(error, "error_dict"):
        return [f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()]
    return list(error.messages)
