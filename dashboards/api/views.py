"""`GET /api/v1/kpis/`: the facts the week page shows."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from dashboards.api.serializers import Asked, KpiFactSerializer
from dashboards.models import KpiFact
from dashboards.queries.facts import facts_between
from hypercare.accounts.roles import Permission
from hypercare.launches.access import membership_in, signed_in


class KpiCursor(CursorPagination):
    """Weeks in order, a hundred numbers a page."""

    page_size = 100
    ordering = ("starts_on", "slug")


@method_decorator(login_not_required, name="dispatch")
class KpiList(ListAPIView[KpiFact]):
    """Numbers of a launch: of one `week`, of the weeks `from` to `to`, or to date."""

    serializer_class = KpiFactSerializer
    pagination_class = KpiCursor

    def get_queryset(self) -> QuerySet[KpiFact]:
        """The facts asked for; 400 by field, 404 for an outsider, 403 without the right."""
        asked = Asked.parse(self.request.query_params)
        membership = membership_in(asked.launch, user=signed_in(self.request), needs=Permission.SEE_NUMBERS)
        return facts_between(membership.launch, asked.first, asked.last)

    def paginate_queryset(self, queryset: Any) -> Any:
        """One page; 400 for a cursor that we did not make."""
        try:
            return super().paginate_queryset(queryset)
        except (NotFound, DjangoValidationError):
            raise ValidationError(
                {"cursor": ["Take the cursor from `next`; this is none of ours."]}
            ) from None
