"""The history in plain past tense: every kind of event has its words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incidents.actions import (
    Actor,
    override_priority,
    prioritise_incident,
    reopen_incident,
    resolve_incident,
    triage_incident,
    undo_act,
)
from incidents.domain.history import (
    TRIAGE_INPUTS,
    ActorKind,
    Cause,
    Event,
    EventKind,
    IncidentState,
    Resolution,
    evolve,
)
from incidents.domain.lifecycle import State
from incidents.domain.priority import Level, Priority
from incidents.models import Incident
from incidents.queries.choices import LaunchNames
from incidents.queries.timeline import Group, Timeline, group_of, timeline
from incidents.queries.timeline_words import SENTENCES, TRIAGE_WORDS, Told, sentence
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import MembershipFactory, ReporterFactory

BERLIN = ZoneInfo("Europe/Berlin")
NAMES = LaunchNames({5: "Order routing"}, {6: "Front desk"}, {7: "Mara", 8: "Ilya"}, {4: "1.4.3"})
HUMAN, REPORTER, BOT, IMPORT = ActorKind.HUMAN, ActorKind.REPORTER, ActorKind.BOT, ActorKind.IMPORT
START = IncidentState(reported_at=REPORTED_AT)
K = EventKind

TABLE: list[tuple[EventKind, ActorKind, dict[str, Any], str]] = [
    (K.DECLARED, REPORTER, {}, "Jonas reported it"),
    (K.PLANNED, HUMAN, {"release_id": 4}, "Mara planned its fix for 1.4.3"),
    (K.PLANNED, HUMAN, {"release_id": None}, "Mara took it out of every release"),
    (K.CAUSE_FOUND, HUMAN, {"cause": "code"}, "Mara found the cause: code"),
    (K.FIX_READY, HUMAN, {"release_id": 4, "cause": "code"}, "Mara has its fix ready in 1.4.3, cause code"),
    (
        K.FIX_WITHDRAWN,
        HUMAN,
        {"release_id": 4},
        "Mara took the fix back, and it is in progress again",
    ),
    (
        K.FIX_WITHDRAWN,
        BOT,
        {"release_id": None, "rolled_back_id": 4},
        "1.4.3 was rolled back, and its fix with it",
    ),
    (
        K.RESOLVED,
        BOT,
        {"release_id": 4, "cause": "code", "resolution": "fixed"},
        "1.4.3 was deployed, and it was resolved: fixed, cause code",
    ),
    (K.REOPENED, BOT, {"release_id": 5}, "a former release was rolled back, and it was reopened"),
    (K.RESTRICTED, HUMAN, {"reader_ids": [7, 99]}, "Mara restricted it to Mara and a former member"),
    (K.OPENED_TO_ALL, HUMAN, {}, "Mara opened it to everybody in the launch"),
    (K.REFERENCE_ADDED, HUMAN, {"reference_id": 6}, "Mara tied it to another system"),
    (K.REFERENCE_REMOVED, HUMAN, {"reference_id": 6}, "Mara untied it from another system"),
    (K.DECLARED, HUMAN, {}, "Mara took down the report of Jonas"),
    (K.DECLARED, IMPORT, {}, "It was opened in ServiceNow"),
    (K.ACKNOWLEDGED, HUMAN, {}, "Mara acknowledged it"),
    (K.ASSIGNED, HUMAN, {"assignee_id": 7}, "Mara took it"),
    (K.ASSIGNED, HUMAN, {"assignee_id": 8, "team_id": 6}, "Mara gave it to Ilya, in Front desk"),
    (K.ASSIGNED, HUMAN, {"assignee_id": None, "team_id": 6}, "Mara gave it to Front desk"),
    (K.ASSIGNED, HUMAN, {"assignee_id": None, "team_id": None}, "Mara gave it back: nobody has it"),
    (
        K.ASSIGNED,
        HUMAN,
        {"assignee_id": 99, "team_id": 98},
        "Mara gave it to a former member, in a former team",
    ),
    (K.UNDONE, HUMAN, {"seqs": [2]}, "Mara undid that"),
    (K.TRIAGED, HUMAN, {"urgency": "high"}, "Mara raised urgency to High"),
    (
        K.TRIAGED,
        HUMAN,
        {"impact": "low", "nature": "training_gap"},
        "Mara lowered impact to Low and called it training gap",
    ),
    (K.TRIAGED, HUMAN, {"service_id": 5}, "Mara set the service to Order routing"),
    (K.TRIAGED, HUMAN, {"service_id": None}, "Mara took the service away"),
    (K.TRIAGED, HUMAN, {"affected_users": 12}, "Mara put the affected users at 12"),
    (K.TRIAGED, HUMAN, {"affected_users": None}, "Mara left open how many are affected"),
    (K.TRIAGED, HUMAN, {"is_service_down": True}, "Mara marked the service as down for everyone"),
    (K.TRIAGED, HUMAN, {"is_service_down": False}, "Mara marked the service as up again"),
    (
        K.PRIORITY_SET,
        BOT,
        {"priority": 3, "source": "matrix"},
        "Priority became P3: impact medium, urgency medium",
    ),
    (
        K.PRIORITY_SET,
        BOT,
        {"priority": 1, "source": "floor"},
        "Priority became P1: the service is down for everyone",
    ),
    (K.PRIORITY_SET, BOT, {"priority": 2, "source": "override"}, "Priority became P2: set by hand"),
    (K.PRIORITY_OVERRIDDEN, HUMAN, {"priority": 1}, "Mara set the priority to P1 by hand"),
    (K.OVERRIDE_LIFTED, HUMAN, {}, "Mara let the matrix decide again"),
    (K.REPLIED, HUMAN, {}, "Mara replied to Jonas"),
    (K.REPORTER_WROTE, REPORTER, {}, "Jonas wrote"),
    (K.NOTED, HUMAN, {}, "Mara wrote an internal note"),
    (K.WAIT_STARTED, HUMAN, {"waiting_on": "vendor"}, "Mara set it waiting on the vendor"),
    (K.WAIT_ENDED, HUMAN, {}, "Mara took it up again"),
    (K.WAIT_ENDED, REPORTER, {}, "The answer of Jonas ended the wait"),
    (
        K.RESOLVED,
        HUMAN,
        {"resolution": "rolled_back", "cause": "code"},
        "Mara resolved it: rolled back, cause code",
    ),
    (K.REOPENED, HUMAN, {}, "Mara reopened it"),
    (K.REOPENED, REPORTER, {}, "Jonas said it is not fixed, and it was reopened"),
    (K.DECLINED, HUMAN, {"reason": "works_as_designed"}, "Mara declined it: works as designed"),
    (K.CLOSED, HUMAN, {}, "Mara closed it"),
    (K.CLOSED, BOT, {}, "It was closed by itself: nobody had objected"),
    (
        K.SNOOZED,
        HUMAN,
        {"until": "2026-11-25T07:00:00+00:00"},
        "Mara snoozed it until Wed 25 Nov 08:00; its clocks ran on",
    ),
    (K.WOKEN, BOT, {"by": "time"}, "It came back into the inbox: its time had come"),
    (K.WOKEN, BOT, {"by": "clock"}, "It came back into the inbox: a promise was in danger"),
    (K.WOKEN, REPORTER, {"by": "reporter"}, "It came back into the inbox: Jonas wrote"),
    (K.WOKEN, HUMAN, {"by": "person"}, "Mara brought it back into the inbox"),
    (K.FOLLOW_UP_ADDED, HUMAN, {"follow_up": "fix", "asked_by": "incident"}, "Mara promised a fix"),
    (K.FOLLOW_UP_ADDED, HUMAN, {"follow_up": "decide", "asked_by": "note"}, "Mara asked for a decision"),
    (
        K.FOLLOW_UP_ADDED,
        HUMAN,
        {"follow_up": "fix", "asked_by": "workaround"},
        "The cause is still to be repaired: a follow-up stays",
    ),
    (K.FOLLOW_UP_CHANGED, HUMAN, {"change": "decided"}, "Mara answered a decision"),
    (K.FOLLOW_UP_CHANGED, HUMAN, {"change": "done"}, "Mara marked a follow-up as done"),
    (K.TIED, HUMAN, {"parent_number": 7}, "Mara tied it to TRD-7"),
    (K.UNTIED, HUMAN, {"parent_number": 7}, "Mara untied it from TRD-7"),
    (
        K.JOINED,
        HUMAN,
        {"number": 9, "reported_at": "2026-10-01T08:00:00+00:00"},
        "Mara tied TRD-9 to it, the first report of it",
    ),
    (K.JOINED, HUMAN, {"number": 9, "reported_at": "2026-12-01T08:00:00+00:00"}, "Mara tied TRD-9 to it"),
    (K.PARTED, HUMAN, {"number": 9}, "Mara untied TRD-9 from it"),
    (K.MAJOR_DECLARED, HUMAN, {}, "Mara declared it a major incident"),
    (K.MAJOR_ROLE_TAKEN, HUMAN, {"role": "commander", "user_id": 7}, "Mara took the role of commander"),
    (K.MAJOR_ROLE_TAKEN, HUMAN, {"role": "scribe", "user_id": 8}, "Mara made Ilya scribe"),
    (K.MAJOR_ROLE_TAKEN, HUMAN, {"role": "scribe", "user_id": None}, "Mara laid down the role of scribe"),
    (
        K.MAJOR_WORDED,
        HUMAN,
        {"what": ["business_impact", "war_room"]},
        "Mara wrote the business impact and where the war room is",
    ),
    (K.MAJOR_UPDATED, HUMAN, {"audience": "executive"}, "Mara gave the executive update"),
    (
        K.UPDATE_MISSED,
        BOT,
        {"audience": "tactical", "late_seconds": 600},
        "The tactical update was overdue (recorded 10 min late)",
    ),
    (K.STOOD_DOWN, HUMAN, {}, "Mara stood the major incident down"),
    (K.MAJOR_REVIEWED, HUMAN, {}, "Mara wrote the review"),
    (K.TARGET_WARNED, BOT, {"clock": "response"}, "90 % of the response time had passed"),
    (K.TARGET_BREACHED, BOT, {"clock": "resolution"}, "The resolution promise was breached"),
    (
        K.TARGET_BREACHED,
        BOT,
        {"clock": "response", "late_seconds": 1800},
        "The response promise was breached (recorded 30 min late)",
    ),
    (
        K.RECORDED,
        IMPORT,
        {"state": "waiting", "waiting_on": "vendor", "team_id": 6},
        "ServiceNow recorded the state Waiting on the vendor and the team Front desk",
    ),
    (
        K.RECORDED,
        IMPORT,
        {"priority": 2, "source": "matrix", "impact": "high", "made_sla": True},
        "ServiceNow recorded priority P2, impact high and the promise as kept",
    ),
    (K.RECORDED, IMPORT, {"service_id": None, "waiting_on": None}, "ServiceNow recorded the service none"),
    (K.RECORDED, IMPORT, {}, "ServiceNow recorded an update"),
]


@pytest.mark.parametrize(("kind", "actor_kind", "payload", "words"), TABLE)
def test_the_words_of_an_event(
    kind: EventKind, actor_kind: ActorKind, payload: dict[str, Any], words: str
) -> None:
    event = Event(kind, REPORTED_AT, 2, actor_kind, payload)
    after = START if kind is K.DECLARED else evolve(START, event)
    told = Told(event, START, after, "Mara", "Jonas", "ServiceNow", NAMES, BERLIN, "TRD")
    assert sentence(told) == words


def test_every_kind_has_words_and_is_in_the_table() -> None:
    assert set(SENTENCES) == set(EventKind) == {row[0] for row in TABLE}


def test_every_triage_input_has_words() -> None:
    assert TRIAGE_WORDS.keys() == TRIAGE_INPUTS.keys()


def test_urgency_is_raised_and_lowered_from_where_it_was() -> None:
    low = replace(START, urgency=Level.LOW)
    event = Event(K.TRIAGED, REPORTED_AT, 2, HUMAN, {"urgency": "medium"})
    assert (
        sentence(Told(event, low, low, "Mara", "Jonas", "", NAMES, BERLIN)) == "Mara raised urgency to Medium"
    )


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_stands_under_a_heading(kind: EventKind) -> None:
    assert group_of(kind) in Group


def told(incident: Incident) -> Timeline:
    """The timeline of a stored incident."""
    messages = {each.pk: each for each in incident.messages.all()}
    return timeline(incident, incident.events.select_related("actor"), messages=messages, names=NAMES)


@pytest.mark.django_db
def test_the_newest_entry_comes_first_and_the_state_is_that_of_the_row() -> None:
    incident = make_incident()
    result = told(incident)
    assert [entry.sentence for entry in result.entries] == [
        "Priority became P3: impact medium, urgency medium",
        "Somebody reported it",
    ]
    assert result.state.priority == incident.priority == Priority.P3


@pytest.mark.django_db
def test_a_stored_change_names_who_and_what() -> None:
    incident = make_incident(reporter=None)
    member = MembershipFactory(launch=incident.launch, user__name="Mara Kessler")
    at = REPORTED_AT + timedelta(minutes=5)
    triage_incident(incident, urgency=Level.HIGH, actor=Actor.human(member.user), at=at)
    assert told(incident).entries[0].sentence == "Mara Kessler raised urgency to High"


@pytest.mark.django_db
def test_a_reason_stands_beside_what_it_explains() -> None:
    incident = make_incident()
    staff = Actor.human(MembershipFactory(launch=incident.launch).user)
    at = REPORTED_AT + timedelta(minutes=5)
    override_priority(incident, priority=Priority.P1, reason="The board is watching.", actor=staff, at=at)
    cause, how, soon = Cause.CODE, Resolution.FIXED, at + timedelta(minutes=1)
    resolve_incident(incident, cause=cause, resolution=how, body="Fixed.", actor=staff, at=soon)
    reopen_incident(incident, actor=staff, at=at + timedelta(minutes=2), body="It came back.")
    reasons = {entry.reason for entry in told(incident).entries}
    assert reasons == {"", "It came back.", "The board is watching."}
    assert told(incident).state.state is State.IN_PROGRESS


@pytest.mark.django_db
def test_the_reporter_is_named() -> None:
    incident = make_incident()
    incident.reporter = ReporterFactory(launch=incident.launch, name="Jonas Weber")
    assert told(incident).entries[-1].sentence == "Jonas Weber reported it"


@pytest.mark.django_db
def test_what_was_undone_is_still_told_with_who_undid_it() -> None:
    incident = make_incident()
    staff = Actor.human(MembershipFactory(launch=incident.launch, user__name="Mara").user, act="bulk:1")
    at = REPORTED_AT + timedelta(minutes=5)
    triage_incident(incident, urgency=Level.HIGH, actor=staff, at=at)
    undo_act(incident, act="bulk:1", actor=staff, at=at + timedelta(seconds=9))
    result = told(incident)
    assert [(entry.sentence, entry.undone_by) for entry in result.entries[:2]] == [
        ("Mara undid that", ""),
        ("Mara raised urgency to High", "Mara"),
    ]
    assert result.state.urgency is Level.MEDIUM


@pytest.mark.django_db
def test_an_undone_priority_is_told_with_the_reasons_of_its_time() -> None:
    incident = make_incident()
    staff = Actor.human(MembershipFactory(launch=incident.launch).user, act="bulk:1")
    at = REPORTED_AT + timedelta(minutes=5)
    triage_incident(incident, urgency=Level.HIGH, actor=staff, at=at)
    prioritise_incident(incident, at=at)
    undo_act(incident, act="bulk:1", actor=staff, at=at + timedelta(seconds=9))
    assert told(incident).entries[1].sentence == "Priority became P2: impact medium, urgency high"
