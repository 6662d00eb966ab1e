"""Background work of incidents: each task looks up ids and calls one action."""

from celery import shared_task
from django.utils import timezone

from hypercare.launches.releasing import SETTLE
from incidents.actions import prioritise_incident, sweeps
from incidents.models import Incident


@shared_task
def prioritise(incident_id: int) -> None:
    """Compute priority and rank of one incident."""
    prioritise_incident(Incident.objects.get(pk=incident_id), at=timezone.now())


@shared_task
def sweep_clocks() -> None:
    """Warn and record breaches, batch after batch until nothing is due."""
    at = timezone.now()
    while sweeps.sweep_clocks(at=at):
        pass


@shared_task
def sweep_priorities() -> None:
    """Find what a lost message left behind."""
    sweeps.sweep_priorities(at=timezone.now())


@shared_task
def sweep_calendars() -> None:
    """Plan clocks anew where hours or policy changed."""
    sweeps.sweep_calendars(at=timezone.now())


@shared_task
def sweep_hot_services() -> None:
    """Notice services with unusually many reports."""
    sweeps.sweep_hot_services(at=timezone.now())


@shared_task
def wake_snoozed() -> None:
    """Bring back into the inbox what was put aside until now."""
    sweeps.wake_snoozed(at=timezone.now())


@shared_task(name=SETTLE)
def settle_releases() -> None:
    """Do what followed from deployments and rollbacks, batch after batch."""
    at = timezone.now()
    while sweeps.settle_releases(at=at):
        pass


@shared_task
def remind_of_updates() -> None:
    """Tell whoever leads a major incident that an update is overdue."""
    sweeps.remind_of_updates(at=timezone.now())


@shared_task
def close_resolved() -> None:
    """Put away what stayed resolved."""
    sweeps.close_resolved(at=timezone.now())
