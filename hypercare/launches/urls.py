from django.urls import path

from hypercare.launches import views

app_name = "launches"

urlpatterns = [
    path("live/<str:token>/", views.live, name="live"),
]
