"""A batch writes what single actions would have written."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hypercare.launches.actions import next_incident_number
from hypercare.launches.models import Launch, Policy
from incidents.actions.import_names import names_of, reporters_of
from incidents.actions.importing import import_batch
from incidents.actions.story import Actor, Story
from incidents.domain.history import ActorKind, Event
from incidents.domain.servicenow import SOURCE, STATES, read_row
from incidents.domain.servicenow_history import LogHistory, events_of
from incidents.models import Incident
from incidents.queries.verification import differences_in, histories_of
from tests.factories.launches import LaunchFactory
from tests.incidents.importing.log import row
from tests.incidents.importing.stored import stored

IMPORTER = Actor(ActorKind.IMPORT)
LEVELS = ["1 - High", "2 - Medium", "3 - Low"]
CHOICES = {
    "incident_state": [*STATES],
    "impact": LEVELS,
    "urgency": LEVELS,
    "made_sla": ["true", "false"],
    "assigned_to": ["?", "Resolver 3"],
    "assignment_group": ["?", "Group 56", "Group 70"],
    "category": ["Category 55", "Category 7"],
}
AT = timezone.now()
Rows = Sequence[dict[str, str]]
Told = list[tuple[str, Event]]


def history_of(number: int, rows: Rows) -> LogHistory:
    """The history as the file's reader would hand it over."""
    name = f"INC{number:04}"
    given = [row(number=name, sys_mod_count=str(n), **each) for n, each in enumerate(rows)]
    return LogHistory(name, [read_row(each, ZoneInfo("UTC"), until=AT) for each in given])


def begin(launch: Launch, history: LogHistory, *, at: datetime) -> tuple[Story, Told]:
    """A declared incident not yet saved, and what else there is to tell."""
    names, reporters = names_of(launch, [history]), reporters_of(launch, [history])
    (identity, declared), *told = events_of(history, names)
    first = history.in_order[0]
    incident = Incident(launch=launch, title=first.title, source=SOURCE, source_key=history.number)
    incident.reporter_id, incident.declared_at = reporters.get(first.caller), at
    story = Story.begin(incident, actor=IMPORTER, at=declared.at, because=identity, **declared.payload)
    incident.number = next_incident_number(launch.pk)
    return story, told


def step_by_step(launch: Launch, history: LogHistory, *, at: datetime) -> None:
    """One saved action for each event."""
    story, told = begin(launch, history, at=at)
    incident = story.save(at=at)
    for identity, event in told:
        story = Story.open(incident, at=at)
        story.append(event.kind, actor=IMPORTER, at=event.at, because=identity, **event.payload)
        story.save(at=at)


def in_one_go(launch: Launch, history: LogHistory, *, at: datetime) -> None:
    """One story saved at its end, so that no breach is found that a later row takes back."""
    story, told = begin(launch, history, at=at)
    for identity, event in told:
        story.append(event.kind, actor=IMPORTER, at=event.at, because=identity, **event.payload)
    story.save(at=at)


@pytest.mark.django_db
@pytest.mark.parametrize(("policy", "tell"), [(Policy.NONE, step_by_step), (Policy.DEFAULT, in_one_go)])
def test_two_hundred_incidents_one_by_one(policy: str, tell: Callable[..., None]) -> None:
    chance = random.Random(0)
    histories = [history_of(number, random_rows(chance)) for number in range(200)]
    batch, single = (LaunchFactory(policy=policy, office_hours=True) for _ in range(2))
    import_batch(batch, histories, at=AT)
    for history in histories:
        tell(single, history, at=AT)
    assert stored(batch) == stored(single)


def random_rows(chance: random.Random) -> Rows:
    """One to nine rows over three months, in any state and now and then out of order."""
    days = [f"{chance.randint(1, 28)}/{chance.randint(3, 5)}/2016" for _ in range(chance.randint(1, 9))]
    return [
        {
            "sys_updated_at": f"{day} {chance.randint(0, 23)}:30",
            **{column: chance.choice(values) for column, values in CHOICES.items()},
        }
        for day in days
    ]


class AnyLogTest(TestCase):
    """Whatever a log says."""

    rows = st.lists(
        st.fixed_dictionaries(
            {column: st.sampled_from(values) for column, values in CHOICES.items()},
            optional={"sys_updated_at": st.integers(0, 59).map("29/2/2016 04:{:02}".format)},
        ),
        min_size=1,
        max_size=6,
    )
    logs = st.lists(rows, min_size=1, max_size=4)
    policies = st.sampled_from(list(Policy.values))

    @settings(max_examples=60, deadline=None)
    @given(logs, policies)
    def test_the_size_of_a_batch_is_nobodys_business(self, log: Sequence[Rows], policy: str) -> None:
        histories = [history_of(number, rows) for number, rows in enumerate(log)]
        together, apart = LaunchFactory(policy=policy), LaunchFactory(policy=policy)
        import_batch(together, histories, at=AT)
        for history in histories:
            import_batch(apart, [history], at=AT)
        assert stored(together) == stored(apart)

    @settings(max_examples=60, deadline=None)
    @given(logs, policies, st.integers(1, 6))
    def test_every_row_equals_its_history(self, log: Sequence[Rows], policy: str, known: int) -> None:
        launch = LaunchFactory(policy=policy)
        for so_far in (known, None):
            histories = [history_of(number, rows[:so_far]) for number, rows in enumerate(log)]
            import_batch(launch, histories, at=AT)
        kept = histories_of(Incident.objects.filter(launch=launch).select_related("launch"))
        assert [list(differences_in(history, at=AT)) for history in kept] == [[]] * len(log)
