"""Secrets that must be read again, and so cannot be hashed: sealed with a key drawn from `SECRET_KEY`.

A copy of the database alone opens none of them.
"""

import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"hypercare.lib.sealing"


def seal(text: str) -> str:
    """The text as only this deployment can read it."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; raises `InvalidToken` when its key is neither the present one nor a fallback."""
    return _box().decrypt(sealed.encode()).decode()


def reseal(sealed: str) -> str:
    """The same text under the present key, so that a fallback can be dropped."""
    return _box().rotate(sealed.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(each)) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    return urlsafe_b64encode(hmac.digest(secret.encode(), PURPOSE, "sha256"))
