"""Every chart as one Vega-Lite specification. Rendering forks badly: only Celery tasks and commands draw.

Colours are the page's own tokens, so one drawing serves light and dark; shape and position say the same.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

Spec = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

WIDTH, HEIGHT = 340, 150
FACE = "system-ui, sans-serif"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
FIRST_TAG = re.compile(r'^<svg ([^>]*?) width="[^"]*" height="[^"]*"')

CONFIG: Spec = {
    "background": None,
    "font": FACE,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--ink-soft)",
        "titleColor": "var(--ink-soft)",
        "titleFontWeight": "normal",
        "gridColor": "var(--line)",
        "domainColor": "var(--line-strong)",
        "tickColor": "var(--line-strong)",
        "labelFontSize": 11,
        "titleFontSize": 11,
    },
    "axisX": {"grid": False, "title": None},
    "legend": {
        "labelColor": "var(--ink-soft)",
        "labelFontSize": 11,
        "title": None,
        "orient": "top",
        "symbolStrokeColor": "var(--ink-soft)",
        "offset": 4,
    },
}


def reports_by_day(rows: Rows, *, per_100_users: bool) -> Spec:
    """One line of reports; rows have `day` (ISO date) and `reports`."""
    title = "per 100 users" if per_100_users else "reports"
    encoding = {"x": _days(), "y": _amount("reports", title)}
    line = {"type": "line", "color": "var(--accent)", "strokeWidth": 2, "point": {"color": "var(--accent)"}}
    return _chart(rows, mark=line, encoding=encoding)


def flow_by_day(rows: Rows) -> Spec:
    """Bars up for what came in, down for what went out, a line for what is open.

    Rows have `day`, `came_in`, `went_out` (negative) and `open`.
    """
    bars = {
        "transform": [{"fold": ["came_in", "went_out"], "as": ["way", "count"]}],
        "mark": {"type": "bar", "width": 6},
        "encoding": {"x": _days(), "y": _amount("count", "incidents"), "color": _flow_colour()},
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {"x": _days(), "y": _amount("open", "incidents"), "color": {"datum": "open"}},
    }
    return _chart(rows, layer=[bars, line])


def times_by_week(rows: Rows) -> Spec:
    """Median and nine in ten by week; rows have `week` (label), `kind` and `hours`."""
    encoding = {
        "x": {"field": "week", "type": "ordinal", "sort": None, "axis": {"labelAngle": 0}},
        "y": _amount("hours", "hours"),
        "color": {
            "field": "kind",
            "type": "nominal",
            "scale": {"domain": ["median", "9 in 10"], "range": ["var(--accent)", "var(--line-strong)"]},
        },
        "strokeDash": {
            "field": "kind",
            "type": "nominal",
            "scale": {"domain": ["median", "9 in 10"], "range": [[1, 0], [4, 3]]},
        },
    }
    return _chart(rows, mark={"type": "line", "strokeWidth": 2, "point": True}, encoding=encoding)


def render_svg(spec: Spec, *, title: str, description: str) -> str:
    """Draw `spec` as an SVG that scales with its place and tells a screen reader what it shows."""
    svg: str = vl_convert.vegalite_to_svg(spec)
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    named = FIRST_TAG.sub(r'<svg \1 role="img"', svg, count=1)
    return named.replace(">", f">{words}", 1)


def _chart(rows: Rows, **parts: Any) -> Spec:
    values = {"values": [dict(row) for row in rows]}
    base: Spec = {"$schema": SCHEMA, "width": WIDTH, "height": HEIGHT, "data": values, "config": CONFIG}
    return {**base, **parts}


def _days() -> Spec:
    axis = {"format": "%-d %b", "tickCount": 4, "labelFlush": True}
    return {"field": "day", "type": "temporal", "axis": axis}


def _amount(field: str, title: str) -> Spec:
    return {"field": field, "type": "quantitative", "axis": {"title": title, "tickCount": 4}}


def _flow_colour() -> Spec:
    return {
        "field": "way",
        "type": "nominal",
        "scale": {
            "domain": ["came_in", "went_out", "open"],
            "range": ["var(--line-strong)", "var(--accent)", "var(--ink)"],
        },
        "legend": {
            "labelExpr": "{came_in: 'came in', went_out: 'went out', open: 'still open'}[datum.label]"
        },
    }
