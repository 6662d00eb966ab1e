"""What a reporter may fill in, and the sentence for each rule that is broken."""

import secrets
from typing import Any, Self, TypeVar

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from feedback.domain.submissions import KIND_LABELS, SENTIMENT_LABELS
from hypercare.intake.actions import InboundFile
from hypercare.launches.domain.releases import VERSION_LENGTH as RELEASE_VERSION_LENGTH
from hypercare.launches.domain.releases import ReleaseKind
from hypercare.launches.models.releases import KINDS
from hypercare.launches.releasing import NAME_LENGTH, ReleaseWords
from incidents.forms.once import OnceForm
from incidents.forms.work import DeskForm
from incidents.pictures import MAX_BYTES, NotAPictureError, check_picture

TOO_LARGE = (
    f"The picture is larger than {MAX_BYTES // (1024 * 1024)} MB. Choose a smaller one, or send it without."
)
LOST_KEY = "The form had lost its number and has a new one now. Send it again."
WORDS_LENGTH = 5000
PAGE_LENGTH = 500
VERSION_LENGTH = 60
Form = TypeVar("Form", bound=forms.Form)


class WordsField(forms.CharField):
    """Text of several lines, in which a line end counts as one character, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        """The text with plain line ends."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class PictureField(forms.FileField):
    """A screenshot that can really be opened."""

    def clean(self, data: Any, initial: Any = None) -> SimpleUploadedFile | None:
        """The file, unless it is none of the formats we can open."""
        file: SimpleUploadedFile | None = super().clean(data, initial)
        if file:
            try:
                check_picture(file.read())
            except NotAPictureError as error:
                raise forms.ValidationError(str(error)) from error
            file.seek(0)
        return file


class SharedFields(dict[str, forms.Field]):
    """Fields that no form changes: Django copies those of each form, which is most of what a post costs."""

    def __deepcopy__(self, _memo: Any) -> Self:
        return self


def sharing_fields(form: type[Form]) -> type[Form]:
    """Decorator: every form of this class has the very same fields."""
    form.base_fields = SharedFields(form.base_fields)
    return form


class SentOnceForm(forms.Form):
    """A form whose double click or retry is one item: the key is made when the page is."""

    idempotency_key = forms.CharField(
        max_length=80, widget=forms.HiddenInput, error_messages={"required": LOST_KEY}
    )

    def with_key(self) -> Self:
        """The same bound form, to be shown again; it gets a key if it had lost its own."""
        return self.with_new_key() if "idempotency_key" in self.errors else self

    def with_new_key(self) -> Self:
        """The same bound form, whose next sending is a new item."""
        self.data = {name: self.data[name] for name in self.data} | {"idempotency_key": new_key()}
        return self


def new_key() -> str:
    """A key nobody else uses."""
    return secrets.token_urlsafe(16)


@sharing_fields
class SubmissionForm(SentOnceForm):
    """The hosted feedback form."""

    body = WordsField(
        label="What happened?",
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what happened, in a few words."},
    )
    kind = forms.ChoiceField(
        label="What kind of report is it?",
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    sentiment = forms.TypedChoiceField(
        label="How does working with it feel?",
        choices=list(SENTIMENT_LABELS.items()),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    screenshot = PictureField(label="Screenshot", required=False, max_length=200)
    name = forms.CharField(label="Your name", max_length=120, required=False)
    email = forms.EmailField(label="Your mail address", max_length=254, required=False)
    page = forms.CharField(max_length=PAGE_LENGTH, required=False, widget=forms.HiddenInput)
    version = forms.CharField(max_length=VERSION_LENGTH, required=False, widget=forms.HiddenInput)
    website = forms.CharField(label="Leave this empty", max_length=500, required=False)  # people never see it

    def payload(self, *, is_signed_in: bool) -> dict[str, Any]:
        """What is stored: the words and choices, as they were sent."""
        data = self.cleaned_data
        names = ("body", "kind", "sentiment", "name", "email", "page", "version")
        return {
            **{name: data[name] for name in names},
            "trap": data["website"],
            "is_signed_in": is_signed_in,
        }

    def inbound_files(self) -> list[InboundFile]:
        """The screenshot, if there is one."""
        file: SimpleUploadedFile | None = self.cleaned_data["screenshot"]
        return [InboundFile(file.name or "", file.content_type or "", file.read())] if file else []


class ReplyForm(SentOnceForm):
    """The reply box of the status page."""

    body = WordsField(
        label="Your message",
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write something first."},
    )
    is_not_fixed = forms.BooleanField(label="It is still not fixed", required=False)
    version = forms.CharField(max_length=VERSION_LENGTH, required=False, widget=forms.HiddenInput)

    def payload(self, *, incident_id: int, reporter_id: int | None) -> dict[str, Any]:
        """What is stored: whose answer to which incident, and what it says."""
        said = {name: self.cleaned_data[name] for name in ("body", "is_not_fixed", "version")}
        return {"incident_id": incident_id, "reporter_id": reporter_id, **said}


class RatingForm(forms.Form):
    """One question, five answers."""

    score = forms.TypedChoiceField(
        choices=list(SENTIMENT_LABELS.items()),
        coerce=int,
        error_messages={
            "required": "Choose one of the five answers.",
            "invalid_choice": "Choose one of the five answers.",
        },
    )


class ReleaseForm(OnceForm, DeskForm):
    """A release to prepare."""

    version = forms.CharField(max_length=RELEASE_VERSION_LENGTH, help_text="Such as 1.4.3.")
    name = forms.CharField(
        max_length=NAME_LENGTH, required=False, help_text="What it is about, in a few words."
    )
    kind = forms.ChoiceField(choices=KINDS, initial=ReleaseKind.PLANNED)

    def said(self) -> ReleaseWords:
        """The valid words."""
        given = self.cleaned_data
        return ReleaseWords(given["version"], given["name"], ReleaseKind(given["kind"]))
