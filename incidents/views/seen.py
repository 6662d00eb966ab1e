"""How far whoever presses a button has read: `seen`, the number of the last entry they saw."""

import re
from collections.abc import Callable

from django.http import HttpRequest

from hypercare.launches.access import LaunchRequest
from hypercare.lib.errors import DomainError
from incidents.actions import Seen
from incidents.domain.meanwhile import minds
from incidents.models import Incident

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def seen_by(request: LaunchRequest, action: Callable[..., Incident]) -> Seen | None:
    """What the form says its sender saw, and what matters to this action; nothing from a form without.

    Raises `DomainError` on field `seen`.
    """
    said = said_seen(request)
    if not said:
        return None
    if not NUMBER.fullmatch(said):
        raise DomainError("“Seen” is the number of an entry of the history.", field="seen")
    return Seen(int(said), minds(action.__name__), request.user.pk)


def said_seen(request: HttpRequest) -> str:
    """The number as it was sent; empty without one."""
    return request.POST.get("seen", "")
