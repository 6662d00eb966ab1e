"""The development outbox: whose mail, for whom to see, and where it does not exist."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch
from hypercare.notifications.actions import queue_message
from hypercare.notifications.models import Audience, OutgoingMessage
from hypercare.notifications.queries import PAGE_SIZE, outbox_page, standing_of, words_and_links
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
MAY_SEE = dict.fromkeys(set(Role) - {Role.VIEWER}, 200)


def queue(about: str, body: str = "Words.") -> OutgoingMessage:
    key = f"{about} {OutgoingMessage.objects.count()}"
    queue_message(
        key, audience=Audience.REPORTER, about=about, to="r@desk.example", subject="Hi", body=body, at=AT
    )
    return OutgoingMessage.objects.get(key=key)


def sign_in(client: Client, launch: Launch, role: Role = Role.RESPONDER) -> None:
    client.force_login(MembershipFactory(launch=launch, role=role).user)


@pytest.mark.parametrize("role", Role)
def test_who_may_read_the_outbox(client: Client, role: Role) -> None:
    launch = LaunchFactory()
    message = queue(f"{launch.key}-1")
    sign_in(client, launch, role)
    statuses = [
        client.get(path, {"launch": launch.key}).status_code
        for path in ("/outbox/", f"/outbox/{message.pk}/")
    ]
    assert statuses == [MAY_SEE.get(role, 403)] * 2


def test_there_is_no_outbox_outside_development(client: Client, settings: Settings) -> None:
    settings.SHOW_OUTBOX = False
    launch = LaunchFactory()
    sign_in(client, launch)
    assert client.get("/outbox/").status_code == 404
    assert client.get(f"/outbox/{queue(f'{launch.key}-1').pk}/").status_code == 404


def test_an_outsider_finds_no_outbox(client: Client) -> None:
    launch = LaunchFactory()
    sign_in(client, LaunchFactory())
    assert client.get("/outbox/", {"launch": launch.key}).status_code == 404


def test_another_launchs_mail_is_not_there(client: Client) -> None:
    own, other = LaunchFactory(key="TRD"), LaunchFactory(key="TRDX")
    message = queue(f"{other.key}-1")
    sign_in(client, own)
    assert client.get(f"/outbox/{message.pk}/", {"launch": own.key}).status_code == 404
    assert outbox_page(own.key).rows == ()


def test_a_secret_is_shown_to_nobody(client: Client) -> None:
    launch = LaunchFactory()
    message = queue(f"{launch.key}-1")
    OutgoingMessage.objects.update(is_secret=True)
    sign_in(client, launch, Role.LAUNCH_MANAGER)
    assert client.get(f"/outbox/{message.pk}/", {"launch": launch.key}).status_code == 404
    assert outbox_page(launch.key).rows == ()


@pytest.mark.parametrize("about", ["TRD-1", "TRD R-4F2A-91C0"])
def test_mail_about_incidents_and_about_receipts_is_there(about: str) -> None:
    queue(about)
    assert [row.about for row in outbox_page("TRD").rows] == [about]


def test_a_link_in_a_mail_can_be_followed(client: Client) -> None:
    launch = LaunchFactory()
    message = queue(f"{launch.key}-1", "See http://127.0.0.1:8000/t/abc/ now. <b>")
    sign_in(client, launch)
    html = client.get(f"/outbox/{message.pk}/", {"launch": launch.key}).content.decode()
    assert '<a href="http://127.0.0.1:8000/t/abc/">' in html
    assert "&lt;b&gt;" in html


def test_only_web_addresses_become_links() -> None:
    assert [is_link for _, is_link in words_and_links("javascript:x ftp://y http://z")] == [
        False,
        True,
        False,
    ]


def test_pages_follow_each_other(client: Client) -> None:
    launch = LaunchFactory()
    for _ in range(PAGE_SIZE + 1):
        queue(f"{launch.key}-1")
    first = outbox_page(launch.key)
    second = outbox_page(launch.key, before=first.next_id)
    assert (len(first.rows), len(second.rows), second.next_id) == (PAGE_SIZE, 1, None)


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30])
def test_a_place_without_sense_begins_at_the_newest(client: Client, before: str) -> None:
    launch = LaunchFactory()
    sign_in(client, launch)
    assert client.get("/outbox/", {"launch": launch.key, "before": before}).status_code == 200


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Waiting to be sent"),
        ({"attempt_count": 1}, "Trying again"),
        ({"attempt_count": 1, "sent_at": AT}, "Sent"),
        ({"attempt_count": 8, "failed_at": AT}, "Given up"),
    ],
)
def test_a_message_says_how_it_stands(fields: dict[str, Any], words: str) -> None:
    assert standing_of(OutgoingMessage(**fields)) == words
