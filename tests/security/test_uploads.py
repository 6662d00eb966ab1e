"""Files that pretend: whatever is sent comes out as plain pixels under a plain name, or not at all."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from feedback.tokens import token_for_incident
from hypercare.intake.actions import InboundFile
from hypercare.intake.models import RawFile
from hypercare.lib.pictures import INERT
from incidents.models import Attachment
from tests.factories.feedback import incident_of, picture, submit
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(document.domain)</script>"
GIF_SCRIPT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"
GPS, LATITUDE = 0x8825, (IFDRational(52), IFDRational(31), IFDRational(12))


def sent(content: bytes, *, name: str = "shot.png", content_type: str = "image/png") -> Attachment:
    """The picture that everybody sees of a file that somebody sent."""
    item = submit(files=[InboundFile(name, content_type, content)])
    return Attachment.objects.get(message__incident=incident_of(item))


def posted(content: bytes, name: str = "shot.png", content_type: str = "image/png") -> int:
    """What the form answers."""
    launch = LaunchFactory()
    form = {"body": "It broke.", "kind": "bug", "idempotency_key": "key"}
    file = SimpleUploadedFile(name, content, content_type)
    return Client().post(f"/f/{launch.form_key}/", {**form, "screenshot": file}).status_code


def archive() -> bytes:
    """A ZIP with a page in it."""
    written = BytesIO()
    with ZipFile(written, "w") as opened:
        opened.writestr("index.html", SCRIPT.decode())
    return written.getvalue()


def moving(kind: str) -> bytes:
    """Three frames."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=50)
    return written.getvalue()


def with_place() -> bytes:
    """A photo that tells where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: LATITUDE})
    return picture("JPEG", exif=exif)


@pytest.mark.parametrize(
    "content",
    [GIF_SCRIPT, archive(), SCRIPT, b"%PDF-1.7", b"<?xml version='1.0'?><svg onload='x'/>", moving("GIF")],
)
def test_what_is_no_picture_is_refused_whatever_it_calls_itself(content: bytes) -> None:
    assert posted(content) == 422
    assert not RawFile.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("tail", [archive(), SCRIPT], ids=["archive", "script"])
def test_what_hangs_behind_a_picture_is_left_behind(kind: str, tail: bytes) -> None:
    shown = bytes(sent(picture(kind) + tail).content)
    assert (b"PK\x03\x04" in shown, b"script" in shown) == (False, False)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    shown = Image.open(BytesIO(sent(moving(kind)).content))
    assert getattr(shown, "n_frames", 1) == 1


def test_nobody_learns_where_a_photo_was_taken() -> None:
    taken = with_place()
    assert Image.open(BytesIO(taken)).getexif().get_ifd(GPS)
    shown = Image.open(BytesIO(sent(taken).content))
    assert dict(shown.getexif()) == {}


@pytest.mark.parametrize(("name", "kind"), [("shot.html", "text/html"), ("shot.exe", "application/x-dos")])
def test_the_bytes_decide_and_not_the_name(name: str, kind: str) -> None:
    shown = sent(picture(), name=name, content_type=kind)
    assert (shown.name, shown.content_type) == ("shot.webp", "image/webp")


NAMES = [
    ("../../etc/passwd.png", "passwd.webp"),
    ("C:\\Users\\rosa\\shot.png", "shot.webp"),
    ("shot\r\nSet-Cookie: a=b.png", "shotSet-Cookie: a=b.webp"),
    ("in\avoice.png", "invoice.webp"),
    ("photo\u202egnp.exe", "photognp.webp"),
    ("\u202e.png", "picture.webp"),
    ("\u0635\u0648\u0631\u0629.png", "\u0635\u0648\u0631\u0629.webp"),
    ("x" * 300 + ".png", "x" * 190 + ".webp"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_is_only_a_name(name: str, shown: str) -> None:
    assert sent(picture(), name=name).name == shown


@pytest.mark.parametrize("name", [name for name, _ in NAMES] + ['shot".png', "a;b.png"])
def test_it_is_served_as_what_it_is_and_can_do_nothing(name: str) -> None:
    shown = sent(picture(), name=name[:200])
    answer = Client().get(f"/t/{token_for_incident(shown.message.incident)}/picture/{shown.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", INERT)
    assert answer["Content-Disposition"].startswith("inline; filename")
