"""The way from an address such as `incidents/TRD-42/` to the incident."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from django import forms
from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ValidationError

from hypercare.accounts.roles import Permission
from hypercare.api.actions import Answer
from hypercare.launches.api.access import LaunchResource
from hypercare.launches.models import Membership
from hypercare.lib.problems import NoSuchThingError
from incidents.access import INCIDENT_KEY, incident_in, split_key
from incidents.api.serializers import IncidentDetailSerializer
from incidents.models import Incident
from incidents.queries.choices import launch_choices
from incidents.queries.records import record_of

Form = TypeVar("Form", bound=forms.Form)


def valid(form: Form, *, renamed: Mapping[str, str] = MappingProxyType({})) -> Form:
    """The same form, valid; `ValidationError` by the field's name here."""
    if not form.is_valid():
        errors = form.errors.get_json_data().items()
        sentences = {name: [str(each["message"]) for each in found] for name, found in errors}
        raise ValidationError({renamed.get(name, name): said for name, said in sentences.items()})
    return form


INCIDENT_IN_PATH = OpenApiParameter(
    "key",
    {"type": "string", "pattern": f"^{INCIDENT_KEY.pattern}$"},
    OpenApiParameter.PATH,
    description="The incident's key: its launch and its number.",
    examples=[OpenApiExample("An incident", "TRD-42")],
)


class IncidentResource(LaunchResource):
    """An address of one incident, named by `key`."""

    place: ClassVar[tuple[OpenApiParameter, ...]] = (INCIDENT_IN_PATH,)
    needs = MappingProxyType({"GET": Permission.SEE_INCIDENTS})
    incident: Incident

    def enter(self, **path: Any) -> None:
        """The incident and the person's membership; 404 for an unknown one and for an outsider, or 403."""
        self.check_scope(self.needed)
        try:
            launch_key, number = split_key(path["key"])
            self.membership = self.member(launch_key, self.needed)
            self.incident = incident_in(self.membership, number)
        except Http404 as problem:
            raise NoSuchThingError(str(problem), field="key") from problem


def answer(incident: Incident, member: Membership, *, at: datetime, status: int = 200) -> Answer:
    """The whole incident as it stands now."""
    fresh = incident_in(member, incident.number)
    names = launch_choices(incident.launch_id).names()
    record = record_of(fresh, member=member, names=names, at=at)
    return Answer(status, IncidentDetailSerializer(record).data)
