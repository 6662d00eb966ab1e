from django.urls import path

from hypercare.intake import views

app_name = "intake"

urlpatterns = [
    path("feedback/", views.ledger, name="ledger"),
    path("feedback/<uuid:item_id>/release/", views.release, name="release"),
]
