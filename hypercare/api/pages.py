"""The API in a browser: the same answers, with links to follow and what can be sent."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from rest_framework.renderers import BaseRenderer, JSONRenderer

ADDRESS = re.compile(r"&quot;(https?://[^\s&]+(?:&amp;[^\s&]+)*)&quot;")


class PageRenderer(BaseRenderer):
    """A page without a script of its own, under the same policy as every other page."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> str:
        """The answer, its links and the address's own words."""
        given = renderer_context or {}
        view, request, response = given["view"], given["request"], given["response"]
        sent = JSONRenderer().render(data, "application/json; indent=2").decode()
        context = {
            "asked": f"{request.method} {request.get_full_path()}",
            "address": request.build_absolute_uri(request.path),
            "words": view.__class__.__doc__,
            "parameters": getattr(view, "parameters", ()) if request.method == "GET" else (),
            "example": example_of(view),
            "can_post": "POST" in view.allowed_methods,
            "response": response,
            "body": with_links(sent, home=request.build_absolute_uri("/")),
            "name": "Hypercare API",
        }
        return render_to_string("api/page.html", context, request=request._request)  # noqa: SLF001 - Django's own


def example_of(view: Any) -> str:
    """What may be sent there, in one line."""
    sends = (each.value for each in getattr(view, "examples", ()) if each.request_only)
    return json.dumps(next(sends, {}))


def with_links(text: str, *, home: str) -> SafeString:
    """The text, escaped, in which our own addresses are links."""

    def link(found: re.Match[str]) -> str:
        url = found[1]
        if not url.startswith(escape(home)):
            return found[0]
        return format_html('&quot;<a href="{0}">{0}</a>&quot;', mark_safe(url))  # noqa: S308 - escaped above

    return mark_safe(ADDRESS.sub(link, escape(text)))  # noqa: S308 - escaped before
