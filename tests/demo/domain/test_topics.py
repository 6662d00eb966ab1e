import pytest

from feedback.domain.submissions import TITLE_LENGTH, title_of
from hypercare.demo.domain import phrases
from hypercare.demo.domain.curves import IMPACTS
from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.fires import FIRES
from hypercare.demo.domain.parts import fill, parts_for
from hypercare.demo.domain.people import SITES, TEAMS
from hypercare.demo.domain.topics import TOPICS, Topic
from incidents.domain.priority import MATRIX, Priority
from tests.factories.demo import UNTIL

LONGEST = {
    "order_type": "market-on-close",
    "instrument": "interest rate swaps",
    "counterparty": "Kastanienhof Privatbank",
    "desk": "structured products",
    "site": "Singapore",
    "monitor": "portrait monitor",
}
PARTS = {**parts_for(Dice("parts"), site=SITES[0], at=UNTIL, week=1), "name": "Rosa", "now": "14:05"}
MORE = {"question": "Which one?", "team": "Development"}


def texts_of(topic: Topic) -> list[str]:
    fixes = [fix.words for fix in topic.fixes]
    others = [topic.question, topic.reply, topic.vendor, topic.decline]
    return [*topic.openings, *topic.details, *topic.notes, *fixes, *others]


def test_every_text_finds_its_parts() -> None:
    assert not [text for topic in TOPICS.values() for text in texts_of(topic) if "{" in fill(text, PARTS)]


def test_an_opening_is_a_whole_title() -> None:
    openings = [fill(text, {**PARTS, **LONGEST}) for topic in TOPICS.values() for text in topic.openings]
    assert [title_of(words) for words in openings] == openings
    assert max(map(len, openings)) <= TITLE_LENGTH


def test_a_topic_can_be_told_whole() -> None:
    for topic in TOPICS.values():
        assert topic.team in TEAMS
        assert bool(topic.question) == bool(topic.reply), topic.slug
        assert all((topic.fixes, topic.notes, topic.details)), topic.slug


def test_common_phrases_find_their_parts() -> None:
    options = [value for name, value in vars(phrases).items() if name.isupper()]
    texts = [text for value in options for text in ([value] if isinstance(value, str) else value)]
    assert not [text for text in texts if "{" in fill(text, {**PARTS, **MORE})]


def test_there_are_many_topics() -> None:
    assert len(TOPICS) >= 60
    assert sum(len(topic.openings) for topic in TOPICS.values()) >= 150


@pytest.mark.parametrize("priority", Priority)
def test_triage_gives_the_priority_it_means(priority: Priority) -> None:
    assert {MATRIX[pair] for pair in IMPACTS[priority]} == {priority}


def test_fires_belong_to_a_topic() -> None:
    assert {fire.topic for fire in FIRES} <= TOPICS.keys()
