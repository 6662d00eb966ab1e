"""The endpoint that tells open pages that something changed."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from hypercare.launches.live import launch_of_token, live_version


@login_not_required
def live(request: HttpRequest, token: str) -> HttpResponse:
    """204 while the launch is still at `?since=`; else 200 with `HX-Trigger: launch-changed`.

    Reads a signed, expiring token and one Redis number: no session, no SQL. 410 for a token that is
    forged or expired, so that the page reloads itself.
    """
    try:
        version = live_version(launch_of_token(token))
    except BadSignature:
        return HttpResponse(status=410)
    if request.GET.get("since") == version:
        return HttpResponse(status=204)
    return HttpResponse(version, headers={"HX-Trigger": "launch-changed"}, content_type="text/plain")
