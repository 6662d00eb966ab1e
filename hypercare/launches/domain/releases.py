"""What a release is, where it stands, and which of two came first."""

import re
from collections.abc import Mapping
from enum import StrEnum

from hypercare.lib.errors import DomainError

VERSION_LENGTH = 40
VERSION = re.compile(rf"[0-9A-Za-z][0-9A-Za-z._+\-]{{0,{VERSION_LENGTH - 1}}}", re.ASCII)


class ReleaseKind(StrEnum):
    """Why something is deployed."""

    GO_LIVE = "go_live"
    PLANNED = "planned"
    HOTFIX = "hotfix"
    ROLLBACK = "rollback"


class ReleaseState(StrEnum):
    """Where a release stands."""

    IN_PREPARATION = "in_preparation"
    IN_TEST = "in_test"
    DEPLOYED = "deployed"
    ROLLED_BACK = "rolled_back"


KIND_LABELS: Mapping[ReleaseKind, str] = {
    ReleaseKind.GO_LIVE: "Go-live",
    ReleaseKind.PLANNED: "Planned",
    ReleaseKind.HOTFIX: "Hotfix",
    ReleaseKind.ROLLBACK: "Rollback",
}
STATE_LABELS: Mapping[ReleaseState, str] = {
    ReleaseState.IN_PREPARATION: "In preparation",
    ReleaseState.IN_TEST: "In test",
    ReleaseState.DEPLOYED: "Deployed",
    ReleaseState.ROLLED_BACK: "Rolled back",
}
AHEAD = frozenset({ReleaseState.IN_PREPARATION, ReleaseState.IN_TEST})  # not in production yet

MOVES: Mapping[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.IN_PREPARATION: frozenset({ReleaseState.IN_TEST, ReleaseState.DEPLOYED}),
    ReleaseState.IN_TEST: frozenset({ReleaseState.IN_PREPARATION, ReleaseState.DEPLOYED}),
    ReleaseState.DEPLOYED: frozenset({ReleaseState.ROLLED_BACK}),
    ReleaseState.ROLLED_BACK: frozenset(),
}


def check_move(current: ReleaseState, wanted: ReleaseState) -> None:
    """Raise `DomainError` on field `state` unless the table allows the move."""
    if wanted in MOVES[current]:
        return
    allowed = " or ".join(STATE_LABELS[state] for state in ReleaseState if state in MOVES[current])
    raise DomainError(
        f"A release that is {STATE_LABELS[current]} cannot become {STATE_LABELS[wanted]}; "
        f"from here it goes to {allowed or 'nothing else'}.",
        field="state",
    )


def check_version(said: str) -> str:
    """The version without blanks around it. Raises `DomainError` on field `version` for what is none."""
    version = said.strip()
    if VERSION.fullmatch(version) is None:
        raise DomainError(
            f"A version has 1 to {VERSION_LENGTH} letters, digits, dots, dashes, pluses or underscores "
            "and begins with a letter or a digit, such as 1.4.3.",
            field="version",
        )
    return version


def is_from_before(said: int | None, fixed_in: int | None) -> bool:
    """Whether words about one release are older than the release with the fix, by their places in the order.

    `None` stands for a release we do not know: nothing follows from it.
    """
    return said is not None and fixed_in is not None and said < fixed_in
