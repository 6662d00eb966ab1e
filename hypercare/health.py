"""Is the process up, and may it be sent traffic?"""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from hypercare.launches.live import is_broker_up
from hypercare.watch.queries.standing import last_sweep_at, late_duties


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "ok"})


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503.

    A dead broker and a late sweep are only named: pages still work, and another web process has the same.
    """
    broker = "up" if is_broker_up() else "away"
    try:
        background = _background(at=timezone.now())
    except Error:
        return JsonResponse({"database": "away", "broker": broker}, status=503)
    return JsonResponse({"database": "up", "broker": broker, **background})


def _background(*, at: datetime) -> dict[str, Any]:
    """Seconds since the last sweep, nothing before the first, and the duties that are late."""
    last = last_sweep_at()
    age = round((at - last).total_seconds(), 1) if last else None
    return {"last_sweep_age_seconds": age, "late": late_duties(at=at)}
