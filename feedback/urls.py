from django.urls import path

from feedback.views import form, rating, releases, status

app_name = "feedback"

urlpatterns = [
    path("f/<str:form_key>/", form.form, name="form"),
    path("f/<str:form_key>/sent/<str:token>/", form.receipt, name="receipt"),
    path("t/<str:token>/", status.status, name="status"),
    path("t/<str:token>/reply/", status.reply, name="reply"),
    path("t/<str:token>/picture/<int:picture_id>/", status.picture, name="picture"),
    path("s/<str:token>/", rating.rating, name="survey"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<int:release_id>/", releases.release, name="release"),
    path("releases/<int:release_id>/<str:verb>/", releases.move, name="move_release"),
    path("incidents/<str:key>/way/", releases.way, name="way"),
]
