"""A slice of each launch of the demo, lived once: its sagas, its desk of today, and what was held back."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from feedback.domain.submissions import title_of
from hypercare.demo.actions import found_demo
from hypercare.demo.actions.cast import Cast
from hypercare.demo.actions.living import live
from hypercare.demo.domain.plan import plan_lives
from hypercare.demo.domain.plot import Plot
from hypercare.demo.domain.plots import PLOTS
from hypercare.intake.models import Outcome, RawItem
from incidents.domain.history import EventKind
from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.models import Clock, Incident, IncidentEvent
from tests.factories.demo import UNTIL

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
SLICE = ("fire:", "today:", "links", "spam:0", "praise:0")


@pytest.fixture(scope="module", params=list(PLOTS.values()), ids=list(PLOTS))
def plot(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Plot]:
    """A launch with its slice, once for all tests that only look at it."""
    plot = request.param
    with django_db_blocker.unblock():
        cast = Cast.of(plot, found_demo(plot, at=UNTIL).launch)
        for life in plan_lives(plot, UNTIL):
            if life.key.startswith(SLICE):
                with transaction.atomic():
                    live(life, cast, until=UNTIL)
        yield plot
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture(scope="module")
def replayed(plot: Plot) -> str:
    """What the command that replays histories says, outside of any test's transaction."""
    out = StringIO()
    call_command("verify_history", launch=plot.key, stdout=out)
    return out.getvalue()


def told(plot: Plot, slug: str) -> Incident:
    """The incident of a saga."""
    life = next(life for life in plan_lives(plot, UNTIL) if life.key == f"fire:{slug}")
    return Incident.objects.get(title=title_of(life.words).rstrip("."))


def test_rows_equal_their_histories(replayed: str) -> None:
    assert "0 differences" in replayed


def test_every_saga_has_ended(plot: Plot) -> None:
    states = {saga.slug: told(plot, saga.slug).state for saga in plot.sagas}
    assert set(states.values()) <= {State.RESOLVED, State.CLOSED}, states


def test_a_saga_that_hurts_most_is_a_major_incident(plot: Plot) -> None:
    worst = [told(plot, saga.slug).priority for saga in plot.sagas if saga.is_service_down]
    assert set(worst) == {Priority.P1}


def test_what_is_on_the_desk_is_open(plot: Plot) -> None:
    today = plot.today
    planned = len(today.inbox) + len(today.on_desk) + bool(today.burning)
    assert Incident.objects.open().count() == planned
    assert Incident.objects.filter(state=State.NEW).count() == len(today.inbox)


def test_somebody_waits_for_others(plot: Plot) -> None:
    waits = {each.waits_for for each in plot.today.on_desk} - {None}
    found = Incident.objects.filter(state=State.WAITING).values_list("waiting_on", flat=True)
    assert set(found) == waits


def test_something_came_back(plot: Plot) -> None:
    assert IncidentEvent.objects.filter(kind=EventKind.REOPENED).exists()


def test_advertising_stays_held_back(plot: Plot) -> None:
    assert RawItem.objects.filter(outcome=Outcome.QUARANTINED).count() == 1


def test_an_honest_report_was_let_out(plot: Plot) -> None:
    [lead] = [each.email for each in plot.people.staff if each.handle == plot.people.lead]
    assert RawItem.objects.get(released_by__email=lead).outcome == Outcome.CREATED


def test_the_ledger_balances(plot: Plot) -> None:
    assert not RawItem.objects.filter(outcome=Outcome.PENDING).exists()


def test_nothing_is_left_for_the_sweeps(plot: Plot) -> None:
    assert not Clock.objects.due(UNTIL).exists()
    assert not Incident.objects.stale(UNTIL).exists()
