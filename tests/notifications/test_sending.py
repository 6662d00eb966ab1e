"""What leaves the house leaves once, and no message holds up another."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

from hypercare.notifications import tasks
from hypercare.notifications.actions import (
    LEASE,
    MAX_ATTEMPTS,
    queue_message,
    queue_secret,
    send_due_messages,
)
from hypercare.notifications.models import Audience, OutgoingMessage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def queue(key: str = "one", **said: Any) -> OutgoingMessage:
    defaults = {
        "audience": Audience.REPORTER,
        "about": "TRD-1",
        "to": "rosa@desk.example",
        "subject": "Hello",
        "body": "Words.",
        "at": AT,
    }
    queue_message(key, **{**defaults, **said})
    return OutgoingMessage.objects.get(key=key)


def queue_a_secret(subject: str = "Hello") -> OutgoingMessage:
    queue_secret("s", about="account", to="rosa@desk.example", subject=subject, body="Words.", at=AT)
    return OutgoingMessage.objects.get(key="s")


def fail(monkeypatch: pytest.MonkeyPatch, error: BaseException, *, for_address: str = "") -> None:
    """Let the mail server refuse everything, or one address."""
    send = EmailBackend.send_messages

    def refuse(self: EmailBackend, messages: list[EmailMessage]) -> int:
        if for_address in messages[0].to[0]:
            raise error
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_a_due_message_is_sent_once() -> None:
    message = queue()
    assert [send_due_messages(at=AT), send_due_messages(at=AT)] == [1, 0]
    message.refresh_from_db()
    assert (len(mail.outbox), message.sent_at) == (1, AT)


def test_a_sent_message_keeps_the_instant_it_waited_for() -> None:
    message = queue()
    send_due_messages(at=AT + timedelta(hours=1))
    message.refresh_from_db()
    assert (message.not_before, message.attempt_count) == (AT, 1)


def test_the_same_key_is_the_same_message() -> None:
    queue()
    queue(subject="Another")
    assert OutgoingMessage.objects.get().subject == "Hello"


def test_nothing_leaves_before_its_time() -> None:
    queue(not_before=AT + timedelta(minutes=1))
    assert send_due_messages(at=AT) == 0
    assert send_due_messages(at=AT + timedelta(minutes=1)) == 1


def test_a_mail_says_that_a_machine_wrote_it_and_has_a_stable_id() -> None:
    queue()
    send_due_messages(at=AT)
    OutgoingMessage.objects.update(sent_at=None)
    send_due_messages(at=AT + LEASE)
    first, again = (each.extra_headers for each in mail.outbox)
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == again["Message-ID"]


def test_a_line_end_in_a_subject_makes_no_header() -> None:
    queue(subject="Hello\r\nBcc: all@bank.example")
    send_due_messages(at=AT)
    assert mail.outbox[0].subject == "Hello Bcc: all@bank.example"


def test_nor_does_one_in_the_subject_of_a_secret() -> None:
    assert queue_a_secret("Hello\nBcc: all@bank.example").subject == "Hello Bcc: all@bank.example"


@pytest.mark.parametrize("error", [OSError("away"), SMTPServerDisconnected("gone"), ValueError("odd")])
def test_a_failure_is_noted_and_tried_again_later(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    message = queue()
    fail(monkeypatch, error)
    send_due_messages(at=AT)
    message.refresh_from_db()
    assert (message.sent_at, message.failed_at, message.error) == (None, None, str(error))
    assert message.not_before == AT + timedelta(minutes=2)


def test_one_bad_address_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    queue(to="bad@desk.example")
    queue("two")
    fail(monkeypatch, ValueError("no such address"), for_address="bad@")
    send_due_messages(at=AT)
    assert [each.to for each in mail.outbox] == [["rosa@desk.example"]]


def test_after_eight_tries_it_is_given_up_and_stays_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    message, at = queue(), AT
    fail(monkeypatch, OSError("away"))
    for _ in range(MAX_ATTEMPTS + 2):
        send_due_messages(at=at)
        at += timedelta(days=1)
    message.refresh_from_db()
    assert (message.attempt_count, message.failed_at) == (
        MAX_ATTEMPTS,
        AT + timedelta(days=MAX_ATTEMPTS - 1),
    )


def test_a_killed_worker_delays_its_batch_by_one_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    queue()
    fail(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        send_due_messages(at=AT)
    monkeypatch.undo()
    assert send_due_messages(at=AT + LEASE - timedelta(seconds=1)) == 0
    assert send_due_messages(at=AT + LEASE) == 1


def test_the_task_sends_every_batch() -> None:
    for number in range(45):
        queue(str(number))
    tasks.send_due_messages()
    assert len(mail.outbox) == 45


def test_a_secret_is_kept_no_longer_than_it_takes_to_send_it() -> None:
    message = queue_a_secret()
    send_due_messages(at=AT)
    message.refresh_from_db()
    assert (mail.outbox[0].body, message.body) == ("Words.", "")


def test_a_secret_waits_with_its_words_and_is_given_up_without(monkeypatch: pytest.MonkeyPatch) -> None:
    message, at, kept = queue_a_secret(), AT, []
    fail(monkeypatch, OSError("away"))
    for _ in range(MAX_ATTEMPTS):
        send_due_messages(at=at)
        at += timedelta(days=1)
        message.refresh_from_db()
        kept.append(message.body)
    assert kept == ["Words."] * (MAX_ATTEMPTS - 1) + [""]
