"""What must hold of every page, whatever it shows: nothing too wide, cut or covered, nothing axe minds."""

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Window

LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8").partition("\n")[2]
MOTION_MILLISECONDS = 150
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
GRAVE = {"serious", "critical"}


def findings(window: Window) -> list[str]:
    """What is wrong with the layout of the page as it stands."""
    told: list[str] = window.evaluate(LAYOUT, MOTION_MILLISECONDS)
    return told


def axe_findings(window: Window, *, only: str = "") -> list[str]:
    """Every serious or critical finding of axe, or of one rule of it, with its places."""
    window.evaluate(_axe_source())
    options = {**AXE_OPTIONS, "runOnly": {"type": "rule", "values": [only]}} if only else AXE_OPTIONS
    found = window.evaluate(f"axe.run(document, {json.dumps(options)})")["violations"]
    return [_told(finding) for finding in found if finding["impact"] in GRAVE]


def _told(finding: dict[str, Any]) -> str:
    places = ", ".join(" ".join(map(str, node["target"])) for node in finding["nodes"][:3])
    return f"axe {finding['id']}: {places}"


@lru_cache
def _axe_source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
