"""Words at the end of a shift."""

from django import forms

from incidents.domain.handover import LENGTH
from incidents.forms.once import OnceForm
from incidents.forms.work import DeskForm


class HandoverForm(OnceForm, DeskForm):
    """A short note for whoever starts next."""

    body = forms.CharField(label="Hand-over note", max_length=LENGTH, widget=forms.Textarea)
