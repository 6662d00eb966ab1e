"""Keeping questions: names, limits, and whose they are."""

import pytest

from hypercare.launches.models import Membership
from hypercare.lib.errors import DomainError
from incidents.actions import saved_views as module
from incidents.actions.saved_views import ViewWords, change_view, delete_view, save_view
from incidents.models import SavedView
from tests.factories.launches import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara() -> Membership:
    """Who keeps them."""
    made: Membership = MembershipFactory()
    return made


def save(member: Membership, name: str, query: str = "is:open", *, is_shared: bool = False) -> SavedView:
    """Keep a view."""
    return save_view(member.launch, ViewWords(name, is_shared), query=query, owner=member.user)


def refused(member: Membership, name: str, query: str = "is:open") -> DomainError:
    """Why it is not kept."""
    with pytest.raises(DomainError) as problem:
        save(member, name, query)
    return problem.value


def test_words_are_kept_as_the_search_box_writes_them(mara: Membership) -> None:
    assert save(mara, "  Mine   today ", "IS:inbox  priority:1").query == "is:new priority:P1"
    assert SavedView.objects.get().name == "Mine today"


def test_the_same_again_is_the_same_view(mara: Membership) -> None:
    assert save(mara, "Mine").pk == save(mara, "Mine").pk


@pytest.mark.parametrize("name", ["Mine", "mine"])
def test_a_name_stands_for_one_question(mara: Membership, name: str) -> None:
    save(mara, "Mine")
    problem = refused(mara, name, "is:new")
    assert (problem.field, "already have a view called" in problem.message) == ("name", True)


def test_two_people_may_use_one_name(mara: Membership) -> None:
    save(mara, "Mine")
    save(MembershipFactory(launch=mara.launch), "Mine")
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_has_a_length(mara: Membership, name: str) -> None:
    assert refused(mara, name).field == "name"


def test_words_nobody_understands_are_not_kept(mara: Membership) -> None:
    assert refused(mara, "Mine", "is:opne").field == "q"
    assert not SavedView.objects.exists()


def test_nobody_keeps_more_than_the_limit(mara: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VIEWS_AT_MOST", 2)
    save(mara, "One")
    save(mara, "Two")
    assert "You keep 2 views here already" in refused(mara, "Three").message


def test_a_view_is_renamed_and_shared(mara: Membership) -> None:
    view = save(mara, "Mine")
    change_view(view, ViewWords("Ours", is_shared=True))
    assert SavedView.objects.filter(name="Ours", is_shared=True).exists()


def test_no_view_takes_another_s_name(mara: Membership) -> None:
    save(mara, "Mine")
    with pytest.raises(DomainError, match="already have"):
        change_view(save(mara, "Other"), ViewWords("Mine"))


def test_a_view_may_keep_its_name(mara: Membership) -> None:
    assert change_view(save(mara, "Mine"), ViewWords("Mine", is_shared=True)).is_shared


def test_a_deleted_view_is_gone(mara: Membership) -> None:
    delete_view(save(mara, "Mine"))
    assert not SavedView.objects.exists()
