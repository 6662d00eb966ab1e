"""The queue as a file, for whoever goes on in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest, launch_chosen
from hypercare.lib.errors import DomainError
from incidents.forms.queue import QueueForm
from incidents.queries.choices import launch_choices
from incidents.queries.export import Layout, export_lines


class _Line:
    """A file that hands each line on at once."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


@require_safe
@launch_chosen(Permission.SEE_INCIDENTS)
def export(request: LaunchRequest) -> HttpResponseBase:
    """Every incident the same address of the queue asks for, in its order."""
    launch, at = request.membership.launch, timezone.now()
    offered = launch_choices(launch.pk)
    form = QueueForm(request.GET, launch=launch, offered=offered, user_id=request.user.pk)
    if not form.is_valid():
        return _refused(request, form)
    layout, names = _layout(request.GET.get("layout", "")), offered.names()
    lines = export_lines(launch, form.wanted(), sort=form.wanted_sort, names=names, at=at, layout=layout)
    kind = "" if layout is Layout.OURS else f"-{layout}"
    name = f"{launch.key}-{at.astimezone(launch.zone):%Y-%m-%d-%H%M}{kind}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _layout(asked: str) -> Layout:
    """Whose columns. Raises `DomainError` on field `layout`."""
    try:
        return Layout(asked or Layout.OURS)
    except ValueError as problem:
        known = ", ".join(Layout)
        raise DomainError(
            f"There is no layout “{asked[:20]}”; there are {known}.", field="layout"
        ) from problem


def _refused(request: LaunchRequest, form: QueueForm) -> HttpResponse:
    return render(request, "incidents/queue_refused.html", {"form": form}, status=422)


def _written(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    return (writer.writerow(line) for line in lines)
