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


@launch_chosen(Permission.WORK_INCIDENTS)
def declare(request: LaunchRequest) -> HttpResponse:
    """The form; a good one leads to the incident."""
    launch = request.membership.launch
    form = DeclareForm(posted(request), launch=launch, offered=launch_choices(launch.pk))
    incident = declared(request, form) if form.is_valid() else None
    if incident:
        return redirect(incident)
    return render(request, "incidents/declare.html", {"form": form}, status=422 if form.is_bound else 200)


def declared(request: LaunchRequest, form: DeclareForm) -> Incident | None:
    """The new incident, or none with the reason at its field and nothing written."""
    launch, at = request.membership.launch, timezone.now()
    try:
        with transaction.atomic():
            said = form.declaration(launch, at=at)
            return declare_incident(launch, said, actor=Actor.human(request.user), at=at)
    except DomainError as problem:
        put_at_its_field(form, problem)
        return None
