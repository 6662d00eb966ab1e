"""The hosted form, from an empty page to a receipt, and every way to fill it in wrongly."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from feedback.tokens import token_for_item
from feedback.uploads import MAX_BODY_BYTES
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch, Policy
from tests.factories.feedback import picture, receive
from tests.factories.launches import LaunchFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
MEGABYTE = 1024 * 1024


@pytest.fixture
def launch() -> Launch:
    """A launch in London with office hours."""
    made: Launch = LaunchFactory(office_hours=True, time_zone="Europe/London")
    return made


def url_of(launch: Launch) -> str:
    return reverse("feedback:form", args=[launch.form_key])


def post(launch: Launch, client: Client | None = None, **said: Any) -> Any:
    """Send the form with the fewest words that pass, plus `said`."""
    least = {"idempotency_key": "key-1", "body": "It hangs.", "kind": "bug"}
    return (client or Client(enforce_csrf_checks=True)).post(url_of(launch), {**least, **said})


def shot(content: bytes, name: str = "shot.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def test_the_form_opens_for_anybody_and_makes_a_new_key_each_time(client: Client, launch: Launch) -> None:
    pages = [client.get(url_of(launch)) for _ in range(2)]
    keys = {page.context["form"]["idempotency_key"].value() for page in pages}
    assert [page.status_code for page in pages] == [200, 200]
    assert len(keys) == 2


def test_the_form_is_never_cached_for_the_next_person(client: Client, launch: Launch) -> None:
    assert "no-store" in client.get(url_of(launch))["Cache-Control"]


def test_page_and_version_come_from_the_address_and_are_shown(client: Client, launch: Launch) -> None:
    html = client.get(url_of(launch), {"page": "/orders", "version": "1.4.2"}).content.decode()
    assert '<input type="hidden" name="page" value="/orders"' in html
    assert "/orders" in html.split("Sent along: page")[1]


def test_an_endless_page_address_is_cut(client: Client, launch: Launch) -> None:
    form = client.get(url_of(launch), {"page": "x" * 9000, "version": "\0v" * 900}).context["form"]
    assert (len(form["page"].value()), len(form["version"].value())) == (500, 60)


def test_an_unknown_form_says_what_to_do(client: Client) -> None:
    response = client.get("/f/nobody/")
    assert response.status_code == 404
    assert "Open the link again" in response.content.decode()


def test_an_unknown_form_takes_nothing(client: Client) -> None:
    assert client.post("/f/nobody/", {"body": "x"}).status_code == 404
    assert not RawItem.objects.exists()


def test_the_fewest_words_are_enough(launch: Launch) -> None:
    response = post(launch)
    item = RawItem.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith(f"{url_of(launch)}sent/")
    assert (item.payload["body"], item.payload["email"], item.launch) == ("It hangs.", "", launch)


def test_everything_said_is_stored_as_it_was_said(launch: Launch) -> None:
    said: dict[str, Any] = {
        "body": "It\r\nhangs.",
        "kind": "idea",
        "sentiment": "4",
        "name": "Rosa",
        "email": "rosa@desk.example",
        "page": "/orders",
        "version": "1.4.2",
    }
    post(launch, **said, screenshot=shot(picture()))
    stored = RawItem.objects.get()
    assert stored.payload == {
        **said,
        "body": "It\nhangs.",
        "sentiment": 4,
        "trap": "",
        "is_signed_in": False,
    }
    assert bytes(stored.files.get().content) == picture()


def test_a_double_click_is_one_report(launch: Launch) -> None:
    receipts = {number_on(post(launch, screenshot=shot(picture()))) for _ in range(3)}
    assert RawItem.objects.count() == len(receipts) == 1


def number_on(response: Any) -> str:
    page = Client().get(response["Location"])
    return str(page.context["number"])


def test_other_words_under_the_same_key_are_not_swallowed(launch: Launch) -> None:
    post(launch)
    response = post(launch, body="And now it burns.")
    html = response.content.decode()
    assert response.status_code == 409
    assert "And now it burns." in html
    assert RawItem.objects.get().receipt in html


def test_after_a_conflict_send_again_sends_a_new_report(launch: Launch) -> None:
    post(launch)
    form = post(launch, body="And now it burns.").context["form"]
    post(launch, body="And now it burns.", idempotency_key=form["idempotency_key"].value())
    assert RawItem.objects.count() == 2


REFUSED = [
    ({"body": ""}, "What happened?", "Write what happened"),
    ({"body": "   "}, "What happened?", "Write what happened"),
    ({"body": "x" * 5001}, "What happened?", "at most 5000 characters"),
    ({"body": "a\0b"}, "What happened?", "Null characters"),
    ({"kind": ""}, "What kind of report is it?", "Choose one."),
    ({"kind": "rant"}, "What kind of report is it?", "rant is not one of the available choices"),
    ({"sentiment": "6"}, "How does working with it feel?", "6 is not one of the available choices"),
    ({"email": "rosa"}, "Your mail address", "valid email address"),
    ({"email": "r" * 250 + "@desk.example"}, "Your mail address", "at most 254 characters"),
    ({"name": "r" * 121}, "Your name", "at most 120 characters"),
    ({"page": "p" * 501}, "Page", "at most 500 characters"),
    ({"version": "v" * 61}, "Version", "at most 60 characters"),
    ({"idempotency_key": "k" * 81}, "Idempotency key", "at most 80 characters"),
    ({"idempotency_key": ""}, "Idempotency key", "Send it again"),
    ({"screenshot": SimpleUploadedFile("a.png", b"no image")}, "Screenshot", "PNG, JPEG or WebP"),
    ({"screenshot": SimpleUploadedFile("a.png", b"")}, "Screenshot", "empty"),
]


@pytest.mark.parametrize(("said", "field", "rule"), REFUSED)
def test_a_broken_rule_is_named_with_its_field_and_nothing_is_stored(
    launch: Launch, said: dict[str, Any], field: str, rule: str
) -> None:
    response = post(launch, **said)
    html = response.content.decode()
    assert response.status_code == 422
    assert field in html
    assert rule in html
    assert not RawItem.objects.exists()


def test_an_error_keeps_what_was_typed_and_the_key(launch: Launch) -> None:
    html = post(launch, body="Long words", email="rosa").content.decode()
    assert "Long words" in html
    assert 'value="key-1"' in html


def test_a_lost_key_is_replaced(launch: Launch) -> None:
    form = post(launch, idempotency_key="").context["form"]
    assert len(form["idempotency_key"].value()) > 20


def test_5000_characters_fit_however_the_browser_ends_its_lines(launch: Launch) -> None:
    assert post(launch, body="x\r\n" * 2499 + "yy").status_code == 302


def test_a_picture_of_more_than_5_megabytes_is_refused_and_the_words_are_kept(launch: Launch) -> None:
    response = post(launch, body="Long words", screenshot=shot(b"x" * (5 * MEGABYTE + 1)))
    html = response.content.decode()
    assert response.status_code == 422
    assert "larger than 5 MB" in html
    assert "Long words" in html


def test_a_20_megabyte_upload_gets_a_clear_message(launch: Launch) -> None:
    response = post(launch, screenshot=shot(b"x" * (20 * MEGABYTE)))
    assert response.status_code == 422
    assert "larger than 5 MB" in response.content.decode()


def test_a_body_beyond_all_measure_is_not_even_read(client: Client, launch: Launch) -> None:
    response = client.post(url_of(launch), {}, CONTENT_LENGTH=str(MAX_BODY_BYTES + 1))
    assert response.status_code == 413
    assert "too large" in response.content.decode()


def test_20_megabytes_of_text_get_a_clear_message(client: Client, launch: Launch) -> None:
    response = client.post(
        url_of(launch), b"body=" + b"x" * (20 * MEGABYTE), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"damaged", "multipart/form-data; boundary=x"),
        (b"damaged", "multipart/form-data"),
        (b"&".join(b"a=1" for _ in range(2000)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_damaged_body_is_never_an_error_of_ours(
    client: Client, launch: Launch, body: bytes, content_type: str
) -> None:
    assert client.post(url_of(launch), body, content_type=content_type).status_code in {400, 422}
    assert not RawItem.objects.exists()


def test_the_trap_is_stored_not_judged_by_the_page(launch: Launch) -> None:
    assert post(launch, website="https://buy.example").status_code == 302
    assert RawItem.objects.get().payload["trap"] == "https://buy.example"


def test_a_signed_in_sender_is_marked(client: Client, launch: Launch) -> None:
    client.force_login(UserFactory())
    post(launch, client)
    assert RawItem.objects.get().payload["is_signed_in"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_only_reading_and_sending(client: Client, launch: Launch, method: str) -> None:
    assert getattr(client, method)(url_of(launch)).status_code == 405


def test_accepting_costs_two_queries_and_a_transaction(
    launch: Launch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):  # the launch, a savepoint, the insert, its release
        post(launch)


@time_machine.travel(MONDAY, tick=False)
def test_the_receipt_promises_a_reader_in_the_launchs_own_time(client: Client, launch: Launch) -> None:
    html = client.get(post(launch)["Location"]).content.decode()
    assert "A person will read this by 13:40 today (London time)." in html


@time_machine.travel(MONDAY.replace(hour=17), tick=False)
def test_the_promise_counts_support_hours(client: Client, launch: Launch) -> None:
    html = client.get(post(launch)["Location"]).content.decode()
    assert "by 11:40 tomorrow (London time)." in html


def test_a_launch_without_targets_promises_no_hour(client: Client) -> None:
    launch = LaunchFactory(policy=Policy.NONE)
    html = client.get(post(launch)["Location"]).content.decode()
    assert "A person will read this." in html


def test_praise_is_promised_nothing(client: Client, launch: Launch) -> None:
    html = client.get(post(launch, kind="praise")["Location"]).content.decode()
    assert "will read this" not in html


def test_the_receipt_shows_its_number_and_the_way_on(client: Client, launch: Launch) -> None:
    html = client.get(post(launch)["Location"]).content.decode()
    assert RawItem.objects.get().receipt in html
    assert 'href="/t/' in html


def test_a_receipt_of_another_form_is_none(client: Client, launch: Launch) -> None:
    token = token_for_item(receive())
    assert client.get(reverse("feedback:receipt", args=[launch.form_key, token])).status_code == 404


def test_a_forged_receipt_is_none(client: Client, launch: Launch) -> None:
    assert client.get(reverse("feedback:receipt", args=[launch.form_key, "forged"])).status_code == 404
