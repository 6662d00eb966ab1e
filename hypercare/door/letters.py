"""Letters about an account. They wait in the outbox like any other; no request sends one."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36

from hypercare.accounts.models import User
from hypercare.notifications.actions import queue_message, queue_secret
from hypercare.notifications.models import Audience, OutgoingMessage

ABOUT = "account"  # no launch's key, so the letter is in no launch's outbox
NOBODY = User(pk=0, name="Nobody", email="nobody@hypercare.invalid")


@transaction.atomic
def send_reset_link(user: User | None, *, at: datetime) -> None:
    """Queue the way back in. For nobody the same is done and taken back: the time it takes tells nothing."""
    url = reset_link(user or NOBODY)
    until = at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    words = {"user": user or NOBODY, "url": url, "until": until, "site": settings.BASE_URL}
    key = f"reset {uuid4()}"  # one of its own each time: a link asked for twice in a second would be left out
    queue_secret(
        key,
        about=ABOUT,
        to=(user or NOBODY).email,
        subject="A new password for Hypercare",
        body=render_to_string("account/email/reset.txt", words),
        at=at,
    )
    if user is None:
        OutgoingMessage.objects.filter(key=key).delete()


def reset_link(user: User) -> str:
    """Valid once, for `PASSWORD_RESET_TIMEOUT`; on our own address, whatever host the request was sent to."""
    token = default_token_generator.make_token(user)
    parts = [int_to_base36(user.pk), token]
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', args=parts)}"


def tell_of_change(user: User, *, subject: str, sentence: str, key: str, at: datetime) -> None:
    """Tell a person what changed about their account, so that a stranger's change is noticed."""
    words = {"user": user, "sentence": sentence, "at": at, "site": settings.BASE_URL}
    body = render_to_string("account/email/changed.txt", words)
    queue_message(key, audience=Audience.STAFF, about=ABOUT, to=user.email, subject=subject, body=body, at=at)
