"""Many incidents with random lives, written as rows: what the numbers are computed from, without history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from dashboards.domain.spells import Began
from dashboards.models import OpenSpell
from feedback.models import SatisfactionSurvey
from hypercare.launches.models import Launch
from incidents.domain.clocks import ClockKind, ClockState
from incidents.domain.history import Nature
from incidents.domain.lifecycle import State
from incidents.models import Clock, Incident

NATURES = (*[Nature.DEFECT] * 8, Nature.QUESTION, Nature.ENHANCEMENT)


@dataclass(frozen=True, slots=True)
class Life:
    """One incident's rows."""

    incident: Incident
    spells: list[OpenSpell]
    clocks: list[Clock]
    surveys: list[SatisfactionSurvey]

    @property
    def is_fire(self) -> bool:
        """Whether it stands by itself, or for its bundle."""
        return self.incident.parent_number is None


def generate(launch: Launch, *, seed: int, count: int, since: datetime, days: float) -> list[Life]:
    """So many lives reported over so many days, stored."""
    random = Random(seed)
    lives = [_life(launch, n, random, since, days) for n in range(1001, 1001 + count)]
    _tie([life for life in lives if life.incident.nature is Nature.DEFECT], random)
    Incident.objects.bulk_create(life.incident for life in lives)
    OpenSpell.objects.bulk_create(spell for life in lives for spell in life.spells)
    Clock.objects.bulk_create(clock for life in lives for clock in life.clocks)
    SatisfactionSurvey.objects.bulk_create(survey for life in lives for survey in life.surveys)
    return lives


def _tie(lives: list[Life], random: Random) -> None:
    """One in six is a report of one of the others."""
    children, parents = lives[: len(lives) // 6], lives[len(lives) // 6 :]
    for child in children:
        parent = random.choice(parents)
        child.incident.parent_number = parent.incident.number
        child.spells.clear()
        parent.incident.joined_count += 1
        if child.incident.reported_at < parent.incident.burns_since:
            parent.incident.fire_since = parent.spells[0].starts_at = child.incident.reported_at


def _life(launch: Launch, number: int, random: Random, since: datetime, days: float) -> Life:
    reported = since + timedelta(days=random.uniform(0, days))
    turns = [reported]
    for _ in range(random.choice((0, 1, 1, 1, 1, 2, 3))):
        turns.append(turns[-1] + timedelta(hours=random.expovariate(1 / 60)))
    resolved = turns[-1] if len(turns) % 2 == 0 else None
    incident = Incident(
        launch=launch,
        number=number,
        title=f"Generated {number}",
        declared_at=reported,
        reported_at=reported,
        nature=random.choice(NATURES),
        priority=random.choice((1, 2, 3, 4)),
        acknowledged_at=random.choice((None, reported + timedelta(hours=random.expovariate(0.5)))),
        first_resolved_at=turns[1] if len(turns) > 1 else None,
        resolved_at=resolved,
        first_reopened_at=turns[2] if len(turns) > 2 else None,
        reopen_count=max(0, (len(turns) - 1) // 2),
        closed_at=resolved and resolved + timedelta(days=5),
        state=State.CLOSED if resolved else State.IN_PROGRESS,
        made_sla=random.choice((None, True, False)) if resolved else None,
    )
    spells = list(_spells(incident, turns)) if incident.nature is Nature.DEFECT else []
    return Life(incident, spells, list(_clocks(incident, random)), list(_surveys(incident, random)))


def _spells(incident: Incident, turns: list[datetime]) -> Iterator[OpenSpell]:
    for n in range(0, len(turns), 2):
        yield OpenSpell(
            launch=incident.launch,
            incident=incident,
            starts_at=turns[n],
            ends_at=turns[n + 1] if n + 1 < len(turns) else None,
            began_by=Began.REOPENED if n else Began.REPORTED,
        )


def _clocks(incident: Incident, random: Random) -> Iterator[Clock]:
    for kind in ClockKind:
        due = random.choice((None, incident.reported_at + timedelta(hours=random.uniform(1, 90))))
        met = random.choice((None, incident.reported_at + timedelta(hours=random.uniform(1, 90))))
        state = ClockState.RUNNING if due else random.choice((ClockState.PAUSED, ClockState.CANCELLED))
        yield Clock(
            incident=incident,
            launch=incident.launch,
            kind=kind,
            state=state,
            priority=3,
            started_at=incident.reported_at,
            due_at=due,
            met_at=met,
        )


def _surveys(incident: Incident, random: Random) -> Iterator[SatisfactionSurvey]:
    if incident.resolved_at is not None:
        score = random.choice((None, 1, 2, 3, 4, 4, 5, 5))
        rated = incident.resolved_at + timedelta(hours=random.uniform(0, 40)) if score else None
        asked = incident.resolved_at
        yield SatisfactionSurvey(
            launch=incident.launch,
            incident=incident,
            resolution_seq=9,
            asked_at=asked,
            score=score,
            rated_at=rated,
        )
