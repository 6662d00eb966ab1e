"""The draft of one answer to many: the same words, under each reporter's own greeting.

A name is what a sender typed, and the address it goes to is unproved: only what can be nothing but a name is
repeated in a letter.
"""

import re

LONGEST_NAME = 40
PART = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*\.?"
PLAIN_NAME = re.compile(rf"{PART}(?: {PART}){{0,3}}")


def draft_for(words: str, *, name: str) -> str:
    """The words as a letter to one person."""
    return f"{greeting(name)}\n\n{words.strip()}"


def greeting(name: str) -> str:
    """Such as `Hello Rosa Diaz,`; without a name where there is none to repeat."""
    said = " ".join(name.split())
    is_plain = len(said) <= LONGEST_NAME and PLAIN_NAME.fullmatch(said) is not None
    return f"Hello {said}," if is_plain else "Hello,"
