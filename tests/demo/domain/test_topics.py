from dataclasses import fields

import pytest

from feedback.domain.submissions import TITLE_LENGTH, reason_to_hold, title_of
from hypercare.demo.domain.curves import IMPACTS
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.parts import fill, parts_for
from hypercare.demo.domain.plot import Plot
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.domain.topic import Topic
from incidents.domain.priority import MATRIX, Priority
from tests.factories.demo import UNTIL

each_plot = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
MORE = {"question": "Which one?", "team": "Development", "name": "Rosa", "now": "14:05"}


def parts_of(plot: Plot) -> dict[str, str]:
    site = plot.people.sites[0]
    return {**parts_for(plot.vocabulary, Dice("parts"), site=site, at=UNTIL, week=1), **MORE}


def longest_parts_of(plot: Plot) -> dict[str, str]:
    longest = {name: max(options, key=len) for name, options in plot.vocabulary.pools.items()}
    return {**parts_of(plot), **longest, "site": max((site.name for site in plot.people.sites), key=len)}


def texts_of(topic: Topic) -> list[str]:
    fixes = [fix.words for fix in topic.fixes]
    others = [topic.question, topic.reply, topic.vendor, topic.decline]
    native = [text for texts in topic.native.values() for text in texts]
    native += topic.answers
    return [*topic.openings, *topic.wholes, *native, *topic.details, *topic.notes, *fixes, *others]


def words_of(plot: Plot) -> list[str]:
    """All that anybody says in a plot."""
    phrases = [getattr(plot.phrases, field.name) for field in fields(plot.phrases)]
    common = [text for value in phrases for text in ([value] if isinstance(value, str) else value)]
    sagas = [text for saga in plot.sagas for text in (saga.words, *saga.echoes, saga.echo_end)]
    return [*(text for topic in plot.topics.values() for text in texts_of(topic)), *common, *sagas]


@each_plot
def test_every_text_finds_its_parts(plot: Plot) -> None:
    assert not [text for text in words_of(plot) if "{" in fill(text, parts_of(plot))]


@each_plot
def test_an_opening_is_a_whole_title(plot: Plot) -> None:
    parts = longest_parts_of(plot)
    openings = [fill(text, parts) for topic in plot.topics.values() for text in topic.openings]
    assert [title_of(words) for words in openings] == openings
    assert max(map(len, openings)) <= TITLE_LENGTH


@each_plot
def test_a_topic_can_be_told_whole(plot: Plot) -> None:
    for topic in plot.topics.values():
        assert topic.team in plot.people.teams
        assert bool(topic.question) == bool(topic.reply), topic.slug
        assert all((topic.fixes, topic.notes, topic.details)), topic.slug


@each_plot
def test_a_persona_that_reports_is_there(plot: Plot) -> None:
    assert {topic.persona for topic in plot.topics.values()} - {""} <= plot.people.personas.keys()


@each_plot
def test_a_place_that_a_topic_names_is_there(plot: Plot) -> None:
    named = {name for topic in plot.topics.values() for name in (*topic.sites, *topic.native)}
    assert named <= {site.name for site in plot.people.sites}


@each_plot
def test_there_are_many_topics(plot: Plot) -> None:
    assert len(plot.topics) >= 25
    assert sum(len(topic.openings) + len(topic.wholes) for topic in plot.topics.values()) >= 80


@pytest.mark.parametrize("priority", Priority)
def test_triage_gives_the_priority_it_means(priority: Priority) -> None:
    assert {MATRIX[pair] for pair in IMPACTS[priority]} == {priority}


@each_plot
def test_what_a_plot_names_is_a_topic(plot: Plot) -> None:
    today = plot.today
    named = {saga.topic for saga in plot.sagas} | {each.topic for each in today.inbox}
    named |= {each.topic for each in today.on_desk} | {plot.released}
    assert named <= plot.topics.keys()


@each_plot
def test_what_a_person_lets_out_was_held_back(plot: Plot) -> None:
    topic = plot.topics[plot.released]
    assert all(reason_to_hold(words, trap="") for words in topic.details)
