"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import enter, first_membership, membership_in, signed_in
from hypercare.launches.models import Membership
from incidents.views.start import start


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page in the newest launch, or in the one of `?launch=`; 404 for a launch of others."""
    user = signed_in(request)
    key = request.GET.get("launch")
    if key:
        return first_page(request, membership_in(key, user=user, needs=Permission.SEE_NUMBERS))
    at_work = first_membership(user, needs=Permission.WORK_INCIDENTS)
    membership = at_work or first_membership(user, needs=Permission.SEE_NUMBERS)
    return first_page(request, membership) if membership else render(request, "no_launch.html")


def first_page(request: HttpRequest, membership: Membership) -> HttpResponse:
    """People who work on incidents start their shift here, everybody else goes to the week."""
    if membership.may(Permission.WORK_INCIDENTS):
        return start(enter(request, membership))
    return redirect("dashboards:week", membership.launch.key)
