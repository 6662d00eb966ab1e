"""A launch that is never kept: issues of another tracker, to be asked about and forgotten."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction

from hypercare.launches.models import Launch
from incidents.actions.searching import document_of
from incidents.importing.linked_issues import Issue
from incidents.models import Incident, IncidentSearch, Message
from incidents.models.timeline import Visibility

ROWS_AT_ONCE = 200
KEY = "SCRATCH"


@contextmanager
def scratch_launch(issues: Mapping[str, Issue]) -> Iterator[Mapping[str, Incident]]:
    """The issues as incidents by key, inside a transaction that is rolled back in the end."""
    with transaction.atomic():
        yield _loaded(issues)
        transaction.set_rollback(True)


def _loaded(issues: Mapping[str, Issue]) -> Mapping[str, Incident]:
    launch = _launch(issues)
    incidents = {key: _incident(launch, n, issue) for n, (key, issue) in enumerate(issues.items(), start=1)}
    Incident.objects.bulk_create(incidents.values(), batch_size=ROWS_AT_ONCE)
    Message.objects.bulk_create(
        (_message(incidents[key], issue) for key, issue in issues.items()), batch_size=ROWS_AT_ONCE
    )
    IncidentSearch.objects.bulk_create(
        (_words(incidents[key], issue) for key, issue in issues.items()), batch_size=ROWS_AT_ONCE
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE incidents_incident, incidents_message, incidents_incidentsearch")
    return incidents


def _launch(issues: Mapping[str, Issue]) -> Launch:
    first = min(issue.created_at for issue in issues.values())
    last = max(issue.created_at for issue in issues.values())
    return Launch.objects.create(
        key=KEY,
        name="Measured and forgotten",
        go_live_at=first,
        hypercare_ends_at=last + timedelta(days=1),
        last_number=len(issues),
    )


def _incident(launch: Launch, number: int, issue: Issue) -> Incident:
    at = issue.created_at
    return Incident(launch=launch, number=number, title=issue.title, reported_at=at, declared_at=at)


def _message(incident: Incident, issue: Issue) -> Message:
    return Message(
        incident=incident,
        visibility=Visibility.PUBLIC,
        is_from_reporter=True,
        body=issue.body,
        at=issue.created_at,
    )


def _words(incident: Incident, issue: Issue) -> IncidentSearch:
    document = document_of(issue.title, issue.body)
    return IncidentSearch(
        incident=incident, launch_id=incident.launch_id, document=document, version=issue.version
    )
