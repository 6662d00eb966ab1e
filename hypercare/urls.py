"""Every address, in one place."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from dashboards.api import urls as dashboards_api
from feedback.api import urls as feedback_api
from hypercare import health, outbox
from hypercare.api import urls as api
from hypercare.api.views import NoSuchAddress
from hypercare.door.views import SignOut
from hypercare.home import home
from hypercare.launches.api import urls as launches_api
from incidents.api import urls as incidents_api

# Its own login page would be a door beside the one with the throttle and the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Nor may there be another way out, or to a new password, that does less.
ADMIN_DOOR = [
    path("admin/logout/", SignOut.as_view()),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
]

OUTBOX = [
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:message_id>/", outbox.message, name="message"),
]

API = [
    *api.urlpatterns,
    *launches_api.urlpatterns,
    *incidents_api.urlpatterns,
    *feedback_api.urlpatterns,
    *dashboards_api.urlpatterns,
]

urlpatterns = [
    path("", home, name="home"),
    path("", include("feedback.urls")),  # early, as a thousand reporters look for it
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    *ADMIN_DOOR,
    path("admin/", admin.site.urls),
    path("", include("hypercare.door.urls")),
    path("", include((OUTBOX, "notifications"))),
    path("", include("hypercare.launches.urls")),
    path("", include("hypercare.intake.urls")),
    path("", include("incidents.urls")),
    path("", include("dashboards.urls")),
    path("", include("hypercare.demo.urls")),
    path("", include("hypercare.watch.urls")),
    path("api/v1/", include((API, "api"))),
    re_path(r"^api/", NoSuchAddress.as_view(), name="no_such_address"),
]

handler429 = "hypercare.lib.pages.too_many"  # asked for by django-allauth
handler500 = "hypercare.lib.pages.server_error"
