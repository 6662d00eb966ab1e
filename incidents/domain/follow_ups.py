"""Follow-ups: one thing somebody promised to do. No clock, and in no number of incidents."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from hypercare.lib.errors import DomainError

SENTENCE_LENGTH = 300
OPTIONS_AT_MOST = 5
OPTION_LENGTH = 60
YES_NO = ("Yes", "No")
FIX_WITHIN = timedelta(days=14)  # how soon the cause behind a workaround is looked at again
FIX_WORDS = "Repair the cause: people work with a workaround"


class FollowUpKind(StrEnum):
    """What kind of thing was promised."""

    FIX = "fix"
    CONFIGURE = "configure"
    DOCUMENT = "document"
    TRAIN = "train"
    COMMUNICATE = "communicate"
    DECIDE = "decide"
    RISK = "risk"


class AskedBy(StrEnum):
    """What asked for it."""

    INCIDENT = "incident"
    WORKAROUND = "workaround"
    NOTE = "note"
    HAND_OVER = "hand_over"
    REVIEW = "review"
    PERSON = "person"


class FollowUpState(StrEnum):
    """Where it stands. An answered decision is done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class FollowUpStep(StrEnum):
    """What can be done to one with a button."""

    DONE = "done"
    DROP = "drop"
    REOPEN = "reopen"


class FollowUpChange(StrEnum):
    """What happened to one, as its incident's history has it."""

    DONE = "done"
    DROPPED = "dropped"
    REOPENED = "reopened"
    DECIDED = "decided"
    REPLANNED = "replanned"


LEADS_TO: Mapping[tuple[FollowUpState, FollowUpStep], tuple[FollowUpState, FollowUpChange]] = {
    (FollowUpState.OPEN, FollowUpStep.DONE): (FollowUpState.DONE, FollowUpChange.DONE),
    (FollowUpState.OPEN, FollowUpStep.DROP): (FollowUpState.DROPPED, FollowUpChange.DROPPED),
    (FollowUpState.DONE, FollowUpStep.REOPEN): (FollowUpState.OPEN, FollowUpChange.REOPENED),
    (FollowUpState.DROPPED, FollowUpStep.REOPEN): (FollowUpState.OPEN, FollowUpChange.REOPENED),
}
REFUSALS: Mapping[FollowUpStep, str] = {
    FollowUpStep.DONE: "It is settled already.",
    FollowUpStep.DROP: "It is settled already.",
    FollowUpStep.REOPEN: "It is open already.",
}


def after(
    state: FollowUpState, step: FollowUpStep, *, kind: FollowUpKind
) -> tuple[FollowUpState, FollowUpChange]:
    """Where a step leads, and what it is called. `DomainError` on field `state` where it leads nowhere."""
    if kind is FollowUpKind.DECIDE and step is FollowUpStep.DONE:
        raise DomainError("A decision is answered with one of its answers.", field="state")
    if (state, step) not in LEADS_TO:
        raise DomainError(REFUSALS[step], field="state")
    return LEADS_TO[state, step]


def is_overdue(state: FollowUpState, due_on: date, *, today: date) -> bool:
    """Whether its day has passed where the launch is. The due day itself is in time."""
    return state is FollowUpState.OPEN and due_on < today


def check_due(due_on: date, *, today: date) -> None:
    """Raise `DomainError` on field `due_on` for a day that is over."""
    if due_on < today:
        raise DomainError("The due day is over: take today or a later day.", field="due_on")


def sentence_in(said: str, *, field: str, what: str) -> str:
    """One line of words. `DomainError` on `field` where there are too many."""
    words = " ".join(said.split())
    if len(words) > SENTENCE_LENGTH:
        raise DomainError(f"{what} has at most {SENTENCE_LENGTH} characters.", field=field)
    return words


def answers_of(kind: FollowUpKind, given: Sequence[str]) -> tuple[str, ...]:
    """What a decision can be answered with: the given answers, or yes and no; nothing for other kinds."""
    options = tuple(filter(None, (" ".join(each.split()) for each in given)))
    if kind is not FollowUpKind.DECIDE:
        if options:
            raise DomainError("Only a decision has answers to choose from.", field="options")
        return ()
    _check_answers(options)
    return options or YES_NO


def _check_answers(options: Sequence[str]) -> None:
    if len(options) == 1:
        raise DomainError("Give at least two answers, or none for yes and no.", field="options")
    if len(options) > OPTIONS_AT_MOST:
        raise DomainError(f"Give at most {OPTIONS_AT_MOST} answers.", field="options")
    if any(len(each) > OPTION_LENGTH for each in options):
        raise DomainError(f"An answer has at most {OPTION_LENGTH} characters.", field="options")
    if len({each.casefold() for each in options}) < len(options):
        raise DomainError("Two answers are the same.", field="options")
