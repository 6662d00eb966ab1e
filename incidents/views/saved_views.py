"""Saved views: questions to the queue that somebody keeps, for themselves or for everybody in the launch."""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen, require
from hypercare.lib.errors import DomainError
from incidents.actions.saved_views import change_view, delete_view, save_view
from incidents.forms.saved_views import ViewForm
from incidents.models import SavedView
from incidents.queries import saved_views as kept
from incidents.views.answers import posted, put_at_its_field


@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(Permission.SEE_INCIDENTS)
def saved_views(request: LaunchRequest) -> HttpResponse:
    """Every view with its count, as a page or in the rail. Next: open one. A POST keeps a queue."""
    if request.method == "POST":
        return _save(request)
    asked = parse_qs(urlsplit(request.htmx.current_url or "").query)
    lines = kept.saved_views(request.membership.launch, user_id=request.user.pk, at=timezone.now())
    context = {
        "views": lines,
        "now": asked.get("q", [""])[0],
        "may_manage": request.membership.may(Permission.MANAGE_VIEWS),
    }
    return render(request, f"incidents/saved_views.html{'#rail' if request.htmx else ''}", context)


def _save(request: LaunchRequest) -> HttpResponse:
    form, query = ViewForm(request.POST), request.POST.get("q", "")
    launch = request.membership.launch
    if form.is_valid():
        try:
            view = save_view(launch, form.said(), query=query, owner=request.user)
        except DomainError as problem:
            put_at_its_field(form, problem)
        else:
            asked = urlencode({"launch": launch.key, "q": view.query})
            return redirect(f"{reverse('incidents:queue')}?{asked}")
    return render(request, "incidents/saved_view.html", {"form": form, "query": query}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@launch_chosen(Permission.SEE_INCIDENTS)
def saved_view(request: LaunchRequest, view_id: int) -> HttpResponse:
    """One view, to rename, share or delete it. Next: back to the list."""
    view = _view_of(request, view_id)
    is_mine = view.owner_id == request.user.pk
    if not is_mine:
        require(request.membership, Permission.MANAGE_VIEWS)
    form = ViewForm(posted(request), initial={"name": view.name, "is_shared": view.is_shared})
    if request.method == "POST":
        if not is_mine:
            raise PermissionDenied("Only the one who saved a view renames it.")
        if _changed(view, form):
            return redirect(_list_of(request))
    context = {"form": form, "view": view, "query": view.query, "is_mine": is_mine}
    return render(request, "incidents/saved_view.html", context, status=422 if form.is_bound else 200)


def _changed(view: SavedView, form: ViewForm) -> bool:
    """Whether the words were good and are kept."""
    if not form.is_valid():
        return False
    try:
        change_view(view, form.said())
    except DomainError as problem:
        put_at_its_field(form, problem)
        return False
    return True


@require_POST
@launch_chosen(Permission.SEE_INCIDENTS)
def delete(request: LaunchRequest, view_id: int) -> HttpResponse:
    """Forget a view: one's own, or as a manager one that is shared."""
    view = _view_of(request, view_id)
    if view.owner_id != request.user.pk:
        require(request.membership, Permission.MANAGE_VIEWS)
    delete_view(view)
    return redirect(_list_of(request))


def _view_of(request: LaunchRequest, view_id: int) -> SavedView:
    """The view if the person sees it; 404 for another's private one and for another launch's."""
    launch = request.membership.launch
    seen = SavedView.objects.visible_to(request.user.pk, launch.pk).select_related("owner", "launch")
    view = seen.filter(pk=view_id).first()
    if view is None:
        raise Http404("No such view.")
    return view


def _list_of(request: LaunchRequest) -> str:
    return f"{reverse('incidents:saved_views')}?launch={request.membership.launch.key}"
