"""The finished demo, seeded once for this module."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from feedback.models import SatisfactionSurvey, Submission
from hypercare.demo.actions import continue_seeding, found_demo
from hypercare.demo.domain.trading import TRADING
from hypercare.demo.models import SeedRun
from hypercare.intake.models import Outcome, RawItem
from hypercare.launches.models import Launch
from hypercare.notifications.models import Audience, OutgoingMessage
from incidents.domain.history import ActorKind, EventKind
from incidents.domain.lifecycle import State
from incidents.domain.priority import Priority
from incidents.models import Attachment, Clock, Incident, IncidentEvent
from tests.factories.demo import UNTIL

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
NOT_IN_THE_DEMO = frozenset(
    {
        EventKind.RECORDED,  # of imports
        EventKind.OVERRIDE_LIFTED,
        EventKind.UNDONE,
        EventKind.SNOOZED,
        EventKind.WOKEN,
        *(EventKind.TIED, EventKind.UNTIED, EventKind.JOINED, EventKind.PARTED),
        *(EventKind.PLANNED, EventKind.CAUSE_FOUND, EventKind.FIX_READY, EventKind.FIX_WITHDRAWN),
        *(EventKind.RESTRICTED, EventKind.OPENED_TO_ALL),
        *(EventKind.REFERENCE_ADDED, EventKind.REFERENCE_REMOVED),
        *(EventKind.MAJOR_DECLARED, EventKind.MAJOR_ROLE_TAKEN, EventKind.MAJOR_WORDED),
        *(EventKind.MAJOR_UPDATED, EventKind.UPDATE_MISSED, EventKind.STOOD_DOWN, EventKind.MAJOR_REVIEWED),
    }
)


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SeedRun]:
    """The whole demo, once for all tests of a module that only look at it.

    Committed report by report: one long transaction would hold up every reader of events on the server.
    """
    with django_db_blocker.unblock():
        run = found_demo(TRADING, at=UNTIL)
        while continue_seeding(at=UNTIL, budget_seconds=60):
            pass
        run.refresh_from_db()
        yield run
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture(scope="module")
def replayed(seeded: SeedRun) -> str:
    """What the command that replays histories says, outside of any test's transaction."""
    out = StringIO()
    call_command("verify_history", launch="TRD", stdout=out)
    return out.getvalue()


def test_the_run_is_finished(seeded: SeedRun) -> None:
    assert seeded.done_count == seeded.total_count
    assert seeded.skipped == []
    assert seeded.finished_at is not None


def test_there_are_about_three_hundred_incidents(seeded: SeedRun) -> None:
    assert 285 <= Incident.objects.count() <= 335


def test_rows_equal_their_histories(replayed: str) -> None:
    assert "0 differences" in replayed


def test_everything_happened_between_go_live_and_now(seeded: SeedRun) -> None:
    instants = IncidentEvent.objects.order_by("at").values_list("at", flat=True)
    assert seeded.launch.go_live_at < instants[0]
    assert max(instants) <= UNTIL


def test_there_is_work_today(seeded: SeedRun) -> None:
    states = Counter(Incident.objects.open().values_list("state", flat=True))
    assert 25 <= sum(states.values()) <= 36
    assert min(states[State.NEW], states[State.IN_PROGRESS], states[State.WAITING]) >= 4


def test_some_is_due_soon_and_some_is_late(seeded: SeedRun) -> None:
    soon = Incident.objects.open().filter(next_due_at__range=(UNTIL, UNTIL + timedelta(hours=2)))
    late = Incident.objects.open().exclude(breached_at=None)
    assert soon.count() >= 2
    assert 2 <= late.count() <= 6


def test_a_major_incident_burns(seeded: SeedRun) -> None:
    [fire] = Incident.objects.open().filter(priority=Priority.P1)
    assert fire.assignee is not None
    assert fire.breached_at is None


def test_priorities_are_mixed(seeded: SeedRun) -> None:
    count = Counter(Incident.objects.values_list("priority", flat=True))
    assert 3 <= count[Priority.P1] <= 5
    assert 0.08 <= count[Priority.P2] / count.total() <= 0.18
    assert count[Priority.P3] > count[Priority.P4] > count[Priority.P2]
    assert count[None] == 0


def test_everything_that_can_happen_happened_but_what_the_demo_leaves_to_people(seeded: SeedRun) -> None:
    happened = set(IncidentEvent.objects.values_list("kind", flat=True))
    assert happened == set(EventKind) - NOT_IN_THE_DEMO


def test_breaches_become_rare(seeded: SeedRun) -> None:
    middle = seeded.launch.go_live_at + timedelta(days=14)
    decided = Clock.objects.exclude(breached_at=None)
    assert decided.filter(due_at__lt=middle).count() > 3 * decided.filter(due_at__gte=middle).count()


def test_nothing_is_left_for_the_sweeps(seeded: SeedRun) -> None:
    assert not Clock.objects.due(UNTIL).exists()
    assert not Incident.objects.stale(UNTIL).exists()
    assert not RawItem.objects.filter(outcome=Outcome.PENDING).exists()


def test_the_ledger_knows_every_end_of_an_item(seeded: SeedRun) -> None:
    assert set(RawItem.objects.values_list("outcome", flat=True)) == {
        Outcome.CREATED,
        Outcome.APPENDED,
        Outcome.QUARANTINED,
        Outcome.REJECTED,
    }
    assert RawItem.objects.exclude(released_by=None).count() == 1


def test_praise_makes_no_incident(seeded: SeedRun) -> None:
    assert Submission.objects.filter(incident=None, kind="praise").count() >= 10


def test_ratings_follow_resolutions(seeded: SeedRun) -> None:
    rated = SatisfactionSurvey.objects.exclude(score=None)
    assert 80 < rated.count() < SatisfactionSurvey.objects.count()
    assert all(survey.asked_at < survey.rated_at <= UNTIL for survey in rated if survey.rated_at)


def test_letters_were_written_when_things_happened(seeded: SeedRun) -> None:
    letters = OutgoingMessage.objects.order_by("queued_at")
    assert letters.filter(audience=Audience.REPORTER).count() > 500
    assert letters.filter(audience=Audience.STAFF).exists()
    assert all(seeded.launch.go_live_at < each.queued_at < UNTIL + timedelta(seconds=2) for each in letters)


def test_people_and_reporters_acted(seeded: SeedRun) -> None:
    acted = Counter(IncidentEvent.objects.values_list("actor_kind", flat=True))
    assert acted[ActorKind.IMPORT] == 0
    assert acted[ActorKind.HUMAN] > acted[ActorKind.REPORTER] > 100


def test_some_reports_came_with_a_picture(seeded: SeedRun) -> None:
    assert Attachment.objects.count() >= 5


def test_the_launch_has_what_a_launch_has(seeded: SeedRun) -> None:
    launch = Launch.objects.get(key="TRD")
    assert launch.target_user_count == 1240
    assert launch.support_windows.filter(weekday=0).count() == 2
    assert launch.holidays.count() == 2
    assert set(launch.teams.values_list("tier", flat=True)) == {"1", "2", "3", "vendor"}
    assert not launch.reporters.filter(site=None).exists()
