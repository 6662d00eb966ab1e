"""An authenticator app, as RFC 6238 has it."""

import hmac
import struct
import time
from base64 import b32decode

STEP_SECONDS = 30


def code_of(secret: str, *, at: float | None = None) -> str:
    """The six digits it shows."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // STEP_SECONDS)
    digest = hmac.digest(b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
