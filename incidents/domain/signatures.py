"""What a program says in a report: errors and names, without the numbers that differ each time."""

import re
from dataclasses import dataclass

# Ids, addresses, hashes and times: they differ between two reports of one fault.
_PASSING = re.compile(
    r"https?://\S+"
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b0x[0-9a-f]+\b"
    r"|\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?Z?\b"
    r"|\b\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\b",
    re.IGNORECASE,
)
_ERRORS = (
    re.compile(r"\b([A-Z]\w{0,80}(?:Exception|Error|Failure|Fault))\b"),  # class names
    re.compile(r"\b(CVE-\d{4}-\d{3,7}|[A-Z]{2,8}-?\d{3,6})\b"),  # ORA-00942
    re.compile(r"\b(E[A-Z]{4,20})\b(?=[^a-z])"),  # ECONNRESET
)
_STATUS = re.compile(
    r"\b(?:https?|status(?: code)?|code|error|response)[\s:=/\"']{1,3}([45]\d\d)\b", re.IGNORECASE
)
_FRAME = re.compile(r"\bat\s+([\w.$]{1,200})\.([\w$<>]{1,80})\(")
_NAMES = (
    re.compile(r"\b([A-Za-z]\w{0,80}[a-z0-9][A-Z]\w{0,80})\b"),  # OrderRouter, readAhead
    re.compile(r"\b([A-Za-z]\w{0,80}_\w{1,80})\b"),  # order_router
    re.compile(r"\b([A-Za-z][\w-]{0,80}(?:\.[\w-]{1,80}){2,8})\b"),  # fs.s3a.endpoint
    re.compile(r"((?:/[\w.$+-]{1,80}){2,12})"),  # /var/log/router.log
)
_DIGITS = re.compile(r"(?<![a-z])\d+(?![a-z])")  # the 3 of s3a is part of its name
SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Signature:
    """Errors (classes, codes, statuses) and names (identifiers, stack frames, files) of one text."""

    errors: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def signature_of(text: str) -> Signature:
    """What `text` holds, in lower case; a number inside a name becomes `#`."""
    lasting = _PASSING.sub(" ", text)
    errors = {found.lower() for pattern in _ERRORS for found in pattern.findall(lasting)}
    errors |= {f"http {status}" for status in _STATUS.findall(lasting)}
    names = {_name(found) for pattern in _NAMES for found in pattern.findall(lasting)}
    names |= {_name(f"{place.rpartition('.')[2]}.{method}") for place, method in _FRAME.findall(lasting)}
    long_enough = {name for name in names if len(name) >= SHORTEST_NAME}
    return Signature(frozenset(errors), frozenset(long_enough - errors))


def _name(found: str) -> str:
    """The end of a dotted name or of a path, which says the most."""
    if found.startswith("/"):
        found = found.rpartition("/")[2]
    return _DIGITS.sub("#", found.lower())
