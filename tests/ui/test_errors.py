"""What a person sees of an error: a page, or a line beside the panel they are in."""

import json

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.test import RequestFactory

from hypercare.lib.errors import ConflictError, DomainError
from hypercare.lib.middleware import DomainErrorMiddleware


def answer(error: Exception, *, htmx: bool) -> HttpResponseBase | None:
    """What the middleware makes of an error in a view."""
    request = RequestFactory().post("/")
    request.htmx = htmx  # type: ignore[attr-defined]  # as django-htmx's middleware sets it
    return DomainErrorMiddleware(_view).process_exception(request, error)


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize(("error", "status"), [(DomainError("No."), 422), (ConflictError("Late."), 409)])
def test_in_a_panel_a_business_error_is_a_toast_that_replaces_nothing(
    error: DomainError, status: int
) -> None:
    response = answer(error, htmx=True)
    assert response is not None
    assert (response.status_code, response.headers["HX-Reswap"]) == (status, "none")
    assert json.loads(response.headers["HX-Trigger"])["toast"]["words"] == error.message


def test_on_a_page_a_business_error_is_a_page_with_its_sentence() -> None:
    response = answer(DomainError("A note needs words."), htmx=False)
    assert isinstance(response, HttpResponse)
    assert (response.status_code, b"A note needs words." in response.content) == (422, True)


def test_other_errors_are_defects() -> None:
    assert answer(KeyError("x"), htmx=False) is None


@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html", "503.html"])
def test_error_pages_need_no_request_and_keep_drafts(name: str) -> None:
    page = render_to_string(name)
    assert "<h1>" in page
    assert "data-failed" in page
