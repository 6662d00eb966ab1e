"""The development outbox: what would have left the house, for people without a mail server."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.notifications.queries import messages_of, outbox_page, standing_of, words_and_links
from incidents.queries.restricted import restricted_keys


@require_safe
@launch_chosen(Permission.SEE_LEDGER)
def outbox(request: LaunchRequest) -> HttpResponse:
    """Opened while trying things out: which mail went to whom? Next one opens it and follows its links."""
    _require_outbox()
    before = request.GET.get("before", "")
    page = outbox_page(
        request.membership.launch.key,
        besides=restricted_keys(request.membership),
        before=int(before) if before.isdecimal() else None,
    )
    return render(request, "notifications/outbox.html", {"page": page})


@require_safe
@launch_chosen(Permission.SEE_LEDGER)
def message(request: LaunchRequest, message_id: int) -> HttpResponse:
    """One mail as it would be read."""
    _require_outbox()
    sent = messages_of(request.membership.launch.key, besides=restricted_keys(request.membership))
    found = get_object_or_404(sent, pk=message_id)
    context = {"message": found, "standing": standing_of(found), "stretches": words_and_links(found.body)}
    return render(request, "notifications/message.html", context)


def _require_outbox() -> None:
    if not settings.SHOW_OUTBOX:
        raise Http404("There is no outbox here.")
