"""What the ledger page shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from hypercare.intake.models import Outcome, RawItem, RawItemQuerySet
from hypercare.launches.models import Launch

PAGE_SIZE = 50
BADGES = {Outcome.CREATED.value: "is-good", Outcome.QUARANTINED.value: "is-warn"}
SETTLED = (Outcome.CREATED, Outcome.APPENDED, Outcome.QUARANTINED, Outcome.REJECTED)


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """One term of the equation."""

    outcome: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Received = sum of outcomes, counted separately in one statement."""

    received: int
    terms: tuple[OutcomeCount, ...]

    @property
    def is_even(self) -> bool:
        """Whether the equation holds."""
        return self.received == sum(term.count for term in self.terms)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One item, its strings ready. `words` and `sender` are empty for people who may not read them."""

    receipt: str
    received_at: datetime
    channel: str
    outcome_label: str
    badge: str
    reason: str
    released_by: str
    result_key: str
    result_url: str
    words: str
    sender: str
    release_path: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page of items, newest first; `next_id` continues after its last row."""

    rows: tuple[LedgerRow, ...]
    next_id: UUID | None


def balance_of(launch: Launch) -> Balance:
    """How many items came in, and what became of them."""
    counts = RawItem.objects.filter(launch=launch).aggregate(
        received=Count("pk"), **{value: Count("pk", filter=Q(outcome=value)) for value in Outcome.values}
    )  # Uses index: raw_item_by_outcome
    order = (*SETTLED, Outcome.PENDING)
    terms = tuple(OutcomeCount(each.value, each.label, counts[each.value]) for each in order)
    return Balance(counts["received"], terms)


def items_of(launch: Launch, *, outcome: str = "", receipt: str = "") -> RawItemQuerySet:
    """The launch's items, newest first: of one outcome, with one receipt number, or all."""
    items = RawItem.objects.select_related("launch", "released_by").filter(launch=launch)
    items = items.filter(outcome=outcome) if outcome else items
    items = items.numbered(receipt) if receipt else items
    return items.order_by("-received_at", "-pk")  # Uses index: raw_item_recent


def ledger_page(
    launch: Launch,
    *,
    outcome: str = "",
    receipt: str = "",
    after: UUID | None = None,
    shows_words: bool,
    can_release: bool,
) -> LedgerPage:
    """The launch's items, newest first, `PAGE_SIZE` at a time; continues after the item `after`."""
    items = items_of(launch, outcome=outcome, receipt=receipt)
    last = RawItem.objects.filter(pk=after, launch=launch).first() if after else None
    if last:
        older = Q(received_at__lt=last.received_at) | Q(received_at=last.received_at, pk__lt=last.pk)
        items = items.filter(older, received_at__lte=last.received_at)  # Uses index: raw_item_recent
    found = list(items[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    rows = tuple(_row(item, shows_words=shows_words, can_release=can_release) for item in shown)
    return LedgerPage(rows, shown[-1].pk if len(found) > PAGE_SIZE else None)


def _row(item: RawItem, *, shows_words: bool, can_release: bool) -> LedgerRow:
    is_held = item.outcome == Outcome.QUARANTINED
    shows_words = shows_words and not item.hides_words
    return LedgerRow(
        receipt=item.receipt,
        received_at=item.received_at,
        channel=item.get_channel_display(),
        badge=BADGES.get(item.outcome, ""),
        outcome_label=item.get_outcome_display(),
        reason=item.reason,
        released_by=str(item.released_by or ""),
        result_key=item.result_key,
        result_url=reverse("incidents:incident", args=[item.result_key]) if item.result_key else "",
        words=item.payload.get("body", "")[:300] if shows_words else "",
        sender=(item.payload.get("email") or item.payload.get("name") or "") if shows_words else "",
        release_path=reverse("intake:release", args=[item.pk]) if is_held and can_release else "",
    )
