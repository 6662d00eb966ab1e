"""What a manager says of a canned reply."""

from django import forms

from incidents.models.canned import BODY_LENGTH, NAME_LENGTH


class CannedReplyForm(forms.Form):
    """Its name and its words; the action checks the placeholders."""

    name = forms.CharField(
        label="Name",
        max_length=NAME_LENGTH,
        help_text="What people type after “/” to find it.",
        error_messages={"required": "Give it a name."},
    )
    body = forms.CharField(
        label="Words",
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write the reply."},
    )
