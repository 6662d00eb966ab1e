"""Signing in and out, and passwords."""

from typing import Any

from allauth.account import views as allauth
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone

from hypercare.door import forms
from hypercare.door.changes import PASSWORD_CHANGED, PASSWORD_RESET, note_change
from hypercare.door.letters import send_reset_link
from hypercare.lib.limits import FAILED_SECONDS, RESET, RESET_ADDRESS
from hypercare.lib.pages import too_many
from hypercare.lib.throttling import count, seconds_to_wait, try_again_in

TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})


class Refusing:
    """Answers a form that is not accepted with 422, and one that came too often with 429 and how long."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what is wrong."""
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view beside it
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        answer.status_code = 429 if codes & TOO_MANY else 422
        return try_again_in(FAILED_SECONDS, answer) if codes & TOO_MANY else answer


class SignIn(Refusing, allauth.LoginView):
    """Opened by everybody, first of all. Next comes the code, where there is a second factor, or home."""

    form_class = forms.SignIn


class SignOut(allauth.LogoutView):
    """Ends the session; nothing of it stays in a browser that others use."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out, and have the browser forget pages and drafts."""
        answer: HttpResponse = super().post(*args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer


class AskForLink(Refusing, allauth.PasswordResetView):
    """Opened by who cannot sign in. Next comes the mail, if somebody signs in with the address."""

    form_class = forms.AskForLink

    def form_valid(self, form: Any) -> HttpResponse:
        """The same answer for every address."""
        seconds = seconds_to_wait(RESET_ADDRESS, self.request) or count(RESET, form.cleaned_data["email"])
        if seconds:
            return too_many(self.request, seconds)
        send_reset_link(next(iter(form.users), None), at=timezone.now())
        return redirect("account_reset_password_done")


class SetPassword(Refusing, allauth.PasswordResetFromKeyView):
    """Opened from the mail. Next one signs in with the new password."""

    form_class = forms.SetPassword
    success_url = reverse_lazy("account_login")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The password is stored; every session of the account ends with the old one."""
        answer: HttpResponse = super().form_valid(form)
        note_change(self.reset_user, PASSWORD_RESET, at=timezone.now())
        return answer


class ChangePassword(Refusing, allauth.PasswordChangeView):
    """Opened from the account page, and back to it."""

    form_class = forms.ChangePassword

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The password is stored; every other session of the account ends."""
        answer: HttpResponse = super().form_valid(form)
        note_change(self.request.user, PASSWORD_CHANGED, at=timezone.now())
        return answer


class Confirm(Refusing, allauth.ReauthenticateView):
    """Comes before whatever changes what guards an account; then that goes on."""

    form_class = forms.Confirm
