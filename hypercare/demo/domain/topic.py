"""What one kind of report is about, in words for everybody who takes part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from feedback.domain.submissions import Kind
from incidents.domain.history import Cause, Nature, Resolution

# Teams by short name; each plot gives them names of its own.
DESK = "desk"
APPLICATIONS = "applications"
PLATFORM = "platform"
DEVELOPMENT = "development"
VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Fix:
    """How it ended, and what the reporter is told."""

    cause: Cause
    resolution: Resolution
    words: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that goes wrong. Texts hold the placeholders of `parts.parts_for`.

    `heat` is how often it comes by week; later weeks go on as the last. `priorities` are drawn from as
    listed. The first sentence of an opening becomes the title, and a detail follows it; `wholes` stand
    alone, and so do those in the language of a site, its `native` ones. `persona` reports it when only
    such people meet it, people at `sites` when only they do. `answers` are first replies where the usual
    ones would not fit. `reopened` is the share that comes back by week where that is not the usual one,
    and `pace` how many times the usual time it takes.
    """

    slug: str
    service: str
    team: str
    nature: Nature
    heat: tuple[float, ...]
    openings: tuple[str, ...]
    details: tuple[str, ...]
    fixes: tuple[Fix, ...]
    notes: tuple[str, ...]
    priorities: tuple[int, ...] = (3, 3, 4)
    answers: tuple[str, ...] = ()
    question: str = ""
    reply: str = ""
    vendor: str = ""
    decline: str = ""
    page: str = ""
    wholes: tuple[str, ...] = ()
    native: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persona: str = ""
    sites: tuple[str, ...] = ()
    reopened: tuple[float, ...] = ()
    pace: float = 1.0
    is_often_known: bool = False
    reach: tuple[int, int] = (1, 12)
    kind: Kind = Kind.BUG


def fixed(words: str, cause: Cause = Cause.CODE) -> Fix:
    """The cause is gone."""
    return Fix(cause, Resolution.FIXED, words)


def configured(words: str) -> Fix:
    """A setting did it."""
    return Fix(Cause.CONFIGURATION, Resolution.CONFIGURED, words)


def corrected(words: str) -> Fix:
    """Wrong data was put right."""
    return Fix(Cause.DATA, Resolution.FIXED, words)


def worked_around(words: str, cause: Cause = Cause.CODE) -> Fix:
    """The user can work again, the cause stays for now."""
    return Fix(cause, Resolution.WORKAROUND, words)


def explained(words: str) -> Fix:
    """Nothing was wrong but the explanation."""
    return Fix(Cause.TRAINING, Resolution.EXPLAINED, words)


def vanished(words: str) -> Fix:
    """It could not be made to happen again."""
    return Fix(Cause.UNKNOWN, Resolution.NOT_REPRODUCIBLE, words)


def by_slug(*groups: Iterable[Topic]) -> Mapping[str, Topic]:
    """The topics of several groups, to be looked up."""
    return {topic.slug: topic for topics in groups for topic in topics}
