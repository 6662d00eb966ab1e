"""The second factor: a code from a phone at each sign-in, or one of ten kept on paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from hypercare.accounts.models import User
from hypercare.door import forms
from hypercare.door.changes import CODE_USED, CODES_RENEWED, SECOND_FACTOR_OFF, SECOND_FACTOR_ON, note_change
from hypercare.door.views import Refusing


@dataclass(frozen=True, slots=True)
class Standing:
    """A second factor that is on."""

    since: datetime
    codes_left: int


def second_factor_of(user: User) -> Standing | None:
    """Since when it is on and how many recovery codes are left; `None` while it is off."""
    found = {each.type: each for each in Authenticator.objects.filter(user=user)}
    phone, paper = found.get(Authenticator.Type.TOTP), found.get(Authenticator.Type.RECOVERY_CODES)
    if phone is None:
        return None
    return Standing(phone.created_at, len(paper.wrap().get_unused_codes()) if paper else 0)


class GiveCode(Refusing, AuthenticateView):
    """Comes after the password of who switched it on. Next comes what they wanted to open."""

    form_class = forms.GiveCode
    template_name = "account/code.html"

    def _build_forms(self) -> forms.GiveCode:
        """The one form there is: no security keys here."""
        self.webauthn_form = None
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.form_class(user=self.stage.login.user, data=data)
        return self.auth_form

    def form_valid(self, form: Any) -> HttpResponse:
        """Signed in; a used recovery code is told to its owner."""
        user = self.stage.login.user
        if form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            note_change(user, CODE_USED, at=timezone.now())
        answer: HttpResponse = super().form_valid(form)
        return answer


class SwitchOn(Refusing, ActivateTOTPView):
    """Opened from the account page. Next come the recovery codes."""

    form_class = forms.SwitchOn
    template_name = "account/second_factor_on.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The phone showed that it has the key."""
        answer: HttpResponse = super().form_valid(form)
        note_change(self.request.user, SECOND_FACTOR_ON, at=timezone.now())
        return answer

    def get_success_url(self) -> str:
        """Without the codes a lost phone would be a lost account."""
        return reverse("mfa_view_recovery_codes")


class SwitchOff(DeactivateTOTPView):
    """Opened from the account page, and back to it."""

    template_name = "account/second_factor_off.html"
    success_url = reverse_lazy("account")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The key and the recovery codes are forgotten."""
        answer: HttpResponse = super().form_valid(form)
        note_change(self.request.user, SECOND_FACTOR_OFF, at=timezone.now())
        return answer


class RecoveryCodes(ViewRecoveryCodesView):
    """Opened once it is on, to print them. Next one goes back to the account."""

    template_name = "account/recovery_codes.html"


class RenewCodes(Refusing, GenerateRecoveryCodesView):
    """Opened when few codes are left or somebody saw them. Next come the new ones."""

    template_name = "account/recovery_codes_renew.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The old ones are void."""
        answer: HttpResponse = super().form_valid(form)
        note_change(self.request.user, CODES_RENEWED, at=timezone.now())
        return answer
