"""Saved views as people keep, share, rename and delete them, and who may not."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from incidents.models import Incident, SavedView
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory
from tests.incidents.views.conftest import HTMX, SignIn, text_of
from tests.incidents.views.test_queue import get, keys

pytestmark = pytest.mark.django_db
VIEWS = "/queue/views/?launch=TRD"


@pytest.fixture
def kai(launch: Launch) -> Membership:
    """A responder."""
    made: Membership = MembershipFactory(launch=launch, role=Role.RESPONDER)
    return made


def view_of(member: Membership, *, name: str = "Urgent", is_shared: bool = False) -> SavedView:
    """A view of this person."""
    return SavedView.objects.create(
        launch=member.launch, owner=member.user, name=name, query="is:open priority:P3", is_shared=is_shared
    )


def address(view: SavedView, more: str = "") -> str:
    """The view's page."""
    return f"/queue/views/{view.pk}/{more}?launch=TRD"


def test_the_present_queue_is_kept_in_words(desk: Client, incident: Incident) -> None:
    service = ServiceFactory(launch=incident.launch, name="Order routing")
    text = get(desk, f"state=waiting&priority=3&service={service.pk}&assignee=me&clock=breached&q=x&sort=due")
    words = 'is:waiting priority:P3 service:"Order routing" assignee:me breached:yes sort:due x'
    assert f'name="q" value="{words.replace(chr(34), "&quot;")}"' in text


def test_a_plain_queue_offers_nothing_to_keep(desk: Client, incident: Incident) -> None:
    assert "Save view" not in get(desk)


def test_saving_leads_to_the_same_incidents(desk: Client, incident: Incident) -> None:
    response = desk.post(VIEWS, {"name": "Urgent", "q": "is:open priority:P3"})
    assert parse_qs(urlsplit(response["Location"]).query)["q"] == ["is:open priority:P3"]
    assert keys(text_of(desk.get(response["Location"]))) == ["TRD-1"]


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"q": "is:open"}, "Give the view a name."),
        ({"name": "x" * 61, "q": "is:open"}, "at most 60 characters"),
        ({"name": "Urgent", "q": "is:new"}, "already have a view called “Urgent”"),
        ({"name": "New", "q": "is:opne"}, "Did you mean is:open?"),
    ],
)
def test_a_bad_view_gets_a_sentence(
    desk: Client, mara: Membership, posted: dict[str, str], said: str
) -> None:
    view_of(mara)
    response = desk.post(VIEWS, posted)
    assert (response.status_code, said in text_of(response)) == (422, True)
    assert SavedView.objects.count() == 1


def test_the_list_shows_each_with_its_count(desk: Client, mara: Membership, incident: Incident) -> None:
    view_of(mara)
    text = text_of(desk.get(VIEWS))
    assert "Urgent" in text
    assert '<span class="count">1</span>' in text


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    assert "No view is saved yet" in text_of(desk.get(VIEWS))


def test_the_rail_asks_for_its_part_and_marks_the_present_one(
    desk: Client, mara: Membership, incident: Incident
) -> None:
    view_of(mara)
    here = "http://testserver/queue/?launch=TRD&q=is%3Aopen+priority%3AP3"
    text = text_of(desk.get(VIEWS, headers={**HTMX, "HX-Current-URL": here}))
    assert "<html" not in text
    assert 'aria-current="true"' in text
    assert 'hx-get="/queue/views/?launch=TRD"' in get(desk)


def test_the_owner_renames_shares_and_deletes(desk: Client, mara: Membership) -> None:
    view = view_of(mara)
    assert desk.post(address(view), {"name": "Ours", "is_shared": "on"}).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Ours", True)
    assert desk.post(address(view, "delete/")).status_code == 302
    assert not SavedView.objects.exists()


def test_a_name_taken_is_told_where_one_renames(desk: Client, mara: Membership) -> None:
    view_of(mara, name="Other")
    response = desk.post(address(view_of(mara)), {"name": "Other"})
    assert (response.status_code, "already have a view" in text_of(response)) == (422, True)


def test_a_private_view_of_another_is_not_found(desk: Client, kai: Membership) -> None:
    view = view_of(kai)
    answers = [desk.get(address(view)), desk.post(address(view)), desk.post(address(view, "delete/"))]
    assert [each.status_code for each in answers] == [404, 404, 404]


def test_a_manager_deletes_a_shared_view_and_renames_none(desk: Client, kai: Membership) -> None:
    view = view_of(kai, is_shared=True)
    assert "Delete this view" in text_of(desk.get(address(view)))
    assert desk.post(address(view), {"name": "Mine now"}).status_code == 403
    assert desk.post(address(view, "delete/")).status_code == 302


def test_a_responder_deletes_no_view_of_another(mara: Membership, kai: Membership, sign_in: SignIn) -> None:
    view, browser = view_of(mara, is_shared=True), sign_in(kai)
    assert browser.get(address(view)).status_code == 403
    assert browser.post(address(view, "delete/")).status_code == 403
    assert SavedView.objects.exists()


def test_another_launch_finds_nothing(mara: Membership, sign_in: SignIn) -> None:
    view = view_of(mara, is_shared=True)
    stranger = sign_in(MembershipFactory(launch=LaunchFactory(key="CRM")))
    paths = (VIEWS, address(view), address(view).replace("TRD", "CRM"))
    assert [stranger.get(path).status_code for path in paths] == [404, 404, 404]
