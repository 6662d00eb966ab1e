"""What an incident is called in another system."""

import re

from hypercare.lib.errors import DomainError

SYSTEM_LENGTH, KEY_LENGTH, URL_LENGTH = 30, 80, 500
SYSTEM = re.compile(rf"[A-Za-z0-9][A-Za-z0-9 ._-]{{0,{SYSTEM_LENGTH - 1}}}", re.ASCII)
KEY = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._/#:-]{{0,{KEY_LENGTH - 1}}}", re.ASCII)
URL = re.compile(r"https://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?")


def check_system(said: str) -> str:
    """The name of the system. Raises `DomainError` on field `system`."""
    return _checked(
        SYSTEM, " ".join(said.split()), "A system is named by letters and digits, such as Jira.", "system"
    )


def check_key(said: str) -> str:
    """The key in that system, without blanks. Raises `DomainError` on field `key`."""
    return _checked(KEY, said.strip(), "A key has no blank in it, such as JIRA-12 or INC0010001.", "key")


def check_url(said: str) -> str:
    """Where it is read there: nothing, or https without a name and password. `DomainError` on `url`."""
    address = said.strip()
    if not address:
        return ""
    rule = f"An address begins with https:// and has at most {URL_LENGTH} characters, or stays empty."
    if len(address) > URL_LENGTH:
        raise DomainError(rule, field="url")
    return _checked(URL, address, rule, "url")


def _checked(pattern: re.Pattern[str], said: str, rule: str, field: str) -> str:
    if pattern.fullmatch(said) is None:
        raise DomainError(rule, field=field)
    return said
