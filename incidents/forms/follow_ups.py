"""What a person says of a follow-up."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from hypercare.accounts.models import User
from incidents.actions.follow_ups import Promise
from incidents.domain.follow_ups import SENTENCE_LENGTH, FollowUpKind
from incidents.forms.once import OnceForm
from incidents.forms.work import ActionForm, offer
from incidents.models import choices

ANYBODY = "Whoever may decide"
ANSWERS_LENGTH = 400
Named = Sequence[tuple[int, str]]


def line_field(label: str, *, rows: int = 2, **options: Any) -> forms.CharField:
    """A sentence of a person."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=SENTENCE_LENGTH, widget=widget, **options)


class PlanForm(ActionForm):
    """What is to be done, by whom and until when; the action checks the rest."""

    title, verb = "Follow-up", "Save"
    words = line_field("What is to be done")
    owner = forms.TypedChoiceField(label="Owner", coerce=int, empty_value=None)
    due_on = forms.DateField(label="Due", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    done_when = line_field("Done when", rows=1, required=False, help_text="What shows that it is done.")

    def __init__(self, data: Any, *, owners: Named, nobody: str = "", **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner"].required = not nobody
        offer(self, "owner", [("", nobody or "Choose"), *owners])

    def promise(self, kind: FollowUpKind) -> Promise:
        """The valid words."""
        said = self.cleaned_data
        return Promise(kind, said["words"], _person(said["owner"]), said["due_on"], said["done_when"])

    def arguments(self) -> Mapping[str, Any]:
        """What `replan_follow_up` takes; a kind stays."""
        return {"said": self.promise(FollowUpKind.FIX)}


class FollowUpForm(OnceForm, PlanForm):
    """A new one: its kind too, and for a decision who decides and between which answers."""

    verb = "Keep follow-up"
    kind = forms.TypedChoiceField(
        choices=choices.FOLLOW_UP_KINDS, coerce=FollowUpKind, initial=FollowUpKind.FIX
    )
    decider = forms.TypedChoiceField(label="Who decides", coerce=int, empty_value=None, required=False)
    answers = forms.CharField(
        label="Answers to choose from",
        max_length=ANSWERS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One on each line; none means yes or no.",
    )

    def __init__(self, data: Any, *, owners: Named, deciders: Named, due_on: date, **initial: Any) -> None:
        super().__init__(data, owners=owners, due_on=due_on, **initial)
        offer(self, "decider", [("", ANYBODY), *deciders])

    def arguments(self) -> Mapping[str, Any]:
        """What `add_follow_up` takes; what another kind asks for is not looked at."""
        said = self.cleaned_data
        if said["kind"] is not FollowUpKind.DECIDE:
            return {"said": self.promise(said["kind"])}
        answers = tuple(said["answers"].splitlines())
        words, due_on, done_when = said["words"], said["due_on"], said["done_when"]
        owner = _person(said["decider"])
        return {"said": Promise(said["kind"], words, owner, due_on, done_when, answers)}


def _person(user_id: int | None) -> User | None:
    return User.objects.filter(pk=user_id).first() if user_id else None
