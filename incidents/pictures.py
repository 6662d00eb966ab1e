"""Screenshots: is it one, and a clean copy of it."""

from io import BytesIO

from PIL import Image, ImageOps

from incidents.actions import Picture

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000  # three 4K screens side by side are 25 million
MAX_SIDE = 4096
NAME_LENGTH = 190


class NotAPictureError(Exception):
    """The bytes are no PNG, JPEG or WebP that can be decoded within the limits; says so in a sentence."""


def check_picture(content: bytes) -> None:
    """Raise `NotAPictureError` unless the bytes decode, wholly, to an image of acceptable size."""
    _decoded(content)


def cleaned_picture(content: bytes, *, name: str) -> Picture:
    """The picture encoded anew as WebP: upright, without any metadata, at most `MAX_SIDE` pixels a side."""
    sent = _decoded(content)
    image = ImageOps.exif_transpose(sent)
    clean = image.convert("RGBA" if image.has_transparency_data else "RGB")
    clean.thumbnail((MAX_SIDE, MAX_SIDE))
    clean.info = {}  # what Pillow would copy along: colour profile, EXIF, XMP, comments
    encoded = BytesIO()
    clean.save(encoded, "WEBP", lossless=sent.format == "PNG", quality=75, method=2)
    return Picture(f"{_plain(name)}.webp", "image/webp", encoded.getvalue(), *clean.size)


def _plain(name: str) -> str:
    """The name without folders, ending and characters that are not seen; they could pretend or break out."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if each.isprintable())
    stem = seen.rpartition(".")[0] if "." in seen else seen
    return stem[:NAME_LENGTH] or "picture"


def _decoded(content: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        _check_size(image)
        image.load()
    except NotAPictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # decoders of hostile bytes raise almost anything
        raise NotAPictureError("This file is not a PNG, JPEG or WebP picture we can open.") from error
    return image


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> NotAPictureError:
    return NotAPictureError(f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels.")
