"""Understanding an item: one outcome, everything that follows, or nothing at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from feedback import tasks
from feedback.actions import try_item, understand_item, understanding
from feedback.models import Submission
from hypercare.intake.actions import MAX_ATTEMPTS, RETRY_AFTER, UNREADABLE, InboundFile, release_item
from hypercare.intake.models import Outcome, RawItem
from hypercare.launches.models import Reporter
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import start_wait
from incidents.domain.history import Nature
from incidents.domain.lifecycle import State, WaitingOn
from incidents.models import Incident, Message
from tests.factories.feedback import (
    incident_of,
    picture,
    receive,
    reply_to,
    resolve,
    staff_of,
    submit,
)
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SHOT = InboundFile("shot.png", "image/png", picture())


def understood(item: RawItem) -> RawItem:
    understand_item(item.pk, at=item.received_at)
    item.refresh_from_db()
    return item


def test_a_bug_becomes_an_incident_of_its_reporter() -> None:
    item = submit()
    incident = incident_of(item)
    assert (item.outcome, item.result_key) == (Outcome.CREATED, incident.key)
    assert (incident.nature, incident.state) == (Nature.DEFECT, State.NEW)
    assert (str(incident.reporter), incident.reported_at) == ("Rosa", REPORTED_AT)


def test_the_title_is_the_first_sentence_and_the_words_are_kept_whole() -> None:
    incident = incident_of(submit())
    assert incident.title == "Orders appear but never execute."
    assert incident.messages.get().body == "Orders appear but never execute. I pressed Buy twice."


def test_a_submission_keeps_what_the_form_said() -> None:
    submission = Submission.objects.get(raw_item=submit())
    said = (submission.kind, submission.sentiment, submission.page, submission.version)
    assert said == ("bug", 2, "/orders/new", "1.4.2")


def test_praise_is_kept_and_makes_no_incident() -> None:
    item = submit(kind="praise")
    assert (item.outcome, item.result_key) == (Outcome.CREATED, "")
    assert Submission.objects.get(raw_item=item).incident is None


def test_praise_is_thanked_for_once() -> None:
    item = submit(kind="praise")
    assert OutgoingMessage.objects.get().about == f"{item.launch.key} {item.receipt}"


def test_somebody_without_a_name_stays_nobody() -> None:
    assert incident_of(submit(email="", name="")).reporter is None


def test_a_screenshot_arrives_clean() -> None:
    attachment = incident_of(submit(files=[SHOT])).messages.get().attachments.get()
    assert (attachment.name, attachment.content_type) == ("shot.webp", "image/webp")


def test_understanding_twice_changes_nothing() -> None:
    item = submit()
    assert understand_item(item.pk, at=REPORTED_AT) is None
    assert Incident.objects.count() == 1


def test_a_worker_with_a_late_clock_still_understands() -> None:
    item = receive()
    understand_item(item.pk, at=REPORTED_AT - MINUTE)
    assert incident_of(item).reported_at == REPORTED_AT


@pytest.mark.parametrize("said", [{"trap": "x"}, {"body": "https://a.example " * 6}])
def test_what_looks_like_spam_is_held_visibly(said: dict[str, Any]) -> None:
    item = submit(**said)
    assert item.outcome == Outcome.QUARANTINED
    assert item.reason
    assert not Incident.objects.exists()


def test_nothing_is_mailed_about_what_is_held() -> None:
    submit(trap="x", kind="praise")
    assert not OutgoingMessage.objects.exists()


def test_a_signed_in_user_is_never_held() -> None:
    assert submit(body="https://a.example " * 6, is_signed_in=True).outcome == Outcome.CREATED


def test_a_released_item_is_created() -> None:
    item = release_item(submit(trap="x"), by=UserFactory(), at=REPORTED_AT)
    assert understood(item).outcome == Outcome.CREATED


def test_the_same_words_within_ten_minutes_count_once() -> None:
    first = submit()
    second = submit(first.launch, key="key-2", body=" orders APPEAR but never execute. I pressed Buy twice. ")
    assert (second.outcome, second.result_key) == (Outcome.REJECTED, first.result_key)
    assert second.reason == f"Sent twice; counted as {first.receipt}"


def test_the_later_one_counts_when_it_is_read_first() -> None:
    second = submit(key="key-2", at=REPORTED_AT + MINUTE)
    assert submit(second.launch, key="key-1").outcome == Outcome.REJECTED


@pytest.mark.parametrize(
    "said",
    [
        {"at": REPORTED_AT + 11 * MINUTE},
        {"body": "Something else is wrong."},
        {"email": "other@desk.example"},
        {"files": [SHOT]},
    ],
)
def test_later_words_other_words_other_people_and_new_pictures_are_new(said: dict[str, Any]) -> None:
    first = submit()
    assert submit(first.launch, key="key-2", **said).outcome == Outcome.CREATED


def test_people_without_an_address_are_never_taken_for_one() -> None:
    first = submit(email="")
    assert submit(first.launch, key="key-2", email="").outcome == Outcome.CREATED


def test_a_reply_joins_its_incident() -> None:
    incident = incident_of(submit())
    item = understood(reply_to(incident))
    assert (item.outcome, item.result_key) == (Outcome.APPENDED, incident.key)
    assert incident.messages.get(at=item.received_at, body__contains="Mondays").is_from_reporter


def test_a_reply_ends_the_wait_for_it() -> None:
    incident = incident_of(submit())
    start_wait(incident, waiting_on=WaitingOn.REPORTER, actor=staff_of(incident), at=REPORTED_AT + MINUTE)
    understood(reply_to(incident, at=REPORTED_AT + 2 * MINUTE))
    incident.refresh_from_db()
    assert incident.state == State.IN_PROGRESS


@pytest.mark.parametrize(("is_not_fixed", "state"), [(True, State.IN_PROGRESS), (False, State.RESOLVED)])
def test_only_not_fixed_reopens(is_not_fixed: Any, state: State) -> None:
    incident = resolve(incident_of(submit()), at=REPORTED_AT + MINUTE)
    understood(reply_to(incident, at=REPORTED_AT + 2 * MINUTE, is_not_fixed=is_not_fixed))
    incident.refresh_from_db()
    assert incident.state == state


def test_a_reply_is_never_held_for_its_links() -> None:
    incident = incident_of(submit())
    assert understood(reply_to(incident, body="https://a.example " * 9)).outcome == Outcome.APPENDED


def test_a_reply_to_nothing_is_rejected_with_its_reason() -> None:
    incident = incident_of(submit())
    item = understood(reply_to(incident, incident_id=incident.pk + 1))
    assert (item.outcome, item.reason) == (Outcome.REJECTED, "The incident it answers no longer exists")


def test_a_reply_reaches_no_incident_of_another_launch() -> None:
    incident, other = incident_of(submit()), incident_of(submit(LaunchFactory()))
    assert understood(reply_to(incident, incident_id=other.pk)).outcome == Outcome.REJECTED


STEPS = ["find_or_add_reporter", "declare_incident", "_sent_before", "settle_item"]


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_half_way_leaves_nothing_and_the_sweep_completes_it(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    item = receive(files=[SHOT])
    with monkeypatch.context() as broken:
        broken.setattr(understanding, step, _fail_after(getattr(understanding, step)))
        try_item(at=REPORTED_AT)
    assert (_left_behind(), RawItem.objects.get().outcome) == ([0, 0, 0, 0], Outcome.PENDING)
    try_item(at=REPORTED_AT + RETRY_AFTER[0])
    item.refresh_from_db()
    assert (item.outcome, _left_behind()) == (Outcome.CREATED, [1, 1, 1, 1])


def _fail_after(function: Callable[..., Any]) -> Callable[..., None]:
    """Do the step, then die: what it wrote must go with it."""

    def failing(*args: Any, **kwargs: Any) -> None:
        function(*args, **kwargs)
        raise RuntimeError("killed half-way")

    return failing


def _left_behind() -> list[int]:
    return [model.objects.count() for model in (Incident, Submission, Reporter, Message)]


def test_a_failing_item_waits_longer_each_time_and_ends_in_quarantine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item, at = receive(), REPORTED_AT
    monkeypatch.setattr(understanding, "declare_incident", _fail_after(lambda *_, **__: None))
    for attempt in range(MAX_ATTEMPTS):
        assert try_item(at=at)
        assert try_item(at=at) is None, "not again at once"
        at += RETRY_AFTER[attempt]
    item.refresh_from_db()
    assert (item.outcome, item.reason, item.attempt_count) == (Outcome.QUARANTINED, UNREADABLE, MAX_ATTEMPTS)


def test_one_bad_item_does_not_hold_up_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    launch = LaunchFactory()
    bad, good = receive(launch, key="bad", kind="nonsense"), receive(launch, key="good")
    tasks.sweep_raw_items()
    outcomes = [RawItem.objects.get(pk=item.pk).outcome for item in (bad, good)]
    assert outcomes == [Outcome.PENDING, Outcome.CREATED]


def test_a_lost_message_costs_only_a_sweep() -> None:
    launch = LaunchFactory()
    for number in range(3):
        receive(launch, key=str(number), body=f"Words {number}.")
    tasks.sweep_raw_items()
    assert set(RawItem.objects.values_list("outcome", flat=True)) == {Outcome.CREATED}
