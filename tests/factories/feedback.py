"""Items as they arrive through the doors, and what was understood of them."""

from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image

from feedback.actions import understand_item
from feedback.actions.following import tell_reporters
from feedback.models import Submission
from hypercare.intake.actions import InboundFile, accept_item
from hypercare.intake.models import Channel, RawItem
from hypercare.launches.models import Launch
from incidents.actions import Actor, resolve_incident
from incidents.domain.history import Cause, Resolution
from incidents.models import Incident, IncidentEvent
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, MembershipFactory

WORDS = "Orders appear but never execute. I pressed Buy twice."


def form_payload(**said: Any) -> dict[str, Any]:
    """What the form stores, with `said` in place of the defaults."""
    defaults = {
        "body": WORDS,
        "kind": "bug",
        "sentiment": 2,
        "name": "Rosa",
        "email": "rosa@desk.example",
        "page": "/orders/new",
        "version": "1.4.2",
        "trap": "",
        "is_signed_in": False,
    }
    return {**defaults, **said}


def receive(
    launch: Launch | None = None,
    *,
    key: str = "key-1",
    at: datetime = REPORTED_AT,
    files: list[InboundFile] | None = None,
    **said: Any,
) -> RawItem:
    """An item from the form, stored and not yet understood."""
    return accept_item(
        launch or LaunchFactory(),
        channel=Channel.FORM,
        idempotency_key=key,
        payload=form_payload(**said),
        files=files or [],
        at=at,
    )


def submit(launch: Launch | None = None, **said: Any) -> RawItem:
    """An item from the form with its outcome."""
    item = receive(launch, **said)
    understand_item(item.pk, at=item.received_at)
    item.refresh_from_db()
    return item


def reply_to(incident: Incident, *, key: str = "reply-1", at: datetime = REPORTED_AT, **said: Any) -> RawItem:
    """A reply from the status page, stored and not yet understood."""
    payload = {"incident_id": incident.pk, "reporter_id": incident.reporter_id, "is_not_fixed": False}
    return accept_item(
        incident.launch,
        channel=Channel.STATUS_PAGE,
        idempotency_key=key,
        payload={**payload, "body": "It happens on Mondays.", **said},
        at=at,
    )


def incident_of(item: RawItem) -> Incident:
    """The incident a submission became."""
    incident = Submission.objects.select_related("incident__launch").get(raw_item=item).incident
    assert incident is not None
    return incident


def staff_of(incident: Incident, name: str = "Maria Lopez") -> Actor:
    """A member of the incident's launch."""
    return Actor.human(MembershipFactory(launch=incident.launch, user__name=name).user)


def resolve(incident: Incident, *, at: datetime, body: str = "Please try again.") -> Incident:
    """Put it as fixed."""
    actor = staff_of(incident)
    return resolve_incident(
        incident, cause=Cause.CODE, resolution=Resolution.FIXED, body=body, actor=actor, at=at
    )


def tell_all(incident: Incident, *, at: datetime = REPORTED_AT) -> None:
    """What the follower does with every event of an incident."""
    tell_reporters(list(IncidentEvent.objects.filter(incident=incident).order_by("seq")), at)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), *, mode: str = "RGB", **options: Any
) -> bytes:
    """A picture's bytes."""
    encoded = BytesIO()
    Image.new(mode, size).save(encoded, kind, **options)
    return encoded.getvalue()
