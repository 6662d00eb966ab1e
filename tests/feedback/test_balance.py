"""Whatever arrives, in whatever order: received is the sum of the outcomes, and each outcome has its rows."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.actions import try_item
from feedback.models import Submission
from hypercare.intake.actions import release_item
from hypercare.intake.models import Channel, Outcome, RawItem
from hypercare.intake.queries import balance_of
from hypercare.launches.models import Launch
from hypercare.lib.errors import ConflictError
from incidents.models import Incident
from tests.factories.feedback import receive, reply_to
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
FORMS = st.fixed_dictionaries(
    {
        "key": st.sampled_from("abcdefgh"),
        "kind": st.sampled_from(["bug", "idea", "question", "usability", "praise", "nonsense"]),
        "body": st.sampled_from(["It hangs.", "It is slow.", "https://a.example " * 6]),
        "email": st.sampled_from(["", "rosa@desk.example", "ben@desk.example"]),
        "trap": st.sampled_from(["", "", "", "x"]),
    }
)
REPLIES = st.fixed_dictionaries({"key": st.sampled_from("ijkl"), "is_not_fixed": st.booleans()})
STEPS = st.one_of(
    st.tuples(st.just("form"), FORMS),
    st.tuples(st.just("reply"), REPLIES),
    st.tuples(st.just("work"), st.integers(1, 3)),
    st.tuples(st.just("release"), st.none()),
)


class Ledger:
    """One launch whose worker runs now and then."""

    def __init__(self) -> None:
        self.launch: Launch = LaunchFactory()
        self.user = UserFactory()
        self.at = REPORTED_AT
        self.accepted: set[Any] = set()

    def take(self, step: str, said: Any) -> None:
        """One thing happens, a minute after the last."""
        self.at += MINUTE
        getattr(self, step)(said)

    def form(self, said: dict[str, Any]) -> None:
        self._accept(lambda: receive(self.launch, at=self.at, **said))

    def reply(self, said: dict[str, Any]) -> None:
        incident = Incident.objects.filter(launch=self.launch).first()
        if incident:
            self._accept(lambda: reply_to(incident, at=self.at, **said))

    def work(self, tries: int) -> None:
        for _ in range(tries):
            try_item(at=self.at)

    def release(self, _: None) -> None:
        held = RawItem.objects.filter(launch=self.launch, outcome=Outcome.QUARANTINED).first()
        if held:
            release_item(held, by=self.user, at=self.at)

    def finish(self) -> None:
        """Let the worker run until nothing is pending."""
        while RawItem.objects.filter(launch=self.launch, outcome=Outcome.PENDING).exists():
            self.at += timedelta(hours=2)
            while try_item(at=self.at):
                pass

    def _accept(self, accept: Any) -> None:
        try:
            self.accepted.add(accept().pk)
        except ConflictError:
            return

    def check(self) -> None:
        """Received is what was accepted, and the sum of the outcomes; every created item has its rows."""
        balance = balance_of(self.launch)
        assert balance.received == len(self.accepted) == sum(term.count for term in balance.terms)
        created = RawItem.objects.filter(launch=self.launch, outcome=Outcome.CREATED)
        assert set(created.values_list("pk", flat=True)) == set(
            Submission.objects.filter(launch=self.launch).values_list("raw_item", flat=True)
        )
        silent = [item for item in created if item.payload["kind"] == "praise"]
        assert Incident.objects.filter(launch=self.launch).count() == created.count() - len(silent)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=25))
def test_received_is_the_sum_of_outcomes_after_every_step(steps: list[Any]) -> None:
    ledger = Ledger()
    for step, said in steps:
        ledger.take(step, said)
        ledger.check()
    ledger.finish()
    ledger.check()
    unsettled = RawItem.objects.filter(launch=ledger.launch, outcome=Outcome.PENDING)
    assert not unsettled.exists()


def test_every_appended_item_is_a_message() -> None:
    ledger = Ledger()
    for step in [("form", {"key": "a"}), ("work", 1), ("reply", {"key": "i"}), ("work", 1)]:
        ledger.take(*step)
    reply = RawItem.objects.get(launch=ledger.launch, channel=Channel.STATUS_PAGE)
    assert reply.outcome == Outcome.APPENDED
    assert Incident.objects.get(launch=ledger.launch).messages.count() == 2
