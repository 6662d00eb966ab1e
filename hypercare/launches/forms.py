"""What a launch manager may fill in."""

from django import forms

from hypercare.accounts.roles import Scope

LABEL_LENGTH = 80


class KeyForm(forms.Form):
    """A new API key: by which name it is recognised, and how far it goes."""

    label = forms.CharField(
        label="Name",
        max_length=LABEL_LENGTH,
        help_text="The program or the place where it is kept, so that you know which one to revoke.",
        error_messages={"required": "Give it a name by which you recognise it."},
    )
    scopes = forms.MultipleChoiceField(
        label="It may be used to",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing the key may be used for."},
    )


class HereForm(forms.Form):
    """What a page says about its reader: in which window, at which incident, writing or not."""

    window = forms.RegexField(r"^[a-z0-9]{1,12}$")
    at = forms.IntegerField(min_value=1, max_value=999_999_999, required=False)
    writing = forms.BooleanField(required=False)
    met = forms.CharField(max_length=12, required=False)
