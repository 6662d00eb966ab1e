"""May this person see or work on this incident? The rights are those of its launch."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from hypercare.accounts.roles import Permission
from hypercare.launches.access import View, enter, membership_in, signed_in
from hypercare.launches.models import Membership
from hypercare.launches.models.launch import KEY_PATTERN
from incidents.models import Incident

INCIDENT_KEY = re.compile(rf"({KEY_PATTERN})-([1-9][0-9]{{0,8}})", re.ASCII)


def incident_access(needs: Permission) -> Callable[[View], View]:
    """Decorator: turns the URL's `key`, such as `TRD-42`, into an incident and `request.membership`.

    404 for a malformed or unknown key and for an outsider; 403 for a member without the right.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            launch_key, number = split_key(key)
            membership = membership_in(launch_key, user=signed_in(request), needs=needs)
            incident = incident_in(membership, number)
            return view(enter(request, membership), incident, *args, **kwargs)

        return guarded

    return decorate


def split_key(key: str) -> tuple[str, int]:
    """`TRD-42` as `TRD` and 42; 404 for anything else."""
    found = INCIDENT_KEY.fullmatch(key)
    if found is None:
        raise Http404("No such incident.")
    return found[1], int(found[2])


def incident_in(membership: Membership, number: int) -> Incident:
    """The incident of the member's launch with all that its page names; 404 when there is none.

    403 for whoever is not among the named people of a restricted one.
    """
    rows = Incident.objects.select_related(
        "service", "assignee", "team", "reporter__site", "release", "major"
    )
    incident = rows.filter(launch_id=membership.launch_id, number=number).first()
    if incident is None:
        raise Http404("No such incident.")
    incident.launch = membership.launch
    if not incident.may_be_read_by(membership.user_id):
        raise PermissionDenied(
            f"{incident.key} is restricted: its content is for named people. "
            f"It is {incident.get_state_display().lower()} and counts in every total. "
            "Ask whoever works on it to name you."
        )
    return incident
