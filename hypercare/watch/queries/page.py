"""What the health page shows, its words ready."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch
from hypercare.watch.domain.advice import Symptoms, advice_for, headline_for
from hypercare.watch.domain.duties import Standing
from hypercare.watch.domain.meanings import MEANINGS
from hypercare.watch.models import Finding, FindingCause
from hypercare.watch.queries.broker import messages_by_queue
from hypercare.watch.queries.due_work import COUNTED, KINDS
from hypercare.watch.queries.standing import (
    DutyStanding,
    Letters,
    duty_standings,
    letters,
    newest_end,
    oldest_pending_item,
)
from hypercare.watch.schedule import AUDIT, QUEUES, duties

FINDINGS_SHOWN = 10
ORDER = list(Standing)


@dataclass(frozen=True, slots=True)
class Mark:
    """A standing as word, colour and shape."""

    word: str
    badge: str
    icon: str


MARKS: Mapping[Standing, Mark] = {
    Standing.LATE: Mark("Late", "is-bad", "exclamation-triangle"),
    Standing.FAILED: Mark("Failed", "is-bad", "x-circle"),
    Standing.BEHIND: Mark("Behind", "is-warn", "clock"),
    Standing.UNSEEN: Mark("Not seen yet", "is-warn", "question-mark-circle"),
    Standing.ON_TIME: Mark("On time", "is-good", "check"),
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty."""

    name: str
    does: str
    every: str
    ended_at: datetime | None
    waiting: str
    mark: Mark
    trouble: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing the auditor found."""

    duty: str
    words: str
    found_at: datetime
    oldest_due_at: datetime | None
    repaired_at: datetime | None


@dataclass(frozen=True, slots=True)
class OldestItem:
    """The item that waits longest; it has a number and an address only in the reader's launch."""

    received_at: datetime
    receipt: str
    url: str


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Everything on the page. `headline` is empty when all is well."""

    headline: str
    advice: tuple[str, ...]
    rows: tuple[DutyRow, ...]
    depths: tuple[tuple[str, str], ...]
    is_broker_up: bool
    oldest_item: OldestItem | None
    letters: Letters
    last_sweep_at: datetime | None
    last_audit_at: datetime | None
    findings: list[FindingRow]


def health_page(launch: Launch, *, at: datetime) -> HealthPage:
    """How the background of the whole installation stands, for a reader in `launch`."""
    standings, messages, post = duty_standings(at=at), messages_by_queue(), letters(at=at)
    symptoms = Symptoms(_by_queue(standings), messages is not None, post.refused_count, post.given_up_count)
    worst_first = sorted(standings, key=lambda each: ORDER.index(each.standing))
    return HealthPage(
        headline=headline_for(symptoms),
        advice=tuple(advice_for(symptoms)),
        rows=tuple(_row(each) for each in worst_first),
        depths=_depths(standings),
        is_broker_up=messages is not None,
        oldest_item=_oldest(oldest_pending_item(), launch),
        letters=post,
        last_sweep_at=newest_end(standings),
        last_audit_at=newest_end(each for each in standings if each.duty.task == AUDIT),
        findings=_findings(),
    )


def _by_queue(standings: Iterable[DutyStanding]) -> Mapping[str, Sequence[Standing]]:
    found: dict[str, list[Standing]] = defaultdict(list)
    for each in standings:
        found[each.duty.queue].append(each.standing)
    return found


def _row(each: DutyStanding) -> DutyRow:
    meaning, run = MEANINGS[each.duty.task], each.run
    is_well = each.standing is Standing.ON_TIME
    return DutyRow(
        name=each.duty.name.capitalize(),
        does=meaning.does,
        every=_span(each.duty.every.total_seconds()),
        ended_at=run.finished_at if run else None,
        waiting=_amount(each.work.waiting_count, each.duty.task),
        mark=MARKS[each.standing],
        trouble="" if is_well else _trouble(each, meaning.late),
    )


def _trouble(each: DutyStanding, late: str) -> str:
    is_failed = each.standing is Standing.FAILED and each.run
    return f"It ended with {each.run.error}. {late}" if is_failed and each.run else late


def _amount(count: int, task: str) -> str:
    """Such as `Mails to send: 3`, or nothing when none is due."""
    return f"{_noun(task)}: {_capped(count)}" if count else ""


def _capped(count: int) -> str:
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count)


def _depths(standings: Iterable[DutyStanding]) -> tuple[tuple[str, str], ...]:
    waiting = dict.fromkeys(QUEUES, 0)
    for each in standings:
        waiting[each.duty.queue] += each.work.waiting_count
    return tuple((queue, _capped(count)) for queue, count in waiting.items())


def _oldest(item: RawItem | None, launch: Launch) -> OldestItem | None:
    if item is None:
        return None
    if item.launch_id != launch.pk:
        return OldestItem(item.received_at, "", "")
    url = f"{reverse('intake:ledger')}?launch={launch.key}&receipt={item.receipt}"
    return OldestItem(item.received_at, item.receipt, url)


def _findings() -> list[FindingRow]:
    """Those that are open, then the newest of the others."""
    opened = Finding.objects.filter(repaired_at=None)  # Uses index: finding_open_once, for its condition
    done = Finding.objects.exclude(repaired_at=None)[:FINDINGS_SHOWN]  # Uses index: finding_recent
    names = {task: duty.name.capitalize() for task, duty in duties().items()}
    return [
        FindingRow(
            duty=names.get(each.task, each.task),
            words=_words(each),
            found_at=each.found_at,
            oldest_due_at=each.oldest_due_at,
            repaired_at=each.repaired_at,
        )
        for each in (*opened, *done)
    ]


def _words(finding: Finding) -> str:
    """What was wrong."""
    noun = _noun(finding.task) or "Rows"
    return {
        FindingCause.WORK.value: f"{noun} left undone: {finding.late_count}",
        FindingCause.RUN.value: "It had not run for too long",
        FindingCause.GAP.value: "Nobody had looked for too long",
        FindingCause.DRIFT.value: f"Rows unlike what they are computed from: {finding.late_count}",
    }[finding.cause]


def _noun(task: str) -> str:
    """What waits for this duty, such as `Mails to send`; nothing when it has no rows of its own."""
    return KINDS[task].noun.capitalize() if task in KINDS else ""


def _span(seconds: float) -> str:
    """Such as `every 5 min`."""
    units = ((3600, "h"), (60, "min"), (1, "s"))
    size, name = next((size, name) for size, name in units if seconds >= size)
    return f"every {seconds / size:g} {name}"
