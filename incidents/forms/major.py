"""What people say while they lead a major incident."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms

from hypercare.accounts.models import User
from incidents.actions.major import Cast, MajorWords, Review, Update
from incidents.domain.major import LINK_LENGTH, SENTENCE_LENGTH, USUAL, Audience, MajorRole
from incidents.forms.once import OnceForm
from incidents.forms.work import ActionForm, offer, words_field
from incidents.models import choices

BESIDE = (MajorRole.COMMUNICATIONS, MajorRole.SCRIBE)
ROLES = choices.words(MajorRole)
EVERY = [(15, "15 minutes"), (30, "30 minutes"), (60, "1 hour"), (120, "2 hours"), (240, "4 hours")]
Named = Sequence[tuple[int, str]]


def sentence_field(label: str, help_text: str) -> forms.CharField:
    """One sentence; which ones must be there is the action's to say."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, max_length=SENTENCE_LENGTH, required=False, widget=widget, help_text=help_text
    )


class WordsForm(ActionForm):
    """The sentences and the place to meet."""

    title, verb = "Words of the major incident", "Save"
    business_impact = sentence_field("Business impact", "One sentence for executives: what it costs now.")
    public_sentence = sentence_field(
        "Public sentence",
        "One sentence on the status page of whoever reported it.",
    )
    war_room = forms.CharField(
        label="War room",
        max_length=LINK_LENGTH,
        required=False,
        help_text="A link that begins with https://.",
        widget=forms.URLInput,
    )

    def words(self) -> MajorWords:
        """The valid words."""
        said = self.cleaned_data
        return MajorWords(said["business_impact"], said["public_sentence"], said["war_room"])

    def arguments(self) -> Mapping[str, Any]:
        """What `word_major` takes."""
        return {"words": self.words()}


class DeclareMajorForm(OnceForm, WordsForm):
    """Who leads, and what can be said already."""

    title, verb = "Declare a major incident", "Declare"
    field_order = ("commander", "communications", "scribe")
    commander = forms.TypedChoiceField(coerce=int)
    communications = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    scribe = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, data: Any, *, people: Named, me: int) -> None:
        super().__init__(data, initial={"commander": me})
        offer(self, "commander", people)
        for name in ("communications", "scribe"):
            offer(self, name, [("", "Nobody yet"), *people])

    def arguments(self) -> Mapping[str, Any]:
        """What `declare_major` takes."""
        said = self.cleaned_data
        people = User.objects.in_bulk([said[role] for role in MajorRole if said[role]])
        others = {role: people[said[role]] for role in BESIDE if said[role]}
        return {"cast": Cast(people[said["commander"]], others), "words": self.words()}


class RoleForm(ActionForm):
    """Who takes a role."""

    title, verb = "Hand over a role", "Hand over"
    role = forms.TypedChoiceField(choices=ROLES, coerce=MajorRole)
    person = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, data: Any, *, people: Named, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        offer(self, "person", [("", "Nobody"), *people])

    def arguments(self) -> Mapping[str, Any]:
        """What `take_role` takes."""
        said = self.cleaned_data
        person = User.objects.get(pk=said["person"]) if said["person"] else None
        return {"role": said["role"], "person": person}


class TacticalForm(OnceForm, ActionForm):
    """For those who work on it: how it stands, what is being done, what is needed."""

    title, verb = "Tactical update", "Give update"
    audience = Audience.TACTICAL
    conditions = words_field("Conditions", rows=3, help_text="How it stands now.")
    actions = forms.CharField(
        label="Actions", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    needs = forms.CharField(
        label="Needs", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    next_in = forms.TypedChoiceField(label="Next update in", choices=EVERY, coerce=int)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"next_in": int(USUAL[self.audience] / timedelta(minutes=1))})

    def arguments(self) -> Mapping[str, Any]:
        """What `give_update` takes."""
        said = self.cleaned_data
        next_in = timedelta(minutes=said["next_in"])
        parts = {name: said[name] for name in ("actions", "needs") if name in said}
        return {"update": Update(self.audience, said["conditions"], next_in, **parts)}


class ExecutiveForm(TacticalForm):
    """For executives: where it stands, in words of the business."""

    title = "Executive update"
    audience = Audience.EXECUTIVE
    conditions = words_field("Where it stands", rows=4, help_text="In words of the business.")
    actions = None  # type: ignore[assignment]  # as Django takes away an inherited field
    needs = None  # type: ignore[assignment]


class ReviewForm(OnceForm, ActionForm):
    """What was learnt; follow-ups are kept beside it."""

    title, verb = "Review", "Keep review"
    what_happened = words_field("What happened", rows=5)
    causes = words_field("Causes", rows=3)
    lessons = words_field("Lessons", rows=3)

    def arguments(self) -> Mapping[str, Any]:
        """What `review_major` takes."""
        names = ("what_happened", "causes", "lessons")
        return {"review": Review(**{name: self.cleaned_data[name] for name in names})}


UPDATE_FORMS: Mapping[str, type[TacticalForm]] = {
    Audience.TACTICAL: TacticalForm,
    Audience.EXECUTIVE: ExecutiveForm,
}
