"""What happens to a launch."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from hypercare.launches.domain.shifts import NOTED_EVERY, Attendance, seen
from hypercare.launches.models import Launch, Membership, Reporter, Shift, Site


def change_calendar(launch: Launch) -> None:
    """Note that hours, holidays, zone or targets changed; a sweep then re-plans every clock."""
    Launch.objects.filter(pk=launch.pk).update(calendar_version=F("calendar_version") + 1)


def next_incident_number(launch_id: int) -> int:
    """Take the launch's next number. Locks the launch row until commit, so take it last."""
    launch = Launch.objects.select_for_update(no_key=True).only("last_number").get(pk=launch_id)
    launch.last_number += 1
    launch.save(update_fields=["last_number"])
    return launch.last_number


def reserve_incident_numbers(launch_id: int, *, count: int) -> int:
    """Take `count` numbers at once and return the first."""
    launch = Launch.objects.select_for_update(no_key=True).only("last_number").get(pk=launch_id)
    first = launch.last_number + 1
    launch.last_number += count
    launch.save(update_fields=["last_number"])
    return first


@transaction.atomic
def find_or_add_reporter(
    launch_id: int, *, email: str = "", name: str = "", site: str = "", persona: str = ""
) -> Reporter | None:
    """The reporter with this mail address; `None` for somebody who said nothing about themselves."""
    if not (email or name):
        return None
    found_site = Site.objects.get_or_create(launch_id=launch_id, name=site)[0] if site else None
    details = {"name": name, "site": found_site, "persona": persona}
    if not email:
        return Reporter.objects.create(launch_id=launch_id, **details)
    return Reporter.objects.get_or_create(launch_id=launch_id, email=email.lower(), defaults=details)[0]


def create_launch(
    key: str,
    *,
    name: str,
    go_live_at: datetime,
    hypercare_ends_at: datetime,
    time_zone: str,
    policy: str,
    target_user_count: int | None = None,
) -> Launch:
    """A new launch, checked as a form would. Raises Django's `ValidationError` by field."""
    launch = Launch(
        key=key,
        name=name,
        go_live_at=go_live_at,
        hypercare_ends_at=hypercare_ends_at,
        time_zone=time_zone,
        policy=policy,
        target_user_count=target_user_count,
    )
    launch.full_clean()
    launch.save()
    return launch


def note_presence(membership: Membership, *, at: datetime) -> None:
    """Somebody is at work: a row, at most every few minutes; without Redis it is looked at every time."""
    if cache.add(f"at-work:{membership.pk}", 1, int(NOTED_EVERY.total_seconds())):
        _keep_presence(membership, at)


@transaction.atomic
def _keep_presence(membership: Membership, at: datetime) -> None:
    shifts = Shift.objects.select_for_update()
    shift, is_first = shifts.get_or_create(membership=membership, defaults={"last_seen_at": at})
    before = Attendance(shift.last_seen_at, shift.left_at)
    now = seen(before, at=at)
    if not is_first and now != before:
        shift.last_seen_at, shift.left_at = now.last_seen_at, now.left_at
        shift.save(update_fields=["last_seen_at", "left_at"])
