from django.urls import path

from feedback.views import form, rating, status

app_name = "feedback"

urlpatterns = [
    path("f/<str:form_key>/", form.form, name="form"),
    path("f/<str:form_key>/sent/<str:token>/", form.receipt, name="receipt"),
    path("t/<str:token>/", status.status, name="status"),
    path("t/<str:token>/reply/", status.reply, name="reply"),
    path("t/<str:token>/picture/<int:picture_id>/", status.picture, name="picture"),
    path("s/<str:token>/", rating.rating, name="survey"),
]
