"""The stateless processes under honcho: restarted when killed, gone when the supervisor is gone."""

import contextlib
import ctypes
import multiprocessing
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from multiprocessing.synchronize import Event
from types import FrameType

from honcho.manager import Manager
from honcho.process import Popen, Process

from hypercare.runtime.errors import OperatorError
from hypercare.runtime.processes import dying_with_parent
from hypercare.runtime.services import Services

PR_SET_PDEATHSIG = 1
RESTART_LIMIT = 10
RESTART_WINDOW_SECONDS = 60.0
RESTART_PAUSE_SECONDS = 0.5
REQUESTED_STOPS = {128 + signal.SIGINT, 128 + signal.SIGTERM}
# Nothing of ours holds state, so KILL is safe; granian's own children end only when it hears TERM.
DEATH_SIGNALS = {"web": signal.SIGTERM}


class KeptProcess(Process):
    """A command that starts again when something killed it, but not when it crashes again and again."""

    def __init__(self, cmd: str, *, stopping: Event, **options: object) -> None:
        super().__init__(cmd, **options)
        self.stopping = stopping
        self.starts: list[float] = []
        self.is_done = False
        self._child_ctor = start_group

    def run(self, events: object = None, *_: object) -> None:
        """Run in the process honcho forks for this command, whose signals are for the command only."""
        # Not SIG_IGN: a command that is started again would inherit it.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _do_nothing)
        signal.signal(signal.SIGUSR1, self._end_at_once)
        die_with_parent(signal.SIGUSR1)
        while not self.is_done:
            self.starts.append(time.monotonic())
            super().run(events)
            time.sleep(0 if self.is_done else RESTART_PAUSE_SECONDS)

    def _send_message(self, data: dict[str, int] | bytes, **kind: str) -> None:
        if isinstance(data, dict) and "returncode" in data:
            self.is_done = self._is_final()
            if not self.is_done:
                super()._send_message(f"ended with {data['returncode']}, starts again\n".encode())
                return
        super()._send_message(data, **kind)

    def _end_at_once(self, _number: int, _frame: FrameType | None) -> None:
        """The supervisor was killed: nobody is left to wait for."""
        if self._child is not None:
            end_group(self._child.pid)
        os._exit(1)

    def _is_final(self) -> bool:
        recent = [at for at in self.starts if at > time.monotonic() - RESTART_WINDOW_SECONDS]
        return self.stopping.is_set() or len(recent) > RESTART_LIMIT


class Supervisor(Manager):
    """honcho's manager, which also starts a killed PostgreSQL or Redis again."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.stopping = multiprocessing.Event()
        self._process_ctor = self._kept_process

    def add(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        """A command to run once `run` is called."""
        guarded = dying_with_parent(command, DEATH_SIGNALS.get(name, signal.SIGKILL))
        self.add_process(name, f"exec {shlex.join(guarded)}", env=dict(environment))

    def run(self) -> int:
        """Run everything until a signal or a crash ends it; the exit code, 0 when somebody asked."""
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        try:
            self.loop()
        finally:
            self.stopping.set()
            self.kill()
        return 0 if self.returncode in REQUESTED_STOPS else int(self.returncode or 0) or 1

    def terminate(self) -> None:
        """Ask every process to end, and tell the keepers that this is meant."""
        self.stopping.set()
        super().terminate()

    def _kept_process(self, cmd: str, **options: object) -> KeptProcess:
        return KeptProcess(cmd, stopping=self.stopping, **options)

    def _all_started(self) -> bool:
        # honcho's loop asks this several times a second, which makes it the place to look after the servers.
        if not self.stopping.is_set():
            self._keep_services()
        return bool(super()._all_started())

    def _keep_services(self) -> None:
        try:
            for name in self.services.keep():
                self._system_print(f"{name} was gone and is started again\n")
        except OperatorError as problem:
            self._system_print(f"{problem}\n")
            self.returncode = 1
            self.terminate()


def die_with_parent(death_signal: signal.Signals) -> None:
    """Have the kernel signal this process when its parent is gone."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal))
    if os.getppid() != parent:
        sys.exit(1)


def start_group(cmd: str, **options: object) -> "subprocess.Popen[bytes]":
    """Start the command; when it is killed, its children go with it."""
    child: subprocess.Popen[bytes] = Popen(cmd, **options)
    threading.Thread(target=_end_group_after, args=[child], daemon=True).start()
    return child


def _do_nothing(_number: int, _frame: FrameType | None) -> None:
    """Another process answers this signal."""


def end_group(leader: int) -> None:
    """Kill a process and all it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _end_group_after(leader: "subprocess.Popen[bytes]") -> None:
    leader.wait()
    end_group(leader.pid)
