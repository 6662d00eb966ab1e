"""An act on 200 and its undo: histories verify, no number moved, no mail was sent."""

from datetime import timedelta
from functools import partial

import pytest

from dashboards.actions import follow_changes
from feedback.actions import follow_incidents, settle_change
from feedback.actions.following import tell_reporters
from feedback.models import SatisfactionSurvey
from hypercare.accounts.models import User
from hypercare.launches.models import Launch
from hypercare.notifications.models import OutgoingMessage
from hypercare.ui import charts
from incidents.actions import resolve_incident, triage_incident
from incidents.actions.bulk import Deed, change_many, settle_next, undo_many
from incidents.actions.sweeps import sweep_clocks, sweep_priorities
from incidents.domain.bulk import AT_MOST, BulkAct, Outcome
from incidents.domain.history import Cause, Resolution
from incidents.domain.priority import Level
from incidents.models import Incident
from incidents.queries.verification import differences_in, histories_of
from tests.dashboards.actions.test_marks_suffice import everything
from tests.factories.dashboards import count
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ReporterFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
NOW = REPORTED_AT + timedelta(minutes=20)
LATER = NOW + timedelta(minutes=5)
DEEDS = {
    BulkAct.RESOLVE: partial(
        resolve_incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Try again."
    ),
    BulkAct.TRIAGE: partial(triage_incident, impact=Level.HIGH, urgency=Level.HIGH),
}


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "render_svg", lambda *_, **__: "<svg></svg>")


@pytest.fixture
def launch() -> Launch:
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def user(launch: Launch) -> User:
    made: User = MembershipFactory(launch=launch).user
    return made


def many(launch: Launch, size: int) -> list[Incident]:
    """Each from somebody with a mail address, and already confirmed to them."""
    found = [make_incident(launch, reporter=ReporterFactory(launch=launch)) for _ in range(size)]
    OutgoingMessage.objects.all().delete()
    return found


def done_and_undone(incidents: list[Incident], deed: Deed, act: BulkAct, user: User) -> list[str]:
    """Meanwhile every sweep runs and every number is counted; returns what came of each."""
    launch = incidents[0].launch
    change = change_many(launch, incidents, deed, act=act, once="k", user=user, now=lambda: NOW)
    sweep_priorities(at=NOW)
    sweep_clocks(at=NOW + SECOND)
    settle_next(tell_reporters, at=NOW + SECOND)
    count(launch, at=LATER)
    undo_many(change, user=user, at=NOW + 29 * SECOND)
    sweep_priorities(at=LATER)
    sweep_clocks(at=LATER)
    while settle_change(at=LATER):
        pass
    count(launch, at=LATER)
    return list(change.items.values_list("outcome", flat=True).distinct())


@pytest.mark.parametrize(("act", "size"), [(BulkAct.RESOLVE, AT_MOST), (BulkAct.TRIAGE, 20)])
def test_it_is_as_if_it_had_never_been(launch: Launch, user: User, act: BulkAct, size: int) -> None:
    incidents = many(launch, size)
    count(launch, at=LATER)
    numbers = everything(launch)
    assert done_and_undone(incidents, DEEDS[act], act, user) == [Outcome.UNDONE]
    assert everything(launch) == numbers
    found = histories_of(Incident.objects.select_related("launch"))
    assert [each.incident.key for each in found if list(differences_in(each, at=LATER))] == []
    assert not OutgoingMessage.objects.due(LATER).exists()
    assert not SatisfactionSurvey.objects.exists()


def test_without_an_undo_each_reporter_is_told_once(launch: Launch, user: User) -> None:
    incidents = many(launch, 3)
    deed = DEEDS[BulkAct.RESOLVE]
    change_many(launch, incidents, deed, act=BulkAct.RESOLVE, once="k", user=user, now=lambda: NOW)
    settle_change(at=LATER)
    settle_change(at=LATER)
    letters = OutgoingMessage.objects.all()
    assert letters.count() == SatisfactionSurvey.objects.count() == 3
    assert all("Try again." in letter.body for letter in letters)


@pytest.mark.django_db(transaction=True)
def test_the_follower_of_events_leaves_it_to_the_settling(launch: Launch, user: User) -> None:
    incidents = many(launch, 2)
    deed = DEEDS[BulkAct.RESOLVE]
    change_many(launch, incidents, deed, act=BulkAct.RESOLVE, once="k", user=user, now=lambda: NOW)
    assert follow_incidents(at=LATER) > 0
    assert follow_changes(at=LATER) > 0
    assert not OutgoingMessage.objects.filter(body__contains="Try again.").exists()
