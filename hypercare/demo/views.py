"""How far the seeding is, for the strip at the edge of every page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import HTMX_STOP_POLLING, HttpResponseStopPolling

from hypercare.demo.queries import seeding_progress


@require_safe
@login_not_required
def progress(request: HttpRequest) -> HttpResponse:
    """Asked by the strip itself, every two seconds until there is nothing left to seed."""
    now = seeding_progress()
    if now.is_finished and not now.left_out:
        return HttpResponseStopPolling()
    status = HTMX_STOP_POLLING if now.is_finished else 200
    return render(request, "demo/_progress.html", {"progress": now}, status=status)
