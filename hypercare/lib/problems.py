"""RFC 9457 problem details for every error of the API."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from hypercare.lib.errors import ConflictError, DomainError, StaleError
from hypercare.lib.pages import DATABASE_AWAY, RETRY_AFTER_SECONDS

STATUSES = ((StaleError, 412), (ConflictError, 409), (DomainError, 422))
WHOLE_BODY = {"non_field_errors": "body", "__all__": "body"}


class NoSuchThingError(NotFound):
    """404 for what a field or parameter names."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer with `application/problem+json`: title, status, detail and the fields at fault."""
    if isinstance(exc, DomainError):
        status = next(code for kind, code in STATUSES if isinstance(exc, kind))
        errors = {exc.field: [exc.message]} if exc.field else {}
        return _problem(status, "The rules do not allow this", exc.message, errors)
    if isinstance(exc, DATABASE_AWAY):
        # A connection that breaks during COMMIT leaves open whether it happened; the key makes asking safe.
        ask = "Ask again in a few seconds, with the same Idempotency-Key: what was done is not done twice."
        away = _problem(503, "Back in a moment", f"The database is restarting. {ask}", {})
        away["Retry-After"] = RETRY_AFTER_SECONDS
        return away
    if isinstance(exc, RequestDataTooBig):
        return _problem(413, "Content Too Large", "The body is too large.", {})
    known = _as_api_exception(exc)
    response = exception_handler(known, context)
    if response is None or not isinstance(known, APIException):
        return response
    errors = _errors_of(known)
    detail = "Some values were not accepted." if isinstance(known, ValidationError) else str(known.detail)
    problem = _problem(response.status_code, HTTPStatus(response.status_code).phrase, detail, errors)
    for name, value in response.items():
        if name in {"WWW-Authenticate", "Retry-After"}:
            problem[name] = value
    return problem


def _as_api_exception(exc: Exception) -> Exception:
    """Django's own refusals with their sentences."""
    if isinstance(exc, Http404):
        return NotFound(str(exc) or None)
    if isinstance(exc, DjangoPermissionDenied):
        return PermissionDenied(str(exc) or None)
    return exc


def _errors_of(exc: APIException) -> Any:
    """Sentences by field; what is wrong with the whole body stands under `body`."""
    if isinstance(exc, NoSuchThingError):
        return {exc.field: [str(exc.detail)]}
    if not isinstance(exc, ValidationError):
        return {}
    found = exc.detail if isinstance(exc.detail, dict) else {"body": exc.detail}
    return {WHOLE_BODY.get(name, name): list(_sentences(said)) for name, said in found.items()}


def _sentences(said: Any) -> Iterator[str]:
    """All of a field; of a list's entries too, which come by their place."""
    if isinstance(said, dict):
        said = list(said.values())
    if isinstance(said, list):
        for each in said:
            yield from _sentences(each)
    else:
        yield str(said)


def _problem(status: int, title: Any, detail: str, errors: Any) -> Response:
    body = {"type": "about:blank", "title": str(title), "status": status, "detail": detail}
    body |= {"errors": errors} if errors else {}
    return ProblemResponse(body, status=status)


class ProblemResponse(Response):
    """A problem says so in its content type, except to a browser, which is shown a page."""

    @property
    def rendered_content(self) -> Any:
        """The body, in the renderer's own format."""
        if self.accepted_renderer.format == "json":
            self.content_type = "application/problem+json"
        return super().rendered_content
