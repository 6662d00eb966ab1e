from django.urls import path

from hypercare.launches import views

app_name = "launches"

urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("keys/<int:key_id>/revoke/", views.revoke, name="revoke_key"),
    path("live/<str:token>/", views.live, name="live"),
    path("here/<str:token>/", views.here, name="here"),
]
