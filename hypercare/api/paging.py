"""Pages that begin where the last one ended."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

PAGE_SIZE = 50
NEXT = "https://hypercare.bank.example/api/v1/incidents/?launch=TRD&cursor=WyJkdWUiLDEsNDJd"
FOREIGN = {"cursor": ["Take the cursor from `next`; this is none of ours."]}


def page_of(results: Any, next_url: str | None) -> dict[str, Any]:
    """A page as every list has it."""
    return {"next": next_url, "results": results}


class Cursor(CursorPagination):
    """`next` is the address of the next page, null on the last."""

    page_size = PAGE_SIZE
    cursor_query_description = "Where the page begins; only ever taken from `next` of the page before."

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """One page; 400 for a cursor that we did not make."""
        try:
            return super().paginate_queryset(queryset, request, view) or []
        except (NotFound, DjangoValidationError, OverflowError) as problem:
            raise ValidationError(FOREIGN) from problem

    def get_paginated_response(self, data: Any) -> Response:
        """The page with the way on."""
        return Response(page_of(data, self.get_next_link()))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same for the schema."""
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {"type": ["string", "null"], "format": "uri", "example": NEXT},
                "results": schema,
            },
        }
