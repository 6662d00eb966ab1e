"""What every page that writes has in common: one form, one action, one answer."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from hypercare.launches.access import LaunchRequest
from hypercare.lib.errors import DomainError
from incidents.actions import Actor, OvertakenError, act_as_seen, send_draft
from incidents.forms.once import new_key
from incidents.forms.work import ActionForm
from incidents.models import Incident
from incidents.queries.incident import is_in_inbox
from incidents.queries.meanwhile import came_between
from incidents.views.once import address_once
from incidents.views.seen import said_seen, seen_by

Action = Callable[..., Incident]


def posted(request: LaunchRequest) -> QueryDict | None:
    """What a form is bound to: whatever was posted, be it empty."""
    return request.POST if request.method == "POST" else None


def answer(
    request: LaunchRequest,
    incident: Incident,
    *,
    form: ActionForm,
    action: Action,
    said: str,
    template: str = "act",
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> HttpResponse:
    """GET shows the form; POST acts, or shows it again: with what is wrong (422), or what came between (409).

    `beside` is what else the template asks, a function if it costs something.
    """
    status = 422 if form.is_bound else 200
    context = {"incident": incident, "form": form, "seen": said_seen(request), **beside}
    if form.is_valid():
        try:
            _act(request, incident, form=form, action=action)
        except OvertakenError as news:
            status = 409
            context |= {"seen": news.version, "meanwhile": came_between(incident, news.seqs)}
        except DomainError as problem:
            put_at_its_field(form, problem)
        else:
            return done(request, incident, said=said)
    name = f"incidents/{template}.html{'#form' if request.htmx else ''}"
    return render(request, name, context, status=status)


def at_once(
    request: LaunchRequest, incident: Incident, *, action: Action, said: str, **arguments: Any
) -> HttpResponse:
    """An action that needs nothing but its button. After a refusal the panels show what it is now."""
    act = partial(action, incident, actor=Actor.human(request.user), at=timezone.now(), **arguments)
    try:
        act_as_seen(incident, act, seen=seen_by(request, action))
    except DomainError as problem:
        if not request.htmx:
            raise
        return _refused(incident, problem)
    return done(request, incident, said=said)


def done(request: LaunchRequest, incident: Incident, *, said: str) -> HttpResponse:
    """One event that makes the panels refetch; without a script, back to the page."""
    if not request.htmx:
        return redirect(incident)
    left = not is_in_inbox(incident, at=timezone.now())
    # A new key for what is said next in the same form; an item that left the inbox makes room for the next.
    acted = {"once": new_key(), "key": incident.key, "left": left}
    return told(204, {"acted": acted, "launch-changed": {}, "toast": {"words": f"{incident.key}: {said}"}})


def put_at_its_field(form: forms.Form, problem: DomainError) -> None:
    """Show a business error where the person looks."""
    form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def _act(request: LaunchRequest, incident: Incident, *, form: ActionForm, action: Action) -> None:
    at = timezone.now()
    act = partial(action, incident, actor=Actor.human(request.user), at=at, **form.arguments())
    if form.draft:
        once = form.cleaned_data["once"]
        act = partial(send_draft, act, kind=form.draft, once=once, author=request.user, at=at)
    address_once(request, partial(act_as_seen, incident, act, seen=seen_by(request, action)))


def _refused(incident: Incident, problem: DomainError) -> HttpResponse:
    """Why not, as a toast; whoever was overtaken hears by whom, and may press again."""
    refused = {"launch-changed": {}, "toast": {"words": problem.message, "stays": True}}
    if not isinstance(problem, OvertakenError):
        return told(422, refused)
    last = came_between(incident, problem.seqs)[-1]
    words = f"{last.sentence}. Press again to do it all the same."
    overtaken = {"overtaken": {"version": problem.version}, "toast": {"words": words, "stays": True}}
    return told(409, {**refused, **overtaken})


def told(status: int, events: dict[str, Any]) -> HttpResponse:
    """An answer that shows nothing by itself: the page hears these events."""
    headers = {"HX-Trigger": json.dumps(events), "HX-Reswap": "none"}
    return HttpResponse(status=status, headers=headers)
