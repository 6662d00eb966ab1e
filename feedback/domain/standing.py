"""Where a report stands, in words for the person who sent it: never an internal state."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from incidents.domain.history import DeclineReason, Resolution
from incidents.domain.lifecycle import State, WaitingOn


class Stage(StrEnum):
    """What the reporter's page can say."""

    RECEIVED = "received"
    HELD = "held"
    COUNTED_ONCE = "counted_once"
    REFUSED = "refused"
    THANKED = "thanked"
    READ = "read"
    CAUSE_FOUND = "cause_found"
    FIX_READY = "fix_ready"
    NEEDS_REPORTER = "needs_reporter"
    SOLVED = "solved"
    DECLINED = "declined"


WAITS_FOR_REPORTER = frozenset({WaitingOn.REPORTER, WaitingOn.EVIDENCE})

HEADLINES: Mapping[Stage, str] = {
    Stage.RECEIVED: "We have your report",
    Stage.HELD: "We have your report",
    Stage.COUNTED_ONCE: "You sent this twice",
    Stage.REFUSED: "We could not add this",
    Stage.THANKED: "Thank you",
    Stage.READ: "A person is looking at this",
    Stage.CAUSE_FOUND: "We found the cause",
    Stage.FIX_READY: "The fix is ready",
    Stage.NEEDS_REPORTER: "We need something from you",
    Stage.SOLVED: "This is solved",
    Stage.DECLINED: "We will not change this",
}

# How far a report has come, as the words of three steps and the one it stands at.
STEPS: Mapping[Stage, tuple[int, tuple[str, str, str]]] = {
    Stage.RECEIVED: (0, ("Received", "Looked at", "Solved")),
    Stage.READ: (1, ("Received", "Looked at", "Solved")),
    Stage.CAUSE_FOUND: (1, ("Received", "Cause found", "Solved")),
    Stage.FIX_READY: (1, ("Received", "Fix ready", "Solved")),
    Stage.NEEDS_REPORTER: (1, ("Received", "Your answer", "Solved")),
    Stage.SOLVED: (2, ("Received", "Looked at", "Solved")),
    Stage.DECLINED: (2, ("Received", "Looked at", "Answered")),
}

RESOLUTION_WORDS: Mapping[Resolution, str] = {
    Resolution.FIXED: "We fixed the cause.",
    Resolution.ROLLED_BACK: "We took back the change that caused it.",
    Resolution.WORKAROUND: "There is a way to work on, described below.",
    Resolution.CONFIGURED: "We changed a setting, and it should work now.",
    Resolution.EXPLAINED: "We explain below how it works.",
    Resolution.NOT_REPRODUCIBLE: "We could not make it happen again.",
}

DECLINE_WORDS: Mapping[DeclineReason, str] = {
    DeclineReason.WORKS_AS_DESIGNED: "It works as it is meant to.",
    DeclineReason.OUT_OF_SCOPE: "It is outside what this system is for.",
    DeclineReason.DUPLICATE: "It is known already and is being worked on under another number.",
    DeclineReason.NOT_A_DISTURBANCE: "Nothing is broken here.",
}


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What the wording depends on."""

    state: State
    waiting_on: WaitingOn | None = None
    is_read: bool = False
    is_cause_found: bool = False
    assignee_first_name: str = ""
    resolution: Resolution | None = None
    decline_reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way."""

    label: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A headline and one sentence."""

    stage: Stage
    headline: str
    sentence: str

    @property
    def steps(self) -> tuple[Step, ...]:
        """How far it has come; none where there is no way to go."""
        current, labels = STEPS.get(self.stage, (0, ()))
        return tuple(Step(label, n < current, n == current) for n, label in enumerate(labels))


def stage_of(facts: IncidentFacts) -> Stage:
    """Total over every state: whatever happens inside has a word outside."""
    if facts.state is State.DECLINED:
        return Stage.DECLINED
    if facts.state in {State.RESOLVED, State.CLOSED}:
        return Stage.SOLVED
    if facts.waiting_on in WAITS_FOR_REPORTER:
        return Stage.NEEDS_REPORTER
    if facts.state is State.FIX_READY:
        return Stage.FIX_READY
    if facts.is_cause_found:
        return Stage.CAUSE_FOUND
    is_untouched = facts.state is State.NEW and not facts.is_read
    return Stage.RECEIVED if is_untouched else Stage.READ


def standing_of(facts: IncidentFacts, *, promise: str) -> Standing:
    """The reporter's sentence for an incident; `promise` says when a person will have read it."""
    stage = stage_of(facts)
    if stage is Stage.READ:
        return _read(facts)
    sentences = {
        Stage.RECEIVED: promise,
        Stage.CAUSE_FOUND: "We are working on the repair, and tell you here as soon as it is live.",
        Stage.FIX_READY: "It goes live with our next release. We tell you then, and ask whether it works.",
        Stage.NEEDS_REPORTER: "Please read our question below and answer it; we go on as soon as you do.",
        Stage.SOLVED: RESOLUTION_WORDS[facts.resolution] if facts.resolution else "You can work again.",
        Stage.DECLINED: DECLINE_WORDS[facts.decline_reason] if facts.decline_reason else "",
    }
    return Standing(stage, HEADLINES[stage], sentences[stage])


def _read(facts: IncidentFacts) -> Standing:
    name = facts.assignee_first_name
    headline = f"{name} is looking at this" if name else HEADLINES[Stage.READ]
    return Standing(Stage.READ, headline, "You will hear from us here as soon as there is something to say.")


def standing_before_incident(stage: Stage, *, sentence: str) -> Standing:
    """The same for an item that is no incident: still being read, held, refused, or praise."""
    return Standing(stage, HEADLINES[stage], sentence)
