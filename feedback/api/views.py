"""`/api/v1/submissions/`: what people said, by whichever door, and the door for programs."""

from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse as api_reverse

from feedback.api import examples
from feedback.api.serializers import BalanceSerializer, HandIn, ReceiptSerializer, SubmissionSerializer
from feedback.forms import SubmissionForm
from feedback.tokens import token_for_item
from hypercare.accounts.roles import Permission
from hypercare.api.actions import Answer
from hypercare.api.fields import Nothing
from hypercare.api.keys import idempotency_key
from hypercare.api.paging import Cursor
from hypercare.intake.actions import accept_item, release_item
from hypercare.intake.forms import LedgerForm
from hypercare.intake.models import RECEIPT, Channel, Outcome, RawItem
from hypercare.intake.queries import balance_of, items_of
from hypercare.launches.api.access import LAUNCH, LaunchResource
from hypercare.lib.problems import NoSuchThingError
from incidents.api.access import valid

SEE = Permission.SEE_LEDGER
RECEIPT_NUMBER = {"type": "string", "pattern": f"^{RECEIPT.pattern}$"}
ITEM_IN_PATH = OpenApiParameter(
    "item_id",
    OpenApiTypes.UUID,
    OpenApiParameter.PATH,
    description="The submission's id.",
    examples=[OpenApiExample("A submission", examples.SUBMISSION["id"])],
)
UNKNOWN = "No such submission."


class NewestFirst(Cursor):
    """As the ledger page."""

    ordering = ("-received_at", "-id")


class SubmissionList(LaunchResource):
    """What people of a launch said, and the place to hand in more."""

    needs = MappingProxyType({"GET": SEE, "POST": Permission.HAND_IN})
    pagination_class = NewestFirst
    serializer_class = HandIn
    parameters = (
        LAUNCH,
        OpenApiParameter("outcome", enum=Outcome.values, description="What became of it."),
        OpenApiParameter("receipt", RECEIPT_NUMBER, description="The number its sender was given."),
    )
    examples = (
        OpenApiExample("GET submissions", examples.SUBMISSION, response_only=True),
        OpenApiExample("POST words", examples.HAND_IN, request_only=True),
        OpenApiExample("POST receipt", examples.RECEIPT, response_only=True, status_codes=["202"]),
    )

    @extend_schema(responses=SubmissionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What arrived, the newest first, with what became of it."""
        form = valid(LedgerForm(request.query_params))
        asked = {name: form.cleaned_data[name] for name in ("outcome", "receipt")}
        items = items_of(self.membership.launch, **asked)
        return self.pages(items, SubmissionSerializer, shows_words=self.shows_words)

    @extend_schema(responses={202: ReceiptSerializer}, operation_id="submissions_hand_in")
    def post(self, request: Request) -> Response:
        """Hand in what a person said: it is stored at once and read in a moment, as from the form."""
        said = self.said()
        form = valid(SubmissionForm({**said, "idempotency_key": idempotency_key(request)}))
        return self.once(partial(self._accept, form))

    def _accept(self, form: SubmissionForm) -> Answer:
        item = accept_item(
            self.membership.launch,
            channel=Channel.API,
            idempotency_key=f"{self.person.pk}:{form.cleaned_data['idempotency_key']}",
            payload=form.payload(is_signed_in=True),  # whoever holds a key is no passer-by
            at=timezone.now(),
        )
        status = f"{settings.BASE_URL}{reverse('feedback:status', args=[token_for_item(item)])}"
        names = ("id", "receipt", "outcome", "received_at")
        receipt = {**{name: getattr(item, name) for name in names}, "status_url": status}
        location = api_reverse("api:submission", args=[item.pk], request=self.request)
        return Answer(202, ReceiptSerializer(receipt).data, location)


class SubmissionBalance(LaunchResource):
    """Whether anything that arrived is missing."""

    needs = MappingProxyType({"GET": SEE})
    parameters = (LAUNCH,)
    examples = (OpenApiExample("GET balance", examples.BALANCE, response_only=True),)

    @extend_schema(responses=BalanceSerializer)
    def get(self, request: Request) -> Response:
        """How many arrived and how many have each outcome."""
        balance = balance_of(self.membership.launch)
        terms = {term.outcome: term.count for term in balance.terms}
        counts = {"received": balance.received, **terms, "is_even": balance.is_even}
        return Response(BalanceSerializer(counts).data)


class SubmissionResource(LaunchResource):
    """An address of one submission."""

    place = (ITEM_IN_PATH,)
    needs = MappingProxyType({"GET": SEE})
    item: RawItem

    def enter(self, **path: Any) -> None:
        """The submission and the person's membership in its launch; 404 for an outsider, or 403."""
        self.check_scope(self.needed)
        self.item = self.item_for(path["item_id"])
        try:
            self.membership = self.member(self.item.launch.key, self.needed)
        except NoSuchThingError as problem:
            raise NoSuchThingError(UNKNOWN, field="item_id") from problem

    def item_for(self, item_id: UUID) -> RawItem:
        """As it stands now."""
        item = RawItem.objects.select_related("launch", "released_by").filter(pk=item_id).first()
        if item is None:
            raise NoSuchThingError(UNKNOWN, field="item_id")
        return item

    def shown(self, item: RawItem) -> dict[str, Any]:
        """As the API says it."""
        return SubmissionSerializer(item, context={"shows_words": self.shows_words}).data


class SubmissionDetail(SubmissionResource):
    """One submission."""

    examples = (OpenApiExample("GET submission", examples.SUBMISSION, response_only=True),)

    @extend_schema(responses=SubmissionSerializer)
    def get(self, request: Request, item_id: UUID) -> Response:
        """What arrived and what became of it."""
        return Response(self.shown(self.item))


class Release(SubmissionResource):
    """Let it out of quarantine: it is read again, and no filter holds it a second time."""

    needs = MappingProxyType({"POST": Permission.RELEASE_ITEMS})
    serializer_class = Nothing
    examples = (
        OpenApiExample("POST body", {}, request_only=True),
        OpenApiExample("POST released", examples.RELEASED, response_only=True),
    )

    @extend_schema(responses=SubmissionSerializer)
    def post(self, request: Request, item_id: UUID) -> Response:
        self.said()
        return self.once(self._release)

    def _release(self) -> Answer:
        release_item(self.item, by=self.person, at=timezone.now())
        return Answer(200, self.shown(self.item_for(self.item.pk)))
