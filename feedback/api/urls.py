from django.urls import path

from feedback.api import views

SUBMISSION = "submissions/<uuid:item_id>/"

urlpatterns = [
    path("submissions/", views.SubmissionList.as_view(), name="submissions"),
    path("submissions/balance/", views.SubmissionBalance.as_view(), name="submission_balance"),
    path(SUBMISSION, views.SubmissionDetail.as_view(), name="submission"),
    path(f"{SUBMISSION}release/", views.Release.as_view(), name="release"),
]
