"""May this person? Asked here by every page and API, answered by the table in `accounts.roles`."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.launches.actions import note_presence
from hypercare.launches.models import Membership
from hypercare.launches.models.launch import KEY_PATTERN

BY_ITSELF = "X-By-Itself"


class LaunchRequest(HttpRequest):
    """A request inside one launch, as the decorators hand it to a view."""

    user: User
    htmx: HtmxDetails
    membership: Membership


View = Callable[..., HttpResponseBase]


def membership_in(launch_key: str, *, user: User, needs: Permission) -> Membership:
    """The person's membership with its launch; 404 for an outsider, 403 without the right."""
    is_key = re.fullmatch(KEY_PATTERN, launch_key) is not None
    memberships = Membership.objects.select_related("launch").filter(user_id=user.pk, launch__key=launch_key)
    membership = memberships.first() if is_key else None
    if membership is None:
        raise Http404("No such launch.")
    return require(membership, needs)


def require(membership: Membership, needs: Permission) -> Membership:
    """The same membership, or 403 with a sentence that says who can help."""
    if not membership.may(needs):
        raise PermissionDenied(
            f"Your role in {membership.launch.name}, {membership.get_role_display()}, may not "
            f"{needs.label}. Ask the launch manager."
        )
    return membership


def launch_access(needs: Permission) -> Callable[[View], View]:
    """Decorator: turns the URL's `key` into `request.membership` (with `.launch`), or 404, or 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            membership = membership_in(key, user=signed_in(request), needs=needs)
            return view(enter(request, membership), *args, **kwargs)

        return guarded

    return decorate


def launch_chosen(needs: Permission) -> Callable[[View], View]:
    """Decorator for pages without a launch in their path: `?launch=KEY`, else the newest one allowed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user, key = signed_in(request), request.GET.get("launch")
            membership = (
                membership_in(key, user=user, needs=needs) if key else first_membership(user, needs=needs)
            )
            if membership is None:
                raise PermissionDenied(f"In none of your launches may you {needs.label}.")
            return view(enter(request, membership), *args, **kwargs)

        return guarded

    return decorate


def first_membership(user: User, *, needs: Permission) -> Membership | None:
    """The membership in the newest launch in which the person holds the right."""
    memberships = Membership.objects.select_related("launch").filter(user_id=user.pk)
    newest_first = memberships.order_by("-launch__go_live_at", "launch__key")
    return next((each for each in newest_first if each.may(needs)), None)


def enter(request: HttpRequest, membership: Membership) -> LaunchRequest:
    """The same request, now inside the membership's launch; navigation reads it from there.

    Whoever may work there is at work, unless the page asked by itself (`static/js/live.js`).
    """
    inside = cast("LaunchRequest", request)
    inside.membership = membership
    if membership.may(Permission.WORK_INCIDENTS) and BY_ITSELF not in request.headers:
        note_presence(membership, at=timezone.now())
    return inside


def signed_in(request: HttpRequest) -> User:
    """The person of the request; 403 for nobody, though the login middleware comes first."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
