"""The contact sheet: every picture on one page, its findings beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

STYLE = (
    "body{font:14px/1.4 system-ui;margin:16px;background:#ddd}"
    "section{display:flex;flex-wrap:wrap;gap:12px;align-items:start;margin-bottom:32px}"
    "figure{margin:0;background:#fff;padding:8px}img{display:block;max-width:700px;max-height:700px}"
    "li{color:#a00}"
)


@dataclass(slots=True)
class Shot:
    """One picture and what was found on it."""

    page: str
    scene: str
    look: str
    findings: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The picture's name."""
        return f"{self.page}--{self.scene.lower()}--{self.look}.png"


def write_sheet(folder: Path, shots: Sequence[Shot]) -> Path:
    """Write `index.html` beside the pictures; returns its path."""
    sections = [
        f"<h2>{escape(page)}</h2><section>{''.join(map(_figure, group))}</section>"
        for page, group in groupby(sorted(shots, key=lambda shot: shot.page), key=lambda shot: shot.page)
    ]
    index = folder / "index.html"
    index.write_text(
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>'
        f"<style>{STYLE}</style>"
        f"<h1>{len(shots)} pictures</h1>{''.join(sections)}</html>",
        encoding="utf-8",
    )
    return index


def _figure(shot: Shot) -> str:
    findings = "".join(f"<li>{escape(each)}</li>" for each in shot.findings)
    picture = f'<a href="{shot.file}"><img src="{shot.file}" loading="lazy" alt=""></a>'
    return f"<figure><figcaption>{shot.scene} {shot.look}</figcaption>{picture}<ul>{findings}</ul></figure>"
