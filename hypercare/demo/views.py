"""How far the seeding is, for the strip at the edge of every page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseStopPolling

from hypercare.demo.models import SeedRun


@require_safe
@login_not_required
def progress(request: HttpRequest) -> HttpResponse:
    """Asked by the strip itself, every two seconds until there is nothing left to seed."""
    run = SeedRun.objects.filter(finished_at=None).first()
    if run is None:
        return HttpResponseStopPolling()
    return render(request, "demo/_progress.html", {"run": run})
