"""May this person, with this key? The key's scopes narrow what `launches.access` grants."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from hypercare.accounts.roles import Permission
from hypercare.api.views import Resource
from hypercare.launches.access import membership_in
from hypercare.launches.models import Membership
from hypercare.launches.models.launch import KEY_PATTERN
from hypercare.lib.problems import NoSuchThingError

LAUNCH_KEY = {"type": "string", "pattern": f"^{KEY_PATTERN}$"}
LAUNCH = OpenApiParameter("launch", LAUNCH_KEY, required=True, description="The launch's key, such as `TRD`.")


class LaunchResource(Resource):
    """An address inside a launch."""

    def member(self, launch_key: str, needs: Permission) -> Membership:
        """The person's membership; 403 for a key too narrow, 404 for an outsider, 403 without the right."""
        self.check_scope(needs)
        try:
            return membership_in(launch_key, user=self.person, needs=needs)
        except Http404 as problem:
            raise NoSuchThingError(str(problem), field="launch") from problem

    def member_asked_for(self, needs: Permission) -> Membership:
        """The same for the launch of `?launch=KEY`; 400 without one."""
        self.check_scope(needs)
        key = self.request.query_params.get("launch")
        if not key:
            raise ValidationError({"launch": ["Name a launch, such as launch=TRD."]})
        return self.member(key, needs)
