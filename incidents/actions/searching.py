"""Keeping the words of an incident findable."""

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, Value

from incidents.models import Incident, IncidentSearch

CONFIG = "english"


def index_words(incident: Incident) -> None:
    """Index the title (weight A) and every message of a new incident."""
    bodies = " ".join(incident.messages.values_list("body", flat=True))
    document = SearchVector(Value(incident.title), weight="A", config=CONFIG) + SearchVector(
        Value(bodies), weight="B", config=CONFIG
    )
    IncidentSearch.objects.create(incident=incident, launch_id=incident.launch_id, document=document)


def add_words(incident: Incident, text: str) -> None:
    """Add one message's words to what is already indexed."""
    words = SearchVector(Value(text), weight="B", config=CONFIG)
    joined = Func(F("document"), words, template="(%(expressions)s)", arg_joiner=" || ")
    IncidentSearch.objects.filter(incident=incident).update(document=joined)
