"""Keeping questions to the queue: saving, renaming, sharing, deleting."""

from dataclasses import dataclass

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.launches.models import Launch, Membership
from hypercare.lib.errors import DomainError
from incidents.domain.search_query import parse_query
from incidents.models import SavedView
from incidents.models.views import NAME_LENGTH, QUERY_LENGTH, SavedViewQuerySet

VIEWS_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class ViewWords:
    """What a person says of a view."""

    name: str
    is_shared: bool = False


def save_view(launch: Launch, said: ViewWords, *, query: str, owner: User) -> SavedView:
    """Keep these words under a name; the same again changes nothing.

    Raises `DomainError` for a name or words that cannot be, a name taken, or one view too many.
    """
    asked = _query(query)
    name = _name(said.name)
    with transaction.atomic():
        Membership.objects.select_for_update().get(launch=launch, user=owner)
        mine = SavedView.objects.filter(launch=launch, owner=owner)
        same = mine.filter(name=name).first()
        if same and same.query == asked and same.is_shared == said.is_shared:
            return same
        _check_free(mine, name)
        if mine.count() >= VIEWS_AT_MOST:
            raise DomainError(f"You keep {VIEWS_AT_MOST} views here already. Delete one first.", field="name")
        return mine.create(launch=launch, owner=owner, name=name, query=asked, is_shared=said.is_shared)


def change_view(view: SavedView, said: ViewWords) -> SavedView:
    """Rename it, share it or not. Raises `DomainError` for a name that cannot be or is taken."""
    name = _name(said.name)
    with transaction.atomic():
        Membership.objects.select_for_update().get(launch=view.launch, user=view.owner)
        others = SavedView.objects.filter(launch=view.launch, owner=view.owner).exclude(pk=view.pk)
        _check_free(others, name)
        view.name, view.is_shared = name, said.is_shared
        view.save(update_fields=["name", "is_shared"])
    return view


def delete_view(view: SavedView) -> None:
    """Forget it; no incident changes."""
    view.delete()


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not name:
        raise DomainError("Give the view a name.", field="name")
    if len(name) > NAME_LENGTH:
        raise DomainError(f"A name has at most {NAME_LENGTH} characters.", field="name")
    return name


def _query(said: str) -> str:
    """The words as the search box writes them."""
    asked = str(parse_query(said))
    if len(asked) > QUERY_LENGTH:
        raise DomainError(f"The words of a view have at most {QUERY_LENGTH} characters.", field="q")
    return asked


def _check_free(mine: SavedViewQuerySet, name: str) -> None:
    if mine.filter(name__iexact=name).exists():
        raise DomainError(f"You already have a view called “{name}” in this launch.", field="name")
