"""The `Idempotency-Key` of a request."""

import re

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

KEY_PATTERN = r"[A-Za-z0-9._:-]{1,64}"
KEY_RULE = "1 to 64 letters, digits, dots, colons, dashes or underscores"
HEADER = "Idempotency-Key"


def idempotency_key(request: Request) -> str:
    """The header's key; 400 when it is missing or malformed."""
    key = request.headers.get(HEADER)
    if key is None:
        raise ValidationError({HEADER: [f"Send this header, new for each thing you do: {KEY_RULE}."]})
    if not re.fullmatch(KEY_PATTERN, key):
        raise ValidationError({HEADER: [f"A key has {KEY_RULE}."]})
    return key
