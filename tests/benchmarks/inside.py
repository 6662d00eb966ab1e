"""What the benchmark asks inside a process of one data set."""

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client

from hypercare.accounts.models import User
from hypercare.demo.actions.removing import hanging_on_a_launch
from hypercare.intake.models import Channel, RawItem
from hypercare.launches.models import Launch
from incidents.models import IncidentEvent


def sign_in(email: str) -> str:
    """The key of a new session of this person."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(email=email))
    return client.cookies["sessionid"].value


def is_member(email: str, key: str) -> bool:
    """Whether this person is in the launch."""
    return User.objects.filter(email=email, launches__key=key).exists()


def forget_posts() -> None:
    """Take out what the senders sent, so that the set is as it was."""
    RawItem.objects.filter(channel=Channel.FORM, idempotency_key__regex=r"^\d{16}$").delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_bare")


def events_of(key: str) -> int:
    """How many events the incidents of a launch have."""
    return IncidentEvent.objects.filter(launch__key=key).count()


def forget_launch(key: str) -> None:
    """Take out a launch made for one measurement, with all that hangs on it."""
    with transaction.atomic():
        for model, path in reversed(hanging_on_a_launch().items()):
            rows: QuerySet[Any] = QuerySet(model).filter(**{f"{path}__key": key})
            rows._raw_delete(rows.db)
        Launch.objects.filter(key=key).delete()
