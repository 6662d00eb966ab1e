"""Who is meant by `@Mara Lindqvist` in an internal note."""

import re
from collections.abc import Mapping


def mentioned(words: str, names: Mapping[int, str]) -> frozenset[int]:
    """The ids of those whose whole name stands behind an `@`, in any case; of two such names the longer."""
    longest_first = sorted(set(names.values()), key=len, reverse=True)
    if "@" not in words or not longest_first:
        return frozenset()
    anybody = "|".join(re.escape(name) for name in longest_first)
    found = re.findall(rf"(?<!\w)@({anybody})(?!\w)", words, re.IGNORECASE)
    meant = {name.casefold() for name in found}
    return frozenset(each for each, name in names.items() if name.casefold() in meant)
