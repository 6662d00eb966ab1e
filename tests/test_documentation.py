"""What the documents say is so: links lead somewhere, words and orders are those of the code."""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

import pytest

from feedback.domain.submissions import KIND_LABELS
from hypercare.accounts.roles import Role
from hypercare.celery import app
from hypercare.intake.models import Outcome
from incidents.domain.clocks import ClockState
from incidents.domain.follow_ups import FollowUpKind
from incidents.domain.history import Cause, DeclineReason, Nature, Resolution
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS
from incidents.domain.search_words import WORDS
from incidents.models import choices

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FRONT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES = [*FRONT, *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)
FIRST_CELL = re.compile(r"^\| ([^|]+) \|", re.MULTILINE)


def name_of(path: Path) -> str:
    """Path from the root, for the test's name."""
    return str(path.relative_to(ROOT))


def links(page: Path) -> list[str]:
    """Where a page leads inside the project, without the code it shows."""
    found = LINK.findall(FENCE.sub("", page.read_text()))
    return [unquote(link) for link in found if not re.match(r"[a-z]+:", link)]


def target(page: Path, link: str) -> Path:
    """The file or folder a link leads to."""
    path = link.partition("#")[0]
    return (page.parent / path).resolve() if path else page


def anchors(page: Path) -> set[str]:
    """The headings of a page as addresses."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        found = target(page, link)
        assert found.exists(), link
        heading = link.partition("#")[2]
        assert not heading or heading in anchors(found), link


def test_the_readme_leads_to_every_page_within_two_steps() -> None:
    readme = ROOT / "README.md"
    first = {target(readme, link) for link in links(readme)}
    second = {target(page, link) for page in first if page.suffix == ".md" for link in links(page)}
    reached = {readme, *first, *second}
    lost = [name_of(page) for page in PAGES if page not in reached and page.parent not in reached]
    assert lost == []


def test_the_readme_leads_to_every_page_of_the_docs_at_once() -> None:
    readme = ROOT / "README.md"
    reached = {target(readme, link) for link in links(readme)}
    assert [page.name for page in sorted(DOCS.glob("*.md")) if page not in reached] == []


def test_the_order_of_imports_is_that_of_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = [each["layers"] for each in contracts if each["type"] == "layers"]
    page = (DOCS / "architecture.md").read_text()
    said = re.search(r"^```text\n(lib .*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert said is not None
    short = [re.sub(r"\bhypercare\.", "", layer).replace(" | ", "|") for layer in reversed(layers)]
    assert said[1].split() == short


def test_the_map_shows_every_package() -> None:
    _, drawn, *_ = (DOCS / "architecture.md").read_text().split("```")
    packages = {path.parent.name for path in (ROOT / "hypercare").glob("*/__init__.py")}
    assert {name for name in packages if f"  {name}/" not in drawn} == set()


def test_the_background_is_the_schedule_of_beat() -> None:
    page = (DOCS / "architecture.md").read_text()
    told = {
        task: float(every) for task, every in re.findall(r"\| `([\w.]+)` \| (\d+) s \|$", page, re.MULTILINE)
    }
    assert told == {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}


def test_every_target_of_make_is_told() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    told = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    assert [target for target in phony[1].split() if f"make {target}" not in told] == []


def entries(section: str) -> set[str]:
    """The words a table of the glossary explains, without its head."""
    text = dict(SECTION.findall((DOCS / "glossary.md").read_text()))[section]
    return set(FIRST_CELL.findall(text)[1:])


def labels(kind: Iterable[StrEnum]) -> set[str]:
    """As a screen says them."""
    return {label for _, label in choices.words(kind)}


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        ("Where an incident stands", set(STATE_LABELS.values())),
        ("Whom or what it waits for", {label.capitalize() for label in WAITING_LABELS.values()}),
        ("Where a promise stands", labels(ClockState)),
        ("What an incident is", labels(Nature)),
        ("Why it happened", labels(Cause)),
        ("How people can work again", labels(Resolution)),
        ("Why nothing will be done", labels(DeclineReason)),
        ("What was promised", labels(FollowUpKind)),
        ("What became of what arrived", set(Outcome.labels)),
        ("What a reporter says it is", set(KIND_LABELS.values())),
        ("Who somebody is in a launch", set(Role.labels)),
    ],
)
def test_the_glossary_explains_exactly_the_words_of_the_screens(section: str, shown: set[str]) -> None:
    assert entries(section) == shown


def test_the_search_words_are_told_as_the_parser_has_them() -> None:
    told = (DOCS / "search.md").read_text()
    lines = [
        f"| {word} | {': '.join(filter(None, (each.tells, ', '.join(each.values))))} | `{each.example}` |"
        for word, each in WORDS.items()
    ]
    assert [line for line in lines if line not in told] == []


def test_the_glossary_explains_a_word_once_in_its_first_table() -> None:
    text = dict(SECTION.findall((DOCS / "glossary.md").read_text()))["Things and ideas"]
    words = FIRST_CELL.findall(text)
    assert len(words) == len(set(words))
