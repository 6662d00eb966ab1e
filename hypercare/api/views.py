"""What every address of the API does before and after its own work."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed, NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from hypercare.accounts.models import ApiKey, User
from hypercare.accounts.roles import Permission, scope_for
from hypercare.api.actions import Answer, Asked, answer_once
from hypercare.api.keys import idempotency_key
from hypercare.api.paging import Cursor


class Resource(APIView):
    """One address: what its path names, all that its query may say, and what its answers look like."""

    place: ClassVar[tuple[OpenApiParameter, ...]] = ()
    parameters: ClassVar[tuple[OpenApiParameter, ...]] = ()
    examples: ClassVar[tuple[OpenApiExample, ...]] = ()
    pagination_class: ClassVar[type[Cursor] | None] = None
    serializer_class: ClassVar[type[serializers.Serializer[Any]] | None] = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks, for what, whether they may, and only then how well they ask."""
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        self.enter(**kwargs)
        self._refuse_unknown_parameters()

    def enter(self, **path: Any) -> None:
        """401, 403 or 404 for whoever may not do this here. Without a word of its own, nobody is refused."""

    @property
    def allowed_methods(self) -> list[str]:
        """What can be done here."""
        return [name for name in ("GET", "HEAD", "POST") if hasattr(self, name.lower())]

    def _refuse_unknown_parameters(self) -> None:
        known = self.query_names() if self.request.method in {"GET", "HEAD"} else frozenset()
        unknown = sorted(set(self.request.query_params) - known)[:10]
        if unknown:
            takes = ", ".join(sorted(known)) or "none"
            sentence = f"There is no such parameter here; known are: {takes}."
            raise ValidationError({name[:80]: [sentence] for name in unknown})

    def query_names(self) -> frozenset[str]:
        """What the query may say."""
        paging = {"cursor"} if self.pagination_class else set()
        return frozenset({each.name for each in self.parameters} | paging)

    @property
    def person(self) -> User:
        """Who asks."""
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        return self.request.user

    @property
    def confined_to(self) -> str:
        """The one launch that the key opens; empty for whatever its owner may."""
        return self.request.auth.launch_key if isinstance(self.request.auth, ApiKey) else ""

    def check_scope(self, needs: Permission) -> None:
        """403 unless the key may be used for this; a session may do all that its person may."""
        key = self.request.auth
        if isinstance(key, ApiKey) and not key.may(needs):
            raise PermissionDenied(f"This key lacks the scope {scope_for(needs).value}.")

    def said(self, **options: Any) -> dict[str, Any]:
        """The clean body. Raises `ValidationError` by field."""
        if self.serializer_class is None:
            return {}
        body = self.serializer_class(data=self.request.data, **options)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def once(self, effect: Callable[[], Answer]) -> Response:
        """The answer of `effect`, which happens once for each `Idempotency-Key`."""
        request = self.request
        key = idempotency_key(request)
        asked = Asked(self.person, key, str(request.method), request.path, request.data)
        answer = answer_once(asked, effect, at=timezone.now())
        headers = {"Location": answer.location} if answer.location else {}
        headers |= {"Idempotency-Replayed": "true"} if answer.is_replayed else {}
        return Response(answer.body, status=answer.status, headers=headers)

    def pages(self, rows: Any, serializer: type[serializers.BaseSerializer[Any]], **context: Any) -> Response:
        """One page of the rows."""
        paginator = (self.pagination_class or Cursor)()
        page = paginator.paginate_queryset(rows, self.request, view=self)
        shown = serializer(page, many=True, context={"request": self.request, **context})
        return paginator.get_paginated_response(shown.data)


class Schema(SpectacularAPIView):
    """The whole API as an OpenAPI document."""


class IndexSerializer(serializers.Serializer[Any]):
    """Where to go from here."""

    launches = serializers.URLField()
    incidents = serializers.URLField()
    submissions = serializers.URLField()
    follow_ups = serializers.URLField()
    releases = serializers.URLField()
    kpis = serializers.URLField()
    schema = serializers.URLField()


def _example(name: str) -> str:
    return f"https://hypercare.bank.example/api/v1/{name.replace('_', '-')}/"


ADDRESSES = {str(name): _example(str(name)) for name in IndexSerializer().fields}


class Index(Resource):
    """Where everything begins: the addresses of the collections."""

    examples = (OpenApiExample("GET addresses", ADDRESSES, response_only=True),)

    @extend_schema(responses=IndexSerializer, operation_id="index", tags=["index"])
    def get(self, request: Request) -> Response:
        """The addresses."""
        names = IndexSerializer().fields
        return Response({name: reverse(f"api:{name}", request=request) for name in names})


class NoSuchAddress(APIView):
    """Whatever else lies below `/api/`."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """404, whoever asks and however."""
        super().initial(request, *args, **kwargs)
        hint = "" if request.path.endswith("/") else " Every address ends with a slash."
        raise NotFound(f"There is no such address.{hint} Begin at /api/v1/.")
