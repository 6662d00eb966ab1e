"""Follow-ups: what was promised beyond an incident, and the decisions somebody has to take."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import (
    LaunchRequest,
    View,
    enter,
    launch_chosen,
    membership_in,
    require,
    signed_in,
)
from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents import actions
from incidents.access import incident_access
from incidents.actions import Actor
from incidents.actions.follow_ups import Asking, today_in
from incidents.domain.follow_ups import SENTENCE_LENGTH, AskedBy, FollowUpStep
from incidents.forms.follow_ups import ANYBODY, FollowUpForm, PlanForm
from incidents.models import FollowUp, HandoverNote, Incident, Message
from incidents.models.timeline import Visibility
from incidents.queries.choices import launch_choices
from incidents.queries.follow_ups import (
    SHOWN_LABELS,
    Shown,
    deciders_of,
    follow_ups_page,
    found_follow_up,
    line_of,
)
from incidents.views.answers import answer, posted, put_at_its_field, told
from incidents.views.once import address_once

SEE, WORK = Permission.SEE_INCIDENTS, Permission.WORK_INCIDENTS
USUALLY_DUE = timedelta(days=7)
SAID = {
    FollowUpStep.DONE: "Done.",
    FollowUpStep.DROP: "Dropped.",
    FollowUpStep.REOPEN: "Open again.",
}
FRAGMENTS = {"decisions": "#decisions", "follow-ups": "#items"}


def follow_up_access(needs: Permission) -> Callable[[View], View]:
    """Decorator: turns `follow_up_id` into a follow-up of the member's launch, or 404, or 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, follow_up_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = found_follow_up(follow_up_id)
            if found is None:
                raise Http404("No such follow-up.")
            membership = membership_in(found.launch.key, user=signed_in(request), needs=needs)
            if not found.may_be_read_by(membership.user_id):
                raise Http404("No such follow-up.")
            return view(enter(request, membership), found, *args, **kwargs)

        return guarded

    return decorate


@require_safe
@launch_chosen(SEE)
def follow_ups(request: LaunchRequest) -> HttpResponse:
    """Opened at a stand-up or from the week: what is late. Next: tick one off, or decide."""
    asked = request.GET.get("show", Shown.OPEN)
    shown = Shown(asked) if asked in set(Shown) else Shown.OPEN
    lines = follow_ups_page(request.membership, shown, at=timezone.now())
    context = {
        "lines": lines,
        "shown": shown,
        "shown_labels": SHOWN_LABELS.items(),
        "can_work": request.membership.may(WORK),
    }
    fragment = FRAGMENTS.get(request.htmx.target or "", "")
    return render(request, f"incidents/follow_ups.html{fragment}", context)


@incident_access(WORK)
def add(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Promise something about an incident, maybe because of `?note=`."""
    note = _note(incident, request.GET.get("note", ""))
    asking = Asking(_asked_by(request, note), incident, message=note)
    form = _form(request, incident.launch, words=note.body if note else "", owner=incident.assignee_id)

    def add_follow_up(about: Incident, **promised: Any) -> Incident:
        actions.add_follow_up(about.launch, asking=asking, **promised)
        return about

    said = "follow-up kept"
    return answer(request, incident, form=form, action=add_follow_up, template="follow_up_add", said=said)


def _asked_by(request: LaunchRequest, note: Message | None) -> AskedBy:
    if note:
        return AskedBy.NOTE
    return AskedBy.REVIEW if "review" in request.GET else AskedBy.INCIDENT


def _note(incident: Incident, asked: str) -> Message | None:
    """The internal note that is named; 404 for any other message."""
    if not asked:
        return None
    notes = Message.objects.filter(incident=incident, visibility=Visibility.INTERNAL)
    return get_object_or_404(notes, pk=asked if asked.isdecimal() else None)


@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(WORK)
def new(request: LaunchRequest) -> HttpResponse:
    """Promise something that belongs to no incident, maybe because of a hand-over note. Next: the list."""
    launch, asked = request.membership.launch, request.GET.get("note", "")
    notes = HandoverNote.objects.filter(launch=launch)
    note = get_object_or_404(notes, pk=asked if asked.isdecimal() else None) if asked else None
    form = _form(request, launch, words=note.body if note else "")
    address = _kept(request, form, note) if form.is_valid() else ""
    if address:
        messages.success(request, "Follow-up kept.")
        return redirect(address)
    status = 422 if form.is_bound else 200
    return render(request, "incidents/follow_up_new.html", {"form": form}, status=status)


def _kept(request: LaunchRequest, form: FollowUpForm, note: HandoverNote | None) -> str:
    """Its address; empty when it was refused."""
    launch, at = request.membership.launch, timezone.now()
    asking = Asking(AskedBy.HAND_OVER if note else AskedBy.PERSON, handover_note=note)
    actor = Actor.human(request.user)
    act = partial(actions.add_follow_up, launch, asking=asking, actor=actor, at=at, **form.arguments())
    try:
        return address_once(request, act)
    except DomainError as problem:
        put_at_its_field(form, problem)
        return ""


def _form(request: LaunchRequest, launch: Launch, *, words: str, owner: int | None = None) -> FollowUpForm:
    owners = launch_choices(launch.pk).people
    mine = owner or request.user.pk
    return FollowUpForm(
        posted(request),
        owners=owners,
        deciders=deciders_of(launch.pk),
        due_on=today_in(launch, timezone.now()) + USUALLY_DUE,
        words=" ".join(words.split())[:SENTENCE_LENGTH],
        owner=mine,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@follow_up_access(SEE)
def follow_up(request: LaunchRequest, found: FollowUp) -> HttpResponse:
    """One of them, to read it whole or plan it anew. Next: tick it off, or back to where it came from."""
    if request.method == "POST":
        require(request.membership, WORK)
    form = _plan(request, found)
    if form.is_valid() and _replanned(request, found, form):
        messages.success(request, "Saved.")
        return redirect(found)
    line = line_of(found, member=request.membership, at=timezone.now())
    context = {"found": found, "line": line, "form": form}
    return render(request, "incidents/follow_up.html", context, status=422 if form.is_bound else 200)


def _plan(request: LaunchRequest, found: FollowUp) -> PlanForm:
    launch_id = request.membership.launch_id
    owners = deciders_of(launch_id) if found.is_decision else launch_choices(launch_id).people
    initial = {name: getattr(found, name) for name in ("words", "due_on", "done_when")}
    nobody = ANYBODY if found.is_decision else ""
    return PlanForm(posted(request), owners=owners, nobody=nobody, owner=found.owner_id, **initial)


def _replanned(request: LaunchRequest, found: FollowUp, form: PlanForm) -> bool:
    actor = Actor.human(request.user)
    try:
        actions.replan_follow_up(found, actor=actor, at=timezone.now(), **form.arguments())
    except DomainError as problem:
        put_at_its_field(form, problem)
        return False
    return True


@require_POST
@follow_up_access(WORK)
def step(request: LaunchRequest, found: FollowUp, step: str) -> HttpResponse:
    """Tick it off, drop it, or open it again."""
    if step not in set(FollowUpStep):
        raise Http404("No such step.")
    wanted = FollowUpStep(step)
    act = partial(actions.step_follow_up, found, wanted)
    return _at_once(request, found, act, said=SAID[wanted])


@require_POST
@follow_up_access(Permission.DECIDE)
def decide(request: LaunchRequest, found: FollowUp) -> HttpResponse:
    """Answer a decision in one click."""
    given = request.POST.get("answer", "")
    act = partial(actions.decide, found, answer=given)
    return _at_once(request, found, act, said=f"Decided: {given}.")


def _at_once(
    request: LaunchRequest, found: FollowUp, act: Callable[..., FollowUp], *, said: str
) -> HttpResponse:
    """Do it; the panels of open pages refetch themselves. Without a script, back to its page."""
    try:
        act(actor=Actor.human(request.user), at=timezone.now())
    except DomainError as problem:
        if not request.htmx:
            raise
        return told(422, {"launch-changed": {}, "toast": {"words": problem.message, "stays": True}})
    if not request.htmx:
        return redirect(found)
    return told(204, {"launch-changed": {}, "toast": {"words": said}})
