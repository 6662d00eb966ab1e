"""`/api/v1/follow-ups/`: what was promised. A decision is answered by a person on a page, never here."""

from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from hypercare.accounts.models import User
from hypercare.accounts.roles import Permission
from hypercare.api.actions import Answer
from hypercare.api.fields import Asks, Choice, Day, Named, Nothing, RowId, Text
from hypercare.api.paging import Cursor
from hypercare.launches.api.access import LAUNCH, LaunchResource
from hypercare.launches.models import Launch
from hypercare.launches.models.launch import KEY_PATTERN
from hypercare.lib.errors import DomainError
from hypercare.lib.problems import NoSuchThingError
from incidents import actions
from incidents.access import INCIDENT_KEY
from incidents.actions import Actor
from incidents.actions.follow_ups import Asking, Promise, today_in
from incidents.api import examples
from incidents.domain.follow_ups import (
    OPTION_LENGTH,
    OPTIONS_AT_MOST,
    SENTENCE_LENGTH,
    AskedBy,
    FollowUpKind,
    FollowUpState,
    FollowUpStep,
)
from incidents.models import FollowUp, Incident, choices

SEE, WORK = Permission.SEE_INCIDENTS, Permission.WORK_INCIDENTS
STATES = choices.words(FollowUpState)
UNKNOWN = "No such follow-up."
FOLLOW_UP_IN_PATH = OpenApiParameter(
    "follow_up_id",
    {"type": "integer", "minimum": 1},
    OpenApiParameter.PATH,
    description="The follow-up's id.",
    examples=[OpenApiExample("A follow-up", 1)],
)


class Ask(Asks):
    """A promise: what, by whom, until when. A decision may be without an owner; then whoever may decides."""

    launch = serializers.RegexField(f"^{KEY_PATTERN}$", max_length=10)
    incident = serializers.RegexField(f"^{INCIDENT_KEY.pattern}$", required=False, allow_null=True)
    kind = Choice(choices=choices.FOLLOW_UP_KINDS)
    words = Text(max_length=SENTENCE_LENGTH)
    owner = RowId(required=False, allow_null=True)
    due_on = Day()
    done_when = Text(max_length=SENTENCE_LENGTH, required=False, allow_blank=True)
    options = serializers.ListField(
        child=Text(max_length=OPTION_LENGTH), max_length=OPTIONS_AT_MOST, required=False
    )


class FollowUpSerializer(serializers.ModelSerializer[FollowUp]):
    """One thing promised, or a decision needed; `answer` is what was decided."""

    launch = serializers.CharField(source="launch.key")
    incident = serializers.CharField(source="incident.key", allow_null=True, default=None)
    asked_by = serializers.ChoiceField(choices=choices.words(AskedBy))
    kind = serializers.ChoiceField(choices=choices.FOLLOW_UP_KINDS)
    options = serializers.ListField(child=serializers.CharField())
    owner = Named(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    is_overdue = serializers.SerializerMethodField()
    made_by = Named(allow_null=True)
    settled_by = Named(allow_null=True)

    class Meta:
        model = FollowUp
        fields = [
            "id",
            "launch",
            "incident",
            "asked_by",
            "kind",
            "words",
            "done_when",
            "options",
            "answer",
            "owner",
            "due_on",
            "is_overdue",
            "state",
            "made_by",
            "made_at",
            "settled_by",
            "settled_at",
        ]

    def get_is_overdue(self, row: FollowUp) -> bool:
        """Whether its day has passed where the launch is."""
        return row.is_overdue(today=today_in(row.launch, self.context["at"]))


class ByDue(Cursor):
    """The first due on top."""

    ordering = ("due_on", "id")


ROWS = FollowUp.objects.select_related("launch", "incident__launch", "owner", "made_by", "settled_by")


class FollowUpList(LaunchResource):
    """What was promised in a launch, and the place to promise more."""

    needs = MappingProxyType({"GET": SEE, "POST": WORK})
    pagination_class = ByDue
    serializer_class = Ask
    parameters = (
        LAUNCH,
        OpenApiParameter("state", enum=list(FollowUpState), description="Without it all."),
        OpenApiParameter("kind", enum=list(FollowUpKind), description="Without it all."),
    )
    examples = (
        OpenApiExample("GET follow-ups", examples.FOLLOW_UP, response_only=True),
        OpenApiExample("POST promise", examples.ASK, request_only=True),
        OpenApiExample("POST promised", examples.FOLLOW_UP, response_only=True, status_codes=["201"]),
    )

    @extend_schema(responses=FollowUpSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every follow-up of the launch, the first due on top."""
        asked = {
            name: self._one_of(known, name)
            for name, known in (("state", FollowUpState), ("kind", FollowUpKind))
            if name in request.query_params
        }
        rows = ROWS.filter(launch=self.membership.launch, **asked).readable_by(self.person.pk)
        return self.pages(rows, FollowUpSerializer, at=timezone.now())

    @extend_schema(responses={201: FollowUpSerializer}, operation_id="follow_ups_promise")
    def post(self, request: Request) -> Response:
        """Promise something; the history of its incident, if it has one, tells of it."""
        return self.once(partial(self._promise, self.said()))

    def _one_of(self, known: type[FollowUpState | FollowUpKind], name: str) -> str:
        asked = self.request.query_params[name]
        if asked not in set(known):
            raise ValidationError({name: [f"Ask for one of: {', '.join(known)}."]})
        return asked

    def _promise(self, said: dict[str, Any]) -> Answer:
        launch, at = self.membership.launch, timezone.now()
        incident = _incident(launch, said.get("incident"))
        made = actions.add_follow_up(
            launch,
            _promise(said),
            asking=Asking(AskedBy.INCIDENT if incident else AskedBy.PERSON, incident),
            actor=Actor.human(self.person),
            at=at,
        )
        location = reverse("api:follow_up", args=[made.pk], request=self.request)
        return Answer(201, shown(made.pk, at=at), location)


def _promise(said: dict[str, Any]) -> Promise:
    return Promise(
        kind=FollowUpKind(said["kind"]),
        words=said["words"],
        owner=_owner(said.get("owner")),
        due_on=said["due_on"],
        done_when=said.get("done_when", ""),
        options=tuple(said.get("options", ())),
    )


def _owner(user_id: int | None) -> User | None:
    if user_id is None:
        return None
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise DomainError("Nobody has this id.", field="owner")
    return user


def _incident(launch: Launch, key: str | None) -> Incident | None:
    """The incident of the launch that is named, if one is."""
    if not key:
        return None
    launch_key, _, number = key.partition("-")
    incidents = Incident.objects.filter(launch=launch, number=int(number))
    incident = incidents.first() if launch_key == launch.key else None
    if incident is None:
        raise DomainError(f"There is no incident {key} in this launch.", field="incident")
    return incident


def shown(pk: int, *, at: datetime) -> dict[str, Any]:
    """As the API says it."""
    return dict(FollowUpSerializer(ROWS.get(pk=pk), context={"at": at}).data)


class FollowUpResource(LaunchResource):
    """An address of one follow-up."""

    place = (FOLLOW_UP_IN_PATH,)
    needs = MappingProxyType({"GET": SEE})
    found: FollowUp

    def enter(self, **path: Any) -> None:
        """The follow-up and the person's membership in its launch; 404 for an outsider, or 403."""
        self.check_scope(self.needed)
        found = ROWS.filter(pk=path["follow_up_id"]).first()
        if found is None:
            raise NoSuchThingError(UNKNOWN, field="follow_up_id")
        try:
            self.membership = self.member(found.launch.key, self.needed)
        except NoSuchThingError as problem:
            raise NoSuchThingError(UNKNOWN, field="follow_up_id") from problem
        if not found.may_be_read_by(self.person.pk):
            raise NoSuchThingError(UNKNOWN, field="follow_up_id")
        self.found = found


class FollowUpDetail(FollowUpResource):
    """One follow-up."""

    examples = (OpenApiExample("GET follow-up", examples.FOLLOW_UP, response_only=True),)

    @extend_schema(responses=FollowUpSerializer)
    def get(self, request: Request, follow_up_id: int) -> Response:
        """What was promised, and what came of it."""
        return Response(shown(self.found.pk, at=timezone.now()))


class Step(FollowUpResource):
    """One thing to do with a follow-up; the answer is how it then stands."""

    needs = MappingProxyType({"POST": WORK})
    serializer_class = Nothing
    step: ClassVar[FollowUpStep]
    examples = (
        OpenApiExample("POST body", {}, request_only=True),
        OpenApiExample("POST follow-up", examples.FOLLOW_UP, response_only=True),
    )

    @extend_schema(responses=FollowUpSerializer)
    def post(self, request: Request, follow_up_id: int) -> Response:
        self.said()
        return self.once(self._act)

    def _act(self) -> Answer:
        at = timezone.now()
        actions.step_follow_up(self.found, self.step, actor=Actor.human(self.person), at=at)
        return Answer(200, shown(self.found.pk, at=at))


class Done(Step):
    """Say that it is done. A decision is answered by a person instead."""

    step = FollowUpStep.DONE


class Drop(Step):
    """Say that it is no longer needed."""

    step = FollowUpStep.DROP


class Reopen(Step):
    """Open it again; the answer of a decision is taken back."""

    step = FollowUpStep.REOPEN
