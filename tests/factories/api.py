"""Programs that hold a key."""

from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.models import ApiKey
from hypercare.accounts.roles import Scope
from hypercare.launches.models import Membership

_numbers = count(1)


class Program:
    """Sends JSON as the owner of a key; each POST has a key of its own unless told otherwise."""

    def __init__(self, member: Membership, *, scopes: tuple[str, ...] = tuple(Scope.values)) -> None:
        self.member = member
        self.bearer = f"Bearer {create_api_key(member.user, label='test', scopes=scopes)}"
        self.client = Client()
        # One write less where statements are counted.
        ApiKey.objects.filter(owner=member.user).update(last_used_at=timezone.now())

    def get(self, path: str, **query: Any) -> Any:
        """The answer to a question."""
        return self.client.get(f"/api/v1/{path}", query, headers={"Authorization": self.bearer})

    def post(self, path: str, body: Any = None, *, once: str | None = None, **options: Any) -> Any:
        """The answer to a command."""
        headers = {
            "Authorization": self.bearer,
            "Idempotency-Key": once or f"test-{next(_numbers)}",
        }
        options = {"content_type": "application/json", **options}
        return self.client.post(f"/api/v1/{path}", {} if body is None else body, headers=headers, **options)


def errors_of(response: Any) -> set[str]:
    """The fields at fault of a problem."""
    assert response["Content-Type"] == "application/problem+json"
    return set(response.json().get("errors", {}))
