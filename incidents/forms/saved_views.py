"""What a person says of a view they keep."""

from django import forms

from incidents.actions.saved_views import ViewWords
from incidents.models.views import NAME_LENGTH


class ViewForm(forms.Form):
    """A name, and whether the team sees it too; the action checks the rest."""

    name = forms.CharField(
        label="Name", max_length=NAME_LENGTH, error_messages={"required": "Give the view a name."}
    )
    is_shared = forms.BooleanField(label="Everybody in this launch sees it", required=False)

    def said(self) -> ViewWords:
        """The valid words."""
        return ViewWords(**self.cleaned_data)
