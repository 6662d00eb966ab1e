"""What people type into the desk, cleaned. A form names its action's arguments in `arguments`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django import forms
from django.forms.utils import pretty_name
from django.http import HttpRequest
from django.utils import timezone

from hypercare.accounts.models import User
from hypercare.launches.actions import find_or_add_reporter
from hypercare.launches.models import Launch, Release, Team
from incidents.actions import Declaration, ReferenceWords
from incidents.actions.declare import TITLE_LENGTH
from incidents.domain.drafts import DraftKind
from incidents.domain.history import Cause, DeclineReason, Nature, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.priority import MATRIX, Level, Priority
from incidents.domain.references import KEY_LENGTH, SYSTEM_LENGTH, URL_LENGTH
from incidents.forms.once import OnceForm
from incidents.forms.pictures import PicturesField
from incidents.models import Draft, Incident, choices
from incidents.queries.choices import LaunchChoices

BODY_LENGTH = 20_000
LARGEST_COUNT = 2_000_000_000
GOES_OUT = "This goes to the reporter."
LEVELS = (Level.HIGH, Level.MEDIUM, Level.LOW)


FOUND_CAUSES = [each for each in choices.CAUSES if each[0] != Cause.UNKNOWN]
PAIRS = [(f"{impact}/{urgency}", MATRIX[impact, urgency].label) for impact in LEVELS for urgency in LEVELS]


class DeskForm(forms.Form):
    """A form that names the field somebody left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = f"Fill in “{field.label or pretty_name(name)}”."


class ActionForm(DeskForm):
    """A form whose cleaned values are an action's keyword arguments."""

    title = ""
    verb = ""
    draft: ClassVar[DraftKind | None] = None  # whose words are kept while they are typed

    def arguments(self) -> Mapping[str, Any]:
        """Keyword arguments of the action, besides `actor` and `at`."""
        return self.cleaned_data


def words_field(label: str, *, rows: int = 4, help_text: str = "") -> forms.CharField:
    """A text of a person."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=BODY_LENGTH, widget=widget, help_text=help_text)


class WordsForm(OnceForm, ActionForm):
    """Nothing but words; those a person has begun stand in it."""

    kept: Draft | None = None
    pictures = PicturesField(required=False)

    @classmethod
    def about(cls, request: HttpRequest, drafts: Mapping[str, Draft]) -> Self:
        """The form with what was sent, else with what was kept."""
        kept = drafts.get(str(cls.draft))
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = cls(data, files, initial={"body": kept.body} if kept else None)
        form.kept = kept
        return form

    def arguments(self) -> Mapping[str, Any]:
        """The words and their pictures."""
        return {"body": self.cleaned_data["body"], "pictures": self.cleaned_data["pictures"]}


class ReplyForm(WordsForm):
    """Words for the reporter."""

    title, verb, draft = "Reply", "Send reply", DraftKind.REPLY
    body = words_field("Reply")


class NoteForm(WordsForm):
    """Words for the team only."""

    title, verb, draft = "Internal note", "Keep note", DraftKind.NOTE
    body = words_field("Internal note")


class AssignForm(ActionForm):
    """A person, a team, both or nobody."""

    title, verb = "Assign", "Assign"
    assignee = forms.TypedChoiceField(label="Person", coerce=int, empty_value=None, required=False)
    team = forms.TypedChoiceField(label="Team", coerce=int, empty_value=None, required=False)

    def __init__(self, data: Any, *, incident: Incident, offered: LaunchChoices) -> None:
        super().__init__(data, initial={"assignee": incident.assignee_id, "team": incident.team_id})
        self.incident = incident
        offer(self, "assignee", [("", "Nobody"), *offered.people])
        offer(self, "team", [("", "No team"), *offered.teams])

    def clean(self) -> None:
        """Nobody is meant only when said so; a field that was not sent leaves its person or team."""
        if not {"assignee", "team"} & set(self.data):
            raise forms.ValidationError("Assignee or team: choose one, or choose nobody.")
        for name in {"assignee", "team"} - set(self.data):
            self.cleaned_data[name] = getattr(self.incident, f"{name}_id")

    def arguments(self) -> Mapping[str, Any]:
        """The chosen rows instead of their ids."""
        assignee_id, team_id = self.cleaned_data["assignee"], self.cleaned_data["team"]
        return {
            "assignee": User.objects.get(pk=assignee_id) if assignee_id else None,
            "team": Team.objects.get(pk=team_id) if team_id else None,
        }


class TriageForm(ActionForm):
    """What it is and how much it hurts."""

    title, verb = "Impact, urgency and nature", "Save"
    levels = forms.ChoiceField(label="Impact and urgency", choices=PAIRS, widget=forms.RadioSelect)
    nature = forms.ChoiceField(choices=choices.NATURES)
    service = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    affected_users = forms.IntegerField(
        label="Affected", min_value=0, max_value=LARGEST_COUNT, required=False
    )
    is_service_down = forms.BooleanField(label="The service is down for everyone", required=False)

    def __init__(self, data: Any, *, incident: Incident, offered: LaunchChoices) -> None:
        initial = {
            "levels": f"{incident.impact}/{incident.urgency}",
            "nature": incident.nature,
            "service": incident.service_id,
            "affected_users": incident.affected_users,
            "is_service_down": incident.is_service_down,
        }
        super().__init__(data, initial=initial)
        offer(self, "service", [("", "Not known"), *offered.services])

    def arguments(self) -> Mapping[str, Any]:
        """As `triage_incident` names them."""
        given = dict(self.cleaned_data)
        impact, urgency = split_levels(given.pop("levels"))
        return given | {"impact": impact, "urgency": urgency, "service_id": given.pop("service")}


class PriorityForm(ActionForm):
    """A priority, before anybody has said why."""

    title, verb = "Set the priority by hand", "Set priority"
    priority = forms.TypedChoiceField(
        choices=choices.PRIORITIES, coerce=lambda text: Priority(int(text)), widget=forms.RadioSelect
    )


class OverrideForm(PriorityForm):
    """A priority by hand."""

    reason = words_field("Why", rows=2, help_text="Kept as an internal note: promises hang on the priority.")


class WaitForm(ActionForm):
    """On whom or what."""

    title, verb = "Wait", "Wait"
    waiting_on = forms.TypedChoiceField(
        label="Waiting on", choices=choices.WAITING, coerce=WaitingOn, widget=forms.RadioSelect
    )


class ResolveForm(ActionForm):
    """Why it happened, how people can work again, and words for the reporter."""

    title, verb = "Resolve", "Resolve"
    resolution = forms.TypedChoiceField(label="How", choices=choices.RESOLUTIONS, coerce=Resolution)
    cause = forms.TypedChoiceField(choices=choices.CAUSES, coerce=Cause)
    body = words_field("Words to the reporter", help_text=GOES_OUT)


class FindCauseForm(ActionForm):
    """Why it happens."""

    title, verb = "Cause found", "Save"
    cause = forms.TypedChoiceField(choices=FOUND_CAUSES, coerce=Cause)


class PlanForm(ActionForm):
    """The release it is to be repaired with."""

    title, verb = "Plan for a release", "Plan"
    release = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, data: Any, *, incident: Incident, offered: LaunchChoices) -> None:
        super().__init__(data, initial={"release": incident.release_id})
        self.launch_id = incident.launch_id
        offer(self, "release", [("", "None"), *offered.releases])

    def clean(self) -> None:
        """None is meant only when said so."""
        if "release" not in self.data:
            raise forms.ValidationError("Release: choose one, or choose none.")

    def arguments(self) -> Mapping[str, Any]:
        """The chosen row instead of its id."""
        return {"release": release_of(self.launch_id, self.cleaned_data["release"])}


class FixReadyForm(ActionForm):
    """The release with the fix, why it happened, and words for the reporter."""

    title, verb = "Fix ready", "Fix is ready"
    release = forms.TypedChoiceField(
        coerce=int, empty_value=None, help_text="It is resolved when this release is deployed."
    )
    cause = forms.TypedChoiceField(choices=FOUND_CAUSES, coerce=Cause)
    body = words_field("Words to the reporter", help_text="Sent when the release is deployed, not before.")

    def __init__(self, data: Any, *, incident: Incident, offered: LaunchChoices) -> None:
        super().__init__(data, initial={"release": incident.release_id, "cause": incident.cause})
        self.launch_id = incident.launch_id
        offer(self, "release", offered.releases)
        if not offered.releases:
            self.fields["release"].help_text = "No release is ahead. Make one under Releases first."

    def arguments(self) -> Mapping[str, Any]:
        """The chosen row instead of its id."""
        return {**self.cleaned_data, "release": release_of(self.launch_id, self.cleaned_data["release"])}


def release_of(launch_id: int, release_id: int | None) -> Release | None:
    """The release of a launch by its id."""
    return Release.objects.get(pk=release_id, launch_id=launch_id) if release_id else None


class ReferenceForm(ActionForm):
    """What it is called in another system; the action checks the rest."""

    title, verb = "Reference", "Add"
    system = forms.CharField(max_length=SYSTEM_LENGTH, help_text="Such as Jira or ServiceNow.")
    key = forms.CharField(max_length=KEY_LENGTH, help_text="Its key there, such as JIRA-12.")
    url = forms.CharField(
        label="Address",
        max_length=URL_LENGTH,
        required=False,
        help_text="Where to read it; https only.",
    )

    def arguments(self) -> Mapping[str, Any]:
        """As `add_reference` takes them."""
        return {"said": ReferenceWords(**self.cleaned_data)}


class RestrictForm(ActionForm):
    """Who may see it."""

    title, verb = "Restrict", "Restrict it to them"
    readers = forms.TypedMultipleChoiceField(
        label="Named people",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You and whoever has it are among them. Others see its number, state and clocks.",
    )

    def __init__(self, data: Any, *, incident: Incident, offered: LaunchChoices) -> None:
        super().__init__(data, initial={"readers": incident.reader_ids or []})
        offer(self, "readers", [*offered.people, *offered.others])

    def arguments(self) -> Mapping[str, Any]:
        """The chosen people instead of their ids."""
        return {"readers": list(User.objects.filter(pk__in=self.cleaned_data["readers"]))}


class ReopenForm(ActionForm):
    """Why it is taken up again."""

    title, verb = "Reopen", "Reopen"
    body = words_field("Why", rows=3, help_text="Kept as an internal note.")


class DeclineForm(ActionForm):
    """Why nothing will be done, and words for the reporter."""

    title, verb = "Decline", "Decline"
    reason = forms.TypedChoiceField(choices=choices.DECLINE_REASONS, coerce=DeclineReason)
    body = words_field("Words to the reporter", help_text=GOES_OUT)


class LocalTimeField(forms.DateTimeField):
    """An instant typed in a launch's local time. A time the clocks skip is refused with a sentence."""

    zone = ZoneInfo("UTC")

    def clean(self, value: Any) -> datetime | None:
        """The instant with its zone."""
        with timezone.override(self.zone):
            instant: datetime | None = super().clean(value)
        return instant


class DeclareForm(OnceForm, DeskForm):
    """A report somebody makes on the phone or in person."""

    title = forms.CharField(label="What happened, in a few words", max_length=TITLE_LENGTH)
    body = words_field("In their words", rows=5)
    reporter_name = forms.CharField(label="Name", max_length=120, required=False)
    reporter_email = forms.EmailField(label="Mail", required=False)
    reporter_site = forms.CharField(label="Site", max_length=80, required=False)
    service = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    nature = forms.ChoiceField(choices=choices.NATURES, initial=Nature.DEFECT)
    levels = forms.ChoiceField(
        label="Impact and urgency", choices=PAIRS, initial="medium/medium", widget=forms.RadioSelect
    )
    reported_at = LocalTimeField(label="First reported", required=False)

    def __init__(self, data: Any, *, launch: Launch, offered: LaunchChoices) -> None:
        super().__init__(data)
        offer(self, "service", [("", "Not known"), *offered.services])
        when = self.fields["reported_at"]
        when.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        when.help_text = f"Empty means now; otherwise {launch.time_zone.replace('_', ' ')} time."
        if isinstance(when, LocalTimeField):
            when.zone = launch.zone

    def declaration(self, launch: Launch, *, at: datetime) -> Declaration:
        """What was said, with its reporter found or added."""
        said = self.cleaned_data
        impact, urgency = split_levels(said["levels"])
        return Declaration(
            title=said["title"],
            body=said["body"],
            reported_at=said["reported_at"] or at,
            reporter=find_or_add_reporter(
                launch.pk,
                email=said["reporter_email"],
                name=said["reporter_name"],
                site=said["reporter_site"],
            ),
            service=launch.services.get(pk=said["service"]) if said["service"] else None,
            nature=Nature(said["nature"]),
            impact=impact,
            urgency=urgency,
        )


def split_levels(pair: str) -> tuple[Level, Level]:
    """Impact and urgency out of one cell of the matrix."""
    impact, urgency = pair.split("/")
    return Level(impact), Level(urgency)


def offer(form: forms.Form, name: str, offered: Sequence[tuple[Any, str]]) -> None:
    """Set what a field may be."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = offered
