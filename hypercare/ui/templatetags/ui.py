"""Tags and filters every page shares; built in, so no page loads them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from heroicons.templatetags.heroicons import heroicon_outline

from hypercare.lib.markdown import html_of

register = template.Library()

# Filled square, half, outline, dot: the shape says it without the colour.
_SQUARE = (
    '<rect x="1.5" y="1.5" width="11" height="11" rx="1.5" '
    'fill="none" stroke="currentColor" stroke-width="1.6"/>'
)
PRIORITY_SHAPES = {
    1: '<rect x="1" y="1" width="12" height="12" rx="1.5" fill="currentColor"/>',
    2: _SQUARE + '<rect x="1.5" y="1.5" width="5.5" height="11" fill="currentColor"/>',
    3: _SQUARE,
    4: '<circle cx="7" cy="7" r="2.6" fill="currentColor"/>',
}
UNKNOWN_PRIORITY = SafeString('<span class="priority is-unknown" title="Being computed">&hellip;</span>')
_RING = '<circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" stroke-width="1.4" opacity="0.45"/>'
EIGHTHS, EIGHTHS_AT_RISK = 8, 2  # a promise is at risk in its last quarter
FOLD_FROM, FOLD_AT = 2000, 1200  # a text just over the fold is not worth one
# Where a slice of the ring ends that begins at twelve o'clock, by eighths of a turn.
_ENDS = ("7 1.5", "10.9 3.1", "12.5 7", "10.9 10.9", "7 12.5", "3.1 10.9", "1.5 7", "3.1 3.1")
CLOCK_SHAPES = {
    "breached": '<circle cx="7" cy="7" r="6" fill="currentColor"/>'
    '<path d="M7 0v7.5" stroke="var(--paper)" stroke-width="2.4"/>',
    "paused": _RING + '<path d="M5.4 4.6v4.8M8.6 4.6v4.8" stroke="currentColor" stroke-width="1.5"/>',
    "met": _RING + '<path d="M4.2 7.2l2 2 3.6-4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "cancelled": _RING + '<path d="M4 10l6-6" stroke="currentColor" stroke-width="1.4"/>',
}
CLOCK_WORDS = {
    "running": "running",
    "at_risk": "at risk",
    "breached": "breached",
    "paused": "paused",
    "met": "met",
    "cancelled": "cancelled",
}


@register.simple_tag
def priority_mark(priority: int | None) -> SafeString:
    """A priority as shape, colour and word; one still to come is an ellipsis."""
    if priority is None:
        return UNKNOWN_PRIORITY
    shape = _svg(PRIORITY_SHAPES[int(priority)])
    return format_html('<span class="priority is-p{0}">{1}P{0}</span>', int(priority), shape)


@register.simple_tag
def clock_ring(state: str, words: object = "") -> SafeString:
    """A clock's state as shape, colour and word; beside `words` the state is said to the ear only."""
    word = CLOCK_WORDS[state]
    label = format_html('<span class="visually-hidden">{}: </span>{}', word, words) if words else word
    return format_html(
        '<span class="clock is-{}" title="{}">{}<span>{}</span></span>',
        state,
        word.capitalize(),
        clock_shape(state, EIGHTHS_AT_RISK if state == "at_risk" else EIGHTHS),
        label,
    )


def clock_shape(state: str, eighths: int = EIGHTHS) -> SafeString:
    """The ring alone, with the eighths that are left of a running clock still full."""
    return _svg(CLOCK_SHAPES.get(state) or _RING + _slice(eighths))


def eighths_left(start: datetime, at_risk_at: datetime | None, due: datetime | None, at: datetime) -> int:
    """How much of a promise is left, from 8 (all of it) down to 1: the last two eighths are those at risk.

    Nights and waits may lie between the instants; each part empties evenly, so ring and state never disagree.
    """
    if at_risk_at is None or due is None:
        return EIGHTHS
    if at < at_risk_at:
        return min(
            EIGHTHS, EIGHTHS_AT_RISK + ceil((EIGHTHS - EIGHTHS_AT_RISK) * _share(at, start, at_risk_at))
        )
    return max(1, ceil(EIGHTHS_AT_RISK * _share(at, at_risk_at, due)))


@register.filter
def when(instant: datetime | None, zone: ZoneInfo | None = None) -> SafeString | str:
    """A `<time>` with the exact instant and zone in its title; a script makes the text relative."""
    if instant is None:
        return ""
    local = instant.astimezone(zone or timezone.get_current_timezone())
    return format_html(
        '<time datetime="{}" title="{}" data-relative>{}</time>',
        instant.isoformat(timespec="seconds"),
        f"{local:%A %-d %B %Y, %H:%M:%S} {local.tzname()}",
        f"{local:%-d %b %Y, %H:%M}",
    )


@register.filter
def exact(instant: datetime | None, zone: ZoneInfo | None = None) -> SafeString | str:
    """A `<time>` that stays exact."""
    if instant is None:
        return ""
    local = instant.astimezone(zone or timezone.get_current_timezone())
    shown = f"{local:%a %-d %b %Y, %H:%M} {local.tzname()}"
    return format_html('<time datetime="{}">{}</time>', instant.isoformat(timespec="seconds"), shown)


@register.filter
def duration(amount: timedelta | None) -> str:
    """The two largest units, such as `2 h 12 min` or `3 d 4 h`; under a minute in seconds."""
    if amount is None:
        return ""
    seconds = int(abs(amount).total_seconds())
    units = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
    first = next((n for n, (size, _) in enumerate(units) if seconds >= size), len(units) - 1)
    parts: list[str] = []
    for size, name in units[first : first + 2]:
        count, seconds = divmod(seconds, size)
        if count or not parts:
            parts.append(f"{count} {name}")
    return " ".join(parts)


@register.filter
def folded(words: str) -> tuple[str, str]:
    """A text in two: what is shown at once, and the rest of one that would fill the screen."""
    if len(words) <= FOLD_FROM:
        return words, ""
    shown = words[:FOLD_AT]
    cut = max(shown.rfind(" "), shown.rfind("\n"), 0) or FOLD_AT
    return words[:cut], words[cut:].strip()


@register.filter
def written(words: str) -> SafeString:
    """Words of staff with their Markdown."""
    return mark_safe(html_of(words))  # noqa: S308 - cleaned


@register.filter
def initials(name: object) -> str:
    """At most two letters for a person."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
@lru_cache  # an icon is parsed and printed anew each time otherwise, ten times a page
def icon(name: str, size: int = 18) -> SafeString:
    """A heroicon in outline, for the eye only."""
    return mark_safe(heroicon_outline(name, size=size, **{"aria-hidden": "true"}))  # noqa: S308 - the library's own SVG


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, help_text: str = "") -> dict[str, Any]:
    """Label, control, help and error of a form field, tied together for screen readers."""
    ids = [
        f"{bound.auto_id}_{part}"
        for part, is_there in (
            ("help", bool(help_text or bound.help_text)),
            ("error", bool(bound.errors)),
        )
        if is_there
    ]
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget: Callable[..., SafeString] = bound.as_widget
    return {"field": bound, "control": widget(attrs=attrs), "help": help_text or bound.help_text}


def _share(at: datetime, start: datetime, end: datetime) -> float:
    """How much of a stretch is still to come; nothing of one that has no length."""
    return (end - at) / (end - start) if end > start else 0


def _slice(eighths: int) -> str:
    """A pie of so many eighths, clockwise from the top; empty for none."""
    if eighths >= EIGHTHS:
        return '<circle cx="7" cy="7" r="5.5" fill="currentColor"/>'
    if eighths <= 0:
        return ""
    is_large = int(eighths > EIGHTHS / 2)
    return f'<path d="M7 7V1.5A5.5 5.5 0 {is_large} 1 {_ENDS[eighths]}z" fill="currentColor"/>'


def _svg(shape: str) -> SafeString:
    return mark_safe(f'<svg viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>')  # noqa: S308 - constants above
