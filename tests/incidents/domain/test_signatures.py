"""Errors and names in a text."""

import pytest

from incidents.domain.signatures import signature_of


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("java.lang.NullPointerException: null", "nullpointerexception"),
        ("It says OrderRejectedError again", "orderrejectederror"),
        ("ORA-00942: table does not exist", "ora-00942"),
        ("after CVE-2021-22569 was named", "cve-2021-22569"),
        ("the page answers HTTP 503", "http 503"),
        ("status code: 500", "http 500"),
        ("connect ECONNRESET 10.0.0.1", "econnreset"),
    ],
)
def test_errors_are_found(text: str, error: str) -> None:
    assert error in signature_of(text).errors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("at com.bank.orders.OrderRouter.route(OrderRouter.java:412)", "orderrouter.route"),
        ("OrderRouter is stuck", "orderrouter"),
        ("order_router.py fails", "order_router"),
        ("set fs.s3a.endpoint first", "fs.s3a.endpoint"),
        ("see /var/log/router-2026.log", "router-#.log"),
        ("container_1634_0007 was lost", "container_#_#"),
    ],
)
def test_names_are_found(text: str, name: str) -> None:
    assert name in signature_of(text).names


@pytest.mark.parametrize(
    "text",
    [
        "I pressed Buy twice and nothing happened.",
        "At 09:10:11.345 on 2026-11-03T09:10:11Z",
        "id 3f2b8c1e-0000-4000-8000-1234567890ab at 0x7ffdeadbeef",
        "see https://wiki.bank.example/OrderRouter/some_page",
        "",
    ],
)
def test_what_passes_is_no_signature(text: str) -> None:
    found = signature_of(text)
    assert (found.errors, found.names) == (frozenset(), frozenset())


def test_numbers_do_not_tell_two_reports_apart() -> None:
    first = signature_of("task_17 failed in OrderRouter at 09:10:11")
    assert first == signature_of("task_4031 failed in OrderRouter at 18:44:02")


def test_a_hostile_text_costs_no_time() -> None:
    signature_of("/a" * 10_000 + "A" * 10_000 + "." * 10_000 + "a_" * 10_000)
