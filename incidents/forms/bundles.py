"""Naming the incident that something is one more report of."""

from collections.abc import Mapping
from typing import Any

from django import forms

from hypercare.launches.models import Launch
from incidents.access import INCIDENT_KEY
from incidents.forms.work import ActionForm
from incidents.models import Incident

KEY_LENGTH = 24


class TieForm(ActionForm):
    """The parent by its key; its number alone is enough."""

    title, verb = "Bundle with another incident", "Bundle"
    parent = forms.CharField(label="It is one more report of", max_length=KEY_LENGTH)

    def __init__(self, data: Any, *, launch: Launch, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.launch = launch
        self.fields["parent"].widget.attrs |= {"placeholder": f"{launch.key}-7", "autocomplete": "off"}

    def clean_parent(self) -> Incident:
        """The incident of that key in this launch."""
        return named_incident(self.launch, self.cleaned_data["parent"])

    def arguments(self) -> Mapping[str, Any]:
        """As `tie_incident` names it."""
        return {"parent": self.cleaned_data["parent"]}


def named_incident(launch: Launch, said: str) -> Incident:
    """The incident of that key or number. Raises Django's `ValidationError` when there is none."""
    key = f"{launch.key}-{said}" if said.isdecimal() else said.upper()
    found = INCIDENT_KEY.fullmatch(key)
    is_ours = found is not None and found[1] == launch.key
    rows = Incident.objects.filter(launch=launch, number=int(found[2])) if found and is_ours else ()
    for incident in rows:
        incident.launch = launch
        return incident
    raise forms.ValidationError(f"“{said}” is no incident of {launch.name}; name one as {launch.key}-7.")
