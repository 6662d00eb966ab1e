"""Reports whose story is told act by act, and the many reports that each of them brings."""

from datetime import datetime, timedelta

from feedback.domain.submissions import Kind
from hypercare.demo.domain.course import CLOSED_AFTER, is_workaround
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.lives import Close, KeepPromise, Life, Moment, Rate, Reply, ReporterSays, Resolve
from hypercare.demo.domain.ordinary import Report
from hypercare.demo.domain.parts import fill
from hypercare.demo.domain.plot import Saga, Stage
from incidents.domain.priority import Priority

REPAIRED_AFTER = timedelta(days=8, hours=2)


def saga_lives(saga: Saga, stage: Stage) -> list[Life]:
    """The report itself and all who report the same within the hour."""
    on = stage.go_live_at.date() + timedelta(days=saga.day)
    at = datetime.combine(on, saga.hour, stage.calendar.zone)
    return [_told(saga, stage, at), *(_echo(saga, index, stage, at) for index in range(len(saga.echoes)))]


def _told(saga: Saga, stage: Stage, at: datetime) -> Life:
    plot = stage.plot
    topic, dice = plot.topics[saga.topic], Dice(plot.key, "saga", saga.slug)
    colleague = plot.people.someone_at(plot.people.site_named(saga.site), dice, persona=topic.persona)
    acts = [Moment(at + timedelta(minutes=after), deed, by) for after, by, deed in saga.acts]
    solved_at = acts[-1].at
    score = plot.curves.score(dice, week=saga.day // 7, was_late=saga.day == 0)
    return Life(
        key=f"fire:{saga.slug}",
        words=saga.words,
        kind=Kind.BUG,
        reported_at=at,
        declared_at=at + timedelta(seconds=70),
        colleague=colleague.number,
        page=topic.page,
        taken_by=plot.people.telephonist,
        first_look=saga.first_look(topic),
        moments=(
            *acts,
            Moment(solved_at + timedelta(minutes=25), ReporterSays(dice.pick(plot.phrases.confirmed))),
            Moment(solved_at + timedelta(hours=2), Rate(score)),
            Moment(solved_at + CLOSED_AFTER, Close()),
            *(
                Moment(solved_at + REPAIRED_AFTER, KeepPromise(), by)
                for _, by, deed in saga.acts[-1:]
                if is_workaround(deed)
            ),
        ),
    )


def _echo(saga: Saga, index: int, stage: Stage, at: datetime) -> Life:
    """One of the many who report the same; solved a little after the saga itself."""
    people, solved_at = stage.plot.people, at + timedelta(minutes=saga.acts[-1][0])
    dice = Dice(stage.plot.key, "echo", saga.slug, index)
    site = people.site_named(saga.site) if dice.chance(0.6) else dice.pick(people.sites[:3])
    heard_at = at + timedelta(minutes=4 + 70 * dice.roll())
    topic = stage.plot.topics[saga.topic]
    report = Report(stage, f"echo:{saga.slug}:{index}", topic, at=heard_at, site=site)
    report.priority = Priority.P3 if dice.chance(0.7) else Priority.P2
    report.words = fill(saga.echoes[index], report.parts)
    course = report.course
    course.triage(report.priority, 6 + 20 * dice.roll())
    course.work(5)
    course.act(Reply(course.words(stage.plot.phrases.known)))
    course.at = max(solved_at, course.at) + timedelta(minutes=3 + 30 * dice.roll())
    end = saga.acts[-1][2]
    if isinstance(end, Resolve):
        course.act(Resolve(end.cause, end.resolution, saga.echo_end))
    course.finish(week=report.week, was_late=saga.day == 0)
    return report.life()
