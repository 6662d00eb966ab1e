"""The queue as a file: the same incidents, safe in a spreadsheet, and no word of the conversation."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from hypercare.accounts.roles import Role
from hypercare.launches.models import Launch, Membership
from incidents.actions import Actor, add_note, assign_incident
from incidents.models import Incident
from incidents.queries import export
from tests.factories.incidents import make_incident
from tests.factories.launches import LaunchFactory, MembershipFactory, ServiceFactory
from tests.incidents.views.conftest import NOW, SignIn, text_of

pytestmark = pytest.mark.django_db
CSV = "/queue/incidents.csv"


def file_of(browser: Client, **asked: str) -> str:
    """The file of TRD."""
    response: Any = browser.get(CSV, {"launch": "TRD", **asked})
    assert response.status_code == 200
    return b"".join(response).decode()


def rows(browser: Client, **asked: str) -> list[dict[str, str]]:
    """Its lines by the head."""
    return list(csv.DictReader(io.StringIO(file_of(browser, **asked))))


def test_a_line_holds_the_columns_of_the_queue(desk: Client, launch: Launch, mara: Membership) -> None:
    made = make_incident(launch, service=ServiceFactory(launch=launch, name="Order routing"))
    assign_incident(made, assignee=mara.user, team=None, actor=Actor.bot(), at=NOW)
    [row] = rows(desk)
    assert (row["Key"], row["Priority"], row["Service"]) == ("TRD-1", "P3", "Order routing")
    assert (row["State"], row["Assignee"], row["Clock"]) == ("New", "Mara Kessler", "running")


def test_instants_are_iso_with_the_launch_s_offset(desk: Client, launch: Launch) -> None:
    Launch.objects.filter(pk=launch.pk).update(time_zone="Asia/Tokyo")
    make_incident(launch)
    assert rows(desk)[0]["Reported at"] == "2026-11-03T18:00:00+09:00"


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(desk: Client, launch: Launch, title: str) -> None:
    make_incident(launch, title=title)
    assert rows(desk)[0]["Title"] == f"'{title}"


def test_quotes_commas_and_lines_stay_in_their_cell(desk: Client, launch: Launch) -> None:
    make_incident(launch, title='He said "no", twice')
    assert rows(desk)[0]["Title"] == 'He said "no", twice'


def test_it_holds_what_the_same_address_of_the_queue_shows(desk: Client, launch: Launch) -> None:
    make_incident(launch, title="Settlement is late")
    make_incident(launch)
    assert [row["Key"] for row in rows(desk, q="settlement")] == ["TRD-1"]
    assert [row["Key"] for row in rows(desk, q="is:new sort:newest")] == ["TRD-2", "TRD-1"]
    assert rows(desk, q="is:closed") == []


def test_every_row_is_there_once(desk: Client, launch: Launch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "ROWS_AT_ONCE", 2)
    for _ in range(5):
        make_incident(launch)
    assert [row["Key"] for row in rows(desk)] == [f"TRD-{number}" for number in range(1, 6)]


def test_no_note_leaves_with_it(desk: Client, incident: Incident, mara: Membership) -> None:
    add_note(incident, body="Between us: plinthwork.", actor=Actor.human(mara.user), at=NOW)
    assert "plinthwork" not in file_of(desk)


def test_it_is_a_file_with_a_name(desk: Client, launch: Launch) -> None:
    response = desk.get(CSV, {"launch": "TRD"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="TRD-2026-11-0')


def test_words_nobody_understands_give_no_file(desk: Client, launch: Launch) -> None:
    response = desk.get(CSV, {"launch": "TRD", "q": "is:opne"})
    assert (response.status_code, "Did you mean is:open?" in text_of(response)) == (422, True)


def test_the_queue_leads_to_its_file(desk: Client, incident: Incident) -> None:
    text = text_of(desk.get("/queue/?launch=TRD&priority=3"))
    assert 'href="/queue/incidents.csv?launch=TRD&amp;priority=3"' in text


def test_another_launch_and_a_viewer_get_nothing(launch: Launch, sign_in: SignIn) -> None:
    stranger = MembershipFactory(launch=LaunchFactory(key="CRM"))
    viewer = MembershipFactory(launch=launch, role=Role.VIEWER)
    assert sign_in(stranger).get(CSV, {"launch": "TRD"}).status_code == 404
    assert sign_in(viewer).get(CSV, {"launch": "TRD"}).status_code == 403


def test_jira_gets_the_columns_that_its_importer_expects(
    desk: Client, launch: Launch, mara: Membership
) -> None:
    Launch.objects.filter(pk=launch.pk).update(time_zone="Asia/Tokyo")
    made = make_incident(launch, service=ServiceFactory(launch=launch, name="Order routing"))
    assign_incident(made, assignee=mara.user, team=None, actor=Actor.bot(), at=NOW)
    [row] = rows(desk, layout="jira")
    assert (row["Summary"], row["Issue Type"], row["Priority"]) == (made.title, "Bug", "Medium")
    assert (row["Status"], row["Component/s"], row["Assignee"]) == ("To Do", "Order routing", "Mara Kessler")
    assert (row["Date Created"], row["External issue ID"]) == ("2026-11-03 18:00:00", "TRD-1")


def test_servicenow_gets_the_columns_of_its_table(desk: Client, launch: Launch) -> None:
    made = make_incident(launch)
    [row] = rows(desk, layout="servicenow")
    assert (row["short_description"], row["correlation_id"], row["state"]) == (made.title, "TRD-1", "New")
    assert (row["impact"], row["urgency"], row["priority"]) == ("2 - Medium", "2 - Medium", "3 - Moderate")
    assert (row["opened_at"], row["resolved_at"]) == ("2026-11-03 09:00:00", "")


@pytest.mark.parametrize("layout", ["jira", "servicenow"])
def test_no_cell_of_theirs_is_a_formula_either(desk: Client, launch: Launch, layout: str) -> None:
    make_incident(launch, title="=1+1")
    assert "'=1+1" in file_of(desk, layout=layout)


def test_an_unknown_layout_is_refused_by_its_rule(desk: Client, launch: Launch) -> None:
    refused = desk.get(CSV, {"launch": "TRD", "layout": "lotus"})
    assert (refused.status_code, "there are hypercare, jira, servicenow" in text_of(refused)) == (422, True)
