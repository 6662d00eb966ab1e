"""Making, testing, deploying and rolling back releases: by trusted people and keys, never by a client."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Min

from hypercare.accounts.models import User
from hypercare.audit.record import record_change
from hypercare.launches.domain.releases import ReleaseKind, ReleaseState, check_move, check_version
from hypercare.launches.live import announce_change
from hypercare.launches.models import Launch, Release
from hypercare.lib.background import nudge
from hypercare.lib.errors import DomainError

SETTLE = "incidents.tasks.settle_releases"  # the higher app's duty: what a release fixed, or no longer does
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """What is said of a new release."""

    version: str
    name: str = ""
    kind: ReleaseKind = ReleaseKind.PLANNED


@transaction.atomic
def make_release(launch: Launch, said: ReleaseWords, *, actor: User, at: datetime) -> Release:
    """A release in preparation, last in the order. Raises `DomainError` by field."""
    version, name = check_version(said.version), " ".join(said.name.split())
    if len(name) > NAME_LENGTH:
        raise DomainError(f"A name has at most {NAME_LENGTH} characters.", field="name")
    _hold_order(launch.pk)
    if Release.objects.filter(launch=launch, version__iexact=version).exists():
        raise DomainError(f"{launch.name} has a release {version} already.", field="version")
    last = Release.objects.filter(launch=launch).aggregate(last=Max("position"))["last"] or 0
    release = Release.objects.create(
        launch=launch, version=version, name=name, kind=said.kind, position=last + 1, made_at=at
    )
    record_change(release, actor_id=actor.pk, verb="made", version=version, kind=said.kind)
    announce_change(launch.pk)
    return release


@transaction.atomic
def start_test(release: Release, *, actor: User, at: datetime) -> Release:
    """Let people try it."""
    release = _moved(release, ReleaseState.IN_TEST)
    release.tested_at = at
    return _keep(release, actor, "put in test")


@transaction.atomic
def stop_test(release: Release, *, actor: User, at: datetime) -> Release:
    """Take it back into preparation."""
    release = _moved(release, ReleaseState.IN_PREPARATION)
    release.tested_at = None
    return _keep(release, actor, "taken out of test")


@transaction.atomic
def deploy_release(release: Release, *, actor: User, at: datetime) -> Release:
    """It is in production: what is fix ready in it is resolved in the background.

    In the order it stands behind everything deployed before, and in front of what is still ahead.
    """
    release = _moved(release, ReleaseState.DEPLOYED)
    release.deployed_at = at
    overtaken = Release.objects.filter(launch=release.launch_id, position__lt=release.position).ahead()
    first = overtaken.aggregate(first=Min("position"))["first"]
    if first is not None:
        overtaken.order_by().update(position=F("position") + 1)
        release.position = first
    return _keep(release, actor, "deployed")


@transaction.atomic
def roll_back_release(release: Release, *, actor: User, at: datetime) -> Release:
    """It is out of production again: what it resolved is reopened in the background.

    Raises `DomainError` for any but the newest in production.
    """
    release = _moved(release, ReleaseState.ROLLED_BACK)
    release.rolled_back_at = at
    later = Release.objects.filter(launch=release.launch_id, state=ReleaseState.DEPLOYED)
    newer = later.filter(position__gt=release.position).order_by("-position").first()
    if newer:
        raise DomainError(
            f"{newer.version} was deployed after it; roll that back first, or deploy a release that takes "
            "this one's changes out.",
            field="state",
        )
    return _keep(release, actor, "rolled back")


def _hold_order(launch_id: int) -> None:
    """One change of the order at a time, until the transaction ends."""
    Launch.objects.select_for_update(no_key=True).only("pk").get(pk=launch_id)


def _moved(release: Release, to: ReleaseState) -> Release:
    """The locked release in its new state, unsaved. Raises `DomainError` for an unlawful move."""
    _hold_order(release.launch_id)
    locked = Release.objects.select_for_update(of=("self",)).select_related("launch").get(pk=release.pk)
    check_move(ReleaseState(locked.state), to)
    locked.state = to
    return locked


def _keep(release: Release, actor: User, verb: str) -> Release:
    release.save()
    record_change(release, actor_id=actor.pk, verb=verb, version=release.version)
    announce_change(release.launch_id)
    nudge(SETTLE)
    return release
