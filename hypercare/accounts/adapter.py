"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs themselves up: people are added to a launch."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False
