from django.urls import path

from hypercare.launches.api.views import LaunchDetail, LaunchList

urlpatterns = [
    path("launches/", LaunchList.as_view(), name="launches"),
    path("launches/<str:key>/", LaunchDetail.as_view(), name="launch"),
]
