"""What is broken, how it is brought back, and in which order: a schedule drawn from a seed."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from hypercare.runtime import application, processes
from hypercare.runtime.location import PROJECT
from tests.chaos.diary import Diary
from tests.stack import Stack, children, worker_words

WEB = " granian "
BEAT = "/celerybeat-schedule "
PAUSE_SECONDS = (1.0, 5.0)
AWAY_SECONDS = (0.5, 5.0)
SECOND_BEAT_SECONDS = 20.0
BACK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Step:
    """One fault: after a pause, for some seconds where somebody has to bring it back."""

    fault: str
    pause_seconds: float
    away_seconds: float


def schedule(seed: int) -> Iterator[Step]:
    """Faults without end: every kind once in random order, then every kind again, and so on."""
    random = Random(seed)
    while True:
        for fault in random.sample(sorted(FAULTS), len(FAULTS)):
            yield Step(
                fault, round(random.uniform(*PAUSE_SECONDS), 1), round(random.uniform(*AWAY_SECONDS), 1)
            )


def strike(stack: Stack, step: Step, diary: Diary) -> None:
    """Break it, bring it back, and note both with what clients saw in between."""
    diary.answers_since()
    diary.note(f"{step.fault}: now")
    FAULTS[step.fault](stack, step.away_seconds)
    diary.note(f"{step.fault}: back; clients saw {diary.answers_since()}")


def kill_worker_child(stack: Stack, _away_seconds: float) -> None:
    """`kill -9` one process of a pool in the middle of its task; the worker replaces it."""
    [worker] = stack.leaders(worker_words("default"))
    for pid in children(worker)[:1]:
        _kill(pid)


def kill_web_worker(stack: Stack, _away_seconds: float) -> None:
    """`kill -9` one of the processes that answer requests."""
    [web] = stack.leaders(WEB)
    for pid in children(web)[-1:]:
        _kill(pid)
    _wait_for_web(stack)


def kill_web(stack: Stack, _away_seconds: float) -> None:
    """`kill -9` the web server as a whole."""
    stack.kill(WEB)
    _wait_for_web(stack)


def start_second_beat(stack: Stack, _away_seconds: float) -> None:
    """Start a second beat by mistake, and kill it some time later."""
    command = application.commands(stack.location, stack.port)["beat"]
    moved = [part.replace("celerybeat-schedule", "second-schedule") for part in command]
    guarded = processes.dying_with_parent(moved, signal.SIGKILL)
    beat = processes.start_logged(
        guarded, log=stack.log.with_name("second-beat.log"), folder=PROJECT, environment=stack.environment
    )
    ending = threading.Timer(SECOND_BEAT_SECONDS, beat.kill)
    ending.daemon = True
    ending.start()


FAULTS: Mapping[str, Callable[[Stack, float], None]] = {
    "kill -9 of the default worker": lambda stack, _: stack.kill(worker_words("default")),
    "kill -9 of the urgent worker": lambda stack, _: stack.kill(worker_words("urgent")),
    "kill -9 of one process of the default worker's pool": kill_worker_child,
    "kill -9 of beat": lambda stack, _: stack.kill(BEAT),
    "kill -9 of one web process": kill_web_worker,
    "kill -9 of the web server": kill_web,
    "stop of Redis": lambda stack, away: stack.restart_redis(away_seconds=away),
    "kill -9 of Redis": lambda stack, away: stack.kill_server(stack.services.redis, away_seconds=away),
    "stop of PostgreSQL": lambda stack, away: stack.restart_postgres(away_seconds=away),
    "kill -9 of PostgreSQL": lambda stack, away: stack.kill_server(
        stack.services.postgres, away_seconds=away
    ),
    "second beat by mistake": start_second_beat,
}


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _wait_for_web(stack: Stack) -> None:
    if not processes.wait_until(stack.is_up, BACK_SECONDS):
        raise AssertionError("The web server did not come back.")
