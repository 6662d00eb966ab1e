"""Everything the incident page shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hypercare.accounts.roles import Permission
from hypercare.launches.models import Membership
from incidents.domain.clocks import ClockState
from incidents.domain.lifecycle import STATE_LABELS, WAITING_LABELS, State, WaitingOn
from incidents.domain.major import may_be_declared
from incidents.domain.steps import Step, likely_step, possible_steps
from incidents.models import Attachment, Incident, Message, Reference
from incidents.models.timeline import Visibility
from incidents.queries.bundles import Bundle, bundle_of
from incidents.queries.choices import LaunchNames, launch_choices
from incidents.queries.explanations import STANDINGS, ClockView, PriorityView, clock_views, priority_view
from incidents.queries.follow_ups import FollowUpLine, follow_ups_of
from incidents.queries.rows import FORMER_MEMBER
from incidents.queries.timeline import Entry, timeline
from incidents.queries.timeline_words import in_words
from incidents.queries.words import NO_MOMENT, Moment, clock_time


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the conversation."""

    pk: int
    who: str
    about: str
    at: datetime
    body: str
    is_internal: bool
    is_held: bool
    is_staff: bool
    pictures: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the sentence about the state: words, then perhaps how far away that is."""

    words: str
    due: Moment = NO_MOMENT


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident as one member sees it at one instant."""

    incident: Incident
    version: str
    sentence: tuple[Part, ...]
    primary: Step | None
    steps: frozenset[Step]
    priority: PriorityView
    clocks: tuple[ClockView, ...]
    conversation: tuple[Said, ...]
    entries: tuple[Entry, ...]
    follow_ups: Sequence[FollowUpLine]
    reporter_name: str
    bundle: Bundle | None
    can_work: bool
    can_note: bool
    can_override: bool
    suggests_major: bool
    was_major: bool
    readers: str = ""
    references: tuple[Reference, ...] = ()


def incident_page(incident: Incident, *, member: Membership, at: datetime) -> IncidentPage:
    """The page in a constant number of queries, however long the history."""
    names = launch_choices(incident.launch_id).names()
    events = incident.events.select_related("actor").order_by("seq")
    messages = list(incident.messages.select_related("author", "reporter__site"))
    told = timeline(incident, events, messages={each.pk: each for each in messages}, names=names)
    clocks = clock_views(incident, incident.clocks.all(), told.state, at=at)
    can_work = member.may(Permission.WORK_INCIDENTS)
    steps = possible_steps(told.state, user_id=member.user_id) if can_work else frozenset()
    return IncidentPage(
        incident=incident,
        version=version_of(incident),
        sentence=_sentence(incident, clocks, at=at),
        primary=likely_step(told.state) if can_work else None,
        steps=steps,
        priority=priority_view(incident, told.state),
        clocks=clocks,
        conversation=_conversation(incident, messages),
        entries=told.entries,
        follow_ups=follow_ups_of(incident, member=member, at=at),
        reporter_name=str(incident.reporter) if incident.reporter else "the reporter",
        bundle=bundle_of(incident),
        can_work=can_work,
        can_note=member.may(Permission.COMMENT),
        can_override=member.may(Permission.SET_PRIORITY),
        suggests_major=can_work and may_be_declared(told.state.priority, told.state.state, told.state.major),
        was_major=hasattr(incident, "major"),
        references=tuple(incident.references.all()),
        readers=", ".join(
            sorted(names.people.get(each, FORMER_MEMBER) for each in incident.reader_ids or ())
        ),
    )


def _readers(incident: Incident, names: LaunchNames) -> str:
    """Who may see a restricted one."""
    return ", ".join(sorted(names.people.get(each, FORMER_MEMBER) for each in incident.reader_ids or ()))


def is_in_inbox(incident: Incident, *, at: datetime) -> bool:
    """Whether its stored row is in the inbox now."""
    return Incident.objects.in_inbox(at).filter(pk=incident.pk).exists()


def version_of(incident: Incident) -> str:
    """Changes whenever the page would: a new event, rank, or plan of its clocks."""
    parts = (incident.last_seq, incident.rank, incident.calendar_version, incident.stale_since is not None)
    return "-".join(str(int(part)) for part in parts)


def _conversation(incident: Incident, messages: Iterable[Message]) -> tuple[Said, ...]:
    pictures: defaultdict[int, list[Attachment]] = defaultdict(list)
    attached = Attachment.objects.filter(message__incident=incident)
    for picture in attached.only("message_id", "name", "width", "height"):
        pictures[picture.message_id].append(picture)
    return tuple(
        Said(
            pk=message.pk,
            who=_who(message),
            about=_about(message),
            at=message.at,
            body=message.body,
            is_internal=message.visibility == Visibility.INTERNAL,
            is_held=message.is_held,
            is_staff=not message.is_from_reporter,
            pictures=tuple(pictures[message.pk]),
        )
        for message in messages
    )


def _who(message: Message) -> str:
    if not message.is_from_reporter:
        return message.author.name if message.author else "Hypercare"
    return str(message.reporter or "Somebody")


def _about(message: Message) -> str:
    """Where a reporter sits and what they are."""
    if message.reporter is None or not message.is_from_reporter:
        return ""
    known = (message.reporter.persona, str(message.reporter.site or ""))
    return ", ".join(filter(None, known))


def _sentence(incident: Incident, clocks: Iterable[ClockView], *, at: datetime) -> tuple[Part, ...]:
    """Such as: In progress with Mara, response met, resolution due today 16:40, in 2 h 12 min."""
    parts = [Part(f"{_state_words(incident, at=at)}{_with_whom(incident)}")]
    parts += [Part(words) for words in [_bundle_words(incident)] if words]
    if not incident.is_open:
        return tuple(parts)
    return (*parts, *(Part(_promise(clock), clock.left) for clock in clocks))


def _bundle_words(incident: Incident) -> str:
    if incident.parent_number:
        return f"one report of {incident.launch.key}-{incident.parent_number}"
    count = incident.joined_count
    return f"{count} report{'' if count == 1 else 's'} joined" if count else ""


def _promise(clock: ClockView) -> str:
    is_told_when = clock.is_ahead or clock.standing == STANDINGS[ClockState.BREACHED]
    return f"{clock.name} {clock.standing}{f' {clock.due}' if is_told_when else ''}"


def _state_words(incident: Incident, *, at: datetime) -> str:
    state, zone = State(incident.state), incident.launch.zone
    label = STATE_LABELS[state]
    if incident.snoozed_until and incident.snoozed_until > at:
        return f"New, snoozed until {clock_time(incident.snoozed_until, at=at, zone=zone)}"
    if state is State.WAITING and incident.waiting_on:
        return f"Waiting on {WAITING_LABELS[WaitingOn(incident.waiting_on)]},"
    if state is State.DECLINED and incident.decline_reason:
        return f"Declined: {in_words(incident.decline_reason)}"
    if state in {State.RESOLVED, State.CLOSED} and incident.resolved_at:
        how = f": {in_words(incident.resolution)}" if incident.resolution else ""
        resolved = f"resolved {clock_time(incident.resolved_at, at=at, zone=zone)}"
        return f"{resolved.capitalize() if state is State.RESOLVED else f'Closed, {resolved}'}{how}"
    if state is State.FIX_READY and incident.release:
        return f"Fix ready in {incident.release},"
    return label


def _with_whom(incident: Incident) -> str:
    if not incident.is_open:
        return ""
    if incident.assignee:
        return f" with {incident.assignee.name}"
    return f" with {incident.team.name}, nobody assigned" if incident.team else ", nobody assigned"
