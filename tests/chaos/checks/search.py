"""Every word of every conversation can be found, and counts once."""

from django.db import connection, transaction

from incidents.actions.searching import index_words
from incidents.models import IncidentSearch
from tests.chaos.checks.findings import Findings, Held

WORDS = """
    SELECT search.incident_id, word.lexeme, cardinality(word.positions)
    FROM incidents_incidentsearch AS search, unnest(search.document) AS word
    WHERE search.launch_id = %(launch)s
"""


def words(held: Held) -> Findings:
    """Forget what is indexed, index again, and compare each word and how often it stands there."""
    found = Findings()
    stored = _indexed(held.launch.pk)
    with transaction.atomic():
        IncidentSearch.objects.filter(launch=held.launch).delete()
        for history in held.histories:
            index_words(history.incident)
        clean = _indexed(held.launch.pk)
        transaction.set_rollback(True)
    for history in held.histories:
        pk = history.incident.pk
        wrong = stored.get(pk, set()) ^ clean.get(pk, set())
        found.look(f"{history.incident.key}: {sorted(wrong)[:6]}", is_right=not wrong)
    return found


def _indexed(launch_id: int) -> dict[int, set[tuple[str, int]]]:
    """Which words stand how often in each document."""
    indexed: dict[int, set[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(WORDS, {"launch": launch_id})
        for incident_id, lexeme, count in cursor.fetchall():
            indexed.setdefault(incident_id, set()).add((lexeme, count))
    return indexed
