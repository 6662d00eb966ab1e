"""The OpenAPI document: what drf-spectacular finds, and the manners that hold at every address."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample

from hypercare.api.fields import Asks
from hypercare.api.keys import HEADER, KEY_PATTERN

PROBLEMS = {
    "400": ("Something in the request is malformed; `errors` names each field and its rule.", "Bad Request"),
    "401": ("No valid key and no session.", "Unauthorized"),
    "403": ("The key's scopes or your role do not allow this.", "Forbidden"),
    "404": ("There is no such thing, or not for you.", "Not Found"),
    "406": ("Only JSON is spoken here.", "Not Acceptable"),
    "429": ("Too many requests; `Retry-After` says when to go on.", "Too Many Requests"),
    "503": ("The database is restarting. Ask again with the same key.", "Service Unavailable"),
}
PROBLEMS_OF_POST = {
    "409": ("It changed meanwhile, or the key was used for another request.", "Conflict"),
    "412": ("It is no longer at the version that `If-Match` names.", "Precondition Failed"),
    "413": ("The body is too large.", "Content Too Large"),
    "415": ("The body is not `application/json`.", "Unsupported Media Type"),
    "422": ("A rule of the house does not allow this; `errors` names the field.", "Unprocessable Content"),
}
PROBLEM = {
    "type": "object",
    "description": "Problem details after RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Sentences by the name of the field, parameter or header at fault.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "description": "New for each thing you do. The same key with the same request is answered as before "
    "and changes nothing more, for 24 hours.",
    "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$", "minLength": 1, "maxLength": 64},
    "example": "7f0c5a52-order-routing",
}


class ResourceSchema(AutoSchema):
    """Reads parameters, examples and descriptions from the view."""

    def get_override_parameters(self) -> list[Any]:
        """What the path names, and what the query may say."""
        asked = getattr(self.view, "parameters", ()) if self.method == "GET" else ()
        return [*getattr(self.view, "place", ()), *asked]

    def get_examples(self) -> list[OpenApiExample]:
        """The view's examples of this method."""
        return [each for each in getattr(self.view, "examples", ()) if self.method in each.name]

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        """The view's own words; an address of several methods says them at each."""
        own = getattr(self.view, self.method.lower()).__doc__ or ""
        return str(self.view.__class__.__doc__ if self.method == "POST" and not own else own)

    def get_operation_id(self) -> str:
        """Such as `incidents_acknowledge`: a command is no resource to create."""
        return super().get_operation_id().removesuffix("_create")


class BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a key is sent."""

    target_class = "hypercare.accounts.authentication.ApiKeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """`Authorization: Bearer hc_...`."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "hc_..."}


class AsksExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """A body says that it refuses what it does not know."""

    target_class = Asks
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        """The usual object, closed."""
        mapped = auto_schema._map_serializer  # noqa: SLF001 - the documented way to extend
        closed = mapped(self.target, direction, bypass_extensions=True)
        least = self.target.least_fields
        return closed | {"additionalProperties": False} | ({"minProperties": least} if least else {})


def add_manners(result: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Give every operation its problem responses, and each POST its `Idempotency-Key`."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {
        status: _problem(status, *words) for status, words in (PROBLEMS | PROBLEMS_OF_POST).items()
    }
    for methods in result["paths"].values():
        for method, operation in methods.items():
            known = PROBLEMS | (PROBLEMS_OF_POST if method == "post" else {})
            for status in known:
                operation["responses"][status] = {"$ref": f"#/components/responses/{status}"}
            if method == "post":
                operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
                _require_body(operation, components["schemas"])
    return result


def _require_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """A body that must hold something must be sent, though no field of it is required by itself."""
    body = operation["requestBody"]
    named = body["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
    if "minProperties" in schemas.get(named, {}):
        body["required"] = True


def _problem(status: str, description: str, title: str) -> dict[str, Any]:
    example = {"type": "about:blank", "title": title, "status": int(status), "detail": description}
    media = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    return {"description": description, "content": {"application/problem+json": media}}
