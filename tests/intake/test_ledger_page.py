"""The ledger page: did my report arrive?"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hypercare.accounts.roles import Role
from hypercare.intake.actions import settle_item
from hypercare.intake.models import Outcome, RawItem
from hypercare.intake.queries import PAGE_SIZE, ledger_page
from hypercare.launches.models import Launch
from tests.factories.feedback import receive, submit
from tests.factories.incidents import REPORTED_AT
from tests.factories.launches import LaunchFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LEDGER = "/feedback/"
MAY_SEE = dict.fromkeys(set(Role) - {Role.VIEWER}, 200)
MAY_RELEASE = {Role.LAUNCH_MANAGER: 302, Role.INCIDENT_MANAGER: 302}


def sign_in(client: Client, launch: Launch, role: Role = Role.INCIDENT_MANAGER) -> None:
    client.force_login(MembershipFactory(launch=launch, role=role).user)


def page_of(client: Client, launch: Launch, **asked: str) -> Any:
    return client.get(LEDGER, {"launch": launch.key, **asked})


def held(launch: Launch | None = None, **said: Any) -> RawItem:
    return submit(launch, trap="x", **said)


@pytest.mark.parametrize("role", Role)
def test_who_may_read_the_ledger(client: Client, role: Role) -> None:
    launch = LaunchFactory()
    sign_in(client, launch, role)
    assert page_of(client, launch).status_code == MAY_SEE.get(role, 403)


@pytest.mark.parametrize("role", Role)
def test_who_may_release(client: Client, role: Role) -> None:
    item = held()
    sign_in(client, item.launch, role)
    url = f"{reverse('intake:release', args=[item.pk])}?launch={item.launch.key}"
    assert client.post(url).status_code == MAY_RELEASE.get(role, 403)


def test_an_outsider_finds_no_ledger(client: Client) -> None:
    launch = LaunchFactory()
    sign_in(client, LaunchFactory())
    assert page_of(client, launch).status_code == 404


def test_nobody_releases_an_item_of_another_launch(client: Client) -> None:
    item, own = held(), LaunchFactory()
    sign_in(client, own)
    url = f"{reverse('intake:release', args=[item.pk])}?launch={own.key}"
    assert client.post(url).status_code == 404


def test_releasing_is_never_a_get(client: Client) -> None:
    item = held()
    sign_in(client, item.launch)
    assert client.get(reverse("intake:release", args=[item.pk])).status_code == 405


def test_releasing_sends_the_item_on(client: Client) -> None:
    item = held()
    sign_in(client, item.launch)
    client.post(f"{reverse('intake:release', args=[item.pk])}?launch={item.launch.key}")
    item.refresh_from_db()
    assert item.outcome == Outcome.PENDING
    assert f"Released by {item.released_by}" in page_of(client, item.launch).content.decode()


def test_releasing_twice_says_so(client: Client) -> None:
    item = submit()
    sign_in(client, item.launch)
    response = client.post(f"{reverse('intake:release', args=[item.pk])}?launch={item.launch.key}")
    assert response.status_code == 409
    assert "not in quarantine" in response.content.decode()


def test_the_equation_names_every_outcome(client: Client) -> None:
    launch = LaunchFactory()
    submit(launch, key="a")
    held(launch, key="b", body="Other words.")
    receive(launch, key="c")
    sign_in(client, launch)
    balance = page_of(client, launch).context["balance"]
    assert (balance.received, [term.count for term in balance.terms]) == (3, [1, 0, 1, 0, 1])
    assert balance.is_even


def test_a_row_links_to_what_it_became(client: Client) -> None:
    item = submit()
    sign_in(client, item.launch)
    html = page_of(client, item.launch).content.decode()
    assert f'href="/incidents/{item.result_key}/"' in html
    assert item.receipt in html


def test_a_held_row_says_why_and_offers_release(client: Client) -> None:
    item = held()
    sign_in(client, item.launch)
    html = page_of(client, item.launch).content.decode()
    assert "people do not see" in html
    assert f"/feedback/{item.pk}/release/" in html


def test_a_responder_is_offered_no_release(client: Client) -> None:
    item = held()
    sign_in(client, item.launch, Role.RESPONDER)
    assert "/release/" not in page_of(client, item.launch).content.decode()


def test_words_are_for_those_who_may_read_incidents() -> None:
    item = submit()
    page = ledger_page(item.launch, shows_words=False, can_release=False)
    assert (page.rows[0].words, page.rows[0].sender) == ("", "")


def test_the_filter_keeps_one_outcome(client: Client) -> None:
    launch = LaunchFactory()
    submit(launch, key="a")
    item = held(launch, key="b")
    sign_in(client, launch)
    rows = page_of(client, launch, outcome="quarantined").context["page"].rows
    assert [row.receipt for row in rows] == [item.receipt]


def test_a_receipt_number_finds_its_item(client: Client) -> None:
    launch = LaunchFactory()
    items = [receive(launch, key=key) for key in "abc"]
    sign_in(client, launch)
    rows = page_of(client, launch, receipt=items[1].receipt).context["page"].rows
    assert [row.receipt for row in rows] == [items[1].receipt]


def test_a_number_from_elsewhere_is_not_found_but_explained(client: Client) -> None:
    launch, item = LaunchFactory(), receive()
    sign_in(client, launch)
    assert "No report in this launch" in page_of(client, launch, receipt=item.receipt).content.decode()


@pytest.mark.parametrize(
    "asked", [{"outcome": "nonsense"}, {"receipt": "nonsense"}, {"after": "nonsense"}, {"receipt": "\0"}]
)
def test_a_question_without_sense_is_refused_by_name(client: Client, asked: dict[str, Any]) -> None:
    launch = LaunchFactory()
    sign_in(client, launch)
    response = page_of(client, launch, **asked)
    assert response.status_code == 422
    assert next(iter(asked)).capitalize() in response.content.decode()


def test_pages_follow_each_other_without_gap_or_repeat(client: Client) -> None:
    launch = LaunchFactory()
    for number in range(PAGE_SIZE + 3):
        receive(launch, key=str(number), at=REPORTED_AT + timedelta(minutes=number // 2))
    sign_in(client, launch)
    first = page_of(client, launch).context["page"]
    second = page_of(client, launch, after=str(first.next_id)).context["page"]
    seen = [row.receipt for row in (*first.rows, *second.rows)]
    assert len(set(seen)) == len(seen) == PAGE_SIZE + 3
    assert second.next_id is None


def test_the_page_costs_the_same_whatever_it_lists(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    launch = LaunchFactory()
    for number in range(20):
        receive(launch, key=str(number))
    sign_in(client, launch)
    page_of(client, launch)  # who is at work is written once in some minutes
    with django_assert_max_num_queries(7):
        page_of(client, launch)


def test_an_empty_ledger_says_what_to_do(client: Client) -> None:
    launch = LaunchFactory()
    sign_in(client, launch)
    assert f"/f/{launch.form_key}/" in page_of(client, launch).content.decode()


def test_an_uneven_balance_is_an_alarm(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    launch = LaunchFactory()
    receive(launch)
    monkeypatch.setattr("hypercare.intake.queries.SETTLED", ())
    settle_item(RawItem.objects.get(), outcome=Outcome.CREATED, at=REPORTED_AT)
    sign_in(client, launch)
    assert "does not add up" in page_of(client, launch).content.decode()
