"""Role x address: one table, tested whole."""

from collections.abc import Mapping

import pytest
from django.test import Client

from hypercare.accounts.roles import Permission, Role, role_may
from hypercare.launches.models import Launch
from incidents.actions import Picture
from incidents.domain.follow_ups import FollowUpKind
from incidents.models import Attachment, BulkChange, CannedReply, Incident, SavedView
from incidents.urls import urlpatterns
from tests.factories.follow_ups import make_follow_up
from tests.factories.incidents import make_incident
from tests.factories.launches import MembershipFactory
from tests.incidents.views.conftest import NOW, SignIn

pytestmark = pytest.mark.django_db
SEE, WORK, NOTE, SET, VIEWS, DECIDE, REPLIES = (
    Permission.SEE_INCIDENTS,
    Permission.WORK_INCIDENTS,
    Permission.COMMENT,
    Permission.SET_PRIORITY,
    Permission.MANAGE_VIEWS,
    Permission.DECIDE,
    Permission.WRITE_REPLIES,
)

# Name, method, path, permission.
TABLE: list[tuple[str, str, str, Permission]] = [
    ("queue", "get", "/queue/?launch=TRD", SEE),
    ("export", "get", "/queue/incidents.csv?launch=TRD", SEE),
    ("saved_views", "get", "/queue/views/?launch=TRD", SEE),
    ("saved_views", "post", "/queue/views/?launch=TRD", SEE),
    ("saved_view", "get", "/queue/views/{view}/?launch=TRD", VIEWS),
    ("delete_view", "post", "/queue/views/{view}/delete/?launch=TRD", VIEWS),
    ("hand_over", "post", "/hand-over/?launch=TRD", WORK),
    ("canned_replies", "get", "/queue/replies/?launch=TRD", REPLIES),
    ("canned_replies", "post", "/queue/replies/?launch=TRD", REPLIES),
    ("canned_reply", "get", "/queue/replies/{reply}/?launch=TRD", REPLIES),
    ("canned_reply", "post", "/queue/replies/{reply}/?launch=TRD", REPLIES),
    ("delete_canned_reply", "post", "/queue/replies/{reply}/delete/?launch=TRD", REPLIES),
    ("bulk", "post", "/queue/bulk/take/?launch=TRD", WORK),
    ("bulk_change", "get", "/queue/changes/{change}/", SEE),
    ("bulk_undo", "post", "/queue/changes/{change}/undo/", WORK),
    ("follow_ups", "get", "/follow-ups/?launch=TRD", SEE),
    ("new_follow_up", "get", "/follow-ups/new/?launch=TRD", WORK),
    ("new_follow_up", "post", "/follow-ups/new/?launch=TRD", WORK),
    ("follow_up", "get", "/follow-ups/{follow_up}/", SEE),
    ("follow_up", "post", "/follow-ups/{follow_up}/", WORK),
    ("decide", "post", "/follow-ups/{follow_up}/decide/", DECIDE),
    ("step_follow_up", "post", "/follow-ups/{follow_up}/drop/", WORK),
    ("declare", "get", "/incidents/new/?launch=TRD", WORK),
    ("declare", "post", "/incidents/new/?launch=TRD", WORK),
    ("look_alikes_typed", "post", "/incidents/new/look-alikes/?launch=TRD", WORK),
    ("incident", "get", "/incidents/TRD-1/", SEE),
    ("panel", "get", "/incidents/TRD-1/panels/status/", SEE),
    ("picture", "get", "/incidents/TRD-1/pictures/{picture}/", SEE),
    ("look_alikes", "get", "/incidents/TRD-1/look-alikes/", SEE),
    ("acknowledge", "post", "/incidents/TRD-1/acknowledge/", WORK),
    ("take", "post", "/incidents/TRD-1/take/", WORK),
    ("assign", "get", "/incidents/TRD-1/assign/", WORK),
    ("assign", "post", "/incidents/TRD-1/assign/", WORK),
    ("triage", "get", "/incidents/TRD-1/triage/", WORK),
    ("triage", "post", "/incidents/TRD-1/triage/", WORK),
    ("triage_preview", "get", "/incidents/TRD-1/triage/preview/", WORK),
    ("triage_preview", "post", "/incidents/TRD-1/triage/preview/", WORK),
    ("override", "get", "/incidents/TRD-1/override/", SET),
    ("override", "post", "/incidents/TRD-1/override/", SET),
    ("override_preview", "get", "/incidents/TRD-1/override/preview/", SET),
    ("override_preview", "post", "/incidents/TRD-1/override/preview/", SET),
    ("raise", "post", "/incidents/TRD-1/raise/", SET),
    ("lift_override", "post", "/incidents/TRD-1/lift-override/", SET),
    ("reply", "get", "/incidents/TRD-1/reply/", WORK),
    ("reply", "post", "/incidents/TRD-1/reply/", WORK),
    ("note", "get", "/incidents/TRD-1/note/", NOTE),
    ("note", "post", "/incidents/TRD-1/note/", NOTE),
    ("completions", "get", "/incidents/TRD-1/completions/", NOTE),
    ("words_preview", "post", "/incidents/TRD-1/words/note/", NOTE),
    ("draft", "post", "/incidents/TRD-1/drafts/note/", NOTE),
    ("add_follow_up", "get", "/incidents/TRD-1/follow-up/", WORK),
    ("add_follow_up", "post", "/incidents/TRD-1/follow-up/", WORK),
    ("major", "get", "/incidents/TRD-1/major/", SEE),
    ("declare_major", "get", "/incidents/TRD-1/major/declare/", WORK),
    ("declare_major", "post", "/incidents/TRD-1/major/declare/", WORK),
    ("major_role", "get", "/incidents/TRD-1/major/role/", WORK),
    ("major_role", "post", "/incidents/TRD-1/major/role/", WORK),
    ("major_words", "get", "/incidents/TRD-1/major/words/", WORK),
    ("major_words", "post", "/incidents/TRD-1/major/words/", WORK),
    ("major_update", "get", "/incidents/TRD-1/major/update/tactical/", WORK),
    ("major_update", "post", "/incidents/TRD-1/major/update/executive/", WORK),
    ("stand_down", "post", "/incidents/TRD-1/major/stand-down/", WORK),
    ("major_review", "get", "/incidents/TRD-1/major/review/", WORK),
    ("major_review", "post", "/incidents/TRD-1/major/review/", WORK),
    ("wait", "get", "/incidents/TRD-1/wait/", WORK),
    ("wait", "post", "/incidents/TRD-1/wait/", WORK),
    ("end_wait", "post", "/incidents/TRD-1/end-wait/", WORK),
    ("tie", "get", "/incidents/TRD-1/tie/", WORK),
    ("tie", "post", "/incidents/TRD-1/tie/", WORK),
    ("untie", "post", "/incidents/TRD-1/untie/", WORK),
    ("snooze", "get", "/incidents/TRD-1/snooze/", WORK),
    ("snooze", "post", "/incidents/TRD-1/snooze/", WORK),
    ("wake", "post", "/incidents/TRD-1/wake/", WORK),
    ("find_cause", "get", "/incidents/TRD-1/find-cause/", WORK),
    ("find_cause", "post", "/incidents/TRD-1/find-cause/", WORK),
    ("plan", "get", "/incidents/TRD-1/plan/", WORK),
    ("plan", "post", "/incidents/TRD-1/plan/", WORK),
    ("fix_ready", "get", "/incidents/TRD-1/fix-ready/", WORK),
    ("fix_ready", "post", "/incidents/TRD-1/fix-ready/", WORK),
    ("withdraw_fix", "post", "/incidents/TRD-1/withdraw-fix/", WORK),
    ("resolve", "get", "/incidents/TRD-1/resolve/", WORK),
    ("resolve", "post", "/incidents/TRD-1/resolve/", WORK),
    ("reopen", "get", "/incidents/TRD-1/reopen/", WORK),
    ("reopen", "post", "/incidents/TRD-1/reopen/", WORK),
    ("decline", "get", "/incidents/TRD-1/decline/", WORK),
    ("decline", "post", "/incidents/TRD-1/decline/", WORK),
    ("refer", "get", "/incidents/TRD-1/refer/", WORK),
    ("refer", "post", "/incidents/TRD-1/refer/", WORK),
    ("remove_reference", "post", "/incidents/TRD-1/references/7/remove/", WORK),
    ("restrict", "get", "/incidents/TRD-1/restrict/", WORK),
    ("restrict", "post", "/incidents/TRD-1/restrict/", WORK),
    ("open_to_all", "post", "/incidents/TRD-1/open-to-all/", WORK),
    ("close", "post", "/incidents/TRD-1/close/", WORK),
]
ROWS = [pytest.param(*row[1:], id=f"{row[1]} {row[0]}") for row in TABLE]


@pytest.fixture
def paths(launch: Launch) -> Mapping[str, object]:
    """TRD-1 with a picture, an act on many, a view somebody else shares, and a canned reply."""
    incident = make_incident(launch, pictures=[Picture("a.png", "image/png", b"png", 1, 1)])
    actor = MembershipFactory(launch=launch).user
    change = BulkChange.objects.create(launch=launch, actor=actor, act="take", made_at=NOW, settles_at=NOW)
    view = SavedView.objects.create(launch=launch, owner=actor, name="All", query="is:all", is_shared=True)
    follow_up = make_follow_up(launch, incident=incident, kind=FollowUpKind.DECIDE)
    reply = CannedReply.objects.create(launch=launch, name="Thanks", body="Thank you.")
    return {
        "picture": Attachment.objects.get().pk,
        "change": change.pk,
        "view": view.pk,
        "follow_up": follow_up.pk,
        "reply": reply.pk,
    }


def test_the_table_names_every_address() -> None:
    assert {row[0] for row in TABLE} == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "path", "needs"), ROWS)
def test_a_role_gets_what_the_permission_table_says(
    launch: Launch,
    paths: Mapping[str, object],
    sign_in: SignIn,
    role: Role,
    method: str,
    path: str,
    needs: Permission,
) -> None:
    client = sign_in(MembershipFactory(launch=launch, role=role))
    status = getattr(client, method)(path.format(**paths)).status_code
    assert status in {200, 302, 422} if role_may(role, needs) else status == 403


@pytest.mark.parametrize(("method", "path", "needs"), ROWS)
def test_an_outsider_cannot_tell_that_it_exists(
    paths: Mapping[str, object], sign_in: SignIn, method: str, path: str, needs: Permission
) -> None:
    outsider = sign_in(MembershipFactory(role=Role.LAUNCH_MANAGER))
    assert getattr(outsider, method)(path.format(**paths)).status_code == 404


@pytest.mark.parametrize(("method", "path", "needs"), ROWS)
def test_nobody_gets_the_login_page(
    paths: Mapping[str, object], method: str, path: str, needs: Permission
) -> None:
    response = getattr(Client(), method)(path.format(**paths))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "key",
    [
        "TRD-2",
        "TRD-0",
        "TRD-01",
        "TRD-9999999999",
        "trd-1",
        "TRD",
        "TRD-1x",
        "-1",
        "TRD-\N{ARABIC-INDIC DIGIT ONE}",
    ],
)
def test_a_key_that_is_none_is_not_found(desk: Client, incident: Incident, key: str) -> None:
    assert desk.get(f"/incidents/{key}/").status_code == 404


def test_a_null_byte_is_not_found(desk: Client, incident: Incident) -> None:
    assert desk.get("/incidents/TRD-1%00/").status_code == 404


@pytest.mark.parametrize(
    "name", ["acknowledge", "take", "end-wait", "close", "lift-override", "withdraw-fix", "open-to-all"]
)
def test_what_acts_at_once_is_never_a_link(desk: Client, incident: Incident, name: str) -> None:
    assert desk.get(f"/incidents/TRD-1/{name}/").status_code == 405


def test_a_write_without_its_token_is_refused(desk: Client, incident: Incident) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    assert strict.post("/incidents/TRD-1/acknowledge/").status_code == 403
