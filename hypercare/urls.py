"""Every address, in one place."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from hypercare import health, outbox
from hypercare.home import home

# Its own login page would be a door beside the one with the throttle and the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

OUTBOX = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:message_id>/", outbox.message, name="message"),
]

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    path("accounts/", include("hypercare.accounts.urls")),
    path("", include((OUTBOX, "notifications"))),
    path("", include("hypercare.launches.urls")),
    path("", include("hypercare.intake.urls")),
    path("", include("incidents.urls")),
    path("", include("feedback.urls")),
    path("", include("dashboards.urls")),
    path("", include("hypercare.demo.urls")),
]

handler429 = "hypercare.lib.pages.too_many"  # asked for by django-allauth
handler500 = "hypercare.lib.pages.server_error"
