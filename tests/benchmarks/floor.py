"""The floor F: the least a signed-in page with the queue's rows can cost. Written once, then frozen.

The same server and middleware; the session, user and membership queries; one indexed query for fifty rows
with the queue's columns; a template with one plain cell for each.
"""

from django.http import HttpResponse
from django.template import engines

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from incidents.models import Incident
from incidents.models.incident import OPEN

COLUMNS = (
    "id",
    "number",
    "title",
    "state",
    "waiting_on",
    "priority",
    "rank",
    "reported_at",
    "resolved_at",
    "next_due_at",
    "next_at_risk_at",
    "breached_at",
    "assignee_id",
    "service_id",
    "team_id",
)
ROWS = 50
CELLS = "".join(f"<td>{{{{ row.{name} }}}}</td>" for name in COLUMNS)
TEMPLATE = engines["django"].from_string(
    f"<table>{{% for row in rows %}}<tr>{CELLS}</tr>{{% endfor %}}</table>"
)


@launch_chosen(Permission.SEE_INCIDENTS)
def floor(request: LaunchRequest) -> HttpResponse:
    """Uses index: queue_by_reported."""
    rows = Incident.objects.filter(OPEN, launch_id=request.membership.launch.pk)
    newest = rows.order_by("-reported_at", "-id").values(*COLUMNS)[:ROWS]
    return HttpResponse(TEMPLATE.render({"rows": list(newest)}))
