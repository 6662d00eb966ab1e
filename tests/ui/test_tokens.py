"""Every pair of colours that carries words has the contrast WCAG 2.2 AA asks for, light and dark."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text()
COLOUR = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
PAIRS = re.findall(rf"--([\w-]+): light-dark\({COLOUR}, {COLOUR}\)", TOKENS)
LIGHT = {name: tuple(map(float, numbers[:3])) for name, *numbers in PAIRS}
DARK = {name: tuple(map(float, numbers[3:])) for name, *numbers in PAIRS}
THEMES = {"light": LIGHT, "dark": DARK}

GROUNDS = ("paper", "ground", "sunken", "accent-tint", "bad-tint", "internal")
INKS = ("ink", "ink-soft", "ink-faint", "accent", "accent-strong", "internal-ink")
SIGNALS = ("p1", "p2", "p3", "p4", "good", "warn", "bad")
WORDS = 4.5
EDGES = 3.0


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance of an OKLCH colour (lightness in %), by Ottosson's matrices."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    at = lightness / 100
    long = (at + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (at - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (at - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(each, 0), 1) for each in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    """WCAG's ratio, 1 to 21, of two tokens."""
    colours = THEMES[theme]
    darker, lighter = sorted(luminance(*colours[name]) for name in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21() -> None:
    assert (luminance(100, 0, 0) + 0.05) / (luminance(0, 0, 0) + 0.05) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS + SIGNALS)
def test_words_can_be_read(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= WORDS


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), [("accent-ink", "accent"), ("paper", "ink")])
def test_words_on_buttons_and_toasts_can_be_read(ink: str, ground: str, theme: str) -> None:
    assert contrast(ink, ground, theme) >= WORDS


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS[:4])
def test_edges_of_controls_can_be_seen(ground: str, theme: str) -> None:
    assert contrast("line-strong", ground, theme) >= EDGES
