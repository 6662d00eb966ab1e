"""One broken row never costs the next."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.importing.records import MOST_LINES_OF_A_ROW, Record, Records

GOOD = [f"{n},x\n" for n in range(40)]
cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)


def read(*lines: str) -> list[Record]:
    """The rows below a header of two columns."""
    return list(Records(["a,b\n", *lines]))[1:]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1,2\n", ["1", "2"]),
        ("1,2\r\n", ["1", "2"]),
        ('1,"2, and 3"\n', ["1", "2, and 3"]),
        ('1,"say ""2"""\n', ["1", 'say "2"']),
        ("1,\n", ["1", ""]),
        ('1,2" wide\n', ["1", '2" wide']),
    ],
)
def test_a_row_is_read(line: str, found: list[str]) -> None:
    assert read(line) == [Record(2, found)]


def test_a_quoted_cell_may_hold_line_breaks() -> None:
    assert read('1,"2\n', 'and 3"\n', "4,5\n") == [Record(2, ["1", "2\nand 3"]), Record(4, ["4", "5"])]


def test_blank_lines_are_no_rows() -> None:
    assert read("\n", "1,2\n", "  \n") == [Record(3, ["1", "2"])]


def test_a_row_of_another_width_says_so() -> None:
    assert [record.fault for record in read("1\n", "1,2,3\n")] == [
        "has 1 columns, the header has 2",
        "has 3 columns, the header has 2",
    ]


@pytest.mark.parametrize("stray", ['1,"2\n', '"1,2\n', '1,"2" wide"\n'])
@pytest.mark.parametrize("after", [0, 1, MOST_LINES_OF_A_ROW, 40])
def test_a_stray_quote_costs_its_own_row_only(stray: str, after: int) -> None:
    found = read(stray, *GOOD[:after])
    assert found[0].fault.startswith("not CSV: ")
    assert [record.cells[0] for record in found[1:]] == [str(n) for n in range(after)]


def test_two_stray_quotes_cost_two_rows() -> None:
    found = read('1,"2\n', *GOOD[:3], '1,"2\n', *GOOD[3:6])
    assert [record.line for record in found if record.fault] == [2, 6]
    assert len(found) == 8


def test_text_after_a_closing_quote_is_not_csv() -> None:
    assert read('"1"x,2\n')[0].fault.startswith("not CSV: ")


@given(st.lists(st.tuples(cells, cells).filter(any), max_size=6))
def test_whatever_a_writer_of_csv_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *rows])
    lines = written.getvalue().splitlines(keepends=True)
    joined = [part for line in lines for part in line.split("\0")]
    assert [tuple(record.cells) for record in Records(io.StringIO("".join(joined), newline=""))][1:] == rows
