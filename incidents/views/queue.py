"""The queue: open all day on a responder's screen; the next thing is always the first row."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.launches.models import Launch
from incidents.forms.queue import QueueForm
from incidents.models import Incident
from incidents.queries.choices import LaunchNames, launch_choices
from incidents.queries.head import queue_head
from incidents.queries.queue import queue_page
from incidents.views.desk import Address, Desk

NUMBER = re.compile(r"(?:(?P<launch>[A-Za-z][A-Za-z0-9]{1,9})-)?(?P<number>[1-9][0-9]{0,8})", re.ASCII)
FRAGMENTS = {"rows": "#live", "queue": "#fresh"}


@require_safe
@launch_chosen(Permission.SEE_INCIDENTS)
def queue(request: LaunchRequest) -> HttpResponse:
    """The list, or the part of it that a panel asks for."""
    launch = request.membership.launch
    offered = launch_choices(launch.pk)
    form = QueueForm(request.GET, offered=offered, user_id=request.user.pk)
    if not form.is_valid():
        return render(request, "incidents/queue_refused.html", {"form": form}, status=422)
    meant = meant_incident(launch, form.cleaned_data["q"])
    if meant:
        return redirect(meant)
    desk = desk_of(request, form, offered.names())
    name = f"incidents/queue.html{FRAGMENTS.get(request.htmx.target or '', '')}"
    response = render(request, name, context_of(request, desk))
    if request.htmx.target == "queue":
        response["HX-Push-Url"] = desk.url
    return response


def context_of(request: LaunchRequest, desk: Desk) -> dict[str, object]:
    """What the template asks."""
    may = request.membership.may
    return {
        "desk": desk,
        "page": desk.page,
        "head": desk.head,
        "form": desk.form,
        "can_work": may(Permission.WORK_INCIDENTS),
        "can_note": may(Permission.COMMENT),
    }


def desk_of(request: LaunchRequest, form: QueueForm, names: LaunchNames) -> Desk:
    """What a valid form asks for."""
    launch, given, at = request.membership.launch, form.cleaned_data, timezone.now()
    page = queue_page(
        launch,
        form.wanted(),
        sort=form.wanted_sort,
        names=names,
        at=at,
        after=given["after"],
        upto=given["upto"],
    )
    head = queue_head(launch, user_id=request.user.pk, at=at)
    return Desk(form, page, head, Address(request.path, launch.key, form.asked()), given["open"])


def meant_incident(launch: Launch, words: str) -> Incident | None:
    """The incident of this launch that somebody names by `42` or `trd-42`."""
    found = NUMBER.fullmatch(words.strip())
    if found is None or (found["launch"] or launch.key).upper() != launch.key:
        return None
    incident = Incident.objects.filter(launch=launch, number=int(found["number"])).first()
    if incident:
        incident.launch = launch
    return incident
