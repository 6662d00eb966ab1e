"""What agents did is in the history once, and nothing else is."""

from collections import Counter
from collections.abc import Mapping

from incidents.domain.history import ActorKind, EventKind
from incidents.models import IncidentEvent, Message
from tests.chaos.checks.findings import Findings, Held
from tests.chaos.claims import Deed, Standing

KINDS: Mapping[str, EventKind] = {
    "acknowledge": EventKind.ACKNOWLEDGED,
    "assign": EventKind.ASSIGNED,
    "triage": EventKind.TRIAGED,
    "override": EventKind.PRIORITY_OVERRIDDEN,
    "reply": EventKind.REPLIED,
    "note": EventKind.NOTED,
    "wait": EventKind.WAIT_STARTED,
    "end-wait": EventKind.WAIT_ENDED,
    "resolve": EventKind.RESOLVED,
    "reopen": EventKind.REOPENED,
    "decline": EventKind.DECLINED,
    "close": EventKind.CLOSED,
    "declare": EventKind.DECLARED,
}
WORDLESS = frozenset({"acknowledge", "assign", "triage", "wait", "end-wait", "close"})
ALLOWED = {Standing.DONE: {1}, Standing.REFUSED: {0}, Standing.UNKNOWN: {0, 1}}
Act = tuple[str, str, str]


def words(held: Held) -> Findings:
    """Each sentence is one message, and one event of its kind names that message."""
    found = Findings()
    for deed in held.claims.deeds:
        if deed.verb not in WORDLESS:
            messages = list(
                Message.objects.filter(incident__launch=held.launch, body__regex=rf"\m{deed.mark}\M")
            )
            events = _events_of(deed, messages)
            said = f"{deed.incident} {deed.verb} {deed.mark} ({deed.standing})"
            problem = f"{said}: {len(messages)} messages, {events} events"
            is_right = len(messages) in ALLOWED[deed.standing] and events == len(messages)
            found.look(problem, is_right=is_right)
    return found


def _events_of(deed: Deed, messages: list[Message]) -> int:
    events = IncidentEvent.objects.filter(kind=KINDS[deed.verb])
    if deed.verb == "declare":
        return events.filter(incident__in=[message.incident_id for message in messages]).count()
    return events.filter(payload__message_id__in=[message.pk for message in messages]).count()


def acts(held: Held) -> Findings:
    """Acts without words: as many events as answers, or as many more as answers were lost."""
    found = Findings()
    done, perhaps, stored = _counted(held)
    for act in done.keys() | perhaps.keys() | stored.keys():
        low, high = done[act], done[act] + perhaps[act]
        found.count += stored[act]
        if not low <= stored[act] <= high:
            found.wrong.append(f"{' '.join(act)}: {stored[act]} events, {low} to {high} done")
    return found


def _counted(held: Held) -> tuple[Counter[Act], Counter[Act], Counter[Act]]:
    """Done, perhaps done, and stored, by incident, verb with its mark, and agent."""
    done, perhaps, stored = Counter[Act](), Counter[Act](), Counter[Act]()
    counters = {Standing.DONE: done, Standing.UNKNOWN: perhaps}
    for deed in held.claims.deeds:
        if deed.verb in WORDLESS and deed.standing in counters:
            counters[deed.standing][deed.incident, f"{deed.verb} {deed.mark}".strip(), deed.agent] += 1
    for event in _human_events(held):
        verb = next((verb for verb in WORDLESS if KINDS[verb] == event.kind), None)
        if verb and event.actor:
            stored[event.incident.key, f"{verb} {_mark(event)}".strip(), event.actor.email] += 1
    return done, perhaps, stored


def _mark(event: IncidentEvent) -> str:
    said = event.payload
    return str(said.get("affected_users") or said.get("waiting_on") or said.get("assignee_id") or "")


def nothing_else(held: Held) -> Findings:
    """Every event of a person belongs to somebody's claim."""
    found = Findings()
    claimed = Counter(
        (deed.agent, KINDS[deed.verb].value)
        for deed in held.claims.deeds
        if deed.standing is not Standing.REFUSED
    )
    stored = Counter((event.actor.email, str(event.kind)) for event in _human_events(held) if event.actor)
    for act, count in stored.items():
        found.count += count
        if count > claimed[act]:
            found.wrong.append(f"{' '.join(act)}: {count} events, {claimed[act]} claimed")
    return found


def _human_events(held: Held) -> list[IncidentEvent]:
    events = IncidentEvent.objects.filter(launch=held.launch, actor_kind=ActorKind.HUMAN)
    return list(events.select_related("actor", "incident__launch"))
