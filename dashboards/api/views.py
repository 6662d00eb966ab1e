"""`GET /api/v1/kpis/`: the facts the week page shows."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from dashboards.api.examples import KPI
from dashboards.api.serializers import Asked, KpiFactSerializer
from dashboards.queries.facts import facts_between
from hypercare.api.paging import Cursor
from hypercare.launches.api.access import LAUNCH, LaunchResource

WEEK = {"type": "string", "pattern": r"^\d{4}-W\d{2}$"}


class KpiCursor(Cursor):
    """Weeks in order, a hundred numbers a page."""

    page_size = 100
    ordering = ("starts_on", "slug")


class KpiList(LaunchResource):
    """The numbers of a launch."""

    pagination_class = KpiCursor
    parameters = (
        LAUNCH,
        OpenApiParameter("week", WEEK, description="One week, such as `2026-W47`."),
        OpenApiParameter("from", WEEK, description="The first week of a range."),
        OpenApiParameter("to", WEEK, description="The last week of a range."),
    )
    examples = (OpenApiExample("GET numbers", KPI, response_only=True),)

    @extend_schema(responses=KpiFactSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Numbers of one `week`, of the weeks `from` to `to`, or of the launch to date."""
        asked = Asked.parse(request.query_params)
        facts = facts_between(self.membership.launch, asked.first, asked.last)
        return self.pages(facts, KpiFactSerializer)
