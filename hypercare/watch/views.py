"""The health page, and the same for a program that asks every few seconds."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from hypercare.accounts.roles import Permission
from hypercare.api.views import Resource
from hypercare.launches.access import LaunchRequest, first_membership, launch_chosen
from hypercare.watch.metrics import exposition
from hypercare.watch.queries.page import health_page


@require_safe
@launch_chosen(Permission.SEE_HEALTH)
def health(request: LaunchRequest) -> HttpResponse:
    """Opened when numbers look stale or mails do not leave. Next: wait, or tell whoever runs the server."""
    page = health_page(request.membership.launch, at=timezone.now())
    return render(request, "watch/health.html", {"page": page})


class Whatever(BaseContentNegotiation):
    """Metrics have one form, whichever of Prometheus's dialects is asked for."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Nothing is ever sent here."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The form of a refusal."""
        return renderers[0], renderers[0].media_type


class Metrics(Resource):
    """Prometheus's text format, for a key with the scope `watch`, or for a person in a browser."""

    schema = None
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = Whatever

    def enter(self, **path: Any) -> None:
        """Whoever may see the health of any launch."""
        self.check_scope(Permission.SEE_HEALTH)
        if first_membership(self.person, needs=Permission.SEE_HEALTH) is None:
            raise PermissionDenied(f"In none of your launches may you {Permission.SEE_HEALTH.label}.")

    def get(self, request: Request) -> HttpResponse:
        """Every metric, as it is now."""
        return HttpResponse(exposition(at=timezone.now()), content_type=CONTENT_TYPE_LATEST)
