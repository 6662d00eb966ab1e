"""The week, and the rows behind its numbers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dashboards.domain.periods import Week
from dashboards.queries.links import week_url
from dashboards.queries.rows import rows_page
from dashboards.queries.week import week_page
from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_access


@launch_access(Permission.SEE_NUMBERS)
def week(request: LaunchRequest) -> HttpResponse:
    """What the week amounts to; without `?week=` the latest one."""
    page = week_page(request.membership.launch, _week(request), at=timezone.now())
    context = {"page": page, "may_decide": request.membership.may(Permission.DECIDE)}
    return render(request, "dashboards/week.html", context)


@launch_access(Permission.SEE_NUMBERS)
def rows(request: LaunchRequest) -> HttpResponse:
    """The exact rows behind one number; titles and links for those who may read incidents."""
    launch = request.membership.launch
    slug, part, after = (request.GET.get(name, "") for name in ("kpi", "part", "after"))
    page = rows_page(launch, slug, _week(request), part=part, after=after, at=timezone.now())
    context = {
        "page": page,
        "may_open": request.membership.may(Permission.SEE_INCIDENTS),
        "back_url": week_url(launch.key, page.week) if page.week else launch.get_absolute_url(),
    }
    return render(request, "dashboards/rows.html", context)


def _week(request: LaunchRequest) -> Week | None:
    return Week.parse(request.GET["week"]) if "week" in request.GET else None
