from django.urls import path

from hypercare.launches.api import releases
from hypercare.launches.api.views import LaunchDetail, LaunchList

RELEASE = "releases/<int:release_id>/"

urlpatterns = [
    path("launches/", LaunchList.as_view(), name="launches"),
    path("launches/<str:key>/", LaunchDetail.as_view(), name="launch"),
    path("releases/", releases.ReleaseList.as_view(), name="releases"),
    path(RELEASE, releases.ReleaseDetail.as_view(), name="release"),
    path(f"{RELEASE}test/", releases.StartTest.as_view(), name="release_test"),
    path(f"{RELEASE}stop-test/", releases.StopTest.as_view(), name="release_stop_test"),
    path(f"{RELEASE}deploy/", releases.Deploy.as_view(), name="release_deploy"),
    path(f"{RELEASE}roll-back/", releases.RollBack.as_view(), name="release_roll_back"),
]
