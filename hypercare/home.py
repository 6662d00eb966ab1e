"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hypercare.accounts.roles import Permission
from hypercare.launches.access import first_membership, membership_in, signed_in
from hypercare.launches.models import Membership


def home(request: HttpRequest) -> HttpResponse:
    """The first page in the newest launch, or in the one of `?launch=`; 404 for a launch of others."""
    user = signed_in(request)
    key = request.GET.get("launch")
    if key:
        return first_page(membership_in(key, user=user, needs=Permission.SEE_NUMBERS))
    at_work = first_membership(user, needs=Permission.WORK_INCIDENTS)
    membership = at_work or first_membership(user, needs=Permission.SEE_NUMBERS)
    return first_page(membership) if membership else render(request, "no_launch.html")


def first_page(membership: Membership) -> HttpResponse:
    """People who work on incidents go to the queue, everybody else to the week."""
    if membership.may(Permission.WORK_INCIDENTS):
        return redirect(f"{reverse('incidents:queue')}?launch={membership.launch.key}")
    return redirect("dashboards:week", membership.launch.key)
