from django.urls import path

from hypercare.watch.views import Metrics, health

app_name = "watch"
urlpatterns = [
    path("health/", health, name="health"),
    path("metrics", Metrics.as_view(), name="metrics"),
]
