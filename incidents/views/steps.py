"""The buttons of an incident: what each step is called and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from incidents.domain.bulk import BulkAct
from incidents.domain.steps import Step
from incidents.models import Incident
from incidents.queries.bundles import Bundle
from incidents.queries.incident import IncidentPage

ACT, FORM, WRITE, MANY = "act", "form", "write", "many"
# How a step is done, its words, its key. In the order of the buttons.
STEPS: Mapping[str, tuple[str, str, str]] = {
    Step.TAKE: (ACT, "Assign to me", ""),
    Step.ACKNOWLEDGE: (ACT, "Acknowledge", "y"),
    Step.REPLY: (WRITE, "Reply", ""),
    Step.END_WAIT: (ACT, "Go on with it", ""),
    Step.FIX_READY: (FORM, "Fix ready", ""),
    Step.WITHDRAW_FIX: (ACT, "Take the fix back", ""),
    Step.RESOLVE: (FORM, "Resolve", ""),
    Step.WAKE: (ACT, "Back to the inbox", ""),
    Step.CLOSE: (ACT, "Close", ""),
    Step.REOPEN: (FORM, "Reopen", ""),
    "assign": (FORM, "Assign", "a"),
    Step.TIE: (FORM, "Bundle with…", "b"),
    Step.WAIT: (FORM, "Wait", ""),
    Step.FIND_CAUSE: (FORM, "Cause found", ""),
    Step.SNOOZE: (FORM, "Snooze", "s"),
    Step.DECLINE: (FORM, "Decline", "d"),
}


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step as its button needs it."""

    slug: str
    kind: str
    label: str
    key: str
    url: str
    keys: str = ""


def step_buttons(incident: Incident, page: IncidentPage) -> list[StepButton]:
    """The likely step first, then what else is possible. Taking it is part of the form behind "Assign"."""
    if page.primary is None:
        return []
    extra = {"assign"} if incident.is_open else set()
    possible = ({*page.steps, *extra} - {Step.TAKE, Step.REPLY, page.primary}) & STEPS.keys()
    slugs = [page.primary, *(slug for slug in STEPS if slug in possible)]
    return [_button(slug, incident, page.bundle) for slug in slugs]


def _button(slug: str, incident: Incident, bundle: Bundle | None) -> StepButton:
    """A parent is resolved with its open reports, each of which may be kept out."""
    kind, label, key = STEPS[slug]
    if slug == Step.RESOLVE and bundle and bundle.unsolved:
        url = f"{reverse('incidents:bulk', args=[BulkAct.RESOLVE])}?launch={incident.launch.key}"
        count = len(bundle.unsolved)
        return StepButton(slug, MANY, f"Resolve all {count}", key, url, ",".join(bundle.unsolved))
    return StepButton(slug, kind, label, key, reverse(f"incidents:{slug}", args=[incident.key]))
