"""Nothing that arrived is lost or counted twice."""

from collections import Counter, defaultdict

from feedback.models import Submission
from feedback.tokens import survey_of
from hypercare.intake.models import Channel, Outcome, RawItem
from hypercare.intake.queries import balance_of
from incidents.domain.history import EventKind
from incidents.models import Incident, IncidentEvent, Message
from tests.chaos.checks.findings import Findings, Held
from tests.chaos.claims import Fate

CREATES_INCIDENT = {Fate.INCIDENT: 1, Fate.PRAISE: 0, Fate.TWIN: 1, Fate.HELD: 0}


def balance(held: Held) -> Findings:
    """The page's own equation, and nothing still being read."""
    found = Findings()
    counted = balance_of(held.launch)
    terms = {term.outcome: term.count for term in counted.terms}
    found.look(f"received {counted.received}, outcomes {terms}", is_right=counted.is_even)
    found.look(f"{terms['pending']} items have no outcome", is_right=terms["pending"] == 0)
    accepted = len(held.claims.receipts) + len(held.claims.replies)
    found.look(f"received {counted.received} of {accepted} accepted", is_right=counted.received == accepted)
    found.count = counted.received
    return found


def receipts(held: Held) -> Findings:
    """Each receipt's number and key name the same one item."""
    found = Findings()
    forms = RawItem.objects.filter(launch=held.launch, channel=Channel.FORM)
    keys = Counter(forms.values_list("idempotency_key", flat=True))
    numbers = {item.idempotency_key: item.receipt for item in forms}
    for receipt in held.claims.receipts:
        is_right = keys.pop(receipt.idempotency_key, 0) == 1
        is_right = is_right and numbers[receipt.idempotency_key] == receipt.number
        found.look(f"{receipt.number} is not exactly one item", is_right=is_right)
    for key in keys:
        found.look(f"{numbers[key]} has no receipt: nobody holds it", is_right=False)
    return found


def fates(held: Held) -> Findings:
    """A report is one submission and one incident, praise a submission, a twin is counted once."""
    found = Findings()
    items = RawItem.objects.filter(launch=held.launch, channel=Channel.FORM)
    by_key = {item.idempotency_key: item for item in items}
    told: dict[str, list[RawItem]] = defaultdict(list)
    for receipt in held.claims.receipts:
        if receipt.idempotency_key in by_key:
            told[receipt.words].append(by_key[receipt.idempotency_key])
    fate_of = {receipt.words: receipt.fate for receipt in held.claims.receipts}
    for words, sent in told.items():
        problem = _problem(fate_of[words], words, sent)
        found.look(f"{sent[0].receipt} ({fate_of[words]}): {problem}", is_right=not problem)
    return found


def _problem(fate: Fate, words: str, sent: list[RawItem]) -> str:
    """What is wrong with the items that carry the same words, or nothing."""
    outcomes = Counter(item.outcome for item in sent)
    main = Outcome.QUARANTINED if fate is Fate.HELD else Outcome.CREATED
    wanted = Counter({main.value: 1, Outcome.REJECTED.value: len(sent) - 1})
    if outcomes != +wanted:
        return f"outcomes {dict(outcomes)}"
    submissions = Submission.objects.filter(raw_item__in=sent).count()
    if submissions != (0 if fate is Fate.HELD else 1):
        return f"{submissions} submissions"
    incidents = Incident.objects.filter(messages__body=words).count()
    return "" if incidents == CREATES_INCIDENT[fate] else f"{incidents} incidents"


def replies(held: Held) -> Findings:
    """Each reply is one item, one message and one event that names the item."""
    found = Findings()
    items = RawItem.objects.filter(launch=held.launch, channel=Channel.STATUS_PAGE)
    by_key = {item.idempotency_key: item for item in items}
    for reply in held.claims.replies:
        item = by_key.pop(reply.idempotency_key, None)
        messages = Message.objects.filter(incident__launch=held.launch, body=reply.words).count()
        is_right = item is not None and item.outcome == Outcome.APPENDED and messages == 1
        events = IncidentEvent.objects.filter(
            kind=EventKind.REPORTER_WROTE, cause=f"raw_item:{item.pk if item else ''}"
        ).count()
        words = f"“{reply.words}” is {messages} messages and {events} events"
        found.look(words, is_right=is_right and events == 1)
    for item in by_key.values():
        found.look(f"{item.receipt} was said by nobody", is_right=False)
    return found


def ratings(held: Held) -> Findings:
    """Each survey holds the score it was given."""
    found = Findings()
    for rating in held.claims.ratings:
        survey = survey_of(rating.token)
        found.look(f"{survey} should be {rating.score}", is_right=survey.score == rating.score)
    return found
