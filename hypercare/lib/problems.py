"""RFC 9457 problem details for every error of the API."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from hypercare.lib.errors import ConflictError, DomainError
from hypercare.lib.pages import DATABASE_AWAY, RETRY_AFTER_SECONDS


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer with `application/problem+json`: title, status, detail and the fields at fault."""
    if isinstance(exc, DomainError):
        status = 409 if isinstance(exc, ConflictError) else 422
        errors = {exc.field: [exc.message]} if exc.field else {}
        return _problem(status, "The rules do not allow this", exc.message, errors)
    if isinstance(exc, DATABASE_AWAY):
        away = _problem(503, "Back in a moment", "The database is restarting; nothing was written.", {})
        away["Retry-After"] = RETRY_AFTER_SECONDS
        return away
    exc = NotFound() if isinstance(exc, Http404) else exc
    exc = PermissionDenied(str(exc) or None) if isinstance(exc, DjangoPermissionDenied) else exc
    response = exception_handler(exc, context)
    if response is None or not isinstance(exc, APIException):
        return response
    errors = response.data if isinstance(exc, ValidationError) else {}
    detail = "Some values were not accepted." if errors else str(exc.detail)
    problem = _problem(response.status_code, HTTPStatus(response.status_code).phrase, detail, errors)
    for name, value in response.items():
        if name in {"WWW-Authenticate", "Retry-After"}:
            problem[name] = value
    return problem


def _problem(status: int, title: Any, detail: str, errors: Any) -> Response:
    body = {"type": "about:blank", "title": str(title), "status": status, "detail": detail}
    body |= {"errors": errors} if errors else {}
    return Response(body, status=status, content_type="application/problem+json")
