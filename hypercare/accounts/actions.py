"""What happens to accounts."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from hypercare.accounts.models import ApiKey, User, digest_of
from hypercare.accounts.roles import Scope
from hypercare.audit.record import record_change
from hypercare.lib.errors import DomainError
from hypercare.lib.sealing import reseal

SEALED = ("secret", "seed")  # of a phone, of recovery codes
READ_ONLY = (Scope.READ,)
LABEL_TAKEN = "A key of this launch has this name. Choose another, or revoke that key first."
USE_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_api_key(
    owner: User, *, label: str, scopes: Collection[str] = READ_ONLY, launch_key: str = ""
) -> str:
    """Store a new key's digest and return the key itself, which is shown this once.

    With `launch_key` it opens that launch alone, and no other living key of the launch has its label.
    """
    if not scopes:
        raise DomainError("Choose at least one thing the key may be used for.", field="scopes")
    secret = f"hc_{secrets.token_urlsafe(32)}"
    chosen = [scope.value for scope in Scope if scope in scopes]
    key = ApiKey(owner=owner, label=label, digest=digest_of(secret), scopes=chosen, launch_key=launch_key)
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(LABEL_TAKEN, field="label") from error
    record_change(key, actor_id=owner.pk, verb="API key made", label=label, scopes=chosen, launch=launch_key)
    return secret


@transaction.atomic
def revoke_api_key(key: ApiKey, *, actor: User, at: datetime) -> None:
    """Make a key useless from now on; revoking it twice changes nothing more."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at):
        record_change(key, actor_id=actor.pk, verb="API key revoked", label=key.label)


def note_use(key: ApiKey, *, at: datetime) -> None:
    """Remember when a key was last used, to the minute."""
    if key.last_used_at is None or key.last_used_at <= at - USE_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)


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
