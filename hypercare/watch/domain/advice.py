"""What to say and do about a background that does not do its work: the likeliest cause first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hypercare.watch.domain.duties import Standing

STOPPED = frozenset({Standing.LATE, Standing.UNSEEN})
REFUSED_LINE = 5  # fewer refused letters are wrong addresses, not a mail server that is away


@dataclass(frozen=True, slots=True)
class Symptoms:
    """What is known: the standings of the duties by queue, the broker, and the letters."""

    by_queue: Mapping[str, Sequence[Standing]]
    is_broker_up: bool = True
    refused_count: int = 0
    given_up_count: int = 0

    @property
    def standings(self) -> list[Standing]:
        """Of every duty."""
        return [each for standings in self.by_queue.values() for each in standings]

    def count(self, *wanted: Standing) -> int:
        """How many duties stand so."""
        return sum(each in wanted for each in self.standings)

    @property
    def has_refusals(self) -> bool:
        """Whether so many letters were refused that it is not their addresses."""
        return self.refused_count >= REFUSED_LINE


def headline_for(symptoms: Symptoms) -> str:
    """The one sentence at the top; the worst that is so. Nothing to say when all is well."""
    stopped = symptoms.count(*STOPPED)
    if stopped:
        verb = "is" if stopped == 1 else "are"
        return f"{stopped} of {len(symptoms.standings)} duties {verb} late."
    if not symptoms.is_broker_up:
        return "Redis does not answer."
    if symptoms.count(Standing.FAILED):
        return "Something ended with an error."
    if symptoms.count(Standing.BEHIND):
        return "Work waits longer than it should."
    return "Letters do not leave." if symptoms.has_refusals else ""


def advice_for(symptoms: Symptoms) -> list[str]:
    """Sentences for whoever runs the server; none when all is well."""
    return [*_stopped(symptoms), *_at_work(symptoms), *_letters(symptoms)]


def _stopped(symptoms: Symptoms) -> Iterator[str]:
    still = [queue for queue, standings in symptoms.by_queue.items() if _is_still(standings)]
    if not symptoms.is_broker_up:
        yield "Redis does not answer, so nobody tells the workers to begin. Start it; they catch up alone."
    elif len(still) == len(symptoms.by_queue):
        yield "Nothing runs. Start beat and the workers; what is due stands in the database and is then done."
    else:
        for queue in still:
            yield f"The worker of the queue {queue} does not run. Start it; it then does what is due."


def _is_still(standings: Sequence[Standing]) -> bool:
    """A queue stands still when more than half of its duties do."""
    return 2 * sum(each in STOPPED for each in standings) > len(standings)


def _at_work(symptoms: Symptoms) -> Iterator[str]:
    if symptoms.count(Standing.FAILED):
        yield "A duty ended with an error. The log of its worker has all of it; it is tried again by itself."
    if symptoms.count(Standing.BEHIND) and not symptoms.count(*STOPPED):
        yield "There is more work than workers. Wait until it is done, or start another worker of that queue."
    moving = [each for each in symptoms.by_queue.values() if not _is_still(each)]
    if symptoms.is_broker_up and any(STOPPED & set(standings) for standings in moving):
        yield "Duties are late beside others that are not: the workers are busy with something long."
        yield "If that lasts, start another worker of that queue, or restart the one there is."


def _letters(symptoms: Symptoms) -> Iterator[str]:
    if symptoms.has_refusals:
        yield "The mail server refuses letters. Check EMAIL_URL and the log of the urgent worker."
    if symptoms.given_up_count:
        yield "Letters were given up after eight tries. Tell their readers another way."
