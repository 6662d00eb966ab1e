"""A difference fits its file exactly once, or says where it does not."""

from pathlib import Path

import pytest

from tests.differences import DifferenceError, parse

CHANGE = """--- a/lib/rule.py
+++ b/lib/rule.py
@@ -1,3 +1,3 @@
 a = 1

-b = 2
+b = 3
"""


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    """A file the difference fits."""
    path = tmp_path / "lib" / "rule.py"
    path.parent.mkdir()
    path.write_text("# further down than the page says\na = 1\n\nb = 2\n")
    return path


def test_lines_are_found_wherever_they_stand(rule: Path, tmp_path: Path) -> None:
    assert parse(CHANGE).apply(tmp_path) == rule
    assert rule.read_text() == "# further down than the page says\na = 1\n\nb = 3\n"


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    made = parse("--- /dev/null\n+++ b/lib/new.py\n@@ -0,0 +1 @@\n+a = 1\n").apply(tmp_path)
    assert (made, made.read_text()) == (tmp_path / "lib" / "new.py", "a = 1\n")


@pytest.mark.parametrize("text", ["a = 1\n\nb = 4\n", "a = 1\n\nb = 2\n" * 2])
def test_lines_that_are_not_there_once_are_refused_by_the_name_of_the_file(
    rule: Path, tmp_path: Path, text: str
) -> None:
    rule.write_text(text)
    with pytest.raises(DifferenceError, match=r"lib/rule\.py: these lines stand there [02] times"):
        parse(CHANGE).apply(tmp_path)
    assert rule.read_text() == text


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DifferenceError, match=r"lib/rule\.py: there is no such file"):
        parse(CHANGE).apply(tmp_path)


def test_a_header_that_miscounts_is_refused() -> None:
    with pytest.raises(DifferenceError, match="the numbers of @@ -1,2"):
        parse(CHANGE.replace("-1,3 ", "-1,2 "))
