"""The worked examples of docs/examples apply to the present code, and their tests prove what they say."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.differences import Difference, DifferenceError, parse

PROJECT = Path(__file__).parents[1]
EXAMPLES = sorted((PROJECT / "docs" / "examples").glob("*.md"))
COPIED = ("hypercare", "incidents", "feedback", "dashboards", "templates", "static", "tests", "docs")
TEST_FAILED = 1  # pytest's own code; anything above means that it could not run them
PYTHON = ".venv/bin/python"
OF_THIS_SESSION = ("HYPERCARE_TEST_SESSION", "HYPERCARE_VAR", "PYTEST_XDIST_WORKER")
REFRESH = """{page} no longer fits the code.

{problem}

Make its change by hand in a clean checkout, and put what `git diff -U1 FILE` prints into the page."""

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


def fences(example: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", example.read_text(), re.MULTILINE | re.DOTALL)


def is_of_test(difference: Difference) -> bool:
    """Whether it changes a test."""
    return difference.name.startswith("tests/")


def differences(example: Path) -> list[Difference]:
    """What the example changes, file by file."""
    return [parse(text) for text in fences(example, "diff")]


def commands(example: Path) -> list[list[str]]:
    """What it runs, line by line; the last one proves it."""
    return [shlex.split(line) for text in fences(example, "sh") for line in text.splitlines()]


def apply(example: Path, tree: Path, *, only_tests: bool = False) -> list[Path]:
    """Make the example's changes; the changed files. Fails with how to mend the page."""
    try:
        found = [each for each in differences(example) if is_of_test(each) or not only_tests]
        return [each.apply(tree) for each in found]
    except DifferenceError as problem:
        pytest.fail(REFRESH.format(page=example.relative_to(PROJECT), problem=problem), pytrace=False)


def run(command: list[str], tree: Path) -> subprocess.CompletedProcess[str]:
    """A command of an example, in the copy; what it tests starts servers of its own."""
    own = {name: value for name, value in os.environ.items() if name not in OF_THIS_SESSION}
    words = [sys.executable if word == PYTHON else word for word in command]
    return subprocess.run(words, cwd=tree, env=own, text=True, capture_output=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """What it said, for a failure's message."""
    return f"{shlex.join(done.args)}\n{done.stdout}{done.stderr}"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code as it stands."""
    for name in COPIED:
        shutil.copytree(
            PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.png")
        )
    for name in ("manage.py", "pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, tmp_path / name)
    return tmp_path


@each_example
def test_an_example_holds(example: Path, tree: Path) -> None:
    apply(example, tree)
    for command in commands(example):
        assert command[0] == PYTHON
        done = run(command, tree)
        assert done.returncode == 0, told(done)


@each_example
def test_its_test_fails_without_the_change_of_the_code(example: Path, tree: Path) -> None:
    apply(example, tree, only_tests=True)
    done = run(commands(example)[-1], tree)
    assert done.returncode == TEST_FAILED, told(done)


@each_example
def test_an_example_is_in_the_style_of_the_house(example: Path, tree: Path) -> None:
    changed = [str(path) for path in apply(example, tree) if path.suffix == ".py"]
    for check in (["check"], ["format", "--check", "--diff"]):
        done = run([PYTHON, "-m", "ruff", *check, *changed], tree)
        assert done.returncode == 0, told(done)


def test_there_are_examples() -> None:
    assert {example.stem for example in EXAMPLES} == {"add-a-field", "add-a-kpi", "change-a-rule"}
