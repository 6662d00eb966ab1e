"""The pages of django-allauth that this application uses; the rest of them stays shut."""

from allauth.account.views import password_reset_done
from django.urls import include, path
from django.views.decorators.cache import never_cache

from hypercare.door import second_factor, views
from hypercare.door.account import account

DOOR = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("password/confirm/", views.Confirm.as_view(), name="account_reauthenticate"),
    path("password/reset/", views.AskForLink.as_view(), name="account_reset_password"),
    path("password/reset/sent/", password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/<str:uidb36>/<str:key>/",
        never_cache(views.SetPassword.as_view()),  # leads on to an address without the key at once
        name="account_reset_password_from_key",
    ),
    path("second-factor/", second_factor.GiveCode.as_view(), name="mfa_authenticate"),
    path("second-factor/on/", never_cache(second_factor.SwitchOn.as_view()), name="mfa_activate_totp"),
    path("second-factor/off/", second_factor.SwitchOff.as_view(), name="mfa_deactivate_totp"),
    path(
        "second-factor/recovery-codes/",
        never_cache(second_factor.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/renew/",
        second_factor.RenewCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]

urlpatterns = [
    path("account/", account, name="account"),
    path("accounts/", include(DOOR)),
]
