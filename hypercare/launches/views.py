"""The keys of a launch, and what tells open pages that something changed, and who else is there."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hypercare.accounts.actions import create_api_key, revoke_api_key
from hypercare.accounts.models import ApiKey
from hypercare.accounts.roles import Permission, Scope
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.launches.forms import HereForm, KeyForm
from hypercare.launches.live import launch_of_token, live_versions
from hypercare.launches.presence import asker_of_token, digest_of, meet
from hypercare.launches.queries import keys_of
from hypercare.lib.errors import DomainError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(Permission.MANAGE_KEYS)
def keys(request: LaunchRequest) -> HttpResponse:
    """Opened to connect a monitor, a product or a report. Next: copy the key, which is shown once."""
    if request.method == "POST":
        return _make(request)
    return _show(request, KeyForm(initial={"scopes": [Scope.READ]}))


def _make(request: LaunchRequest) -> HttpResponse:
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    launch = request.membership.launch
    try:
        secret = create_api_key(request.user, launch_key=launch.key, **form.cleaned_data)
    except DomainError as error:
        form.add_error(error.field, error.message)
        return _show(request, form, status=422)
    fresh = KeyForm(initial={"scopes": [Scope.READ]})
    return _show(request, fresh, secret=secret, label=form.cleaned_data["label"], status=201)


def _show(
    request: LaunchRequest, form: KeyForm, *, secret: str = "", label: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "keys": keys_of(request.membership.launch), "secret": secret, "label": label}
    return render(request, "launches/keys.html", context, status=status)


@require_POST
@launch_chosen(Permission.MANAGE_KEYS)
def revoke(request: LaunchRequest, key_id: int) -> HttpResponse:
    """Make one key of the launch useless from now on."""
    launch = request.membership.launch
    key = get_object_or_404(ApiKey, pk=key_id, launch_key=launch.key)
    revoke_api_key(key, actor=request.user, at=timezone.now())
    return redirect(f"{reverse('launches:keys')}?launch={launch.key}")


@login_not_required
def live(request: HttpRequest, token: str) -> HttpResponse:
    """204 while the launch is still at `?since=`; else 200 with `HX-Trigger: launch-changed`.

    `X-Here` changes when somebody opens or leaves an incident. Reads a signed, expiring token and two Redis
    numbers: no session, no SQL. 410 for a token that is forged or expired, so that the page reloads itself.
    """
    try:
        version, here = live_versions(launch_of_token(token))
    except BadSignature:
        return HttpResponse(status=410)
    if request.GET.get("since") == version:
        return HttpResponse(status=204, headers={"X-Here": here})
    headers = {"HX-Trigger": "launch-changed", "X-Here": here}
    return HttpResponse(version, headers=headers, content_type="text/plain")


@login_not_required
@require_safe
def here(request: HttpRequest, token: str) -> HttpResponse:
    """Who else looks at which incident, by its number; 204 while that is as `?met=` says.

    Tells the others where the asker is (`at`, in which `window`, `writing` or not). Reads a signed, expiring
    token and Redis: no session, no SQL. 410 for a token that is forged or expired.
    """
    form = HereForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    said = form.cleaned_data
    try:
        asker = asker_of_token(token, window=said["window"])
    except BadSignature:
        return HttpResponse(status=410)
    people = meet(asker, number=said["at"], is_writing=said["writing"])
    met = digest_of(people)
    if said["met"] == met:
        return HttpResponse(status=204)
    return JsonResponse(
        {"met": met, "people": [[each.number, each.name, each.is_writing] for each in people]}
    )
