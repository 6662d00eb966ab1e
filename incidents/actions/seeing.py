"""Acting on what one has seen: whoever was overtaken is told before anything is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from hypercare.lib.errors import ConflictError, StaleError
from incidents.domain.history import EventKind
from incidents.domain.meanwhile import came_between
from incidents.models import Incident, IncidentEvent


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a person has read the history, and which kinds of news matter to what they do."""

    version: int
    kinds: frozenset[EventKind]
    user_id: int


class OvertakenError(ConflictError):
    """Somebody else replied or moved it on: `seqs` are the events that came between, up to `version`."""

    def __init__(self, seqs: Sequence[int], *, version: int) -> None:
        super().__init__("Somebody else worked on it meanwhile. Read what they did, then send it again.")
        self.seqs = seqs
        self.version = version


@transaction.atomic
def act_as_seen(incident: Incident, deed: Callable[[], Incident], *, seen: Seen | None) -> Incident:
    """Do it, unless others did what matters since; without `seen` nobody is asked.

    The row is locked before it is looked at, so of two at once the second is told. Raises `OvertakenError`.
    """
    if seen is not None:
        _refuse_overtaken(_locked(incident), seen)
    return deed()


@transaction.atomic
def act_at_version(incident: Incident, deed: Callable[[], Incident], *, version: int | None) -> Incident:
    """Do it while its history has just `version` entries, whoever wrote them; without one, do it.

    Raises `StaleError` on field `If-Match`.
    """
    now = None if version is None else _locked(incident).last_seq
    if now != version:
        raise StaleError(f"It is at version {now} by now. Read it again before you go on.", field="If-Match")
    return deed()


def _locked(incident: Incident) -> Incident:
    rows = Incident.objects.select_for_update(of=("self",), no_key=True).only("last_seq")
    return rows.get(pk=incident.pk)


def _refuse_overtaken(incident: Incident, seen: Seen) -> None:
    if incident.last_seq <= seen.version:
        return
    after = IncidentEvent.objects.filter(incident=incident, seq__gt=seen.version).order_by("seq")
    news = came_between(after, seen=seen.version, kinds=seen.kinds, user_id=seen.user_id)
    if news:
        raise OvertakenError([event.seq for event in news], version=incident.last_seq)
