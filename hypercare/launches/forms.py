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
