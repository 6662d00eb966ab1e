"""The limits of the API: 429 as a problem document that says when to try again."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from hypercare.accounts.models import ApiKey
from hypercare.lib.limits import API_ADDRESS, API_KEY
from hypercare.lib.throttling import count, seconds_to_wait


class PerKey(BaseThrottle):
    """So many requests of one key, or of one person in a browser."""

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count it for who asks."""
        if isinstance(request.auth, ApiKey):
            self.seconds = count(API_KEY, "key", str(request.auth.pk))
        elif request.user.is_authenticated:
            self.seconds = count(API_KEY, "person", str(request.user.pk))
        return not self.seconds

    def wait(self) -> float:
        """How long until the next is taken."""
        return self.seconds


class PerAddress(PerKey):
    """So many requests of one address, whoever asks."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count it for its address."""
        self.seconds = seconds_to_wait(API_ADDRESS, request._request)  # noqa: SLF001 - the plain one inside
        return not self.seconds
