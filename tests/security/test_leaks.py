"""An internal word tries every way out, and finds none.

A new address fails here until it has a line in `WAYS`: who may open it?
"""

from enum import Enum
from itertools import chain
from uuid import uuid4

import pytest
from django.http import HttpResponseBase
from django.test import Client

from dashboards.domain.kpis import KPIS
from feedback.tokens import token_for_incident
from hypercare.notifications.models import OutgoingMessage
from incidents.models import Incident, IncidentEvent
from tests.factories.feedback import tell_all
from tests.security.conftest import CANARY, SEARCHED, PathFor, People
from tests.security.routes import routes


class Who(Enum):
    """The least who may open it; whatever they get is an outward path."""

    ANYBODY = "anybody"
    SIGNED_IN = "whoever is signed in, a viewer too"
    STAFF = "people who read incidents"


WAYS: dict[str, Who] = {
    "": Who.SIGNED_IN,
    "healthz": Who.ANYBODY,
    "readyz": Who.ANYBODY,
    "health/": Who.STAFF,
    "metrics": Who.STAFF,
    "accounts/login/": Who.ANYBODY,
    "accounts/logout/": Who.ANYBODY,
    "account/": Who.SIGNED_IN,
    "accounts/second-factor/": Who.SIGNED_IN,  # whom it leads home; between password and session it asks
    "accounts/second-factor/on/": Who.SIGNED_IN,
    "accounts/second-factor/off/": Who.STAFF,  # nothing is there while it is off
    "accounts/second-factor/recovery-codes/": Who.STAFF,
    "accounts/second-factor/recovery-codes/renew/": Who.SIGNED_IN,
    "accounts/password/": Who.SIGNED_IN,
    "accounts/password/confirm/": Who.SIGNED_IN,
    "accounts/password/reset/": Who.ANYBODY,
    "accounts/password/reset/sent/": Who.ANYBODY,
    "accounts/password/reset/<str:uidb36>/<str:key>/": Who.ANYBODY,
    "admin/logout/": Who.ANYBODY,
    "admin/password_change/": Who.SIGNED_IN,
    "outbox/": Who.STAFF,
    "outbox/<int:message_id>/": Who.STAFF,
    "keys/": Who.STAFF,
    "keys/<int:key_id>/revoke/": Who.STAFF,
    "live/<str:token>/": Who.ANYBODY,
    "here/<str:token>/": Who.ANYBODY,
    "feedback/": Who.STAFF,
    "feedback/<uuid:item_id>/release/": Who.STAFF,
    "releases/": Who.STAFF,
    "releases/<int:release_id>/": Who.STAFF,
    "releases/<int:release_id>/<str:verb>/": Who.STAFF,
    "queue/": Who.STAFF,
    "hand-over/": Who.STAFF,
    "queue/incidents.csv": Who.STAFF,
    "queue/views/": Who.STAFF,
    "queue/views/<int:view_id>/": Who.STAFF,
    "queue/views/<int:view_id>/delete/": Who.STAFF,
    "queue/replies/": Who.STAFF,
    "queue/replies/<int:reply_id>/": Who.STAFF,
    "queue/replies/<int:reply_id>/delete/": Who.STAFF,
    "queue/bulk/<str:act>/": Who.STAFF,
    "queue/changes/<int:change_id>/": Who.STAFF,
    "queue/changes/<int:change_id>/undo/": Who.STAFF,
    "follow-ups/": Who.STAFF,
    "follow-ups/new/": Who.STAFF,
    "follow-ups/<int:follow_up_id>/": Who.STAFF,
    "follow-ups/<int:follow_up_id>/decide/": Who.STAFF,
    "follow-ups/<int:follow_up_id>/<str:step>/": Who.STAFF,
    "f/<str:form_key>/": Who.ANYBODY,
    "f/<str:form_key>/sent/<str:token>/": Who.ANYBODY,
    "t/<str:token>/": Who.ANYBODY,
    "t/<str:token>/reply/": Who.ANYBODY,
    "t/<str:token>/picture/<int:picture_id>/": Who.ANYBODY,
    "s/<str:token>/": Who.ANYBODY,
    "launches/<str:key>/": Who.SIGNED_IN,
    "launches/<str:key>/rows/": Who.SIGNED_IN,
    "api/v1/": Who.SIGNED_IN,
    "api/v1/schema/": Who.SIGNED_IN,
    "api/v1/launches/": Who.SIGNED_IN,
    "api/v1/launches/<str:key>/": Who.SIGNED_IN,
    "api/v1/kpis/": Who.SIGNED_IN,
    "api/v1/releases/": Who.SIGNED_IN,  # versions and states, and no word of a person
    "api/v1/releases/<int:release_id>/": Who.SIGNED_IN,
    "api/v1/releases/<int:release_id>/test/": Who.STAFF,
    "api/v1/releases/<int:release_id>/stop-test/": Who.STAFF,
    "api/v1/releases/<int:release_id>/deploy/": Who.STAFF,
    "api/v1/releases/<int:release_id>/roll-back/": Who.STAFF,
    "api/v1/incidents/": Who.SIGNED_IN,  # a declaration names its launch in the body
    "api/v1/follow-ups/": Who.SIGNED_IN,  # so does a promise
    "api/v1/submissions/": Who.SIGNED_IN,  # everybody may hand in
    "api/v1/submissions/balance/": Who.STAFF,
    "api/v1/submissions/<uuid:item_id>/": Who.STAFF,
    "api/v1/submissions/<uuid:item_id>/release/": Who.STAFF,
    "^api/": Who.STAFF,  # nothing is there
    "demo/progress/": Who.ANYBODY,
}
# Whole folders that are for staff alone.
STAFF_FOLDERS = ("admin/", "incidents/", "api/v1/incidents/", "api/v1/follow-ups/")
WEEK = "2026-W45"
ASKED = {
    "launches/<str:key>/": [f"week={WEEK}"],
    "launches/<str:key>/rows/": [f"kpi={slug}&week={WEEK}" for slug in KPIS]
    + [f"kpi={slug}" for slug in KPIS],
    "api/v1/kpis/": [f"week={WEEK}"],
    "t/<str:token>/": ["not_fixed=1"],
}
TAKE_A_LAUNCH = {
    "api/v1/incidents/",
    "api/v1/follow-ups/",
    "api/v1/kpis/",
    "api/v1/releases/",
    "api/v1/submissions/",
    "api/v1/submissions/balance/",
}  # other addresses of the API refuse what they do not know
SHUT = {401, 403, 404, 405}
LOGIN = ("/accounts/login/", "/admin/login/")


def who_of(route: str) -> Who | None:
    """The class of a route; `None` when nobody has thought about it."""
    return WAYS.get(route, Who.STAFF if route.startswith(STAFF_FOLDERS) else None)


def least_who(route: str, people: People, path_for: PathFor) -> Who:
    """The least who gets more than a refusal or the login page."""
    url = f"{address_of(route, path_for)}&{ASKED.get(route, [''])[0]}".rstrip("&")
    for who, client in ((Who.ANYBODY, people.anonymous), (Who.SIGNED_IN, people.viewer)):
        answers = (client.get(url), post(client, url))
        if any(is_open(answer) for answer in answers):
            return who
    return Who.STAFF


def address_of(route: str, path_for: PathFor) -> str:
    """An example of the route, in a launch where it takes one."""
    path = path_for(route)
    takes_none = route.startswith(("api/", "metrics")) and route not in TAKE_A_LAUNCH
    return path.partition("?")[0] if takes_none else path


def post(client: Client, url: str) -> HttpResponseBase:
    """As a browser posts a form, or as a program sends JSON."""
    if not url.startswith("/api/"):
        return client.post(url)
    once = {"Idempotency-Key": str(uuid4())}
    return client.post(url.partition("?")[0], "{}", content_type="application/json", headers=once)


def is_open(answer: HttpResponseBase) -> bool:
    """Neither a refusal nor the way to the login page."""
    to_login = answer.get("Location", "").startswith(LOGIN)
    return answer.status_code not in SHUT and not to_login


def urls_of(route: str, path_for: PathFor) -> list[str]:
    """The route's address, plain, searching for the word beside the canary, and with what it understands."""
    return [
        f"{address_of(route, path_for)}{more}"
        for more in ("", f"&q={SEARCHED}", *(f"&{a}" for a in ASKED.get(route, ())))
    ]


def answers_of(url: str, people: People) -> list[HttpResponseBase]:
    """What everybody outside the team gets there, reading and writing."""
    key = {"Authorization": f"Bearer {people.viewer_key}"}
    program = Client(raise_request_exception=False, headers=key)
    askers = (people.anonymous, program, people.viewer)
    return [answer for each in askers for answer in (each.get(url), post(each, url), each.options(url))]


def words_of(answer: HttpResponseBase) -> str:
    """Headers and content as text."""
    return f"{list(answer.items())} {b''.join(answer).decode('latin-1')}"


def test_somebody_thought_about_every_address() -> None:
    assert [route for route in routes() if who_of(route) is None] == []


def test_the_table_names_no_address_that_is_gone() -> None:
    assert set(WAYS) - set(routes()) == set()


def test_it_is_open_to_whom_the_table_says(people: People, path_for: PathFor) -> None:
    said = {route: who_of(route) for route in routes()}
    assert {route: least_who(route, people, path_for) for route in said} == said


def test_no_address_gives_it_away(people: People, path_for: PathFor) -> None:
    for route in routes():
        answers = chain.from_iterable(answers_of(url, people) for url in urls_of(route, path_for))
        found = [answer.status_code for answer in answers if CANARY in words_of(answer)]
        assert (route, found) == (route, [])


def test_no_address_breaks(people: People, path_for: PathFor) -> None:
    for route in routes():
        broken = [
            a.status_code for a in answers_of(address_of(route, path_for), people) if a.status_code == 500
        ]
        assert (route, broken) == (route, [])


def test_no_log_line_carries_it(incident: Incident, caplog: pytest.LogCaptureFixture) -> None:
    Client().post(f"/t/{token_for_incident(incident)}/reply/", {"body": ""})
    assert CANARY not in caplog.text


def test_no_letter_carries_it(incident: Incident) -> None:
    letters = OutgoingMessage.objects.all()
    assert letters.count() == 5
    assert not any(CANARY in each.subject + each.body for each in letters)


def test_an_event_pointing_at_a_note_still_mails_nothing_of_it(incident: Incident) -> None:
    note = incident.messages.filter(body__contains=CANARY)[0]
    OutgoingMessage.objects.all().delete()
    IncidentEvent.objects.filter(incident=incident, kind="replied").update(payload={"message_id": note.pk})
    tell_all(incident)
    assert not any(CANARY in each.body for each in OutgoingMessage.objects.all())


@pytest.mark.parametrize("route", ["incidents/<str:key>/", "", "follow-ups/"])
def test_the_tests_would_see_it(incident: Incident, path_for: PathFor, route: str) -> None:
    staff = Client()
    staff.force_login(incident.launch.memberships.exclude(role="viewer")[0].user)
    assert CANARY in words_of(staff.get(path_for(route)))
