"""What a canned reply may leave open: a fixed list of names, filled in when it is taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hypercare.lib.errors import DomainError

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands for the name, and the words in its place where that is not known."""

    label: str
    otherwise: str


PLACEHOLDERS: Mapping[str, Placeholder] = {
    "reporter.name": Placeholder("the reporter's name", "there"),
    "incident.key": Placeholder("the incident's number, such as TRD-42", ""),
    "incident.title": Placeholder("its title", ""),
    "incident.service": Placeholder("its service", "the service"),
    "launch.name": Placeholder("the launch", ""),
    "me.name": Placeholder("your own name", ""),
}


def check_placeholders(words: str, *, field: str) -> None:
    """Raises `DomainError` on `field` for a placeholder that is none."""
    unknown = [name for name in PLACEHOLDER.findall(words) if name not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)
        sentence = f"There is no placeholder “{unknown[0]}”. There are: {known}."
        raise DomainError(sentence, field=field)


def filled(words: str, known: Mapping[str, str]) -> str:
    """The words with each placeholder replaced; one that is not in the list stays as it stands."""

    def said(found: re.Match[str]) -> str:
        name = found[1]
        return known.get(name) or PLACEHOLDERS[name].otherwise if name in PLACEHOLDERS else found[0]

    return PLACEHOLDER.sub(said, words)
