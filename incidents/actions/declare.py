"""Declaring an incident."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from hypercare.launches.actions import next_incident_number
from hypercare.launches.models import Launch, Reporter, Service
from hypercare.lib.errors import DomainError
from incidents.actions.conversation import Picture, write_message
from incidents.actions.searching import index_words
from incidents.actions.story import Actor, Story
from incidents.domain.history import Nature
from incidents.domain.priority import Level
from incidents.models import Incident
from incidents.models.timeline import Visibility

TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is said when an incident is declared. `reported_at` is when somebody first said it."""

    title: str
    body: str
    reported_at: datetime
    reporter: Reporter | None = None
    service: Service | None = None
    nature: Nature = Nature.DEFECT
    impact: Level = Level.MEDIUM
    urgency: Level = Level.MEDIUM
    affected_users: int | None = None
    is_service_down: bool = False
    pictures: Sequence[Picture] = field(default=())
    page: str = ""
    version: str = ""

    def check(self, launch: Launch, at: datetime) -> None:
        """Raise `DomainError` naming the field unless this can be declared in `launch` at `at`."""
        if not self.title.strip():
            raise DomainError("Say in a few words what happened.", field="title")
        if len(self.title) > TITLE_LENGTH:
            raise DomainError(f"A title has at most {TITLE_LENGTH} characters.", field="title")
        if self.reported_at > at:
            raise DomainError("It cannot have been reported in the future.", field="reported_at")
        if self.service is not None and self.service.launch_id != launch.pk:
            raise DomainError("That service belongs to another launch.", field="service")

    def payload(self) -> dict[str, Any]:
        """The triage inputs of the opening event."""
        return {
            "nature": self.nature,
            "impact": self.impact,
            "urgency": self.urgency,
            "service_id": self.service.pk if self.service else None,
            "affected_users": self.affected_users,
            "is_service_down": self.is_service_down,
        }


@transaction.atomic
def declare_incident(
    launch: Launch, said: Declaration, *, actor: Actor, at: datetime, because: str = ""
) -> Incident:
    """Open an incident; its clocks start at `said.reported_at`. Raises `DomainError` by field."""
    said.check(launch, at)
    incident = Incident(launch=launch, title=said.title.strip(), reporter=said.reporter, declared_at=at)
    story = Story.begin(incident, actor=actor, at=said.reported_at, because=because, **said.payload())
    incident.number = next_incident_number(launch.pk)
    incident = story.save(at=at, is_stale=True)
    write_message(
        incident,
        body=said.body,
        visibility=Visibility.PUBLIC,
        reporter=said.reporter,
        is_from_reporter=True,
        pictures=said.pictures,
        at=said.reported_at,
    )
    index_words(incident, page=said.page, version=said.version)
    return incident
