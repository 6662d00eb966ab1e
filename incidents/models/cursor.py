"""How far a reader of events has come."""

from django.db import models

BEGINNING = -(2**63)  # events of a server whose dump was restored here lie below zero


class EventCursor(models.Model):
    """A reader's place: everything up to this transaction and event has been handled."""

    reader = models.CharField(max_length=40, primary_key=True)
    tx = models.BigIntegerField(default=BEGINNING)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.tx}:{self.event_id}"
