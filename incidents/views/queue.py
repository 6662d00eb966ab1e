"""The queue: open all day on a responder's screen; the next thing is always the first row."""

import re
from dataclasses import replace
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.launches.models import Launch
from incidents.domain.search_query import QueryError
from incidents.domain.search_words import WORDS
from incidents.forms.queue import QueueForm
from incidents.models import Incident
from incidents.queries.choices import LaunchChoices, LaunchNames, launch_choices
from incidents.queries.head import queue_head
from incidents.queries.pace import present_pace
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
    form, misread = read(request, offered)
    if not form.is_valid():
        return render(request, "incidents/queue_refused.html", {"form": form}, status=422)
    meant = None if misread else meant_incident(launch, form.cleaned_data["q"])
    if meant:
        return redirect(meant)
    desk = replace(desk_of(request, form, offered.names()), misread=misread, typed=typed(request, misread))
    name = f"incidents/queue.html{FRAGMENTS.get(request.htmx.target or '', '')}"
    response = render(request, name, context_of(request, desk), status=422 if misread else 200)
    if request.htmx.target == "queue":
        response["HX-Push-Url"] = desk.url
    return response


def read(request: LaunchRequest, offered: LaunchChoices) -> tuple[QueueForm, QueryError | None]:
    """What the address asks for; where only words are not understood, what it asks for without them."""
    form_of = partial(QueueForm, launch=request.membership.launch, offered=offered, user_id=request.user.pk)
    form = form_of(request.GET)
    if form.is_valid() or not form.is_misread_only or form.misread is None:
        return form, None
    return form_of({**request.GET.dict(), "q": str(form.misread.understood)}), form.misread


def typed(request: LaunchRequest, misread: QueryError | None) -> str:
    """The words to be mended."""
    return request.GET.get("q", "") if misread else ""


def context_of(request: LaunchRequest, desk: Desk) -> dict[str, object]:
    """What the template asks."""
    may = request.membership.may
    return {
        "desk": desk,
        "page": desk.page,
        "head": desk.head,
        "form": desk.form,
        "search_words": WORDS.items(),
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
    address, clears_in = Address(request.path, launch.key, form.asked()), present_pace(launch, at=at)
    return Desk(form, page, head, address, given["open"], clears_in)


def meant_incident(launch: Launch, words: str) -> Incident | None:
    """The incident of this launch that somebody names by `42` or `trd-42`."""
    found = NUMBER.fullmatch(words.strip())
    if found is None or (found["launch"] or launch.key).upper() != launch.key:
        return None
    incident = Incident.objects.filter(launch=launch, number=int(found["number"])).first()
    if incident:
        incident.launch = launch
    return incident
