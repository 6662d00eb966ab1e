"""What the ledger page may be asked for."""

from django import forms

from hypercare.intake.models import RECEIPT, Outcome


class LedgerForm(forms.Form):
    """Filter and place in the list, from the query string."""

    outcome = forms.ChoiceField(choices=[("", "All"), *Outcome.choices], required=False)
    receipt = forms.RegexField(
        RECEIPT,
        required=False,
        max_length=20,
        error_messages={"invalid": "A receipt number looks like R-4F2A-91C0."},
    )
    after = forms.UUIDField(required=False)
