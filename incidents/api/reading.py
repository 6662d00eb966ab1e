"""Reading incidents, and declaring one: `/api/v1/incidents/`."""

from functools import partial
from types import MappingProxyType
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.urls import replace_query_param

from hypercare.accounts.roles import Permission
from hypercare.api.actions import Answer
from hypercare.api.paging import Cursor, page_of
from hypercare.launches.api.access import LAUNCH, LaunchResource
from incidents import actions
from incidents.api import bodies, examples
from incidents.api.access import IncidentResource, answer, valid
from incidents.api.serializers import (
    EventSerializer,
    IncidentDetailSerializer,
    IncidentSerializer,
    MessageSerializer,
)
from incidents.api.versions import tagged
from incidents.domain.history import EventKind
from incidents.domain.undoing import undone_by
from incidents.forms.queue import WORDS_LENGTH, QueueForm
from incidents.forms.work import DeclareForm
from incidents.models import Attachment, IncidentEvent, Message
from incidents.models.timeline import Visibility
from incidents.queries.choices import LaunchChoices, launch_choices
from incidents.queries.filters import StateFilter
from incidents.queries.narrowing import ClockFilter
from incidents.queries.paging import Sort
from incidents.queries.records import record_page

SEE = Permission.SEE_INCIDENTS
PLACE = {"after": "cursor"}
SLIM = Prefetch("attachments", Attachment.objects.defer("content"))
ID_OR_WORD = {"type": "string", "pattern": "^([1-9][0-9]{0,18}|me|none)$"}
ROW_ID = {"type": "integer", "minimum": 1}
FILTERS = (
    LAUNCH,
    OpenApiParameter(
        "state",
        enum=list(StateFilter),
        description="Without it `open`; in a search `all`. `new` leaves out what is snoozed.",
    ),
    OpenApiParameter("priority", {"type": "integer", "enum": [1, 2, 3, 4]}),
    OpenApiParameter("service", ROW_ID, description="The id of a service of the launch."),
    OpenApiParameter("assignee", ID_OR_WORD, description="The id of a member who may work, `me` or `none`."),
    OpenApiParameter("team", ROW_ID, description="The id of a team of the launch."),
    OpenApiParameter("clock", enum=list(ClockFilter), description="Where the next promise stands."),
    OpenApiParameter(
        "q",
        {"type": "string", "maxLength": WORDS_LENGTH},
        description="What to search for; search words as on the desk, such as `is:open priority:P1`.",
    ),
    OpenApiParameter("sort", enum=list(Sort), description="Without it `due`; in a search `newest`."),
)


class QueueCursor(Cursor):
    """The queue pages by its own keys; this is for the schema."""


class IncidentList(LaunchResource):
    """The queue of a launch, and the place to declare an incident."""

    needs = MappingProxyType({"GET": SEE, "POST": Permission.WORK_INCIDENTS})
    pagination_class = QueueCursor
    parameters = FILTERS
    serializer_class = bodies.Declare
    examples = (
        OpenApiExample("GET queue", examples.INCIDENT, response_only=True),
        OpenApiExample("POST report", examples.DECLARE, request_only=True),
        OpenApiExample("POST declared", examples.INCIDENT_DETAIL, response_only=True, status_codes=["201"]),
    )

    @extend_schema(responses=IncidentSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The incidents of a launch, filtered, sorted and searched as on the desk."""
        launch = self.membership.launch
        offered = launch_choices(launch.pk)
        form = valid(self._form(offered), renamed=PLACE)
        page = record_page(
            launch,
            form.wanted(),
            sort=form.wanted_sort,
            names=offered.names(),
            at=timezone.now(),
            after=form.cleaned_data["after"],
        )
        url = request.build_absolute_uri()
        next_url = replace_query_param(url, "cursor", page.next_cursor) if page.next_cursor else None
        return Response(page_of(IncidentSerializer(page.records, many=True).data, next_url))

    @extend_schema(responses={201: IncidentDetailSerializer}, operation_id="incidents_declare")
    def post(self, request: Request) -> Response:
        """Declare an incident; its clocks start at `reported_at`. Its reporter is found or added."""
        said = self.said()
        return self.once(partial(self._declare, said))

    def _declare(self, said: dict[str, Any]) -> Answer:
        launch, at = self.membership.launch, timezone.now()
        levels = f"{said.pop('impact')}/{said.pop('urgency')}"
        offered = launch_choices(launch.pk)
        form = valid(DeclareForm({**said, "levels": levels}, launch=launch, offered=offered))
        declaration = form.declaration(launch, at=at)
        incident = actions.declare_incident(
            launch, declaration, actor=actions.Actor.human(self.person), at=at
        )
        made = answer(incident, self.membership, at=at, status=201)
        location = reverse("api:incident", args=[incident.key], request=self.request)
        return Answer(made.status, made.body, location)

    def _form(self, offered: LaunchChoices) -> QueueForm:
        launch, user_id = self.membership.launch, self.person.pk
        return QueueForm(self._query(), launch=launch, offered=offered, user_id=user_id)

    def _query(self) -> dict[str, str]:
        asked = self.request.query_params.dict()
        return {**asked, "after": asked.pop("cursor", "")}


class IncidentDetail(IncidentResource):
    """One incident."""

    examples = (OpenApiExample("GET incident", examples.INCIDENT_DETAIL, response_only=True),)

    @extend_schema(responses=IncidentDetailSerializer)
    def get(self, request: Request, key: str) -> Response:
        """The incident with its promises, its reporter, and what you may do next with it."""
        return tagged(Response(answer(self.incident, self.membership, at=timezone.now()).body))


class InOrder(Cursor):
    """As it was learnt."""

    ordering = "seq"


class EventList(IncidentResource):
    """The history of an incident."""

    pagination_class = InOrder
    examples = (OpenApiExample("GET events", examples.EVENT, response_only=True),)

    @extend_schema(responses=EventSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        """Every event, in the order in which it was learnt. The next page holds what comes later."""
        events = IncidentEvent.objects.filter(incident=self.incident).select_related("actor")
        undos = IncidentEvent.objects.filter(incident=self.incident, kind=EventKind.UNDONE)
        return self.pages(events, EventSerializer, undone=undone_by(undos))


class AsSaid(Cursor):
    """As the conversation went."""

    ordering = ("at", "id")


class MessageList(IncidentResource):
    """The conversation of an incident."""

    pagination_class = AsSaid
    parameters = (OpenApiParameter("visibility", enum=Visibility.values, description="Without it both."),)
    examples = (OpenApiExample("GET messages", examples.MESSAGE, response_only=True),)

    @extend_schema(responses=MessageSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        """What was said, oldest first, internal notes among it."""
        return self.pages(self._messages(self.incident.pk), MessageSerializer)

    def _messages(self, incident_id: int) -> QuerySet[Message]:
        messages = Message.objects.filter(incident=incident_id).select_related("author", "reporter")
        asked = self.request.query_params.get("visibility")
        if asked is None:
            return messages.prefetch_related(SLIM)
        if asked not in Visibility.values:
            raise ValidationError({"visibility": ["Ask for public or internal."]})
        return messages.filter(visibility=asked).prefetch_related(SLIM)
