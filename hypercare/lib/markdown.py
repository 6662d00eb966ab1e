"""What staff write, as safe HTML: a few marks of Markdown, and nothing that could run, load or pretend."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = frozenset({"p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"})
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "*": set[str]()}
SCHEMES = frozenset({"http", "https", "mailto"})
# A full stop or bracket behind an address belongs to the sentence.
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'*_]")


def _link_addresses(state: StateCore) -> None:
    """Make links of addresses that stand as they are."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = _linked(block.children)


def _linked(tokens: list[Token]) -> list[Token]:
    """The same tokens with each address in a text of its own, except inside of links."""
    made, depth = [], 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        made += _cut(token) if token.type == "text" and not depth else [token]
    return made


def _cut(text: Token) -> list[Token]:
    made, last = [], 0
    for found in ADDRESS.finditer(text.content):
        made += [
            _text(text.content[last : found.start()]),
            Token("link_open", "a", 1, attrs={"href": found[0]}),
            _text(found[0]),
            Token("link_close", "a", -1),
        ]
        last = found.end()
    return [*made, _text(text.content[last:])] if made else [text]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
# What is left out would make words vanish or shout: `# a`, `[a]: b` and indents stay as they are typed.
_markdown.enable("strikethrough").disable(["image", "heading", "lheading", "code", "entity", "reference"])
_markdown.core.ruler.push("addresses", _link_addresses)


@lru_cache(maxsize=2000)  # a conversation is drawn anew with each change of its incident
def html_of(words: str) -> str:
    """The words as HTML of `TAGS` alone: no picture, style or script; links do not tell whence they lead."""
    made = _markdown.render(words)
    rel = "noopener noreferrer nofollow"
    return nh3.clean(made, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=rel)
