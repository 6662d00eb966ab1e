"""The background as Prometheus reads it. Labels name duties, queues, causes; never a launch or a person."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from hypercare.watch.domain.duties import Standing
from hypercare.watch.queries.broker import messages_by_queue
from hypercare.watch.queries.standing import (
    DutyStanding,
    FindingCount,
    duty_standings,
    finding_counts,
    letters,
    newest_end,
    oldest_pending_item,
)


def exposition(*, at: datetime) -> bytes:
    """Every metric as it is at this instant, in Prometheus's text format."""
    registry = CollectorRegistry()
    registry.register(BackgroundCollector(at))
    return generate_latest(registry)


class BackgroundCollector(Collector):
    """Reads the database once a scrape, so that any web process gives the same answer."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[Metric]:
        """Each family of metrics."""
        standings = duty_standings(at=self.at)
        yield from _broker(messages_by_queue())
        yield from _depths(standings, self.at)
        yield from _runs(standings, self.at)
        yield from _intake(self.at)
        yield from _outbox(self.at)
        yield from _findings(finding_counts(at=self.at))


def _broker(waiting: Mapping[str, int] | None) -> Iterator[Metric]:
    yield GaugeMetricFamily("hypercare_broker_up", "1 while Redis answers.", int(waiting is not None))
    messages = GaugeMetricFamily(
        "hypercare_broker_messages",
        "Messages no worker has taken; none while Redis is away.",
        labels=["queue"],
    )
    for queue, count in (waiting or {}).items():
        messages.add_metric([queue], count)
    yield messages


def _depths(standings: Iterable[DutyStanding], at: datetime) -> Iterator[Metric]:
    labels = ["queue", "duty"]
    depth = GaugeMetricFamily("hypercare_queue_depth", "Rows due, up to 1000 a duty.", labels=labels)
    late = GaugeMetricFamily("hypercare_queue_late", "Rows due for longer than is right.", labels=labels)
    oldest = GaugeMetricFamily(
        "hypercare_queue_oldest_seconds", "Since when the oldest is due.", labels=labels
    )
    for each in standings:
        names = [each.duty.queue, each.duty.name]
        depth.add_metric(names, each.work.waiting_count)
        late.add_metric(names, each.work.late_count)
        oldest.add_metric(names, _age(each.work.oldest_due_at, at))
    yield from (depth, late, oldest)


def _runs(standings: Iterable[DutyStanding], at: datetime) -> Iterator[Metric]:
    known = list(standings)
    age = GaugeMetricFamily(
        "hypercare_duty_age_seconds", "Since the last good run, or since it is waited for.", labels=["duty"]
    )
    is_late = GaugeMetricFamily("hypercare_duty_late", "1 when that is too long.", labels=["duty"])
    has_failed = GaugeMetricFamily("hypercare_duty_failed", "1 when its last run failed.", labels=["duty"])
    for each in known:
        if each.run:
            age.add_metric([each.duty.name], _age(each.run.since, at))
        is_late.add_metric([each.duty.name], int(each.standing is Standing.LATE))
        has_failed.add_metric([each.duty.name], int(each.standing is Standing.FAILED))
    last = newest_end(known)
    swept = GaugeMetricFamily("hypercare_last_sweep_age_seconds", "Since any duty ended well.", labels=[])
    if last:
        swept.add_metric([], _age(last, at))
    yield from (age, is_late, has_failed, swept)


def _intake(at: datetime) -> Iterator[Metric]:
    oldest = oldest_pending_item()
    age = _age(oldest.received_at if oldest else None, at)
    yield GaugeMetricFamily(
        "hypercare_raw_item_oldest_seconds", "Age of the oldest unread item; 0: none.", age
    )


def _outbox(at: datetime) -> Iterator[Metric]:
    found = letters(at=at)
    yield GaugeMetricFamily("hypercare_letters_waiting", "Letters not yet sent.", found.waiting_count)
    yield GaugeMetricFamily("hypercare_letters_refused", "Those a server refused once.", found.refused_count)
    yield GaugeMetricFamily("hypercare_letters_given_up", "Given up within a day.", found.given_up_count)


def _findings(counts: Mapping[str, FindingCount]) -> Iterator[Metric]:
    still = GaugeMetricFamily(
        "hypercare_findings_open", "What the auditor could not repair.", labels=["cause"]
    )
    recent = GaugeMetricFamily("hypercare_findings_recent", "What it found within a day.", labels=["cause"])
    for cause, count in counts.items():
        still.add_metric([cause], count.open_count)
        recent.add_metric([cause], count.recent_count)
    yield from (still, recent)


def _age(since: datetime | None, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds()) if since else 0.0
