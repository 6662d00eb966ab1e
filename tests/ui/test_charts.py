"""Charts obey the page: its colours, its content security policy, its screen readers."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hypercare.ui import charts

DAYS = [
    {"day": f"2026-11-{n:02}", "came_in": n, "went_out": -1, "open": n, "reports": n} for n in range(2, 9)
]
WEEKS = [{"week": "W45", "kind": kind, "hours": 3.5} for kind in ("median", "9 in 10")]
SPECS: list[Callable[[], charts.Spec]] = [
    lambda: charts.reports_by_day(DAYS, per_100_users=True),
    lambda: charts.flow_by_day(DAYS),
    lambda: charts.times_by_week(WEEKS),
]
TOKENS = Path(charts.__file__).parents[2] / "static/css/tokens.css"


@pytest.fixture(params=SPECS, ids=["reports", "flow", "times"])
def svg(request: pytest.FixtureRequest) -> str:
    """Each chart drawn."""
    return charts.render_svg(request.param(), title="Orders < 5 & more", description="What it shows")


def test_no_style_no_script_nothing_from_elsewhere(svg: str) -> None:
    assert not re.search(r"style=|<style|<script|\son\w+=|<image|<a[\s>]|xlink:href|url\(", svg)


def test_every_colour_is_a_token_of_the_page(svg: str) -> None:
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none", "transparent"}
    tokens = {f"var({name})" for name in re.findall(r"^\s*(--[\w-]+):", TOKENS.read_text(), re.M)}
    assert colours
    assert colours <= tokens


def test_a_screen_reader_hears_title_and_description(svg: str) -> None:
    head = re.match(r'<svg [^>]*role="img"[^>]*>(<title>.*?</title><desc>.*?</desc>)', svg)
    assert head is not None
    assert head[1] == "<title>Orders &lt; 5 &amp; more</title><desc>What it shows</desc>"


def test_it_scales_with_its_place(svg: str) -> None:
    root = svg.partition(">")[0]
    assert "viewBox" in root
    assert " width=" not in root
    assert " height=" not in root


def test_words_of_the_flow_are_words(svg: str, request: pytest.FixtureRequest) -> None:
    assert "came_in" not in re.sub(r"<[^>]*>", "", svg)


def test_an_empty_chart_draws() -> None:
    assert charts.render_svg(charts.times_by_week([]), title="None", description="None").startswith("<svg")


def test_a_specification_is_plain_data() -> None:
    spec: dict[str, Any] = charts.flow_by_day(DAYS)
    assert spec["data"]["values"] == DAYS
