"""Keeping the words of an incident findable."""

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, Value
from django.db.models.expressions import Combinable

from incidents.domain.likeness import page_of
from incidents.models import Incident, IncidentSearch

CONFIG = "english"


def index_words(incident: Incident, *, page: str = "", version: str = "") -> None:
    """Index the title (weight A) and every message of a new incident, and keep where it happened."""
    bodies = " ".join(incident.messages.values_list("body", flat=True))
    IncidentSearch.objects.create(
        incident=incident,
        launch_id=incident.launch_id,
        document=document_of(incident.title, bodies),
        page=page_of(page),
        version=version,
    )


def document_of(title: str, words: str) -> Combinable:
    """What is found of an incident: its title first."""
    titles = SearchVector(Value(title), weight="A", config=CONFIG)
    return titles + SearchVector(Value(words), weight="B", config=CONFIG)


def add_words(incident: Incident, text: str) -> None:
    """Add one message's words to what is already indexed."""
    words = SearchVector(Value(text), weight="B", config=CONFIG)
    joined = Func(F("document"), words, template="(%(expressions)s)", arg_joiner=" || ")
    IncidentSearch.objects.filter(incident=incident).update(document=joined)
