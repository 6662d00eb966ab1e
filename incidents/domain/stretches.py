"""The stretches of waiting and of rest in an incident's life, as a move leaves them."""

from datetime import datetime

from incidents.domain.clocks import Span, Wait
from incidents.domain.lifecycle import AT_REST_STATES, State, WaitingOn

Waits = tuple[Wait, ...]
Rests = tuple[Span, ...]
Place = tuple[State, WaitingOn | None]


def stretches_after(
    waits: Waits, at_rest: Rests, *, left: Place, entered: Place, at: datetime
) -> tuple[Waits, Rests]:
    """End the wait and the rest that this move ends, and begin those it begins."""
    (was, was_waiting_on), (to, waiting_on) = left, entered
    if was is State.WAITING and (to is not State.WAITING or waiting_on is not was_waiting_on):
        waits = _end_last_wait(waits, at)
    if to is State.WAITING and waiting_on and not (waits and waits[-1].span.end is None):
        waits = (*waits, Wait(waiting_on, Span(at, None)))
    if to.is_open and was in AT_REST_STATES:
        at_rest = (*at_rest[:-1], Span(at_rest[-1].start, at))
    if to in AT_REST_STATES and was not in AT_REST_STATES:
        at_rest = (*at_rest, Span(at, None))
    return waits, at_rest


def _end_last_wait(waits: Waits, at: datetime) -> Waits:
    if not waits or waits[-1].span.end is not None:
        return waits
    last = waits[-1]
    return (*waits[:-1], Wait(last.waiting_on, Span(last.span.start, at)))
