"""What a composer sends while somebody types."""

from django import forms

from incidents.forms.once import OnceForm
from incidents.forms.work import BODY_LENGTH


class DraftForm(OnceForm):
    """Words as they are typed, blanks too; nothing is a draft taken back."""

    body = forms.CharField(max_length=BODY_LENGTH, required=False, strip=False)
