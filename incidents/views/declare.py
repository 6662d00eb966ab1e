"""A report taken on the phone or in person; the next thing is its page."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.lib.errors import DomainError
from incidents.actions import Actor, declare_incident
from incidents.forms.work import DeclareForm
from incidents.models import Incident
from incidents.queries.choices import launch_choices
from incidents.views.answers import posted, put_at_its_field
from incidents.views.once import address_once


@launch_chosen(Permission.WORK_INCIDENTS)
def declare(request: LaunchRequest) -> HttpResponse:
    """The form; a good one leads to the incident."""
    launch = request.membership.launch
    form = DeclareForm(posted(request), launch=launch, offered=launch_choices(launch.pk))
    address = declared(request, form) if form.is_valid() else ""
    if address:
        return redirect(address)
    return render(request, "incidents/declare.html", {"form": form}, status=422 if form.is_bound else 200)


def declared(request: LaunchRequest, form: DeclareForm) -> str:
    """The new incident's address, or none with the reason at its field and nothing written."""
    launch, at = request.membership.launch, timezone.now()

    def declare_it() -> Incident:
        said = form.declaration(launch, at=at)
        return declare_incident(launch, said, actor=Actor.human(request.user), at=at)

    try:
        with transaction.atomic():
            return address_once(request, declare_it)
    except DomainError as problem:
        put_at_its_field(form, problem)
        return ""
