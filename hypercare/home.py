"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hypercare.accounts.roles import Permission
from hypercare.launches.access import first_membership, signed_in


def home(request: HttpRequest) -> HttpResponse:
    """People who work on incidents go to the queue, everybody else to the week."""
    user = signed_in(request)
    at_work = first_membership(user, needs=Permission.WORK_INCIDENTS)
    if at_work:
        return redirect(f"{reverse('incidents:queue')}?launch={at_work.launch.key}")
    reading = first_membership(user, needs=Permission.SEE_NUMBERS)
    if reading:
        return redirect("dashboards:week", reading.launch.key)
    return render(request, "no_launch.html")
