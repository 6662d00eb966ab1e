"""`/api/v1/launches/`: what a program may work in, and the ids of what stands there."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hypercare.accounts.roles import Permission
from hypercare.api.paging import Cursor
from hypercare.api.views import Resource
from hypercare.launches.api.access import LAUNCH_IN_PATH, LaunchResource
from hypercare.launches.api.examples import LAUNCH, LAUNCH_DETAIL
from hypercare.launches.api.serializers import LaunchDetailSerializer, LaunchSerializer
from hypercare.launches.queries import launch_in_detail, launches_of


class NewestLaunchFirst(Cursor):
    """By go-live."""

    ordering = ("-go_live_at", "key")


class LaunchList(Resource):
    """The launches you are a member of."""

    pagination_class = NewestLaunchFirst
    examples = (OpenApiExample("GET launches", LAUNCH, response_only=True),)

    def enter(self, **path: Any) -> None:
        """Every person, with a key that reads."""
        self.check_scope(Permission.SEE_NUMBERS)

    @extend_schema(responses=LaunchSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Your launches, the newest go-live first; with the key of one launch, that one."""
        launches = launches_of(self.person.pk)
        opened = launches.filter(key=self.confined_to) if self.confined_to else launches
        return self.pages(opened, LaunchSerializer)


class LaunchDetail(LaunchResource):
    """One launch."""

    place = (LAUNCH_IN_PATH,)
    examples = (OpenApiExample("GET launch", LAUNCH_DETAIL, response_only=True),)

    def launch_key(self) -> str:
        """The one of the address."""
        return str(self.kwargs["key"])

    @extend_schema(responses=LaunchDetailSerializer)
    def get(self, request: Request, key: str) -> Response:
        """A launch with its services, support hours, teams and members."""
        return Response(LaunchDetailSerializer(launch_in_detail(self.membership)).data)
