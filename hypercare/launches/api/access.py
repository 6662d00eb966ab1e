"""May this person, with this key? The key's scopes narrow what `launches.access` grants."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.exceptions import ValidationError

from hypercare.accounts.roles import Permission
from hypercare.api.views import Resource
from hypercare.launches.access import membership_in
from hypercare.launches.models import Membership
from hypercare.launches.models.launch import KEY_PATTERN
from hypercare.lib.problems import NoSuchThingError

LAUNCH_KEY = {"type": "string", "pattern": f"^{KEY_PATTERN}$"}
NAME_A_LAUNCH = "Name a launch by its key, such as TRD."
LAUNCH_IN_PATH = OpenApiParameter(
    "key",
    LAUNCH_KEY,
    OpenApiParameter.PATH,
    description="The launch's key.",
    examples=[OpenApiExample("A launch", "TRD")],
)
LAUNCH = OpenApiParameter("launch", LAUNCH_KEY, required=True, description="The launch's key, such as `TRD`.")


class LaunchResource(Resource):
    """An address inside a launch. `needs` says which right each method asks for."""

    needs: ClassVar[Mapping[str, Permission]] = MappingProxyType({"GET": Permission.SEE_NUMBERS})
    membership: Membership

    def enter(self, **path: Any) -> None:
        """The person's membership in the launch of the query, or of the body where something is sent."""
        self.check_scope(self.needed)
        self.membership = self.member(self.launch_key(), self.needed)

    @property
    def shows_words(self) -> bool:
        """Whether the member may read what people wrote."""
        return self.membership.may(Permission.SEE_INCIDENTS)

    @property
    def needed(self) -> Permission:
        """The right that this method asks for."""
        method = str(self.request.method)
        return self.needs["GET" if method == "HEAD" else method]

    def launch_key(self) -> str:
        """The launch that is named; 400 without one."""
        is_sent = self.request.method == "POST"
        said = self.request.data if is_sent else self.request.query_params
        key = said.get("launch") if isinstance(said, Mapping) else None
        if not key or not isinstance(key, str):
            raise ValidationError({"launch": [NAME_A_LAUNCH]})
        return key

    def member(self, launch_key: str, needs: Permission) -> Membership:
        """The person's membership; 403 for a key too narrow, 404 for an outsider, 403 without the right."""
        self.check_scope(needs)
        if self.confined_to not in {"", launch_key}:
            raise NoSuchThingError("No such launch.", field="launch")
        try:
            return membership_in(launch_key, user=self.person, needs=needs)
        except Http404 as problem:
            raise NoSuchThingError(str(problem), field="launch") from problem
