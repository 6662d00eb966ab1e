"""Pictures that go with words."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents.forms import pictures
from incidents.models import Attachment, Incident
from tests.factories.feedback import picture
from tests.incidents.views.conftest import HTMX, text_of

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", ["reply", "note"])


def shot(name: str = "shot.png", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, picture() if content is None else content, "image/png")


def send(desk: Client, kind: str, *files: SimpleUploadedFile, body: str = "Look.") -> Any:
    """The composer with pictures."""
    said = {"body": body, "pictures": list(files), "once": "k-1"}
    return desk.post(f"/incidents/TRD-1/{kind}/", said, headers=HTMX)


@KINDS
def test_pictures_stand_with_their_words(desk: Client, incident: Incident, kind: str) -> None:
    assert send(desk, kind, shot("a.png"), shot("b.png")).status_code == 204
    stored = Attachment.objects.order_by("pk").values_list("name", "content_type", "message__body")
    assert list(stored) == [("a.webp", "image/webp", "Look."), ("b.webp", "image/webp", "Look.")]


def test_the_same_sent_twice_stands_once(desk: Client, incident: Incident) -> None:
    assert [send(desk, "reply", shot()).status_code for _ in range(2)] == [204, 204]
    assert Attachment.objects.count() == 1


@KINDS
@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("list.pdf", b"%PDF-1.4", "Pictures: list.pdf. This file is not a PNG, JPEG or WebP"),
        ("big.png", b"x" * 2001, "Pictures: big.png is larger than"),
    ],
    ids=["type", "size"],
)
def test_a_refusal_names_the_file_and_its_rule(
    desk: Client,
    incident: Incident,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    name: str,
    content: bytes,
    problem: str,
) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 2000)
    answer = send(desk, kind, shot(name, content), body="My words.")
    assert (answer.status_code, problem in text_of(answer)) == (422, True)
    assert "My words.</textarea>" in text_of(answer)
    assert not Attachment.objects.exists()


def test_there_are_not_too_many_at_once(desk: Client, incident: Incident) -> None:
    answer = send(desk, "note", *(shot() for _ in range(6)))
    assert (answer.status_code, "at most 5 at once" in text_of(answer)) == (422, True)
