"""Each check can fail: one row or one claim is tampered with, and the check that should notice does."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from dashboards.models import DayFact, KpiFact, OpenSpell
from feedback.models import SatisfactionSurvey, Submission
from hypercare.intake.models import RawItem
from hypercare.notifications.models import Audience, OutgoingMessage
from incidents.actions.searching import add_words
from incidents.domain.history import EventKind
from incidents.models import Clock, Incident, IncidentEvent, Message
from tests.chaos.checks.findings import Held
from tests.chaos.claims import Deed, Rating, Standing
from tests.chaos.conftest import EMAIL, MINUTE
from tests.chaos.verdicts import CHECKS, judge

pytestmark = pytest.mark.django_db
Tamper = Callable[[Held], object]
SECOND = timedelta(seconds=1)


def events(kind: EventKind) -> list[IncidentEvent]:
    return list(IncidentEvent.objects.filter(kind=kind).order_by("pk"))


def shift(event: IncidentEvent) -> None:
    IncidentEvent.objects.filter(pk=event.pk).update(at=event.at + SECOND)


def repeat(event: IncidentEvent) -> None:
    """Tell it once more."""
    last = IncidentEvent.objects.filter(incident=event.incident_id).latest("seq")
    event.pk, event.seq = None, last.seq + 1
    event.save(force_insert=True)


def say_twice(held: Held) -> None:
    said = Message.objects.get(body__contains="a0x2x")
    said.pk = None
    said.save(force_insert=True)


def write_twice(held: Held) -> None:
    letter = OutgoingMessage.objects.get(body__contains="a0x2x")
    letter.pk, letter.key = None, "event:again"
    letter.save(force_insert=True)


TAMPERED: Mapping[str, tuple[Tamper, ...]] = {
    "received is the sum of outcomes": (
        lambda held: held.claims.receipts.append(held.claims.receipts[0]),
        lambda _: RawItem.objects.filter(idempotency_key="one").update(outcome="pending", understood_at=None),
    ),
    "every receipt is one raw item with one outcome": (
        lambda _: RawItem.objects.filter(idempotency_key="three").delete(),
        lambda held: held.claims.receipts.pop(),
    ),
    "every form became what it had to become, once": (
        lambda _: Submission.objects.filter(kind="praise").delete(),
        lambda _: RawItem.objects.filter(idempotency_key="two").update(outcome="created"),
        lambda _: Message.objects.filter(body="Order r0x1x hangs.").delete(),
    ),
    "every reply of a reporter is in the history once": (
        lambda _: repeat(events(EventKind.REPORTER_WROTE)[0]),
        lambda held: held.claims.replies.clear(),
    ),
    "every rating is kept": (
        lambda _: SatisfactionSurvey.objects.update(score=1),
        lambda held: held.claims.ratings.append(Rating(held.claims.ratings[0].token, 2)),
    ),
    "what agents said is in the history once": (
        say_twice,
        lambda _: events(EventKind.NOTED)[0].delete(),
    ),
    "what agents did is in the history once": (
        lambda _: repeat(events(EventKind.ACKNOWLEDGED)[0]),
        lambda _: events(EventKind.WAIT_STARTED)[0].delete(),
    ),
    "nothing is in the history that nobody did": (
        lambda held: held.claims.deeds.pop(),
        lambda _: repeat(events(EventKind.REPLIED)[0]),
    ),
    "every row equals its history": (lambda _: Incident.objects.update(urgency="low"),),
    "every clock equals a clean recomputation": (
        lambda _: Clock.objects.update(due_at=F("due_at") + SECOND),
        lambda _: Clock.objects.update(breached_at=F("breached_at") + SECOND),
        lambda _: Clock.objects.filter(kind="response").delete(),
    ),
    "every breach is told once, at its due instant": (
        lambda _: shift(events(EventKind.TARGET_BREACHED)[0]),
        lambda _: repeat(events(EventKind.TARGET_BREACHED)[0]),
        lambda _: events(EventKind.TARGET_BREACHED)[0].delete(),
    ),
    "every warning is told once, at its instant": (
        lambda _: shift(events(EventKind.TARGET_WARNED)[0]),
        lambda _: repeat(events(EventKind.TARGET_WARNED)[0]),
    ),
    "no promise fell due untold": (
        lambda _: events(EventKind.TARGET_BREACHED)[0].delete(),
        lambda _: events(EventKind.TARGET_WARNED)[0].delete(),
    ),
    "priority and rank equal a clean recomputation": (
        lambda _: Incident.objects.update(rank=99),
        lambda held: Incident.objects.update(stale_since=held.at),
    ),
    "facts equal a clean recomputation": (
        lambda _: KpiFact.objects.update(n=F("n") + 1),
        lambda _: DayFact.objects.update(reported_count=F("reported_count") + 1),
        lambda _: KpiFact.objects.filter(grain="to_date").delete(),
    ),
    "open spells and counted weeks equal a clean recomputation": (
        lambda _: OpenSpell.objects.update(starts_at=F("starts_at") - SECOND),
    ),
    "every letter is written once": (
        lambda _: OutgoingMessage.objects.filter(key__startswith="event").delete(),
    ),
    "no letter or warning is written twice": (
        write_twice,
        lambda _: OutgoingMessage.objects.filter(audience=Audience.REPORTER).update(
            body=Concat("body", Value("Seen before, a0x1x."))
        ),
    ),
    "every letter is handed over": (
        lambda _: OutgoingMessage.objects.update(sent_at=None),
        lambda _: OutgoingMessage.objects.update(key=Concat("key", Value("x"))),
    ),
    "every word can be found": (
        lambda _: add_words(Incident.objects.earliest("pk"), "We look into it, a0x2x."),
    ),
    "nothing is left half done": (
        lambda held: Clock.objects.update(next_check_at=held.at - MINUTE),
        lambda held: Incident.objects.update(stale_since=held.at),
        lambda held: OutgoingMessage.objects.update(sent_at=None, not_before=held.at + 5 * MINUTE),
    ),
}
CASES = [(name, number) for name, tampers in TAMPERED.items() for number in range(len(tampers))]


def test_everything_holds_for_an_honest_tale(held: Held) -> None:
    assert {verdict.name: verdict.findings for verdict in judge(held) if verdict.findings} == {}


def test_every_check_looks_at_something(held: Held) -> None:
    assert [verdict.name for verdict in judge(held) if verdict.count == 0] == []


def test_every_check_is_tampered_with() -> None:
    assert TAMPERED.keys() == CHECKS.keys()


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_check_notices(held: Held, name: str, number: int) -> None:
    TAMPERED[name][number](held)
    assert CHECKS[name](held).wrong


def test_an_act_without_an_answer_may_be_in_the_history_or_not(held: Held) -> None:
    key = held.claims.deeds[0].incident
    held.claims.deeds.append(Deed(key, "note", EMAIL, Standing.UNKNOWN, "a0x9x"))
    assert not CHECKS["what agents said is in the history once"](held).wrong


def test_what_was_refused_must_not_be_in_the_history(held: Held) -> None:
    said = held.claims.deeds.pop()
    held.claims.deeds.append(Deed(said.incident, said.verb, EMAIL, Standing.REFUSED, said.mark))
    assert CHECKS["what agents said is in the history once"](held).wrong
