"""The worked examples of docs/examples apply to the present code, and their tests prove what they say."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
EXAMPLES = sorted((PROJECT / "docs" / "examples").glob("*.md"))
TEST_FAILED = 1  # pytest's own code; anything above means that it could not run them

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


def fences(example: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", example.read_text(), re.MULTILINE | re.DOTALL)


def is_of_test(diff: str) -> bool:
    """Whether a difference changes a test."""
    return "\n+++ b/tests/" in diff


def apply(diffs: list[str], tree: Path) -> None:
    """Apply differences, or fail with the hunk that no longer fits."""
    command = ["git", "apply", "--unsafe-paths", "-"]
    done = subprocess.run(
        command, cwd=tree, input="".join(diffs), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def run_tests(example: Path, tree: Path) -> subprocess.CompletedProcess[str]:
    """Run the command the example ends with."""
    (command,) = fences(example, "sh")
    python, *arguments = shlex.split(command)
    assert python == ".venv/bin/python"
    return subprocess.run([sys.executable, *arguments], cwd=tree, text=True, capture_output=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code as it stands, outside any repository."""
    listed = ["git", "ls-files", "*.py", "pyproject.toml"]
    names = subprocess.run(listed, cwd=PROJECT, text=True, capture_output=True, check=True).stdout
    for name in names.splitlines():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    return tmp_path


@each_example
def test_an_example_holds(example: Path, tree: Path) -> None:
    apply(fences(example, "diff"), tree)
    done = run_tests(example, tree)
    assert done.returncode == 0, done.stdout + done.stderr


@each_example
def test_its_test_fails_without_the_change_of_the_code(example: Path, tree: Path) -> None:
    apply([diff for diff in fences(example, "diff") if is_of_test(diff)], tree)
    done = run_tests(example, tree)
    assert done.returncode == TEST_FAILED, done.stdout + done.stderr


def test_there_are_examples() -> None:
    assert EXAMPLES
