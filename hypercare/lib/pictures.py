"""Pictures that strangers sent, shown so that they can do nothing."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
PICTURE_SECONDS = 3600
INERT = "default-src 'none'; sandbox; frame-ancestors 'none'"


def picture_response(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    """The picture, under its name; whatever is none of the three types is only ever downloaded."""
    is_picture = content_type in PICTURE_TYPES
    disposition = content_disposition_header(not is_picture, name)
    headers = {
        "Cache-Control": f"private, max-age={PICTURE_SECONDS}",
        "Content-Security-Policy": INERT,
        "Content-Disposition": disposition or "inline",
    }
    return HttpResponse(
        content, content_type=content_type if is_picture else "application/octet-stream", headers=headers
    )
