"""Events of another server, restored here: each is read once, and so is what this server writes."""

import pytest
from django.core.management import call_command
from django.db.models import F

from incidents.actions.adopting import adopt_events
from incidents.actions.following import RestoredElsewhereError
from incidents.models import EventCursor, IncidentEvent
from tests.factories.incidents import make_incident
from tests.incidents.actions.test_following import Reader, follow, follow_to_the_end

pytestmark = pytest.mark.django_db(transaction=True)
AHEAD = 10**12  # transactions of a server that has served for long


def restore_here() -> None:
    """As if everything so far came from that server."""
    IncidentEvent.objects.update(tx=F("tx") + AHEAD)
    EventCursor.objects.update(tx=F("tx") + AHEAD)


def test_a_reader_refuses_to_go_on_with_a_foreign_place() -> None:
    reader = Reader()
    make_incident()
    follow_to_the_end(reader)
    restore_here()
    with pytest.raises(RestoredElsewhereError, match="adopt_events"):
        follow(reader)


def test_adopted_what_was_read_is_not_read_again_and_the_rest_is_in_its_order() -> None:
    reader, incident = Reader(), make_incident()
    follow_to_the_end(reader)
    make_incident(incident.launch)
    restore_here()
    adopt_events()
    follow_to_the_end(reader)
    make_incident(incident.launch)
    follow_to_the_end(reader)
    assert reader.seen == list(IncidentEvent.objects.order_by("pk").values_list("pk", flat=True))


def test_what_was_written_here_before_it_was_noticed_is_read_too() -> None:
    reader, incident = Reader(), make_incident()
    follow_to_the_end(reader)
    restore_here()
    make_incident(incident.launch)
    adopt_events()
    follow_to_the_end(reader)
    assert reader.seen == list(IncidentEvent.objects.order_by("pk").values_list("pk", flat=True))


def test_a_new_reader_begins_with_the_first_of_them() -> None:
    make_incident()
    restore_here()
    adopt_events()
    reader = Reader()
    follow_to_the_end(reader)
    assert len(reader.seen) == IncidentEvent.objects.count()


def test_again_it_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    make_incident()
    restore_here()
    call_command("adopt_events")
    call_command("adopt_events")
    assert capsys.readouterr().out == "2 events adopted\n0 events adopted\n"
