"""From the cause to the fix in production, and back when it is rolled back."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest

from hypercare.launches.models import Launch, Release
from hypercare.launches.releasing import deploy_release, roll_back_release
from hypercare.lib.errors import DomainError
from incidents.actions import (
    Actor,
    acknowledge_incident,
    close_incident,
    find_cause,
    fixing,
    mark_fix_ready,
    plan_fix,
    receive_reporter_message,
    resolve_incident,
    settle_fix,
    start_wait,
    sweeps,
    withdraw_fix,
)
from incidents.domain.clocks import ClockState
from incidents.domain.history import Cause, EventKind, Resolution
from incidents.domain.lifecycle import State, WaitingOn
from incidents.models import Clock, Incident, IncidentEvent, Message
from incidents.queries.verification import differences_in, histories_of
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import (
    LaunchFactory,
    MembershipFactory,
    ReleaseFactory,
    ReporterFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SEEN_AT = REPORTED_AT + MINUTE
READY_AT = REPORTED_AT + 10 * MINUTE
LIVE_AT = REPORTED_AT + 20 * MINUTE
LATER = REPORTED_AT + 30 * MINUTE


@pytest.fixture
def launch() -> Launch:
    """TRD."""
    made: Launch = LaunchFactory(key="TRD")
    return made


@pytest.fixture
def release(launch: Launch) -> Release:
    """1.4.3, ahead."""
    made: Release = ReleaseFactory(launch=launch, version="1.4.3")
    return made


@pytest.fixture
def mara(launch: Launch) -> Actor:
    """A member."""
    return Actor.human(MembershipFactory(launch=launch).user)


@pytest.fixture
def incident(launch: Launch, mara: Actor) -> Incident:
    """In progress."""
    made = make_incident(launch, reporter=ReporterFactory(launch=launch))
    return acknowledge_incident(made, actor=mara, at=SEEN_AT)


def ready(incident: Incident, release: Release, mara: Actor, *, at: datetime = READY_AT) -> Incident:
    """Its fix is ready."""
    return mark_fix_ready(
        incident, release=release, cause=Cause.CODE, body="It works now.", actor=mara, at=at
    )


def deploy(release: Release, *, at: datetime = LIVE_AT) -> None:
    deploy_release(release, actor=UserFactory(), at=at)


def roll_back(release: Release, *, at: datetime = LATER) -> None:
    roll_back_release(release, actor=UserFactory(), at=at)


def kinds(incident: Incident) -> list[str]:
    """What happened, in the order in which it was learnt."""
    return list(incident.events.order_by("seq").values_list("kind", flat=True))


def differences() -> list[object]:
    """Rows that are not what their events say."""
    rows = Incident.objects.select_related("launch").order_by("pk")
    return [each for history in histories_of(rows) for each in differences_in(history, at=LATER)]


def test_a_fix_is_ready_in_a_release_and_its_clocks_run_on(
    incident: Incident, release: Release, mara: Actor
) -> None:
    incident = ready(incident, release, mara)
    assert (incident.state, incident.release_id) == (State.FIX_READY, release.pk)
    assert (incident.cause, incident.cause_found_at) == (Cause.CODE, READY_AT)
    assert Clock.objects.get(incident=incident, kind="resolution").state == ClockState.RUNNING


def test_its_words_wait(incident: Incident, release: Release, mara: Actor) -> None:
    ready(incident, release, mara)
    assert Message.objects.get(body="It works now.").is_held
    assert not Message.objects.public().filter(body="It works now.").exists()


def test_it_is_resolved_at_the_instant_of_the_deployment(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara)
    deploy(release)
    sweeps.settle_releases(at=LATER)
    incident.refresh_from_db()
    assert (incident.state, incident.resolved_at) == (State.RESOLVED, LIVE_AT)
    assert (incident.resolution, incident.release_id) == (Resolution.FIXED, release.pk)
    assert Message.objects.public().filter(body="It works now.", at=LIVE_AT).exists()
    assert differences() == []


def test_a_promise_kept_by_the_deployment_is_kept_however_late_the_worker(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara)
    deploy(release)
    settle_fix(incident, at=LIVE_AT + timedelta(days=30))
    assert Clock.objects.get(incident=incident, kind="resolution").state == ClockState.MET


def test_the_words_of_a_person_keep_the_response_promise(
    launch: Launch, release: Release, mara: Actor
) -> None:
    incident = acknowledge_incident(make_incident(launch), actor=mara, at=SEEN_AT)
    ready(incident, release, mara)
    deploy(release)
    assert settle_fix(incident, at=LATER).first_response_at == LIVE_AT


def test_a_deployed_rollback_takes_back_what_caused_it(incident: Incident, mara: Actor) -> None:
    release = ReleaseFactory(launch=incident.launch, kind="rollback")
    ready(incident, release, mara)
    deploy(release)
    assert settle_fix(incident, at=LATER).resolution == Resolution.ROLLED_BACK


def test_what_was_only_planned_is_left_open(incident: Incident, release: Release, mara: Actor) -> None:
    plan_fix(incident, release=release, actor=mara, at=READY_AT)
    deploy(release)
    assert sweeps.settle_releases(at=LATER) == 0
    incident.refresh_from_db()
    assert (incident.state, incident.release_id) == (State.IN_PROGRESS, release.pk)


def test_a_second_sweep_finds_nothing(incident: Incident, release: Release, mara: Actor) -> None:
    ready(incident, release, mara)
    deploy(release)
    assert [sweeps.settle_releases(at=LATER) for _ in range(2)] == [1, 0]
    assert kinds(settle_fix(incident, at=LATER)).count(EventKind.RESOLVED) == 1


def test_a_fix_marked_while_it_is_deployed_is_found_by_the_sweep(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara, at=LIVE_AT + MINUTE)
    deploy(release)
    sweeps.settle_releases(at=LATER)
    incident.refresh_from_db()
    assert incident.resolved_at == LIVE_AT + MINUTE


def test_twelve_fixes_are_finished_exactly_once_though_a_worker_is_killed_midway(
    launch: Launch, release: Release, mara: Actor
) -> None:
    incidents = [acknowledge_incident(make_incident(launch), actor=mara, at=SEEN_AT) for _ in range(12)]
    for incident in incidents:
        ready(incident, release, mara)
    deploy(release)
    _die_after(5)
    assert Incident.objects.filter(state=State.FIX_READY).count() == 7
    sweeps.settle_releases(at=LATER)
    resolved = IncidentEvent.objects.filter(kind=EventKind.RESOLVED).values_list("incident", flat=True)
    assert sorted(resolved) == sorted(each.pk for each in incidents)
    assert differences() == []


class KilledError(BaseException):
    """As a signal ends a worker."""


def _die_after(count: int) -> None:
    """Settle so many, then end in the midst of the next."""
    left = iter(range(count))
    real = fixing._resolve

    def resolve(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        if next(left, None) is None:
            raise KilledError

    with patch.object(fixing, "_resolve", resolve), pytest.raises(KilledError):
        sweeps.settle_releases(at=LATER)


def test_a_rollback_reopens_what_the_release_resolved(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara)
    deploy(release)
    sweeps.settle_releases(at=LIVE_AT)
    roll_back(release)
    assert [sweeps.settle_releases(at=LATER) for _ in range(2)] == [1, 0]
    incident.refresh_from_db()
    assert (incident.state, incident.release_id, incident.reopen_count) == (State.IN_PROGRESS, None, 1)
    assert differences() == []


def test_it_reopens_what_was_closed_too(incident: Incident, release: Release, mara: Actor) -> None:
    ready(incident, release, mara)
    deploy(release)
    close_incident(settle_fix(incident, at=LIVE_AT), actor=mara, at=LIVE_AT + MINUTE)
    roll_back(release)
    assert settle_fix(incident, at=LATER).state == State.IN_PROGRESS


def test_a_rollback_before_anybody_settled_takes_the_fix_back(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara)
    deploy(release)
    roll_back(release)
    sweeps.settle_releases(at=LATER)
    incident.refresh_from_db()
    assert (incident.state, incident.resolved_at) == (State.IN_PROGRESS, None)
    assert kinds(incident)[-1] == EventKind.FIX_WITHDRAWN


def test_what_a_person_resolved_otherwise_stays_resolved(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara)
    resolve_incident(
        incident,
        cause=Cause.DATA,
        resolution=Resolution.WORKAROUND,
        body="Use the sheet.",
        actor=mara,
        at=READY_AT + MINUTE,
    )
    deploy(release)
    roll_back(release)
    assert sweeps.settle_releases(at=LATER) == 0


def test_a_fix_is_taken_back_and_stays_planned(incident: Incident, release: Release, mara: Actor) -> None:
    incident = withdraw_fix(ready(incident, release, mara), actor=mara, at=LIVE_AT)
    assert (incident.state, incident.release_id) == (State.IN_PROGRESS, release.pk)
    assert Message.objects.get(body="It works now.").is_held


def test_a_fix_ready_ends_a_wait(incident: Incident, release: Release, mara: Actor) -> None:
    start_wait(incident, waiting_on=WaitingOn.TEAM, actor=mara, at=SEEN_AT)
    assert ready(incident, release, mara).waiting_on is None


def test_the_cause_is_found_once(incident: Incident, mara: Actor) -> None:
    find_cause(incident, cause=Cause.DATA, actor=mara, at=SEEN_AT)
    incident = find_cause(incident, cause=Cause.CODE, actor=mara, at=READY_AT)
    assert (incident.cause, incident.cause_found_at) == (Cause.CODE, SEEN_AT)


def test_saying_it_again_changes_nothing(incident: Incident, release: Release, mara: Actor) -> None:
    find_cause(incident, cause=Cause.DATA, actor=mara, at=SEEN_AT)
    plan_fix(incident, release=release, actor=mara, at=SEEN_AT)
    before = incident.events.count()
    find_cause(incident, cause=Cause.DATA, actor=mara, at=READY_AT)
    plan_fix(incident, release=release, actor=mara, at=READY_AT)
    assert incident.events.count() == before


def test_a_reopening_forgets_cause_and_release(incident: Incident, release: Release, mara: Actor) -> None:
    ready(incident, release, mara)
    deploy(release)
    incident = say_not_fixed(settle_fix(incident, at=LIVE_AT))
    assert (incident.cause_found_at, incident.release_id) == (None, None)


def say_not_fixed(incident: Incident, version: str = "") -> Incident:
    """The reporter says that it is not fixed, from a page that runs this version."""
    return receive_reporter_message(
        incident, body="No.", reporter=None, at=LATER, is_not_fixed=True, version=version
    )


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("1.4.2", State.RESOLVED),
        ("1.4.3", State.IN_PROGRESS),
        ("1.5", State.IN_PROGRESS),
        ("999.9.9", State.IN_PROGRESS),
        ("0.0.1", State.IN_PROGRESS),
        ("", State.IN_PROGRESS),
    ],
)
def test_what_is_said_from_an_older_release_never_reopens(
    launch: Launch, mara: Actor, version: str, state: State
) -> None:
    older, release, _ = (ReleaseFactory(launch=launch, version=each) for each in ("1.4.2", "1.4.3", "1.5"))
    deploy(older, at=REPORTED_AT)
    incident = ready(acknowledge_incident(make_incident(launch), actor=mara, at=SEEN_AT), release, mara)
    deploy(release)
    incident = say_not_fixed(settle_fix(incident, at=LIVE_AT), version)
    assert incident.state == state
    assert Message.objects.filter(body="No.").count() == 1


def test_no_version_that_a_client_says_makes_or_moves_a_release(launch: Launch, release: Release) -> None:
    make_incident(launch, version="999.9.9")
    assert [(each.version, each.position) for each in launch.releases.all()] == [("1.4.3", 1)]


@pytest.mark.parametrize("is_rolled_back", [False, True])
def test_a_release_that_is_not_ahead_takes_no_fix(
    incident: Incident, release: Release, mara: Actor, *, is_rolled_back: bool
) -> None:
    deploy(release)
    if is_rolled_back:
        roll_back(release)
    release.refresh_from_db()
    with pytest.raises(DomainError, match="choose a release that is ahead") as refusal:
        ready(incident, release, mara)
    assert refusal.value.field == "release"
    with pytest.raises(DomainError, match="choose a release that is ahead"):
        plan_fix(incident, release=release, actor=mara, at=LATER)


def test_a_release_of_another_launch_is_refused(incident: Incident, mara: Actor) -> None:
    with pytest.raises(DomainError, match="another launch"):
        ready(incident, ReleaseFactory(), mara)


def test_an_unknown_cause_is_none(incident: Incident, mara: Actor) -> None:
    with pytest.raises(DomainError) as refusal:
        find_cause(incident, cause=Cause.UNKNOWN, actor=mara, at=READY_AT)
    assert refusal.value.field == "cause"


def test_what_is_new_is_taken_up_first(launch: Launch, release: Release, mara: Actor) -> None:
    with pytest.raises(DomainError, match="New cannot become Fix ready"):
        ready(make_incident(launch), release, mara)
    assert Message.objects.filter(body="It works now.").count() == 0


def test_a_ready_fix_is_taken_back_before_it_is_unplanned(
    incident: Incident, release: Release, mara: Actor
) -> None:
    ready(incident, release, mara)
    with pytest.raises(DomainError, match="take the fix back first"):
        plan_fix(incident, release=None, actor=mara, at=LATER)
