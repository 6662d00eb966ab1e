"""A form that is sent once, however often its button is pressed."""

import secrets

from django import forms

KEY_BYTES = 12


def new_key() -> str:
    """A key for one sending."""
    return secrets.token_urlsafe(KEY_BYTES)


class OnceForm(forms.Form):
    """Carries a key: the same words under the same key are one act, also when its answer was lost."""

    # Without an id: a page may hold two such forms.
    once = forms.CharField(
        widget=forms.HiddenInput(attrs={"id": False}), required=False, max_length=40, initial=new_key
    )
