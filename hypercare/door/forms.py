"""The forms of the door: what is missing is named."""

from typing import Any

from allauth.account import forms as allauth
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


class Named(Form):
    """Says of an empty field which one it is and what belongs there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = REQUIRED.get(name, "")
            if name in {"password", "oldpassword"}:
                field.help_text = ""  # the page has its own link to a new password


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
