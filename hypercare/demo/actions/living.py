"""Living one life on a shifted clock: what people did, and what the background would have done between."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from feedback.actions import understand_item
from feedback.actions.following import tell_reporters
from feedback.domain.submissions import title_of
from feedback.models import Submission
from hypercare.demo.actions.cast import Cast
from hypercare.demo.actions.performing import Scene, perform
from hypercare.demo.domain.lives import Life, Triage
from hypercare.demo.screenshots import screenshot
from hypercare.intake.actions import InboundFile, accept_item, release_item
from hypercare.intake.models import Channel, RawItem
from hypercare.launches.models import Launch
from incidents.actions import Actor, Declaration, declare_incident, prioritise_incident
from incidents.actions.sweeps import sweep_clocks
from incidents.models import Clock, Incident, IncidentEvent

READ_AFTER = timedelta(seconds=1)  # as quick as a worker is
SENT_AGAIN_AFTER = timedelta(seconds=40)
RINGS = 4  # each of two clocks warns and breaches


def live(life: Life, cast: Cast, *, until: datetime) -> Incident | None:
    """Everything that happens to one report up to `until`; `None` for one that leads to no incident."""
    with _taking(life.number, cast.launch):
        incident = _phone(life, life.first_look, cast) if life.first_look else _send(life, cast)
    if incident is None:
        return None
    told = _follow(incident, told=0, at=life.declared_at + READ_AFTER)
    for index, moment in enumerate(life.moments):
        _sweep(incident, moment.at)
        perform(moment.deed, Scene(incident, cast, moment.at, moment.by, f"{life.key}:{index}"))
        told = _follow(incident, told=told, at=moment.at + READ_AFTER)
    _sweep(incident, until)
    return incident


@contextmanager
def _taking(number: int | None, launch: Launch) -> Iterator[None]:
    """Let the incident take the number reserved for it, whatever came in meanwhile."""
    if number is None:
        yield
        return
    row = Launch.objects.filter(pk=launch.pk)
    newest = row.select_for_update(no_key=True).values_list("last_number", flat=True)[0]
    row.update(last_number=number - 1)
    yield
    row.update(last_number=newest)


def _phone(life: Life, look: Triage, cast: Cast) -> Incident:
    """Somebody of the service desk writes down what is said on the phone."""
    said = Declaration(
        title=title_of(life.words).rstrip("."),
        body=life.words,
        reported_at=life.reported_at,
        reporter=None if life.colleague is None else cast.reporters[life.colleague],
        service=cast.services[look.service],
        nature=look.nature,
        impact=look.impact,
        urgency=look.urgency,
        affected_users=look.affected_users,
        is_service_down=look.is_service_down,
    )
    actor = Actor.human(cast.users[life.taken_by])
    return declare_incident(cast.launch, said, actor=actor, at=life.declared_at)


def _send(life: Life, cast: Cast) -> Incident | None:
    """The feedback form is sent, maybe twice, and read; what is held back may be released."""
    item = _accept(life, cast, key=life.key, at=life.reported_at)
    understand_item(item.pk, at=life.reported_at + READ_AFTER)
    if life.is_sent_twice:
        again = _accept(life, cast, key=f"{life.key}:again", at=life.reported_at + SENT_AGAIN_AFTER)
        understand_item(again.pk, at=again.received_at + READ_AFTER)
    if life.released_by:
        release_item(item, by=cast.users[life.released_by], at=life.declared_at)
        understand_item(item.pk, at=life.declared_at + READ_AFTER)
    submission = Submission.objects.filter(raw_item=item).select_related("incident").first()
    return submission.incident if submission else None


def _accept(life: Life, cast: Cast, *, key: str, at: datetime) -> RawItem:
    return accept_item(
        cast.launch,
        channel=Channel.FORM,
        idempotency_key=key,
        payload=_payload(life, cast),
        files=_files(life, cast) if life.has_picture else [],
        at=at,
    )


def _files(life: Life, cast: Cast) -> list[InboundFile]:
    return [InboundFile("screenshot.png", "image/png", screenshot(life.key, cast.plot.picture))]


def _payload(life: Life, cast: Cast) -> dict[str, Any]:
    """What the form stores (`feedback.forms.SubmissionForm.payload`)."""
    reporter = None if life.colleague is None else cast.reporters[life.colleague]
    return {
        "body": life.words,
        "kind": life.kind,
        "sentiment": life.sentiment,
        "name": reporter.name if reporter else "",
        "email": reporter.email if reporter else "",
        "page": life.page,
        "version": life.version,
        "trap": life.trap,
        "is_signed_in": False,
    }


def _follow(incident: Incident, *, told: int, at: datetime) -> int:
    """What Celery does after a change: letters, then priority and rank. Returns the last event told of."""
    events = IncidentEvent.objects.filter(incident=incident, seq__gt=told).order_by("seq")
    fresh = list(events.select_related("launch", "incident__launch", "incident__reporter"))
    tell_reporters(fresh, at)
    if Incident.objects.filter(pk=incident.pk).exclude(stale_since=None).exists():
        prioritise_incident(incident, at=at)
    return fresh[-1].seq if fresh else told


def _sweep(incident: Incident, at: datetime) -> None:
    """Let every clock of this incident that rings before `at` ring in its second."""
    for _ in range(RINGS):
        due = Clock.objects.filter(incident=incident, next_check_at__lt=at).order_by("next_check_at").first()
        if due is None or due.next_check_at is None:
            return
        sweep_clocks(at=min(due.next_check_at + READ_AFTER, at))
