"""What the house style forbids, checked on the source itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("hypercare", "incidents", "feedback", "dashboards")
SOURCES = [
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
]
MAX_LINES = 400


def name_of(path: Path) -> str:
    """Path from the root, for the test's name."""
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_import_hides_in_a_function(path: Path) -> None:
    functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]
    hidden = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_signals_no_save_overrides(path: Path) -> None:
    assert "django.db.models.signals" not in path.read_text()
    methods = [node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]
    assert "save" not in methods or name_of(path) == "incidents/actions/story.py"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MAX_LINES


def test_rules_are_tested_without_django() -> None:
    listed = re.findall(r"^DOMAIN_TESTS := (.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:xdist", "--collect-only", "-q"]
    ran = subprocess.run([*command, *listed[0].split()], cwd=ROOT, check=False, capture_output=True)
    assert ran.returncode == 0, ran.stdout[-2000:]


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [path for path in SOURCES if path.name in {"utils.py", "helpers.py", "misc.py"}] == []


def test_no_python_package_stands_beside_the_four() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == {*PACKAGES, "tests"}


def test_templates_hold_no_inline_style_or_script() -> None:
    forbidden = (" style=", "<style", "hx-on", "onclick=", "javascript:")
    found = [
        (name_of(path), word)
        for path in (ROOT / "templates").rglob("*.html")
        for word in forbidden
        if word in path.read_text()
    ]
    assert found == []
