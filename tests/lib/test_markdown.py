"""What staff write, as safe HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lib.markdown import TAGS, html_of

LINK = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Hello **you**", "<p>Hello <strong>you</strong></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("~~no~~", "<p><s>no</s></p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("[here](https://a.example)", f'<p><a href="https://a.example" {LINK}>here</a></p>'),
        (
            "See https://a.example/x?y=1.",
            f'<p>See <a href="https://a.example/x?y=1" {LINK}>https://a.example/x?y=1</a>.</p>',
        ),
    ],
)
def test_marks(words: str, made: str) -> None:
    assert html_of(words).strip() == made


@pytest.mark.parametrize(
    "words", ["snake_case_name", "2 * 3 * 4", "# not a title", "[a]: not gone", "    not code", "&amp;"]
)
def test_plain_words_stay_as_they_are_typed(words: str) -> None:
    shown = words.strip().replace("&", "&amp;")
    assert html_of(words).strip() == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://tracker.example/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](https://a.example 'onclick')",
        '<a href="https://a.example" onclick="x()">x</a>',
        '<https://a.example/" onclick="x()>',
    ],
)
def test_nothing_runs_loads_or_pretends(words: str) -> None:
    made = html_of(words)
    assert not re.search(r"<(script|img|style|iframe)|<[^>]*\s(on\w+|style|title|src)\s*=", made)
    assert 'href="javascript' not in made


@given(st.text(alphabet="ab*_`[]()<>!#-\n \\~:/\"'&", max_size=60))
def test_only_known_tags_come_out(words: str) -> None:
    assert set(re.findall(r"</?([a-z0-9]+)", html_of(words))) <= TAGS
