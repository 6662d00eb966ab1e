"""One INSERT and an answer: what accepting a submission is measured against."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

TABLE = "CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, body text NOT NULL)"


@csrf_exempt
@login_not_required
def insert(request: HttpRequest) -> HttpResponse:
    """Store what was posted."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (body) VALUES (%s)", [request.POST["body"]])
    return HttpResponse("kept", status=201)
