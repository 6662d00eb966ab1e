"""Pressing Send again after a lost answer says nothing twice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from django.utils import timezone

from hypercare.api.actions import Answer, Asked, answer_once
from hypercare.launches.access import LaunchRequest

CSRF = "csrfmiddlewaretoken"


class Addressed(Protocol):
    """Whatever has a page."""

    def get_absolute_url(self) -> str:
        """Its page."""


def address_once(request: LaunchRequest, effect: Callable[[], Addressed]) -> str:
    """The address of what was done, be it by this sending or an earlier one of the same words."""

    def acted() -> Answer:
        return Answer(204, {}, effect().get_absolute_url())

    said = {name: value for name, value in request.POST.dict().items() if name != CSRF}
    if not said.get("once"):
        return acted().location
    asked = Asked(request.user, "", "POST", request.path, said)
    # Other words are another act, so what is said is part of the key.
    return answer_once(replace(asked, key=asked.digest), acted, at=timezone.now()).location
