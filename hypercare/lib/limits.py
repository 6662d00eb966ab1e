"""How often one address, key or person may do what strangers can do: every limit, in one table.

A company of thousands sits behind one address, so limits per address are generous; what is narrow is
counted per account, key or report.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in each `seconds`, counted under `name`."""

    name: str
    count: int
    seconds: int

    @property
    def stride(self) -> int:
        """How many a process counts for itself before it tells Redis: a hundredth of the limit."""
        return max(1, self.count // 100)


FORM = Limit("form", 6_000, 60)  # per address and form
REPLY = Limit("reply", 600, 60)  # per address and report: an answer of one person
RATING = Limit("rating", 600, 60)  # per address and survey
WRONG_LINK = Limit("wrong-link", 600, 600)  # per address: links that were forged, cut short or expired
API_KEY = Limit("api-key", 6_000, 60)  # per key, or per person where a browser asks
API_ADDRESS = Limit("api-address", 30_000, 60)  # per address
RESET = Limit("reset", 5, 300)  # per mail address that a link is asked for, whether somebody has it or not
RESET_ADDRESS = Limit("reset-address", 120, 60)  # per address

FAILED_SECONDS = 300  # how long who failed too often waits at most

# In the words of django-allauth: amount / duration / counted by; several are separated by commas.
OF_ACCOUNTS = {
    "login": "600/m/ip",
    "login_failed": f"120/m/ip,10/{FAILED_SECONDS}s/key",  # key: the account
    "reset_password_from_key": "120/m/ip",
    "change_password": "10/m/user",
    "reauthenticate": "10/m/user",
}
