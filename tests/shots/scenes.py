"""Three launches to look at, built inside the running stack: an empty, a busy and a wordy one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from dashboards.domain.periods import Week
from feedback.actions import ask_for_rating, follow_incidents
from feedback.models import Submission
from feedback.tokens import token_for_incident, token_for_item, token_for_survey
from hypercare.demo.domain.trading import TRADING
from hypercare.demo.screenshots import screenshot
from hypercare.intake.actions import InboundFile
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch, Membership, Release, Reporter, Service, Shift, Site, Team
from hypercare.launches.releasing import ReleaseWords, deploy_release, make_release
from hypercare.notifications.models import OutgoingMessage
from hypercare.runtime import processes
from incidents import actions
from incidents.actions import Actor
from incidents.actions.canned import keep_canned_reply
from incidents.actions.follow_ups import Asking, Promise, today_in
from incidents.actions.major import Cast, MajorWords, Review, Update
from incidents.actions.saved_views import ViewWords, save_view
from incidents.actions.sweeps import remind_of_updates
from incidents.domain.follow_ups import AskedBy, FollowUpKind, FollowUpStep
from incidents.domain.history import Cause, DeclineReason, Nature, Resolution
from incidents.domain.lifecycle import WaitingOn
from incidents.domain.major import Audience, MajorRole
from incidents.domain.priority import Level, Priority
from incidents.models import CannedReply, FollowUp, Incident, SavedView
from tests.credentials import mail
from tests.factories.dashboards import rate
from tests.factories.feedback import incident_of, submit
from tests.factories.incidents import make_incident
from tests.factories.launches import (
    PASSWORD,
    LaunchFactory,
    MembershipFactory,
    ReporterFactory,
    ServiceFactory,
    SiteFactory,
    TeamFactory,
    UserFactory,
)
from tests.shots import words
from tests.shots.people import PEOPLE

EMPTY, FULL, LONG = "EMP", "FUL", "LNG"
HANDLES = (*(handle for handle, _, _ in PEOPLE), "nobody")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LEVELS = tuple(Level)
SWEEP_SECONDS = 30.0
Facts = dict[str, Any]


def build() -> Facts:
    """All three scenes; by launch key, what the addresses of their pages need."""
    at = timezone.now()
    UserFactory(email=mail("nobody", EMPTY), name="Noor Nobody")
    scenes: Facts = {EMPTY: _empty(at), FULL: _busy(at), LONG: _long(at)}
    while follow_incidents(at=timezone.now()):
        pass
    for key, facts in scenes.items():
        message = OutgoingMessage.objects.filter(about__startswith=f"{key}-").order_by("-pk").first()
        facts["message"] = message.pk if message else None
        facts["people"] = {handle: mail(handle, key) for handle in HANDLES}
    scenes["password"] = PASSWORD
    scenes["errors"] = {name: render_to_string(f"{name}.html") for name in ("500", "503")}
    return scenes


def _launch(key: str, at: datetime, **said: Any) -> Launch:
    window = {"go_live_at": at - 22 * DAY, "hypercare_ends_at": at + 20 * DAY}
    names = {"name": f"Launch {key}", "time_zone": "Europe/Berlin", "form_key": key.lower()}
    launch = LaunchFactory(key=key, **{**window, **names, **said})
    for handle, name, role in PEOPLE:
        user = UserFactory(
            email=mail(handle, key), name=words.NAMES.get(handle, name) if key == LONG else name
        )
        MembershipFactory(launch=launch, user=user, role=role)
    return launch


def _empty(at: datetime) -> Facts:
    launch = _launch(EMPTY, at, name="New core banking", go_live_at=at - DAY)
    _was_away(launch, "mara", at)
    return {"key": launch.key, "form": launch.form_key}


def _busy(at: datetime) -> Facts:
    launch = _launch(FULL, at, name="Trading platform", target_user_count=1240)
    services = [ServiceFactory(launch=launch, name=name) for name in words.SERVICES]
    teams = [TeamFactory(launch=launch, name=name) for name in words.TEAMS]
    titles, random = cycle(words.TITLES), Random(7)
    for number in range(70):
        reported_at = at - timedelta(hours=float(f"{random.uniform(0.2, 21 * 24):.3f}"))
        incident = make_incident(
            launch,
            at=reported_at,
            title=next(titles),
            body=words.BODY,
            service=random.choice(services),
            reporter=_reporter(launch, number),
            impact=random.choice(LEVELS),
            urgency=random.choice(LEVELS),
            affected_users=random.choice((None, 3, 40)),
            nature=random.choice((Nature.DEFECT, Nature.PERFORMANCE, Nature.DATA)),
        )
        _live(incident, number, at=reported_at, now=at, team=random.choice(teams))
    for number in range(12):
        said_at = at - number * 6 * HOUR - HOUR / 2
        submit(launch, key=f"full-{number}", at=said_at, body=words.SAID[number % len(words.SAID)])
    held = submit(launch, key="full-held", at=at - HOUR, trap="https://spam.example", body="Buy now")
    facts = _promise(launch, words.PROMISES, at) | _lead(launch, services[0], at)
    facts |= _facts(launch, at) | {"item": str(held.pk), "release": _releases(launch, at).pk}
    _night(launch, at, note=words.NOTE)
    return facts


def _promise(launch: Launch, promised: Sequence[str], at: datetime) -> Facts:
    """Follow-ups of every kind, one of them late, one settled, and a decision with answers of its own."""
    mara, days = _member(launch, "mara"), (-2, 0, 1, 5, 9)
    incident = Incident.objects.filter(launch=launch).earliest("reported_at")
    for kind, in_days, said in zip(FollowUpKind, cycle(days), promised, strict=False):
        is_decision = kind is FollowUpKind.DECIDE
        promise = Promise(
            kind=kind,
            words=said,
            owner=None if is_decision else mara,
            due_on=today_in(launch, at + in_days * DAY),
            options=words.ANSWERS if is_decision else (),
        )
        asking = Asking(AskedBy.INCIDENT, incident)
        made_at = at - 3 * DAY
        actions.add_follow_up(launch, promise, asking=asking, actor=Actor.human(mara), at=made_at)
    settled = FollowUp.objects.filter(launch=launch, kind=FollowUpKind.TRAIN).latest("pk")
    actions.step_follow_up(settled, FollowUpStep.DONE, actor=Actor.human(mara), at=at - HOUR)
    return {"follow_up": FollowUp.objects.filter(launch=launch).earliest("pk").pk}


def _lead(launch: Launch, service: Service, at: datetime) -> Facts:
    """A major incident whose tactical update is overdue, and one that was stood down and reviewed."""
    led, over = (_p1(launch, service, at=began) for began in (at - 3 * HOUR, at - 3 * DAY))
    actor = _actor(launch, "mara")
    actions.stand_down(over, actor=actor, at=at - 2 * DAY)
    actions.review_major(over, review=Review(*words.LEARNT), actor=actor, at=at - DAY)
    remind_of_updates(at=at)
    return {"led": led.key, "reviewed": over.key}


def _p1(launch: Launch, service: Service, *, at: datetime) -> Incident:
    """Led from its first minutes on, with one update for each audience."""
    mara, ilya = _member(launch, "mara"), _member(launch, "ilya")
    high: Facts = {"impact": Level.HIGH, "urgency": Level.HIGH, "service": service}
    incident = make_incident(launch, at=at, title=words.P1_TITLE, body=words.BODY, **high)
    actor, minute = Actor.human(mara), HOUR / 60
    cast = Cast(ilya, {MajorRole.COMMUNICATIONS: mara})
    actions.declare_major(
        incident, cast=cast, words=MajorWords(*words.SENTENCES), actor=actor, at=at + 6 * minute
    )
    actions.take_role(incident, role=MajorRole.COMMANDER, person=mara, actor=actor, at=at + HOUR)
    for number, (audience, said) in enumerate(zip(Audience, words.UPDATES, strict=True)):
        update = Update(audience, said[0], (number + 1) * 2 * HOUR, *said[1:])
        actions.give_update(incident, update=update, actor=actor, at=at + 20 * minute)
    return incident


def _reporter(launch: Launch, number: int) -> Reporter:
    site = Site.objects.filter(launch=launch, name=words.SITES[number % 3]).first()
    site = site or SiteFactory(launch=launch, name=words.SITES[number % 3])
    return ReporterFactory(launch=launch, name=words.REPORTERS[number % 5], site=site, persona="Trader")


def _live(incident: Incident, number: int, *, at: datetime, now: datetime, team: Team) -> None:
    """What people did to it: a third of the young ones stays in the inbox, most old ones are solved."""
    actor = _actor(incident.launch, "mara" if number % 2 else "ilya")
    is_old = at < now - 2 * DAY
    if not is_old and number % 3 == 0:
        return
    seen_at = min(at + timedelta(minutes=7 + 13 * (number % 9)), now)
    actions.acknowledge_incident(incident, actor=actor, at=seen_at)
    assignee = _member(incident.launch, "mara" if number % 2 else "ilya") if number % 4 else None
    actions.assign_incident(incident, assignee=assignee, team=team, actor=actor, at=seen_at)
    actions.reply_to_reporter(incident, body="We are looking at it.", actor=actor, at=seen_at)
    if number % 7 == 0:
        actions.decline_incident(
            incident, reason=DeclineReason.WORKS_AS_DESIGNED, body="It is meant so.", actor=actor, at=seen_at
        )
    elif is_old and number % 5:
        resolved_at = min(seen_at + timedelta(hours=2 + 7 * (number % 8)), now)
        _solve(incident, actor, resolved_at)
        rate(incident, score=(5, 4, 2, None, 5)[number % 5], at=min(resolved_at + HOUR, now))
    elif number % 3 == 1:
        actions.start_wait(incident, waiting_on=WaitingOn.VENDOR, actor=actor, at=seen_at)


def _solve(incident: Incident, actor: Actor, at: datetime) -> None:
    actions.resolve_incident(
        incident, cause=Cause.CODE, resolution=Resolution.FIXED, body="Fixed in 1.4.2.", actor=actor, at=at
    )


def _long(at: datetime) -> Facts:
    launch = _launch(LONG, at, name=words.LAUNCH_NAME, target_user_count=2_000_000)
    services = [ServiceFactory(launch=launch, name=f"{words.SERVICE} {n}") for n in range(40)]
    team = TeamFactory(launch=launch, name=words.TEAM)
    site = SiteFactory(launch=launch, name=words.SITE)
    reporter = ReporterFactory(launch=launch, name=words.REPORTER, site=site, persona=words.PERSONA)
    for number in range(120):
        _wordy(launch, number, at=at, reporter=reporter, service=services[number % 40], team=team)
    for number, body in enumerate(words.LONG_TITLES):
        submit(launch, key=f"long-{number}", at=at - HOUR, body=body, name=words.REPORTER, email=words.EMAIL)
    held = submit(launch, key="long-held", at=at - HOUR, trap="x" * 200, body=words.NO_SPACES)
    facts = _promise(launch, words.LONG_TITLES, at) | _lead(launch, services[0], at)
    facts |= _facts(launch, at) | {"item": str(held.pk)}
    _night(launch, at, note=words.FIVE_THOUSAND_WORDS[:1500] + words.NO_SPACES[:400])
    return facts


def _wordy(
    launch: Launch, number: int, *, at: datetime, reporter: Reporter, service: Service, team: Team
) -> None:
    titles = words.LONG_TITLES
    incident = make_incident(
        launch,
        at=at - 30 * DAY + number * HOUR,
        title=titles[number % len(titles)],
        body=words.BODY if number else words.FIVE_THOUSAND_WORDS,
        service=service if number % 3 else None,
        reporter=reporter if number % 2 else None,
        affected_users=(None, 0, 1_999_999)[number % 3],
        impact=Level.HIGH if number % 10 == 0 else Level.LOW,
        is_service_down=number % 40 == 0,
    )
    if number % 3 == 1:
        actor = _actor(launch, "mara")
        member = _member(launch, "mara")
        actions.assign_incident(incident, assignee=member, team=team, actor=actor, at=at - 20 * DAY)
        actions.add_note(incident, body=words.NO_SPACES, actor=actor, at=at - 19 * DAY)
        actions.reply_to_reporter(incident, body=words.RIGHT_TO_LEFT, actor=actor, at=at - 18 * DAY)
    if number == 1:
        actions.override_priority(
            incident, priority=Priority.P2, reason=words.COMPOUND * 3, actor=actor, at=at - 17 * DAY
        )
    if number > 100 and number % 3 == 1:
        _solve(incident, actor, at - HOUR)
        rate(incident, score=1, at=at - HOUR / 2)


def _releases(launch: Launch, at: datetime) -> Release:
    """One in production, and one ahead with fixes that are ready and one that is not."""
    ines, mara = _member(launch, "ines"), _actor(launch, "mara")
    said = (("1.4.2", "Confirmations", 20 * DAY), ("1.4.3", "Orders and fills", 3 * DAY))
    past, ahead = (
        make_release(launch, ReleaseWords(version, name), actor=ines, at=at - ago)
        for version, name, ago in said
    )
    deploy_release(past, actor=ines, at=at - 5 * HOUR)
    in_work = Incident.objects.filter(launch=launch, state="in_progress").order_by("pk")
    for number, incident in enumerate(in_work[:4]):
        actions.plan_fix(incident, release=ahead, actor=mara, at=at - HOUR)
        if number:
            actions.mark_fix_ready(
                incident,
                release=ahead,
                cause=Cause.CODE,
                body="Please try again.",
                actor=mara,
                at=at - HOUR / 2,
            )
    return ahead


def _facts(launch: Launch, at: datetime) -> Facts:
    """Three incidents to look at, a report with its links, and a survey."""
    incidents = Incident.objects.filter(launch=launch)
    picture = InboundFile("blotter.png", "image/png", screenshot(launch.key, TRADING.picture))
    name = words.REPORTER if launch.key == LONG else "Rosa Delgado"
    body = words.FIVE_THOUSAND_WORDS if launch.key == LONG else words.BODY
    item = submit(launch, key="shown", at=at - 2 * HOUR, files=[picture], name=name, body=body)
    shown = _understood(item)
    _converse(shown, at)
    solved = incidents.exclude(resolved_at=None).filter(reporter__isnull=False).latest("resolved_at")
    survey = ask_for_rating(solved, resolution_seq=0, at=at)
    assert survey is not None
    return {
        "key": launch.key,
        "form": launch.form_key,
        "worked": f"{launch.key}-{shown.number}",
        "fresh": f"{launch.key}-{incidents.filter(state='new').earliest('pk').number}",
        "solved": f"{launch.key}-{solved.number}",
        "wordy": f"{launch.key}-{incidents.filter(number=2).get().number}",
        "week": str(Week.of(at, launch.zone)),
        "early_week": str(Week.of(launch.go_live_at, launch.zone)),
        "receipt": token_for_item(item),
        "status": token_for_item(item),
        "status_solved": token_for_incident(solved),
        "survey": token_for_survey(survey),
        "view": _keep_views(launch).pk,
        "reply": _can_replies(launch).pk,
    }


def _night(launch: Launch, at: datetime, *, note: str) -> None:
    """Since Mara left, reporters wrote, somebody gave her work, and Ilya went home with some words."""
    mara, ilya = _member(launch, "mara"), _member(launch, "ilya")
    still_open = Incident.objects.filter(launch=launch).open().order_by("pk")
    for incident in (*still_open.filter(assignee=mara)[:2], *still_open.exclude(assignee=mara)[:3]):
        for _ in range(1 + incident.number % 3):
            actions.receive_reporter_message(
                incident, body=words.AGAIN, reporter=incident.reporter, at=at - HOUR
            )
    given = still_open.exclude(assignee=mara).last()
    if given:
        actions.assign_incident(given, assignee=mara, team=None, actor=Actor.human(ilya), at=at - HOUR)
    actions.hand_over(launch, body=words.ANSWER, author=mara, at=at - 2 * DAY)
    actions.hand_over(launch, body=note, author=ilya, at=at - 12 * HOUR)
    _was_away(launch, "mara", at)


def _was_away(launch: Launch, handle: str, at: datetime) -> None:
    membership = Membership.objects.get(launch=launch, user__email=mail(handle, launch.key))
    away = {"left_at": at - 15 * HOUR, "last_seen_at": at}
    Shift.objects.update_or_create(membership=membership, defaults=away)


def _keep_views(launch: Launch) -> SavedView:
    """A private view of Mara's and one that she shares."""
    mara = _member(launch, "mara")
    save_view(launch, ViewWords("Waiting"), query="is:waiting", owner=mara)
    said = ViewWords("Urgent and unassigned", is_shared=True)
    return save_view(launch, said, query="priority:P1,P2 assignee:none", owner=mara)


def _can_replies(launch: Launch) -> CannedReply:
    """Two replies for everybody who answers."""
    thanks = "Hello {{ reporter.name }}, thank you. We see the same and are looking into {{ incident.key }}."
    keep_canned_reply(CannedReply(launch=launch), name="Thanks, looking", body=thanks)
    ask = "Hello {{ reporter.name }}, could you send us a picture of the blotter?\n\n{{ me.name }}"
    return keep_canned_reply(CannedReply(launch=launch), name="Ask for a picture", body=ask)


def _understood(item: RawItem) -> Incident:
    """Its incident; where the stack's own worker was quicker, wait until that one is done."""
    assert processes.wait_until(lambda: Submission.objects.filter(raw_item=item).exists(), SWEEP_SECONDS)
    return incident_of(item)


def _converse(incident: Incident, at: datetime) -> None:
    """Some public words, an internal note, and a reporter who answers."""
    mara, ilya = _actor(incident.launch, "mara"), _actor(incident.launch, "ilya")
    actions.prioritise_incident(incident, at=at - 2 * HOUR)
    actions.acknowledge_incident(incident, actor=mara, at=at - 1.9 * HOUR)
    member = _member(incident.launch, "mara")
    actions.assign_incident(incident, assignee=member, team=None, actor=mara, at=at - 1.8 * HOUR)
    actions.reply_to_reporter(incident, body=words.ANSWER, actor=mara, at=at - 1.5 * HOUR)
    actions.add_note(incident, body=words.NOTE, actor=ilya, at=at - HOUR)
    actions.receive_reporter_message(incident, body=words.AGAIN, reporter=incident.reporter, at=at - HOUR / 2)


def _member(launch: Launch, handle: str) -> Any:
    return Membership.objects.get(launch=launch, user__email=mail(handle, launch.key)).user


def _actor(launch: Launch, handle: str) -> Actor:
    return Actor.human(_member(launch, handle))
