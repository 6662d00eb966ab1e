"""Issues of another tracker and the pairs that people linked as duplicates: two CSV files in one folder."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypercare.lib.errors import DomainError

TITLE_LENGTH = 200
LONGEST_CELL = 10_000_000
PAIRS = "*-combined.csv"
PAIR_COLUMNS = ("Issue id", "Duplicate id")
ISSUE_COLUMNS = ("Issue id", "Summary", "Description", "Created")
CREATED = "%d/%b/%y %H:%M"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as far as likeness goes by it."""

    key: str
    title: str
    body: str
    created_at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class LinkedIssues:
    """All issues of a folder by key, and each linked pair once, in a stable order."""

    issues: Mapping[str, Issue]
    pairs: tuple[tuple[str, str], ...]


def read_linked_issues(folder: Path) -> LinkedIssues:
    """What the folder holds. Raises `DomainError` naming what is missing or malformed."""
    pair_file = _only(sorted(folder.glob(PAIRS)), f"{folder} must hold one file {PAIRS}")
    name = pair_file.name.removesuffix(PAIRS.removeprefix("*")) + ".csv"
    issues = {issue.key: issue for issue in map(_issue, _rows(folder / name, ISSUE_COLUMNS))}
    linked = {pair for row in _rows(pair_file, PAIR_COLUMNS) for pair in _pairs(row)}
    known = sorted(pair for pair in linked if set(pair) <= set(issues))
    if not known:
        raise DomainError(f"{pair_file.name} links no two issues of {name}.", field="folder")
    return LinkedIssues(issues, tuple(known))


def _only(files: list[Path], rule: str) -> Path:
    if len(files) != 1:
        raise DomainError(f"{rule}, and holds {len(files)}.", field="folder")
    return files[0]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = csv.DictReader(file)
            missing = [name for name in columns if name not in (rows.fieldnames or ())]
            if missing:
                raise DomainError(f"{path.name} lacks the column {missing[0]}.", field="folder")
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DomainError(f"{path.name} cannot be read: {error}.", field="folder") from error


def _pairs(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """One issue may name several."""
    one = row["Issue id"].strip()
    for other in row["Duplicate id"].split(","):
        first, second = sorted((one, other.strip()))
        yield first, second


def _issue(row: Mapping[str, str]) -> Issue:
    try:
        created_at = datetime.strptime(row["Created"], CREATED).replace(tzinfo=UTC)
    except ValueError as error:
        raise DomainError(
            f"Created of issue {row['Issue id']} is no time: {error}.", field="folder"
        ) from error
    return Issue(
        key=row["Issue id"],
        title=row["Summary"].strip()[:TITLE_LENGTH] or "Untitled",
        body=row["Description"],
        created_at=created_at,
        version=row.get("Affects Version/s", "")[:60],
    )
