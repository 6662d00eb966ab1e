"""The version of an incident as HTTP names it: `ETag` in an answer, `If-Match` in a request."""

import re

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

HEADER = "If-Match"
TAG = r'"[0-9]{1,9}"'
IF_MATCH = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": f"^{TAG}$"},
    OpenApiParameter.HEADER,
    description="The `version` you read, in quotes, as `ETag` has it: nothing is done once it has moved on.",
)


def version_asked(request: Request) -> int | None:
    """The version that the request makes its condition; 400 when malformed, nothing without the header."""
    said = request.headers.get(HEADER)
    if said is None:
        return None
    if not re.fullmatch(TAG, said, re.ASCII):
        raise ValidationError({HEADER: ['Send the version in quotes, such as "17".']})
    return int(said.strip('"'))


def tagged(response: Response) -> Response:
    """The same answer with the version of its incident as `ETag`."""
    response["ETag"] = f'"{response.data["version"]}"'
    return response
