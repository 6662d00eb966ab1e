"""How PostgreSQL, which refuses root and users without an account, runs for them."""

import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypercare.runtime.errors import OperatorError
from hypercare.runtime.processes import tool

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Privileges:
    """A command prefix that changes the user, and the user id that must own the data then."""

    prefix: tuple[str, ...]
    owner: int

    def can_run(self) -> bool:
        """Whether this machine allows the prefix (a container may forbid it)."""
        command = [*self.prefix, tool("true")]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def take_over(self, folder: Path) -> None:
        """Give existing data to the owner, when an earlier run had to use the other way."""
        if self.owner == folder.stat().st_uid:
            return
        for parent, folders, files in os.walk(folder):
            for name in (".", *folders, *files):
                os.chown(Path(parent, name), self.owner, -1, follow_symlinks=False)


Way = Callable[[], Privileges]


def user_namespace() -> Privileges:
    """Inside the namespace the user is nobody; outside files still belong to us and folders stay closed."""
    mapping = (f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    return Privileges((tool("unshare"), "--user", *mapping, "--"), os.geteuid())


def unprivileged_account() -> Privileges:
    """The account nobody, allowed to pass closed folders, so no folder needs opening to others."""
    account = pwd.getpwnam("nobody")
    ids = (f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    passing = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
    return Privileges((tool("setpriv"), *ids, *passing, "--"), account.pw_uid)


WAYS: tuple[Way, ...] = (user_namespace, unprivileged_account)


def for_postgres() -> Privileges:
    """The first way this machine allows. Raises `OperatorError` when there is none."""
    if os.geteuid() != 0 and _has_account(os.geteuid()):
        return Privileges((), os.geteuid())
    for way in WAYS:
        privileges = way()
        if privileges.can_run():
            return privileges
    raise OperatorError(
        "PostgreSQL runs neither as root nor as a user without an account, and this machine allows neither"
        " a user namespace nor the account nobody: start as an ordinary user, or set DATABASE_URL to a"
        " server of yours."
    )


def _has_account(user: int) -> bool:
    """Containers may run as a number nobody registered; initdb refuses such a user."""
    try:
        return bool(pwd.getpwuid(user))
    except KeyError:
        return False
