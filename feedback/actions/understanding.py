"""Turning a raw item into what it means: exactly one outcome, in one transaction."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from feedback.actions.mailing import thank_for_praise
from feedback.domain.submissions import (
    NATURES,
    SAME_WORDS_WITHIN,
    Kind,
    are_same_words,
    reason_to_hold,
    title_of,
)
from feedback.models import Submission
from hypercare.intake.actions import MAX_ATTEMPTS, UNREADABLE, claim_item, settle_item
from hypercare.intake.models import Channel, Outcome, RawFile, RawItem
from hypercare.launches.actions import find_or_add_reporter
from hypercare.launches.models import Reporter
from incidents.actions import Actor, Declaration, Picture, declare_incident, receive_reporter_message
from incidents.models import Incident
from incidents.pictures import cleaned_picture

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an item."""

    outcome: Outcome
    reason: str = ""
    result_key: str = ""
    is_restricted: bool = False


Pictures = Sequence[Picture]


def try_item(*, at: datetime) -> RawItem | None:
    """Claim one due item and understand it; `None` when none is due. A failed try comes back later."""
    item = claim_item(at=at)
    if item is None or item.outcome != Outcome.PENDING:
        return item
    try:
        understand_item(item.pk, at=at)
    except Exception:
        logger.exception("try %s at %s failed", item.attempt_count, item.receipt)
        if item.attempt_count >= MAX_ATTEMPTS:
            settle_item(item, outcome=Outcome.QUARANTINED, reason=UNREADABLE, at=at)
    return item


def understand_item(item_id: UUID, *, at: datetime) -> RawItem | None:
    """Give a pending item its outcome and all that follows, or nothing. `None` when it has one already."""
    files = list(RawFile.objects.filter(item=item_id, item__outcome=Outcome.PENDING))
    pictures = [cleaned_picture(bytes(file.content), name=file.name) for file in files]
    with transaction.atomic():
        pending = RawItem.objects.select_for_update(of=("self",), skip_locked=True)
        item = pending.select_related("launch").filter(pk=item_id, outcome=Outcome.PENDING).first()
        if item is None:
            return None
        at = max(at, item.received_at)  # another machine's clock may be ahead of ours
        verdict = _READERS[item.channel](item, pictures, at)
        return settle_item(item, at=at, **asdict(verdict))


def _read_form(item: RawItem, pictures: Pictures, at: datetime) -> Verdict:
    """A report: held for a person, counted with its twin, or kept as a submission with its incident."""
    said = item.payload
    is_trusted = item.released_at is not None or said["is_signed_in"]
    held = "" if is_trusted else reason_to_hold(said["body"], trap=said["trap"])
    if held:
        return Verdict(Outcome.QUARANTINED, held)
    reporter = find_or_add_reporter(item.launch_id, email=said["email"], name=said["name"])
    twin = _sent_before(item, reporter)
    if twin:
        return Verdict(Outcome.REJECTED, f"Sent twice; counted as {twin.receipt}", twin.result_key)
    incident = _declare(item, reporter, pictures, at)
    Submission.objects.create(
        launch=item.launch,
        raw_item=item,
        reporter=reporter,
        incident=incident,
        kind=said["kind"],
        sentiment=said["sentiment"],
        page=said["page"],
        version=said["version"],
        reported_at=item.received_at,
    )
    if incident is None:
        thank_for_praise(item, reporter, at=at)
    return Verdict(Outcome.CREATED, result_key=incident.key if incident else "")


def _declare(item: RawItem, reporter: Reporter | None, pictures: Pictures, at: datetime) -> Incident | None:
    """The incident a submission leads to; praise leads to none."""
    nature = NATURES[Kind(item.payload["kind"])]
    if nature is None:
        return None
    payload = item.payload
    words = payload["body"]
    said = Declaration(
        title=title_of(words),
        body=words,
        reported_at=item.received_at,
        reporter=reporter,
        nature=nature,
        pictures=pictures,
        page=payload["page"],
        version=payload["version"],
    )
    return declare_incident(item.launch, said, actor=Actor.reporter(), at=at, because=_cause(item))


def _sent_before(item: RawItem, reporter: Reporter | None) -> RawItem | None:
    """The item with the same words that this reporter sent shortly before; a new picture makes it new."""
    if reporter is None or not reporter.email or item.files.exists():
        return None
    # Two workers may read both at once: the second waits here until the first has decided.
    Reporter.objects.select_for_update(no_key=True).get(pk=reporter.pk)
    around = (item.received_at - SAME_WORDS_WITHIN, item.received_at + SAME_WORDS_WITHIN)
    nearby = Submission.objects.filter(reporter=reporter, reported_at__range=around)
    earlier = [submission.raw_item for submission in nearby.select_related("raw_item")]
    words = item.payload["body"]
    return next((each for each in earlier if are_same_words(each.payload["body"], words)), None)


def _read_reply(item: RawItem, pictures: Pictures, at: datetime) -> Verdict:
    """An answer: it joins the conversation of its incident. The status page takes no pictures."""
    said = item.payload
    incident = Incident.objects.filter(pk=said["incident_id"], launch=item.launch).first()
    if incident is None:
        return Verdict(Outcome.REJECTED, "The incident it answers no longer exists")
    incident = receive_reporter_message(
        incident,
        body=said["body"],
        reporter=Reporter.objects.filter(pk=said["reporter_id"], launch=item.launch).first(),
        is_not_fixed=said["is_not_fixed"],
        version=said.get("version", ""),  # replies stored before they said it have none
        at=item.received_at,
        because=_cause(item),
    )
    is_restricted = incident.reader_ids is not None
    return Verdict(Outcome.APPENDED, result_key=incident.key, is_restricted=is_restricted)


def _cause(item: RawItem) -> str:
    return f"raw_item:{item.pk}"


_READERS: Mapping[str, Callable[[RawItem, Pictures, datetime], Verdict]] = {
    Channel.FORM: _read_form,
    Channel.API: _read_form,
    Channel.STATUS_PAGE: _read_reply,
}
