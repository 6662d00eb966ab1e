"""Canned replies: written by whoever leads, taken in the composer by whoever answers."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.lib.errors import DomainError
from incidents.access import incident_access
from incidents.actions.canned import delete_canned_reply, keep_canned_reply
from incidents.domain.placeholders import PLACEHOLDERS
from incidents.forms.canned import CannedReplyForm
from incidents.models import CannedReply, Incident
from incidents.queries.completing import offered_to
from incidents.views.answers import posted, put_at_its_field

WRITE = Permission.WRITE_REPLIES


@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(WRITE)
def canned_replies(request: LaunchRequest) -> HttpResponse:
    """All of them, and a form for one more. Next: answer somebody with it."""
    return _page(request, CannedReply(launch=request.membership.launch))


@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(WRITE)
def canned_reply(request: LaunchRequest, reply_id: int) -> HttpResponse:
    """One of them, to change or delete it. Next: back to the list."""
    return _page(request, _reply_of(request, reply_id))


@require_POST
@launch_chosen(WRITE)
def delete(request: LaunchRequest, reply_id: int) -> HttpResponse:
    """Forget it."""
    delete_canned_reply(_reply_of(request, reply_id))
    return redirect(_list_of(request))


@require_safe
@incident_access(Permission.COMMENT)
def completions(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """What the composer of this incident offers while somebody types."""
    return JsonResponse(offered_to(incident, member=request.membership))


def _page(request: LaunchRequest, reply: CannedReply) -> HttpResponse:
    form = CannedReplyForm(posted(request), initial={"name": reply.name, "body": reply.body})
    if form.is_valid() and _kept(reply, form):
        return redirect(_list_of(request))
    context = {
        "form": form,
        "reply": reply,
        "replies": CannedReply.objects.filter(launch=request.membership.launch),
        "placeholders": PLACEHOLDERS.items(),
    }
    return render(request, "incidents/canned.html", context, status=422 if form.is_bound else 200)


def _kept(reply: CannedReply, form: CannedReplyForm) -> bool:
    """Whether the words were good and are kept."""
    try:
        keep_canned_reply(reply, **form.cleaned_data)
    except DomainError as problem:
        put_at_its_field(form, problem)
        return False
    return True


def _reply_of(request: LaunchRequest, reply_id: int) -> CannedReply:
    return get_object_or_404(CannedReply, pk=reply_id, launch=request.membership.launch)


def _list_of(request: LaunchRequest) -> str:
    return f"{reverse('incidents:canned_replies')}?launch={request.membership.launch.key}"
