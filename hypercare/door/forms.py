"""The forms of the door: what is missing is named."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.forms import Form

REQUIRED = {
    "login": "Enter your mail address.",
    "email": "Enter your mail address.",
    "password": "Enter your password.",
    "oldpassword": "Enter your current password.",
    "password1": "Enter a new password.",
    "password2": "Enter the new password once more.",
    "code": "Enter a code.",
}
LABELS = {
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password, once more",
    "code": "Code",
}
HELP = {
    "password": "",  # the page has its own link to a new one
    "oldpassword": "",
    "password1": "At least 8 characters; nothing common, nor digits alone, nor like your name or address.",
}
USED_SECONDS = 120  # longer than any code is taken, half a minute early and late


class Named(Form):
    """Says of an empty field which one it is and what belongs there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = REQUIRED.get(name, "")
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)


class SignIn(Named, allauth.LoginForm):
    """Mail address and password."""


class AskForLink(Named, allauth.ResetPasswordForm):
    """Where the link goes."""


class SetPassword(Named, allauth.ResetPasswordKeyForm):
    """A new password, twice."""


class ChangePassword(Named, allauth.ChangePasswordForm):
    """The old password and a new one, twice."""


class Confirm(Named, allauth.ReauthenticateForm):
    """The password once more."""


class SwitchOn(Named, ActivateTOTPForm):
    """The first code, which shows that the phone has the key."""


class GiveCode(Named, AuthenticateForm):
    """A code from the phone or a recovery code, each once."""

    def clean_code(self) -> str:
        """allauth remembers a used code for one step of the clock; it is taken in three."""
        code: str = super().clean_code()
        used = f"code-used:{self.user.pk}:{''.join(filter(str.isdigit, code))}"
        is_from_phone = self.authenticator.type == Authenticator.Type.TOTP
        if is_from_phone and not cache.add(used, 1, timeout=USED_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code
