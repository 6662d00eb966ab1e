"""What the reporter's pages show: plain words and public messages, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Prefetch
from django.urls import reverse

from feedback.domain.promise import DEFAULT_PRIORITY, NO_PROMISE, promise_words, read_by
from feedback.domain.standing import (
    IncidentFacts,
    Stage,
    Standing,
    standing_before_incident,
    standing_of,
)
from feedback.domain.wording import day_and_time, first_name
from feedback.models import SatisfactionSurvey, Submission
from feedback.tokens import AboutIncident, AboutItem, token_for_survey
from hypercare.intake.models import Channel, Outcome, RawItem
from hypercare.launches.calendars import calendar_for
from hypercare.launches.models import Launch, Policy
from incidents.domain.history import DeclineReason, EventKind, Resolution
from incidents.domain.lifecycle import State, WaitingOn
from incidents.domain.priority import Priority
from incidents.domain.undoing import standing
from incidents.models import Attachment, Incident, IncidentEvent, MajorIncident, Message

SOLVED_STATES = frozenset({State.RESOLVED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Report:
    """What a status link opens: an item, the incident it became, or an incident declared for a reporter."""

    launch: Launch
    reporter_id: int | None
    item: RawItem | None = None
    incident: Incident | None = None

    @property
    def number(self) -> str:
        """What the reporter knows it by."""
        return self.item.receipt if self.item else str(self.incident and self.incident.key)

    @property
    def is_solved(self) -> bool:
        """Whether it is put as solved now."""
        return self.incident is not None and self.incident.state in SOLVED_STATES


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture of the conversation."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said, by the reporter or to the reporter."""

    author: str
    is_own: bool
    said_at: datetime
    when: str
    body: str
    pictures: tuple[Thumbnail, ...] = ()
    note: str = ""


def report_of(subject: AboutItem | AboutIncident) -> Report | None:
    """The report a status link is about; `None` when it is gone."""
    if isinstance(subject, AboutIncident):
        incidents = Incident.objects.select_related("launch", "assignee")
        incident = incidents.filter(pk=subject.incident_id, reporter_id=subject.reporter_id).first()
        return Report(incident.launch, incident.reporter_id, incident=incident) if incident else None
    item = RawItem.objects.select_related("launch").filter(pk=subject.item_id).first()
    if item is None:
        return None
    understood = Submission.objects.select_related("incident__launch", "incident__assignee")
    submission = understood.filter(raw_item=item).first()
    if submission is None:
        return Report(item.launch, None, item)
    return Report(item.launch, submission.reporter_id, item, submission.incident)


def standing_for(report: Report, *, at: datetime) -> Standing:
    """Headline and sentence of the status page."""
    if report.incident is not None:
        return standing_of(_facts(report.incident), promise=promise_for(report.incident, at=at))
    item = report.item
    if item is None or item.outcome == Outcome.PENDING:
        promise = promise_from(report.launch, item.received_at, at=at) if item else NO_PROMISE
        return standing_before_incident(Stage.RECEIVED, sentence=promise)
    if item.outcome == Outcome.CREATED:
        sentence = "Your words are with the team. There is nothing more for you to do."
        return standing_before_incident(Stage.THANKED, sentence=sentence)
    if item.outcome == Outcome.QUARANTINED:
        return standing_before_incident(Stage.HELD, sentence="A person looks at it before it goes further.")
    is_twin = item.reason.startswith("Sent twice")
    sentence = "The link you were given then shows how it stands." if is_twin else ""
    stage = Stage.COUNTED_ONCE if is_twin else Stage.REFUSED
    return standing_before_incident(stage, sentence=f"{item.reason}. {sentence}".strip())


def _facts(incident: Incident) -> IncidentFacts:
    return IncidentFacts(
        state=State(incident.state),
        waiting_on=WaitingOn(incident.waiting_on) if incident.waiting_on else None,
        is_read=incident.acknowledged_at is not None,
        is_cause_found=incident.cause_found_at is not None,
        assignee_first_name=first_name(incident.assignee.name) if incident.assignee else "",
        resolution=Resolution(incident.resolution) if incident.resolution else None,
        decline_reason=DeclineReason(incident.decline_reason) if incident.decline_reason else None,
    )


def public_sentence_of(report: Report) -> str:
    """What the public is told of a major incident while it is led; nothing else of it leaves the house."""
    if report.incident is None or report.incident.major_since is None:
        return ""
    told = MajorIncident.objects.filter(incident=report.incident).values_list("public_sentence", flat=True)
    return told.first() or ""


def promise_for(incident: Incident, *, at: datetime) -> str:
    """By when a person will have read an incident, as a sentence."""
    priority = Priority(incident.priority) if incident.priority else None
    return promise_from(incident.launch, incident.reported_at, at=at, priority=priority)


def promise_from(
    launch: Launch, received_at: datetime, *, at: datetime, priority: Priority | None = None
) -> str:
    """The same for something just received; without an instant when the launch promises none."""
    if launch.policy == Policy.NONE:
        return NO_PROMISE
    calendar = calendar_for(launch)
    due_at = read_by(received_at, calendar=calendar, priority=priority or DEFAULT_PRIORITY)
    return promise_words(due_at, at=at, zone=launch.zone)


def conversation_of(report: Report, *, token: str, at: datetime) -> list[Entry]:
    """Everything public that was said, oldest first, then what the reporter sent a moment ago."""
    if report.incident is None:
        return [_own_entry(report.item, report.launch, at)] if report.item else []
    slim = Attachment.objects.defer("content")
    public = Message.objects.public().filter(incident=report.incident).select_related("author")
    messages = public.prefetch_related(Prefetch("attachments", slim))
    said = [_entry(message, report.launch, token, at) for message in messages]
    return [*said, *(_own_entry(item, report.launch, at) for item in _replies_on_their_way(report.incident))]


def _replies_on_their_way(incident: Incident) -> Iterable[RawItem]:
    """Replies that no worker has read yet."""
    pending = RawItem.objects.filter(outcome=Outcome.PENDING, next_check_at__isnull=False)
    replies = pending.filter(channel=Channel.STATUS_PAGE, payload__incident_id=incident.pk)
    return replies.order_by("received_at")  # Uses index: raw_item_due


def _entry(message: Message, launch: Launch, token: str, at: datetime) -> Entry:
    name = first_name(message.author.name) if message.author else ""
    pictures = (
        Thumbnail(reverse("feedback:picture", args=[token, each.pk]), each.width, each.height)
        for each in message.attachments.all()
    )
    return Entry(
        author="You" if message.is_from_reporter else name or "The team",
        is_own=message.is_from_reporter,
        said_at=message.at,
        when=day_and_time(message.at, at=at, zone=launch.zone),
        body=message.body,
        pictures=tuple(pictures),
    )


def _own_entry(item: RawItem, launch: Launch, at: datetime) -> Entry:
    when = day_and_time(item.received_at, at=at, zone=launch.zone)
    note = "Sent. It joins the conversation in a moment." if item.outcome == Outcome.PENDING else ""
    return Entry(
        "You", is_own=True, said_at=item.received_at, when=when, body=item.payload["body"], note=note
    )


def open_survey(report: Report) -> SatisfactionSurvey | None:
    """The question about the resolution that stands now, answered or not."""
    if report.incident is None or not report.is_solved:
        return None
    kinds = (EventKind.RESOLVED, EventKind.UNDONE)
    events = standing(IncidentEvent.objects.filter(incident=report.incident, kind__in=kinds))
    last = max(events, key=attrgetter("at", "seq"), default=None)
    surveys = SatisfactionSurvey.objects.select_related("launch")
    return surveys.filter(incident=report.incident, resolution_seq=last.seq).first() if last else None


def survey_path(survey: SatisfactionSurvey) -> str:
    """The page on which a survey is answered."""
    return reverse("feedback:survey", args=[token_for_survey(survey)])


def picture_of(report: Report, picture_id: int) -> Attachment | None:
    """A picture of the report's public conversation; `None` for any other."""
    public = Message.objects.public().filter(incident=report.incident)
    return Attachment.objects.filter(pk=picture_id, message__in=public).first()


def number_for(incident: Incident) -> str:
    """The number its reporter knows it by: the receipt, or the incident's own when staff wrote it down."""
    submission = Submission.objects.filter(incident=incident).select_related("raw_item").first()
    return submission.raw_item.receipt if submission else incident.key
