"""Only real pictures, of sane size, without what the camera or the editor wrote into them."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from incidents import pictures
from incidents.pictures import MAX_SIDE, NotAPictureError, check_picture, cleaned_picture
from tests.factories.feedback import picture


def exif(orientation: int = 1) -> Image.Exif:
    """Metadata with a secret and a rotation."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = "GPS of the desk"
    return data


def declared_size(width: int, height: int) -> bytes:
    """A PNG whose header says any size, with hardly any bytes behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_three_formats_pass(kind: Any) -> None:
    check_picture(picture(kind))


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(kind: Any) -> None:
    with pytest.raises(NotAPictureError, match="PNG, JPEG or WebP"):
        check_picture(picture(kind))


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"<svg onload='x'/>", picture()[:60], b"\x89PNG\r\n\x1a\n"]
)
def test_what_does_not_decode_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPictureError):
        check_picture(content)


@pytest.mark.parametrize("side", [7000, 12_000, 60_000])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    with pytest.raises(NotAPictureError, match="40 million pixels"):
        check_picture(declared_size(side, side))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_metadata_is_left_behind(kind: Any) -> None:
    sent = picture(kind, exif=exif(), icc_profile=b"profile of the desk")
    clean = cleaned_picture(sent, name="shot.png").content
    assert b"desk" in sent
    assert b"desk" not in clean
    assert not opened(clean).getexif()


def test_a_rotated_photo_stands_upright() -> None:
    clean = cleaned_picture(picture("JPEG", (40, 30), exif=exif(6)), name="photo.jpg")
    assert (clean.width, clean.height) == (30, 40)


def test_the_copy_is_webp_by_name_and_by_bytes() -> None:
    clean = cleaned_picture(picture("JPEG"), name="photo.of.me.jpg")
    assert (clean.name, clean.content_type) == ("photo.of.me.webp", "image/webp")
    assert opened(clean.content).format == "WEBP"


def test_a_name_without_an_ending_keeps_its_name() -> None:
    assert cleaned_picture(picture(), name="shot").name == "shot.webp"


def test_a_large_picture_is_made_smaller_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_SIDE", 100)
    clean = cleaned_picture(picture(size=(400, 200)), name="wide.png")
    assert (clean.width, clean.height) == (100, 50)
    assert MAX_SIDE < 16_383, "the format's own limit"


def test_transparency_survives() -> None:
    clean = cleaned_picture(picture(mode="RGBA"), name="shot.png")
    assert opened(clean.content).mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_odd_colour_modes_are_cleaned_too(mode: str) -> None:
    assert cleaned_picture(picture(mode=mode), name="x.png").content
