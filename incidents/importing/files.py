"""Opening the file somebody wants imported, with one clear sentence when it is not what it should be."""

import zipfile
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypercare.lib.errors import DomainError

FIELD = "file"
NO_READABLE_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
ENCRYPTED = 0x1  # the bit of a member's flags


@contextmanager
def open_lines(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a CSV file, or of the one CSV in a ZIP. Raises `DomainError` on field `file`."""
    try:
        with _binary(path) as binary:
            yield _lines(path, binary)
    except OSError as error:
        raise DomainError(f"{path} cannot be read: {error.strerror or error}.", field=FIELD) from error
    except NO_READABLE_ZIP as error:
        raise DomainError(f"{path} is no readable ZIP: {error}.", field=FIELD) from error


def _lines(path: Path, binary: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(binary, 1):
        try:
            yield (line.removeprefix(BOM_UTF8) if number == 1 else line).decode()
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            raise DomainError(
                f"{path} is not UTF-8 text: line {number} holds byte 0x{byte:02x}.", field=FIELD
            ) from error


@contextmanager
def _binary(path: Path) -> Iterator[Iterable[bytes]]:
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
