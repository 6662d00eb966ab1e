"""Is the process up, and may it be sent traffic?"""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from hypercare.launches.live import is_broker_up


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "ok"})


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503. Without the broker pages still work, so it is only named."""
    database = _is_database_up()
    status = {"database": _word(database), "broker": _word(is_broker_up())}
    return JsonResponse(status, status=200 if database else 503)


def _is_database_up() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _word(is_up: bool) -> str:  # noqa: FBT001 - one truth value in, one word out
    return "up" if is_up else "away"
