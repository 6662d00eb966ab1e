"""JSON, and only so much of it."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

# The longest text has 20,000 characters; written as \uXXXX pairs each takes twelve bytes.
MAX_BODY_BYTES = 256 * 1024


class BodyTooLargeError(APIException):
    """More than anything here could need."""

    status_code = 413
    default_detail = f"A body has at most {MAX_BODY_BYTES // 1024} KiB."


class CappedJSONParser(JSONParser):
    """Strict JSON in UTF-8 of at most `MAX_BODY_BYTES`."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value; 400 for what is no JSON, 413 for too much of it."""
        content = stream.read(MAX_BODY_BYTES + 1)
        if len(content) > MAX_BODY_BYTES:
            raise BodyTooLargeError
        try:
            said = json.loads(content.decode(), parse_constant=_refuse)
            json.dumps(said, ensure_ascii=False).encode()  # half a surrogate pair is no text
        except (ValueError, RecursionError) as problem:
            raise ParseError("The body is not JSON in UTF-8.") from problem
        return said


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
