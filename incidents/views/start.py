"""The start of a shift: opened first thing by whoever works; the next thing is the first of three rows."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.lib.errors import DomainError
from incidents import actions
from incidents.forms.handover import HandoverForm
from incidents.queries.start_words import start_page
from incidents.views.answers import put_at_its_field
from incidents.views.once import address_once

LIVE = "start"


def start(request: LaunchRequest) -> HttpResponse:
    """The page, or the part of it that a panel asks for."""
    fragment = "#live" if request.htmx.target == LIVE else ""
    return _render(request, HandoverForm(), fragment=fragment)


@require_POST
@launch_chosen(Permission.WORK_INCIDENTS)
def hand_over(request: LaunchRequest) -> HttpResponse:
    """Leave words for whoever starts next."""
    form = HandoverForm(request.POST)
    address = _kept(request, form) if form.is_valid() else ""
    if not address:
        return _render(request, form, status=422)
    messages.success(request, "Kept for whoever starts next.")
    return redirect(address)


def _kept(request: LaunchRequest, form: HandoverForm) -> str:
    """Where the note is read; empty when it was refused."""
    launch, body = request.membership.launch, form.cleaned_data["body"]
    act = partial(actions.hand_over, launch, body=body, author=request.user, at=timezone.now())
    try:
        return address_once(request, act)
    except DomainError as problem:
        put_at_its_field(form, problem)
        return ""


def _render(
    request: LaunchRequest, form: HandoverForm, *, fragment: str = "", status: int = 200
) -> HttpResponse:
    page = start_page(request.membership, at=timezone.now())
    context = {"page": page, "form": form, "can_work": True}
    return render(request, f"incidents/start.html{fragment}", context, status=status)
