"""Nothing that arrives is lost, and each thing ends in exactly one outcome."""

from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from hypercare.intake.actions import (
    MAX_ATTEMPTS,
    RETRY_AFTER,
    UNDERSTAND,
    UNREADABLE,
    InboundFile,
    claim_item,
    digest_of,
    release_item,
    settle_item,
)
from hypercare.intake.models import Outcome, RawItem
from hypercare.lib import background
from hypercare.lib.background import drain_begins
from hypercare.lib.errors import ConflictError
from tests.factories.feedback import receive
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = REPORTED_AT + timedelta(hours=1)
FILE = InboundFile("shot.png", "image/png", b"bytes")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that were sent, with no message waiting from before."""
    drain_begins(UNDERSTAND)
    names: list[str] = []
    monkeypatch.setattr("celery.current_app.send_task", lambda name, **_kwargs: names.append(name))
    monkeypatch.setattr("hypercare.lib.background._asker.ask", background._send_drain)
    return names


def test_an_item_is_stored_whole_and_due_at_once() -> None:
    item = receive(files=[FILE])
    assert (item.outcome, item.next_check_at) == (Outcome.PENDING, REPORTED_AT)
    assert bytes(item.files.get().content) == b"bytes"


def test_the_same_key_and_body_is_the_same_item() -> None:
    launch = LaunchFactory()
    assert receive(launch, files=[FILE]) == receive(launch, files=[FILE], at=LATER)
    assert RawItem.objects.count() == 1


def test_the_same_key_with_other_words_is_a_conflict() -> None:
    first = receive()
    with pytest.raises(ConflictError, match=first.receipt):
        receive(first.launch, body="Something else.")


def test_the_same_key_with_another_file_is_a_conflict() -> None:
    first = receive(files=[FILE])
    with pytest.raises(ConflictError):
        receive(first.launch, files=[InboundFile("shot.png", "image/png", b"others")])


def test_the_same_key_in_another_launch_is_another_item() -> None:
    assert receive() != receive()


def test_a_conflict_leaves_a_callers_transaction_usable() -> None:
    first = receive()
    with transaction.atomic(), pytest.raises(ConflictError):
        receive(first.launch, body="Something else.")
    assert RawItem.objects.get() == first


def test_the_digest_is_sha_256() -> None:
    assert len(digest_of({"a": 1}, [FILE])) == 64


def test_accepting_nudges_a_worker_after_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, sent: list[str]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        receive()
    assert sent == [UNDERSTAND]


def test_until_a_worker_begins_one_message_does_for_all(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, sent: list[str]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        receive()
        receive()
    assert sent == [UNDERSTAND]


def test_what_arrives_after_a_worker_began_is_told_again(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, sent: list[str]
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            receive()
        drain_begins(UNDERSTAND)
    assert sent == [UNDERSTAND, UNDERSTAND]


def test_settling_gives_one_outcome() -> None:
    item = settle_item(receive(), outcome=Outcome.REJECTED, reason="r" * 300, at=LATER)
    assert (item.outcome, len(item.reason), item.next_check_at) == (Outcome.REJECTED, 200, None)


def test_a_settled_item_is_settled_for_good() -> None:
    item = settle_item(receive(), outcome=Outcome.CREATED, result_key="L-1", at=LATER)
    with pytest.raises(ConflictError, match="created already"):
        settle_item(item, outcome=Outcome.REJECTED, at=LATER)


def test_a_claim_counts_the_try_and_sets_the_next() -> None:
    receive()
    item = claim_item(at=LATER)
    assert item is not None
    assert (item.attempt_count, item.next_check_at) == (1, LATER + RETRY_AFTER[0])


def test_a_claimed_item_is_not_claimed_again_before_its_time() -> None:
    receive()
    claim_item(at=LATER)
    assert claim_item(at=LATER + RETRY_AFTER[0] - timedelta(seconds=1)) is None


def test_an_item_that_killed_every_try_is_put_into_quarantine() -> None:
    item = receive()
    RawItem.objects.update(attempt_count=MAX_ATTEMPTS)
    claim_item(at=LATER)
    item.refresh_from_db()
    assert (item.outcome, item.reason) == (Outcome.QUARANTINED, UNREADABLE)


def test_releasing_makes_it_due_again_and_says_who_did() -> None:
    user = UserFactory()
    held = settle_item(receive(), outcome=Outcome.QUARANTINED, reason="6 links", at=LATER)
    item = release_item(held, by=user, at=LATER)
    assert (item.outcome, item.next_check_at, item.attempt_count) == (Outcome.PENDING, LATER, 0)
    assert (item.released_by, item.released_at) == (user, LATER)


def test_only_what_is_held_can_be_released() -> None:
    with pytest.raises(ConflictError, match="not in quarantine"):
        release_item(receive(), by=UserFactory(), at=LATER)


@pytest.mark.parametrize("typed", ["{}", " {} ", "R-{}"])
def test_an_item_is_found_by_its_number_however_it_is_typed(typed: str) -> None:
    item = receive()
    number = item.receipt.removeprefix("R-").lower()
    assert RawItem.objects.numbered(typed.format(number)).get() == item


def test_another_word_is_no_number() -> None:
    receive()
    assert not RawItem.objects.numbered("hello").exists()
