"""What stands at the edge of every staff page: the launches and places a person may open."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.launches.live import live_token, live_version
from hypercare.launches.models import Launch, Membership
from hypercare.launches.presence import here_token


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the left rail."""

    label: str
    url: str
    icon: str
    is_active: bool


# Permission, label, URL name, icon, whether the launch is in the path (else in `?launch=`).
PLACES = (
    (Permission.WORK_INCIDENTS, "Start", "home", "home", False),
    (Permission.SEE_INCIDENTS, "Queue", "incidents:queue", "inbox-stack", False),
    (Permission.SEE_NUMBERS, "The week", "dashboards:week", "chart-bar", True),
    (Permission.SEE_LEDGER, "Feedback", "intake:ledger", "chat-bubble-left-right", False),
    (Permission.SEE_INCIDENTS, "Releases", "feedback:releases", "rocket-launch", False),
    (Permission.MANAGE_KEYS, "API keys", "launches:keys", "key", False),
    (Permission.SEE_HEALTH, "Health", "watch:health", "heart", False),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context inside a launch: it, the others, the places, and what the page asks by itself."""
    membership = getattr(request, "membership", None)
    if not isinstance(membership, Membership) or not isinstance(request.user, User):
        return {}
    launch = membership.launch
    return {
        "launch": launch,
        "membership": membership,
        "launches": Launch.objects.visible_to(request.user.pk),
        "nav_items": list(_places(request, membership)),
        "live_url": reverse("launches:live", args=[live_token(launch.pk)]),
        "live_version": live_version(launch.pk),
        "here_url": _here_url(membership, request.user),
        "demo_progress_url": reverse("demo:progress") if settings.ALLOW_DEMO else "",
    }


def _here_url(membership: Membership, user: User) -> str:
    """Where a page asks who else is there; nowhere for whoever may not read incidents."""
    if not membership.may(Permission.SEE_INCIDENTS):
        return ""
    return reverse("launches:here", args=[here_token(membership, name=user.name)])


def _is_at(here: str, path: str) -> bool:
    """Whether one is at a place or below it; below the root lies everything."""
    return here == path or (path != "/" and here.startswith(path))


def _places(request: HttpRequest, membership: Membership) -> list[Place]:
    key = membership.launch.key
    places = []
    for permission, label, name, icon, is_in_path in PLACES:
        if membership.may(permission):
            path = reverse(name, args=[key] if is_in_path else [])
            url = path if is_in_path else f"{path}?launch={key}"
            places.append(Place(label, url, icon, is_active=_is_at(request.path, path)))
    if settings.SHOW_OUTBOX and membership.may(Permission.SEE_LEDGER):
        outbox = reverse("notifications:outbox")
        places.append(Place("Outbox", f"{outbox}?launch={key}", "paper-airplane", request.path == outbox))
    return places
