"""Every address the resolver knows, and an example of each."""

import re
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
ANYTHING = "1"  # good enough for the administration, which nobody here may enter


def routes() -> list[str]:
    """Every pattern, such as `t/<str:token>/`, in order."""
    return list(dict.fromkeys(_patterns(get_resolver(), "")))


def path_of(route: str, examples: Mapping[str, str]) -> str:
    """The route filled in: `examples` are keyed by the part before and the parameter, as in `t/token`."""

    def fill(found: re.Match[str]) -> str:
        if route.startswith("admin/"):
            return ANYTHING
        place = f"{route[: found.start()].rstrip('/').rpartition('/')[2]}/{found[1] or found[2]}"
        assert place in examples, f"{route} is new: give {place} an example in tests/security/conftest.py"
        return examples[place]

    return "/" + _PARAMETER.sub(fill, route.replace("^", "").replace("$", ""))


def _patterns(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from _patterns(each, route)
