"""What happens to accounts."""

import secrets
from collections.abc import Collection
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from hypercare.accounts.models import ApiKey, User, digest_of
from hypercare.accounts.roles import Scope
from hypercare.audit.record import record_change
from hypercare.lib.errors import DomainError
from hypercare.lib.sealing import reseal

SEALED = ("secret", "seed")  # of a phone, of recovery codes
READ_ONLY = (Scope.READ,)


@transaction.atomic
def create_api_key(owner: User, *, label: str, scopes: Collection[str] = READ_ONLY) -> str:
    """Store a new key's digest and return the key itself, which is shown this once."""
    if not scopes:
        raise DomainError("Choose at least one thing the key may be used for.", field="scopes")
    secret = f"hc_{secrets.token_urlsafe(32)}"
    chosen = [scope.value for scope in Scope if scope in scopes]
    key = ApiKey.objects.create(owner=owner, label=label, digest=digest_of(secret), scopes=chosen)
    record_change(key, actor_id=owner.pk, verb="API key made", label=label, scopes=chosen)
    return secret


@transaction.atomic
def revoke_api_key(key: ApiKey, *, actor: User, at: datetime) -> None:
    """Make a key useless from now on; revoking it twice changes nothing more."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at):
        record_change(key, actor_id=actor.pk, verb="API key revoked", label=key.label)


@transaction.atomic
def reseal_second_factors() -> int:
    """Seal every second factor with the present key and return how many; needs the old key as a fallback."""
    found = list(Authenticator.objects.select_for_update())
    for each in found:
        each.data |= {name: reseal(each.data[name]) for name in SEALED if name in each.data}
    Authenticator.objects.bulk_update(found, ["data"])
    return len(found)


@transaction.atomic
def remove_second_factor(user: User, *, actor: User) -> None:
    """Take the second factor and its recovery codes off an account whose owner lost both."""
    if Authenticator.objects.filter(user=user).delete()[0]:
        record_change(user, actor_id=actor.pk, verb="second factor removed")
