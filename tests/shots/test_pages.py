"""No page is forgotten: every address is either in the list of pictures or says why it is no page."""

import os
import subprocess
import sys
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from hypercare.runtime.location import PROJECT
from tests.shots.pages import FOREIGN, PAGES, WITHOUT_PAGE

Branch = URLResolver | URLPattern


def addresses(branch: Branch, before: str = "", names: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address, or the address itself where it has no name."""
    path = f"{before}{branch.pattern}"
    if path.startswith(FOREIGN):
        return
    if isinstance(branch, URLPattern):
        yield ":".join((*names, branch.name)) if branch.name else path
        return
    inside = (*names, branch.namespace) if branch.namespace else names
    for each in branch.url_patterns:
        yield from addresses(each, path, inside)


ROUTES = {name for branch in get_resolver().url_patterns for name in addresses(branch)}


def test_every_address_is_looked_at_or_says_why_not() -> None:
    assert ROUTES - {page.route for page in PAGES} - set(WITHOUT_PAGE) == set()


def test_the_list_names_no_address_that_is_gone() -> None:
    assert ({page.route for page in PAGES} - {""} | set(WITHOUT_PAGE)) - ROUTES == set()


def test_every_picture_has_a_name_of_its_own() -> None:
    names = [page.name for page in PAGES]
    assert len(names) == len(set(names))


def test_the_gallery_needs_no_django_of_its_own() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", "import tests.shots.__main__"]
    assert subprocess.run(command, cwd=PROJECT, env=bare, check=False).returncode == 0
