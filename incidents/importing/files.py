"""Opening the file somebody wants imported, with one clear sentence when it is not what it should be."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hypercare.lib.errors import DomainError

FIELD = "file"
NO_READABLE_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
ENCRYPTED = 0x1  # the bit of a member's flags


@contextmanager
def open_lines(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a CSV file, or of the one CSV in a ZIP. Raises `DomainError` on field `file`."""
    try:
        with _binary(path) as binary, io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as text:
            yield _lines(path, text)
    except OSError as error:
        raise DomainError(f"{path} cannot be read: {error.strerror or error}.", field=FIELD) from error
    except NO_READABLE_ZIP as error:
        raise DomainError(f"{path} is no readable ZIP: {error}.", field=FIELD) from error


def _lines(path: Path, text: IO[str]) -> Iterator[str]:
    count = 0
    try:
        for count, line in enumerate(text, 1):  # noqa: B007
            yield line
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise DomainError(
            f"{path} is not UTF-8 text: byte 0x{byte:02x} after line {count} is none.", field=FIELD
        ) from error


@contextmanager
def _binary(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".zip":
        with path.open("rb") as binary:
            yield binary
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if _is_csv(name)]
        if len(names) != 1:
            raise DomainError(f"{path} must hold exactly one CSV, it holds {len(names)}.", field=FIELD)
        if archive.getinfo(names[0]).flag_bits & ENCRYPTED:
            raise DomainError(f"{path} is encrypted.", field=FIELD)
        with archive.open(names[0]) as binary:
            yield binary


def _is_csv(name: str) -> bool:
    """Not what macOS adds for each file."""
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX/")
