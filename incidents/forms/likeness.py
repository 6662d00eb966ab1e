"""A report while it is typed."""

from datetime import datetime

from django import forms

from incidents.actions.declare import TITLE_LENGTH
from incidents.domain.likeness import Report
from incidents.forms.work import BODY_LENGTH, LARGEST_COUNT, DeskForm


class TypedForm(DeskForm):
    """What is known so far; everything may still be missing."""

    title = forms.CharField(label="What happened, in a few words", max_length=TITLE_LENGTH, required=False)
    body = forms.CharField(label="In their words", max_length=BODY_LENGTH, required=False)
    service = forms.IntegerField(min_value=1, max_value=LARGEST_COUNT, required=False)

    @property
    def says_something(self) -> bool:
        """Whether there is a word to go by."""
        return bool(self.cleaned_data["title"] or self.cleaned_data["body"])

    def report(self, at: datetime) -> Report:
        """As likeness sees it."""
        said = self.cleaned_data
        return Report(said["title"], said["body"], at, service_id=said["service"])
