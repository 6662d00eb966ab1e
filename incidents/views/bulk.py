"""Acting on many: say it once, see what it does to each, do it, and take it back within 30 seconds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, enter, launch_chosen, membership_in, signed_in
from incidents.actions import Actor, prioritise_incident
from incidents.actions.bulk import Deed, change_many, rehearse, undo_many
from incidents.domain.bulk import BULK_LABELS, BulkAct
from incidents.forms.bulk import FORMS, BulkForm
from incidents.forms.once import new_key
from incidents.models import BulkChange, Incident
from incidents.queries.bulk import Line, Teller, change_page, line_of, selected_incidents
from incidents.queries.choices import launch_choices

STEPS = {"preview", "apply"}


@require_POST
@launch_chosen(Permission.WORK_INCIDENTS)
def prepare(request: LaunchRequest, act: str) -> HttpResponse:
    """The form, then what it would do to each incident, then done."""
    if act not in set(BulkAct):
        raise Http404("No such act.")
    launch, step = request.membership.launch, request.POST.get("step", "")
    keys = ",".join(request.POST.getlist("keys"))
    incidents = selected_incidents(launch, keys, user_id=request.user.pk)
    form = _form(request, BulkAct(act), step)
    if step == "apply" and form.is_valid():
        return redirect(_applied(request, BulkAct(act), incidents, form))
    lines = _lines(request, BulkAct(act), incidents, form) if form.is_valid() else None
    context = {
        "act": act,
        "label": BULK_LABELS[BulkAct(act)],
        "incidents": incidents,
        "form": form,
        "lines": lines,
        "possible_count": sum(line.does_something for line in lines or ()),
        "once": new_key(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "incidents/bulk.html", context, status=status)


def _form(request: LaunchRequest, act: BulkAct, step: str) -> BulkForm:
    """Bound once something was said; what there is nothing to say about is previewed at once."""
    launch = request.membership.launch
    offered = launch_choices(launch.pk)
    form = FORMS[act](None, launch=launch, offered=offered, initial=request.POST.dict())
    is_said = step in STEPS or not form.said
    return FORMS[act](request.POST, launch=launch, offered=offered) if is_said else form


def _applied(
    request: LaunchRequest, act: BulkAct, incidents: Sequence[Incident], form: BulkForm
) -> BulkChange:
    return change_many(
        request.membership.launch,
        incidents,
        form.deed(request.user),
        act=act,
        once=form.cleaned_data["once"] or new_key(),
        user=request.user,
        now=timezone.now,
    )


def _lines(request: LaunchRequest, act: BulkAct, incidents: Sequence[Incident], form: BulkForm) -> list[Line]:
    at = timezone.now()
    deed = form.deed(request.user)
    found = rehearse(
        incidents, _with_priority(deed) if act is BulkAct.TRIAGE else deed, user=request.user, at=at
    )
    teller = Teller(request.membership.launch, form.offered.names(), at)
    pairs = zip(incidents, found, strict=True)
    lines = [line_of(each, *told, teller=teller) for each, told in pairs]
    return [replace(line, draft=form.letter(line.incident)) for line in lines]


def _with_priority(deed: Deed) -> Deed:
    """As it will be once Celery has computed what follows."""

    def triage(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
        return prioritise_incident(deed(incident, actor=actor, at=at), at=at)

    return triage


@require_safe
def change(request: HttpRequest, change_id: int) -> HttpResponseBase:
    """What came of it, opened right after; next is the queue, or taking it back."""
    inside, found = _found(request, change_id, Permission.SEE_INCIDENTS)
    page = change_page(found, user_id=inside.user.pk, at=timezone.now())
    name = f"incidents/bulk_change.html{'#undo' if inside.htmx else ''}"
    return render(inside, name, {"page": page})


@require_POST
def undo(request: HttpRequest, change_id: int) -> HttpResponseBase:
    """Take it back wherever nobody went on from it."""
    inside, found = _found(request, change_id, Permission.WORK_INCIDENTS)
    return redirect(undo_many(found, user=inside.user, at=timezone.now()))


def _found(request: HttpRequest, change_id: int, needs: Permission) -> tuple[LaunchRequest, BulkChange]:
    """The act for a member of its launch; 404 for anybody else, 403 without the right."""
    user: User = signed_in(request)
    found = get_object_or_404(BulkChange.objects.select_related("launch", "actor"), pk=change_id)
    membership = membership_in(found.launch.key, user=user, needs=needs)
    return enter(request, membership), found
