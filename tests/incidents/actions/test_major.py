"""Leading a major incident: every act is told once in the history, and reminders are given once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from hypercare.accounts.roles import Role
from hypercare.lib.errors import DomainError
from hypercare.notifications.models import OutgoingMessage
from incidents.actions import (
    Actor,
    declare_major,
    give_update,
    prioritise_incident,
    resolve_incident,
    review_major,
    stand_down,
    take_role,
    triage_incident,
    word_major,
)
from incidents.actions.major import Cast, MajorWords, Review, Update, holders_in
from incidents.actions.sweeps import remind_of_updates
from incidents.domain.history import Cause, Resolution
from incidents.domain.major import Audience, MajorRole
from incidents.domain.priority import Level
from incidents.models import Incident, IncidentEvent, MajorIncident, MajorUpdate
from incidents.queries.verification import differences_in, histories_of
from tests.factories.incidents import make_incident
from tests.factories.launches import MembershipFactory
from tests.factories.major import DECLARED_AT, IMPACT, SAID_IN_PUBLIC, make_major, make_p1

pytestmark = pytest.mark.django_db
BOT = Actor.bot()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = DECLARED_AT + 10 * MINUTE
TACTICAL = Update(Audience.TACTICAL, "Sessions drop every minute.", HOUR / 2, "Restarting.", "The vendor.")
EXECUTIVE = Update(Audience.EXECUTIVE, "Frankfurt works by phone.", HOUR)
REVIEW = Review("The session table ran over.", "No limit was set.", "Set limits before a go-live.")


def row(incident: Incident) -> Incident:
    """As it stands now."""
    return Incident.objects.select_related("launch", "major").get(pk=incident.pk)


def kinds(incident: Incident) -> list[str]:
    """Everything of its being major, in the order in which it was learnt."""
    told = IncidentEvent.objects.filter(incident=incident).order_by("seq").values_list("kind", flat=True)
    return [kind for kind in told if "major" in kind or kind in {"update_missed", "stood_down"}]


def reminders() -> list[str]:
    """Who was told of an overdue update."""
    return list(OutgoingMessage.objects.filter(key__startswith="update:").values_list("to", flat=True))


def holder(incident: Incident, role: MajorRole) -> int | None:
    """Who holds it now."""
    return holders_in(event.as_domain() for event in incident.events.order_by("seq")).get(role)


def refusal(act: Any, incident: Incident, **said: Any) -> str:
    """The field of the error."""
    with pytest.raises(DomainError) as refused:
        act(incident, actor=BOT, at=LATER, **said)
    return refused.value.field


def test_a_declared_one_is_major_since_then() -> None:
    assert row(make_major()).major_since == DECLARED_AT


def test_declaring_writes_one_event_for_each_thing_said() -> None:
    assert kinds(make_major()) == [
        "major_declared",
        "major_role_taken",
        "major_role_taken",
        "major_worded",
    ]


def test_whoever_declares_it_has_seen_it() -> None:
    assert (row(make_major()).state, row(Incident.objects.get()).acknowledged_at) == (
        "in_progress",
        DECLARED_AT,
    )


def test_no_words_stand_in_the_history() -> None:
    incident = make_major()
    give_update(incident, update=TACTICAL, actor=BOT, at=LATER)
    said = " ".join(str(event.payload) for event in incident.events.all())
    assert not [words for words in (IMPACT, SAID_IN_PUBLIC, TACTICAL.conditions) if words in said]


def test_a_p3_is_not_declared() -> None:
    incident = make_incident()
    commander = MembershipFactory(launch=incident.launch).user
    assert refusal(declare_major, incident, cast=Cast(commander), words=MajorWords()) == "state"
    assert not MajorIncident.objects.exists()


def test_it_is_declared_once() -> None:
    incident = make_major()
    commander = MembershipFactory(launch=incident.launch).user
    assert refusal(declare_major, incident, cast=Cast(commander), words=MajorWords()) == "state"


@pytest.mark.parametrize("role", [Role.BUSINESS_OWNER, Role.VIEWER])
def test_whoever_may_not_work_leads_nothing(role: Role) -> None:
    incident = make_p1()
    reader = MembershipFactory(launch=incident.launch, role=role).user
    assert refusal(declare_major, incident, cast=Cast(reader), words=MajorWords()) == "person"
    assert kinds(incident) == []


def test_a_link_that_is_none_declares_nothing() -> None:
    incident = make_p1()
    commander = MembershipFactory(launch=incident.launch).user
    words = MajorWords(war_room="http://meet.bank.example/")
    assert refusal(declare_major, incident, cast=Cast(commander), words=words) == "war_room"
    assert (MajorIncident.objects.count(), kinds(incident)) == (0, [])


def test_a_role_goes_to_the_next_one() -> None:
    incident = make_major()
    ilya = MembershipFactory(launch=incident.launch).user
    take_role(incident, role=MajorRole.COMMANDER, person=ilya, actor=BOT, at=LATER)
    assert holder(incident, MajorRole.COMMANDER) == ilya.pk


def test_taking_what_one_holds_writes_nothing() -> None:
    incident = make_major()
    ilya = MembershipFactory(launch=incident.launch).user
    for _ in range(2):
        take_role(incident, role=MajorRole.SCRIBE, person=ilya, actor=BOT, at=LATER)
    assert kinds(incident).count("major_role_taken") == 3


def test_there_is_always_a_commander() -> None:
    assert refusal(take_role, make_major(), role=MajorRole.COMMANDER, person=None) == "person"


def test_any_other_role_can_be_laid_down() -> None:
    incident = make_major()
    take_role(incident, role=MajorRole.COMMUNICATIONS, person=None, actor=BOT, at=LATER)
    assert holder(incident, MajorRole.COMMUNICATIONS) is None


def test_the_same_words_again_write_nothing() -> None:
    incident = make_major()
    word_major(incident, words=MajorWords(IMPACT, SAID_IN_PUBLIC), actor=BOT, at=LATER)
    assert kinds(incident).count("major_worded") == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [(MajorWords(), "business_impact"), (MajorWords(business_impact=IMPACT), "public_sentence")],
)
def test_executives_hear_nothing_before_both_sentences_are_there(words: MajorWords, field: str) -> None:
    incident = make_major(is_worded=False)
    word_major(incident, words=words, actor=BOT, at=LATER)
    assert refusal(give_update, incident, update=EXECUTIVE) == field
    assert not MajorUpdate.objects.exists()


def test_a_p2_needs_its_sentences_too() -> None:
    incident = make_major(is_worded=False)
    triage_incident(incident, actor=BOT, at=LATER, urgency=Level.MEDIUM)
    prioritise_incident(incident, at=LATER)
    assert row(incident).priority == 2
    assert refusal(give_update, incident, update=EXECUTIVE) == "business_impact"


def test_those_who_work_on_it_need_no_sentence() -> None:
    incident = make_major(is_worded=False)
    give_update(incident, update=TACTICAL, actor=BOT, at=LATER)
    assert MajorUpdate.objects.get().needs == "The vendor."


def test_an_update_of_nothing_is_refused() -> None:
    assert refusal(give_update, make_major(), update=Update(Audience.TACTICAL, "  ", HOUR)) == "conditions"


def test_the_next_update_is_due_when_it_was_promised() -> None:
    incident = make_major()
    assert row(incident).update_due_at == DECLARED_AT + 30 * MINUTE
    give_update(incident, update=TACTICAL, actor=BOT, at=LATER)
    assert row(incident).update_due_at == LATER + 30 * MINUTE


def remind(at: datetime) -> int:
    """As the background does."""
    return remind_of_updates(at=at)


def test_at_the_very_instant_nobody_is_reminded() -> None:
    make_major()
    assert (remind(DECLARED_AT + 30 * MINUTE), reminders()) == (0, [])


def test_the_commander_is_reminded_once_however_often_one_looks() -> None:
    incident = make_major()
    for minutes in (31, 32, 60):
        remind(DECLARED_AT + minutes * MINUTE)
    commander = incident.launch.memberships.get(user=holder(incident, MajorRole.COMMANDER))
    assert reminders() == [commander.user.email]
    assert kinds(incident).count("update_missed") == 1


def test_executives_waiting_reminds_whoever_communicates() -> None:
    incident = make_major()
    remind(DECLARED_AT + 3 * HOUR)
    voice = incident.launch.memberships.get(user=holder(incident, MajorRole.COMMUNICATIONS)).user
    assert voice.email in reminders()
    assert len(reminders()) == 2


def test_without_anybody_for_communications_the_commander_is_reminded() -> None:
    incident = make_major()
    take_role(incident, role=MajorRole.COMMUNICATIONS, person=None, actor=BOT, at=LATER)
    remind(DECLARED_AT + 3 * HOUR)
    assert len(set(reminders())) == 1
    assert len(reminders()) == 2


def test_a_missed_update_is_told_at_its_instant() -> None:
    incident = make_major()
    remind(DECLARED_AT + 45 * MINUTE)
    missed = IncidentEvent.objects.get(incident=incident, kind="update_missed")
    assert (missed.at, missed.payload["late_seconds"]) == (DECLARED_AT + 30 * MINUTE, 900)


def test_after_an_update_the_next_one_is_reminded_of_again() -> None:
    incident = make_major()
    remind(DECLARED_AT + 31 * MINUTE)
    give_update(incident, update=TACTICAL, actor=BOT, at=DECLARED_AT + 40 * MINUTE)
    assert remind(DECLARED_AT + 60 * MINUTE) == 0
    assert remind(DECLARED_AT + 71 * MINUTE) == 1


def test_stood_down_nobody_waits_for_an_update() -> None:
    incident = make_major()
    stand_down(incident, actor=BOT, at=LATER)
    now = row(incident)
    assert (now.major_since, now.update_due_at, now.update_remind_at) == (None, None, None)
    assert remind(DECLARED_AT + 9 * HOUR) == 0


def test_stood_down_nobody_holds_a_role() -> None:
    incident = make_major()
    stand_down(incident, actor=BOT, at=LATER)
    assert holder(incident, MajorRole.COMMANDER) is None


def test_resolving_does_not_stand_it_down() -> None:
    incident = make_major()
    said = {"cause": Cause.CODE, "resolution": Resolution.FIXED, "body": "Please try again."}
    resolve_incident(incident, actor=BOT, at=LATER, **said)  # type: ignore[arg-type]
    assert row(incident).major_since == DECLARED_AT


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (take_role, {"role": MajorRole.SCRIBE, "person": None}),
        (word_major, {"words": MajorWords()}),
        (give_update, {"update": TACTICAL}),
        (stand_down, {}),
        (review_major, {"review": REVIEW}),
    ],
)
def test_what_is_not_major_is_not_led(act: Any, said: dict[str, Any]) -> None:
    assert refusal(act, make_p1(), **said) == "state"


def test_a_review_looks_back() -> None:
    incident = make_major()
    assert refusal(review_major, incident, review=REVIEW) == "state"
    stand_down(incident, actor=BOT, at=LATER)
    review_major(incident, review=REVIEW, actor=BOT, at=LATER + HOUR)
    major = MajorIncident.objects.get()
    assert (major.lessons, major.reviewed_at) == (REVIEW.lessons, LATER + HOUR)


def test_a_review_leaves_nothing_out() -> None:
    incident = make_major()
    stand_down(incident, actor=BOT, at=LATER)
    assert refusal(review_major, incident, review=Review("It broke.", " ", "None.")) == "causes"
    assert MajorIncident.objects.get().what_happened == ""


def test_it_can_be_declared_again() -> None:
    incident = make_major()
    stand_down(incident, actor=BOT, at=LATER)
    commander = MembershipFactory(launch=incident.launch).user
    declare_major(incident, cast=Cast(commander), words=MajorWords(), actor=BOT, at=LATER + HOUR)
    assert row(incident).major_since == LATER + HOUR
    assert MajorIncident.objects.count() == 1


def test_the_row_equals_its_history_after_every_step() -> None:
    incident = make_major()
    steps: list[Callable[[datetime], object]] = [
        remind,
        lambda at: give_update(incident, update=EXECUTIVE, actor=BOT, at=at),
        lambda at: give_update(incident, update=TACTICAL, actor=BOT, at=at),
        lambda at: remind(at + 5 * HOUR),
        lambda at: stand_down(incident, actor=BOT, at=at + 6 * HOUR),
        lambda at: review_major(incident, review=REVIEW, actor=BOT, at=at + 7 * HOUR),
    ]
    for number, step in enumerate(steps):
        step(LATER + number * 25 * MINUTE)
        [history] = histories_of(Incident.objects.filter(pk=incident.pk).select_related("launch"))
        assert list(differences_in(history, at=LATER + 20 * HOUR)) == []
