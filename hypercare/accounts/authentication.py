"""Bearer keys for the API."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hypercare.accounts.actions import note_use
from hypercare.accounts.models import ApiKey, User, digest_of


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer hc_...` acts as the key's owner."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """The owner and the key, or `None` when no bearer key was sent; 401 for a bad one."""
        scheme, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        live = ApiKey.objects.select_related("owner").filter(revoked_at=None, owner__is_active=True)
        found = live.filter(digest=digest_of(key.strip())).first()
        if found is None:
            raise AuthenticationFailed("This API key is unknown or revoked.")
        note_use(found, at=timezone.now())
        return found.owner, found

    def authenticate_header(self, request: Request) -> str:
        """Named in `WWW-Authenticate`, so a missing key is 401 and not 403."""
        return "Bearer"
