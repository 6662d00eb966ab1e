"""The application's addresses, and the pages everything is measured against."""

from django.urls import include, path

from tests.benchmarks import bare, floor

urlpatterns = [
    path("bench/floor/", floor.floor),
    path("bench/insert/", bare.insert),
    path("", include("hypercare.urls")),
]

handler500 = "hypercare.lib.pages.server_error"
