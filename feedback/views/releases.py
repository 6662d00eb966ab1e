"""Releases: opened to see what the next one repairs and who waits for it. Next: deploy it, or chase a fix."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback import releases as queries
from feedback.forms import ReleaseForm
from hypercare.accounts.roles import Permission
from hypercare.launches import releasing
from hypercare.launches.access import LaunchRequest, launch_chosen, require
from hypercare.launches.models import Release
from hypercare.lib.errors import DomainError
from incidents.access import incident_access
from incidents.models import Incident
from incidents.views.answers import posted, put_at_its_field
from incidents.views.once import address_once

SEE, MANAGE = Permission.SEE_INCIDENTS, Permission.MANAGE_RELEASES
# How a verb stands in its address, its action, and what is said when it is done.
VERBS: Mapping[str, tuple[Callable[..., Release], str]] = {
    "test": (releasing.start_test, "is in test"),
    "stop-test": (releasing.stop_test, "is in preparation again"),
    "deploy": (releasing.deploy_release, "is deployed. Its reporters are told now"),
    "roll-back": (releasing.roll_back_release, "is rolled back. What it resolved is reopened"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(SEE)
def releases(request: LaunchRequest) -> HttpResponse:
    """All of them, what is ahead first. A POST makes one."""
    form = ReleaseForm(posted(request))
    if request.method == "POST":
        require(request.membership, MANAGE)
    address = _made(request, form) if form.is_valid() else ""
    if address:
        return redirect(address)
    context = {
        "releases": queries.releases_of(request.membership.launch),
        "form": form,
        "may_manage": request.membership.may(MANAGE),
    }
    return render(request, "feedback/releases.html", context, status=422 if form.is_bound else 200)


def _made(request: LaunchRequest, form: ReleaseForm) -> str:
    """The page of the new release; empty when it was refused."""
    launch, at = request.membership.launch, timezone.now()
    try:
        return address_once(
            request, partial(releasing.make_release, launch, form.said(), actor=request.user, at=at)
        )
    except DomainError as problem:
        put_at_its_field(form, problem)
        return ""


@require_safe
@launch_chosen(SEE)
def release(request: LaunchRequest, release_id: int) -> HttpResponse:
    """One of them: what is in it, what is not ready, who waits."""
    found = _release_of(request, release_id)
    page = queries.release_page(found, user_id=request.user.pk, at=timezone.now())
    context = {"page": page, "release": found, "may_manage": request.membership.may(MANAGE)}
    return render(request, "feedback/release.html", context)


@require_POST
@launch_chosen(MANAGE)
def move(request: LaunchRequest, release_id: int, verb: str) -> HttpResponse:
    """Test, deploy or roll it back."""
    if verb not in VERBS:
        raise Http404("No such step.")
    found = _release_of(request, release_id)
    action, said = VERBS[verb]
    action(found, actor=request.user, at=timezone.now())
    messages.success(request, f"{found.version} {said}.")
    return redirect(found)


@require_safe
@incident_access(SEE)
def way(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """The four instants of an incident, as a page or as a panel of the incident's."""
    version, said_of = queries.version_said(incident)
    context = {
        "incident": incident,
        "way": queries.way_of(incident),
        "version": version,
        "version_release": said_of,
    }
    return render(request, f"feedback/way.html{'#way' if request.htmx else ''}", context)


def _release_of(request: LaunchRequest, release_id: int) -> Release:
    """The release if it is this launch's."""
    launch = request.membership.launch
    found = get_object_or_404(Release.objects.filter(launch=launch), pk=release_id)
    found.launch = launch
    return found
