"""The one way in which a launch ever goes: the demo's own, with everything that hangs on it.

Everywhere else events are immutable and rows that others refer to are protected. Here all of them go in
one transaction, so nobody ever sees half a history, and a kill leaves the launch as it was.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import Q

from hypercare.demo.actions.founding import found_demo
from hypercare.demo.domain.plot import Plot
from hypercare.demo.models import SeedRun
from hypercare.intake.models import RawItem
from hypercare.launches.models import Launch
from hypercare.notifications.models import OutgoingMessage

Told = Callable[[str, int], None]
GIVES_UP_AFTER = (
    "500ms"  # shorter than PostgreSQL's deadlock timeout: a worker in our way goes on, we try again
)
TRIES, PAUSE_SECONDS = 20, 0.3


def reset_demo(plot: Plot, *, at: datetime, told: Told) -> SeedRun:
    """Remove the demo's launch if it is there and found it anew, both or neither.

    `told` hears the name and number of the rows of each table. Workers may run meanwhile: when one holds
    a row of the launch, all is tried again. Raises Django's `ValidationError` when a launch that is not of
    the demo has the key.
    """
    for _ in range(TRIES - 1):
        try:
            return _reset(plot, at=at, told=told)
        except (OperationalError, IntegrityError):
            time.sleep(PAUSE_SECONDS)
    return _reset(plot, at=at, told=told)


@transaction.atomic
def _reset(plot: Plot, *, at: datetime, told: Told) -> SeedRun:
    run = SeedRun.objects.select_for_update(of=("self",)).filter(launch__key=plot.key).first()
    if run is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [GIVES_UP_AFTER])
        _remove(Launch.objects.select_for_update().get(pk=run.launch_id), told)
    return found_demo(plot, at=at)


def _remove(launch: Launch, told: Told) -> None:
    """The letters, which know their incident by its name only, then table by table, the deepest first."""
    told("letters", _letters_about(launch).delete()[0])
    for model, path in reversed(hanging_on_a_launch().items()):
        rows: models.QuerySet[Any] = models.QuerySet(model).filter(**{path: launch.pk})
        told(str(model._meta.verbose_name_plural), _delete(rows))
    _delete(Launch.objects.filter(pk=launch.pk))


def _delete(rows: "models.QuerySet[Any]") -> int:
    """Without asking who refers to them: whoever does goes too, and PostgreSQL makes sure at the commit."""
    return rows._raw_delete(rows.db)  # noqa: SLF001  # Django's only delete without a look at the relations


def _letters_about(launch: Launch) -> "models.QuerySet[OutgoingMessage]":
    incidents = [f"{launch.key}-{number}" for number in range(1, launch.last_number + 1)]
    receipts = [f"{launch.key} {item.receipt}" for item in RawItem.objects.filter(launch=launch).only("pk")]
    return OutgoingMessage.objects.filter(Q(about__in=incidents) | Q(about__in=receipts))


def hanging_on_a_launch() -> dict[type[models.Model], str]:
    """Every model whose rows belong to a launch, with the path to it; a parent comes before its children.

    Read from the foreign keys, so that no table can be forgotten. PostgreSQL checks them at the commit.
    """
    found: dict[type[models.Model], str] = {}
    todo: list[tuple[type[models.Model], str]] = [(Launch, "")]
    for parent, path in todo:
        for model, name in _children(parent):
            if model is not Launch and model not in found:
                found[model] = f"{name}__{path}" if path else name
                todo.append((model, found[model]))
    return found


def _children(parent: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The models whose rows cannot be without a row of this one, and the name of their foreign key."""
    return [
        (relation.related_model, relation.field.name)
        for relation in parent._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is not models.SET_NULL
    ]
