"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hypercare.accounts.models import User
from hypercare.lib.limits import FAILED_SECONDS
from hypercare.lib.sealing import seal, unseal
from hypercare.lib.throttling import address_of, span

WRONG_CODE = "This code is not correct, or was used before."
TOO_MANY = (
    f"Too many failed attempts for this account or from your network. Try again in {span(FAILED_SECONDS)}."
)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: people are added to a launch."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The mail address or the password is not correct.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your password.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits are counted by."""
        return address_of(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Whoever left may know their password still."""
        return render(request, "account/account_inactive.html", status=403)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Whoever changes what guards an account gives its password again."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where it began."""
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys of phones and seeds of recovery codes are sealed: they must be read, so cannot be hashed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": "Switch on two-factor sign-in first; the codes stand in for it.",
    }

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it is used."""
        return unseal(encrypted_text)
