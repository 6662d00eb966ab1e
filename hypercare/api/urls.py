from django.urls import path

from hypercare.api.views import Index, Schema

urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("schema/", Schema.as_view(), name="schema"),
]
