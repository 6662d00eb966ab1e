"""`/api/v1/releases/`: what is in production, what comes next, and the door for the pipeline."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from hypercare.accounts.roles import Permission
from hypercare.api.actions import Answer
from hypercare.api.fields import Asks, Choice, Nothing, Text
from hypercare.api.paging import Cursor
from hypercare.launches import releasing
from hypercare.launches.api.access import LAUNCH, LaunchResource
from hypercare.launches.api.examples import MAKE_RELEASE, RELEASE
from hypercare.launches.domain.releases import VERSION, VERSION_LENGTH, ReleaseKind
from hypercare.launches.models import Release
from hypercare.launches.models.launch import KEY_PATTERN
from hypercare.launches.models.releases import KINDS, STATES
from hypercare.launches.releasing import NAME_LENGTH, ReleaseWords
from hypercare.lib.problems import NoSuchThingError

MANAGE = Permission.MANAGE_RELEASES
UNKNOWN = "No such release."
NO_VERSION = "A version has letters, digits, dots, dashes, pluses or underscores, such as 1.4.3."
RELEASE_IN_PATH = OpenApiParameter(
    "release_id",
    {"type": "integer", "minimum": 1},
    OpenApiParameter.PATH,
    description="The release's id.",
    examples=[OpenApiExample("A release", RELEASE["id"])],
)


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A release. `position` is the order of deployment; what is ahead stands behind all that was deployed."""

    launch = serializers.CharField(source="launch.key")
    kind = serializers.ChoiceField(choices=KINDS)
    state = serializers.ChoiceField(choices=STATES)

    class Meta:
        model = Release
        fields = [
            "id",
            "launch",
            "version",
            "name",
            "kind",
            "state",
            "position",
            "made_at",
            "tested_at",
            "deployed_at",
            "rolled_back_at",
        ]


class MakeRelease(Asks):
    """A release to prepare."""

    launch = serializers.RegexField(f"^{KEY_PATTERN}$", max_length=10)
    version = Text(max_length=VERSION_LENGTH, validators=[RegexValidator(f"^{VERSION.pattern}$", NO_VERSION)])
    name = Text(max_length=NAME_LENGTH, required=False, allow_blank=True)
    kind = Choice(choices=KINDS, default=ReleaseKind.PLANNED.value)


class NewestReleaseFirst(Cursor):
    """From what is ahead back to the first."""

    ordering = ("-position",)


class ReleaseList(LaunchResource):
    """The releases of a launch, and the place to announce one."""

    needs = MappingProxyType({"GET": Permission.SEE_NUMBERS, "POST": MANAGE})
    pagination_class = NewestReleaseFirst
    serializer_class = MakeRelease
    parameters = (LAUNCH,)
    examples = (
        OpenApiExample("GET releases", RELEASE, response_only=True),
        OpenApiExample("POST release", MAKE_RELEASE, request_only=True),
        OpenApiExample("POST made", RELEASE, response_only=True, status_codes=["201"]),
    )

    @extend_schema(responses=ReleaseSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The releases, the last of the order first."""
        releases = Release.objects.filter(launch=self.membership.launch).select_related("launch")
        return self.pages(releases, ReleaseSerializer)

    @extend_schema(responses={201: ReleaseSerializer}, operation_id="releases_make")
    def post(self, request: Request) -> Response:
        """Announce a release: it is in preparation, and fixes can be planned for it."""
        return self.once(partial(self._make, self.said()))

    def _make(self, said: dict[str, Any]) -> Answer:
        words = ReleaseWords(said["version"], said.get("name", ""), ReleaseKind(said["kind"]))
        release = releasing.make_release(self.membership.launch, words, actor=self.person, at=timezone.now())
        location = reverse("api:release", args=[release.pk], request=self.request)
        return Answer(201, ReleaseSerializer(release).data, location)


class ReleaseResource(LaunchResource):
    """An address of one release."""

    place = (RELEASE_IN_PATH,)
    release: Release

    def enter(self, **path: Any) -> None:
        """The release and the person's membership in its launch; 404 for an outsider, or 403."""
        self.check_scope(self.needed)
        release = Release.objects.select_related("launch").filter(pk=path["release_id"]).first()
        if release is None:
            raise NoSuchThingError(UNKNOWN, field="release_id")
        self.release = release
        try:
            self.membership = self.member(release.launch.key, self.needed)
        except NoSuchThingError as problem:
            raise NoSuchThingError(UNKNOWN, field="release_id") from problem


class ReleaseDetail(ReleaseResource):
    """One release."""

    examples = (OpenApiExample("GET release", RELEASE, response_only=True),)

    @extend_schema(responses=ReleaseSerializer)
    def get(self, request: Request, release_id: int) -> Response:
        """A release as it stands. Its incidents: `q=release:VERSION is:all` at `incidents/`."""
        return Response(ReleaseSerializer(self.release).data)


class ReleaseVerb(ReleaseResource):
    """One thing to do; the answer is the release as it then stands."""

    needs = MappingProxyType({"POST": MANAGE})
    serializer_class = Nothing
    action: ClassVar[Callable[..., Release]]
    examples = (
        OpenApiExample("POST body", {}, request_only=True),
        OpenApiExample("POST release", RELEASE, response_only=True),
    )

    @extend_schema(responses=ReleaseSerializer)
    def post(self, request: Request, release_id: int) -> Response:
        self.said()
        return self.once(self._act)

    def _act(self) -> Answer:
        at: datetime = timezone.now()
        moved = type(self).action(self.release, actor=self.person, at=at)
        return Answer(200, ReleaseSerializer(moved).data)


class StartTest(ReleaseVerb):
    """Let people try it before it is deployed."""

    action = staticmethod(releasing.start_test)


class StopTest(ReleaseVerb):
    """Take it out of test, back into preparation."""

    action = staticmethod(releasing.stop_test)


class Deploy(ReleaseVerb):
    """Say that it is in production: what is fix ready in it is resolved, and each reporter is told once."""

    action = staticmethod(releasing.deploy_release)


class RollBack(ReleaseVerb):
    """Say that it is out of production again: what it resolved is reopened. Only the newest can be."""

    action = staticmethod(releasing.roll_back_release)
