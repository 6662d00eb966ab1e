"""What is said once about many incidents. A form makes the deed that is done to each of them."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django import forms

from hypercare.accounts.models import User
from hypercare.launches.models import Launch, Team
from hypercare.lib.errors import DomainError
from incidents import actions
from incidents.actions import Actor
from incidents.actions.bulk import Deed
from incidents.domain.bulk import BulkAct
from incidents.domain.greetings import draft_for
from incidents.forms.bundles import KEY_LENGTH, named_incident
from incidents.forms.once import OnceForm
from incidents.forms.work import (
    BODY_LENGTH,
    DeclineForm,
    DeskForm,
    ResolveForm,
    WaitForm,
    offer,
    words_field,
)
from incidents.models import Incident, choices
from incidents.queries.choices import LaunchChoices

LEAVE = ("", "Leave as it is")
NOBODY = "none"
DRAFT = "draft-"  # and the key of the incident


class BulkForm(OnceForm, DeskForm):
    """Nothing to say but which act; `action` is the single one."""

    action: ClassVar[Deed]

    def __init__(self, data: Any, *, launch: Launch, offered: LaunchChoices, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.launch, self.offered = launch, offered

    def letter(self, incident: Incident) -> str:
        """The personal words for its reporter, where there are some."""
        return ""

    @property
    def said(self) -> list[forms.BoundField]:
        """The fields people see."""
        return [field for field in self if field.name != "once"]

    @property
    def words(self) -> list[tuple[str, str]]:
        """What a valid form says, as label and words; what stays as it is is left out."""
        given = [(field, self.cleaned_data[field.name]) for field in self.said]
        return [(str(field.label), self._in_words(field, value)) for field, value in given if value]

    def deed(self, user: User) -> Deed:
        """What is done to each incident."""
        return partial(type(self).action, **self._arguments())

    def _arguments(self) -> Mapping[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}

    def _in_words(self, field: forms.BoundField, value: Any) -> str:
        offered = getattr(field.field, "choices", ())
        return next((str(label) for each, label in offered if str(each) == str(value)), str(value))


class TakeForm(BulkForm):
    """Give each to oneself; teams stay."""

    def deed(self, user: User) -> Deed:
        """Assign it to this person."""

        def take(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
            return actions.assign_incident(incident, assignee=user, team=incident.team, actor=actor, at=at)

        return take


class ReplyManyForm(BulkForm):
    """The same words for each reporter, under their own greeting; a draft may be edited by itself."""

    body = words_field("Words to each reporter", rows=6, help_text="Each gets them in their own thread.")

    def letter(self, incident: Incident) -> str:
        """The letter to its reporter, as edited or as it would be."""
        edited = self.data.get(f"{DRAFT}{incident.key}")
        name = incident.reporter.name if incident.reporter else ""
        return draft_for(self.cleaned_data["body"], name=name) if edited is None else str(edited)

    def deed(self, user: User) -> Deed:
        """Answer each with their own draft."""

        def reply(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
            body = self.letter(incident)
            if len(body) > BODY_LENGTH:
                raise DomainError(f"An answer has at most {BODY_LENGTH:,} characters.", field="body")
            return actions.reply_to_reporter(incident, body=body, actor=actor, at=at)

        return reply


class AssignManyForm(BulkForm):
    """A person, a team, or both; each may stay as it is."""

    assignee = forms.ChoiceField(label="Person", required=False)
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, data: Any, *, offered: LaunchChoices, **given: Any) -> None:
        super().__init__(data, offered=offered, **given)
        offer(self, "assignee", [LEAVE, (NOBODY, "Nobody"), *_texts(offered.people)])
        offer(self, "team", [LEAVE, (NOBODY, "No team"), *_texts(offered.teams)])

    def clean(self) -> None:
        """Something has to be chosen."""
        _need_one(self, "assignee", "team", words="Choose a person or a team.")

    def deed(self, user: User) -> Deed:
        """Assign it as chosen, leaving what was not."""
        wanted = self.cleaned_data
        person = User.objects.filter(pk=_row_id(wanted["assignee"]) or 0).first()
        team = Team.objects.filter(pk=_row_id(wanted["team"]) or 0).first()

        def assign(incident: Incident, *, actor: Actor, at: datetime) -> Incident:
            assignee = person if wanted["assignee"] else incident.assignee
            of = team if wanted["team"] else incident.team
            return actions.assign_incident(incident, assignee=assignee, team=of, actor=actor, at=at)

        return assign


class TriageManyForm(BulkForm):
    """What they are and how much they hurt; each may stay as it is."""

    action = actions.triage_incident
    impact = forms.ChoiceField(choices=[LEAVE, *choices.LEVELS], required=False)
    urgency = forms.ChoiceField(choices=[LEAVE, *choices.LEVELS], required=False)
    nature = forms.ChoiceField(choices=[LEAVE, *choices.NATURES], required=False)
    service = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, offered: LaunchChoices, **given: Any) -> None:
        super().__init__(data, offered=offered, **given)
        offer(self, "service", [LEAVE, (NOBODY, "Not known"), *_texts(offered.services)])

    def clean(self) -> None:
        """Something has to be chosen."""
        _need_one(self, "impact", "urgency", "nature", "service", words="Choose what to change.")

    def _arguments(self) -> Mapping[str, Any]:
        chosen = {name: value for name, value in super()._arguments().items() if value}
        if "service" in chosen:
            chosen["service_id"] = _row_id(chosen.pop("service"))
        return chosen


class WaitManyForm(BulkForm, WaitForm):
    """On whom or what."""

    action = actions.start_wait


class GoOnForm(BulkForm):
    """End their waits."""

    action = actions.end_wait


class ResolveManyForm(BulkForm, ResolveForm):
    """Why it happened, how people can work again, and the same words for each reporter."""

    action = actions.resolve_incident


class DeclineManyForm(BulkForm, DeclineForm):
    """Why nothing will be done, and the same words for each reporter."""

    action = actions.decline_incident


class TieManyForm(BulkForm):
    """The incident they are all reports of."""

    action = actions.tie_incident
    parent = forms.CharField(label="They are reports of", max_length=KEY_LENGTH)

    def clean_parent(self) -> Incident:
        """The incident of that key in this launch."""
        return named_incident(self.launch, self.cleaned_data["parent"])


class CloseForm(BulkForm):
    """Put them away."""

    action = actions.close_incident


FORMS: Mapping[BulkAct, type[BulkForm]] = {
    BulkAct.TAKE: TakeForm,
    BulkAct.REPLY: ReplyManyForm,
    BulkAct.ASSIGN: AssignManyForm,
    BulkAct.TRIAGE: TriageManyForm,
    BulkAct.WAIT: WaitManyForm,
    BulkAct.END_WAIT: GoOnForm,
    BulkAct.RESOLVE: ResolveManyForm,
    BulkAct.DECLINE: DeclineManyForm,
    BulkAct.TIE: TieManyForm,
    BulkAct.CLOSE: CloseForm,
}


def _texts(named: Any) -> list[tuple[str, str]]:
    return [(str(each), name) for each, name in named]


def _row_id(chosen: str) -> int | None:
    return int(chosen) if chosen.isdecimal() else None


def _need_one(form: forms.Form, *names: str, words: str) -> None:
    if not form.errors and not any(form.cleaned_data[name] for name in names):
        raise forms.ValidationError(words)
