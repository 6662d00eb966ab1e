"""One stylesheet and one script as delivered, from sources of one file a component.

`app.css` and `app.js` list the sources, and a browser could follow the lists itself; but every file it asks
for costs a kilobyte of headers, more than most of them hold.
"""

import re
from pathlib import Path

CSS_IMPORT = re.compile(r'^@import url\("(?P<path>.+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)
JS_IMPORT = re.compile(r'^import "\./(?P<path>.+)";$', re.MULTILINE)
JS_BINDING = re.compile(r"^import \* as .+;\n", re.MULTILINE)
# Lines of comment: a sixth of the bytes, for readers of the source alone.
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


def stylesheet(source: Path) -> str:
    """What the list of stylesheets means: each source inside its layer."""

    def inlined(found: re.Match[str]) -> str:
        return f"@layer {found['layer']} {{\n{_text(source, found['path'])}}}"

    return CSS_IMPORT.sub(inlined, source.read_text(encoding="utf-8"))


def script(source: Path) -> str:
    """What the list of modules means: each in a block of its own, what they share imported once above."""
    text = JS_IMPORT.sub(
        lambda found: f"{{\n{_text(source, found['path'])}}}", source.read_text(encoding="utf-8")
    )
    shared = dict.fromkeys(JS_BINDING.findall(text))
    return "".join(shared) + JS_BINDING.sub("", text)


def _text(source: Path, path: str) -> str:
    return without_comments((source.parent / path).read_text(encoding="utf-8"))


def without_comments(text: str) -> str:
    """The same source, as it is delivered."""
    return COMMENT.sub("", text)
