"""What happens to accounts."""

import secrets

from hypercare.accounts.models import ApiKey, User, digest_of


def create_api_key(owner: User, *, label: str) -> str:
    """Store a new key's digest and return the key itself, which is shown this once."""
    key = f"hc_{secrets.token_urlsafe(32)}"
    ApiKey.objects.create(owner=owner, label=label, digest=digest_of(key))
    return key
