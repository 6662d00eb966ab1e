"""Every address, in one place."""

from django.contrib import admin
from django.urls import include, path

from hypercare import health
from hypercare.home import home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    path("accounts/", include("hypercare.accounts.urls")),
    path("", include("hypercare.notifications.urls")),
    path("", include("hypercare.launches.urls")),
    path("", include("hypercare.intake.urls")),
    path("", include("incidents.urls")),
    path("", include("feedback.urls")),
    path("", include("dashboards.urls")),
]

handler500 = "hypercare.lib.pages.server_error"
