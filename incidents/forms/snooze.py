"""Until when a new incident is put aside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from hypercare.launches.calendars import calendar_for
from hypercare.launches.models import Launch
from incidents.domain.snooze import SNOOZE_LABELS, SnoozeUntil, instant_of, offered
from incidents.forms.work import ActionForm, LocalTimeField
from incidents.queries.words import clock_time


class SnoozeForm(ActionForm):
    """One of the usual instants, or any other."""

    title, verb = "Snooze", "Snooze"
    choice = forms.TypedChoiceField(
        label="Until", choices=list(SNOOZE_LABELS.items()), coerce=SnoozeUntil, widget=forms.RadioSelect
    )
    until = LocalTimeField(label="Another time", required=False)

    def __init__(self, data: Any, *, launch: Launch, at: datetime) -> None:
        self.calendar, self.at = calendar_for(launch), at
        self.offers = offered(at=at, calendar=self.calendar, ends_at=launch.hypercare_ends_at)
        super().__init__(data, initial={"choice": next(iter(self.offers), SnoozeUntil.GIVEN)})
        when = self.fields["until"]
        when.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        when.help_text = f"{launch.time_zone.replace('_', ' ')} time."
        if isinstance(when, LocalTimeField):
            when.zone = launch.zone

    @property
    def choices(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """The radio buttons that lead somewhere now, each with its instant in words."""
        zone = self.calendar.zone
        words = {each: clock_time(instant, at=self.at, zone=zone) for each, instant in self.offers.items()}
        shown = {**words, SnoozeUntil.GIVEN: ""}
        return [
            (button, shown[button.data["value"]])
            for button in self["choice"]
            if button.data["value"] in shown
        ]

    def clean(self) -> None:
        """Another time has to be given."""
        is_given = self.cleaned_data.get("choice") is SnoozeUntil.GIVEN
        if is_given and self.cleaned_data.get("until", self.at) is None:
            self.add_error("until", "Say until when.")

    def arguments(self) -> Mapping[str, Any]:
        """The instant."""
        usual = instant_of(self.cleaned_data["choice"], at=self.at, calendar=self.calendar)
        return {"until": usual or self.cleaned_data["until"]}
