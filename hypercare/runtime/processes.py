"""Starting, recognising and ending single server processes."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hypercare.runtime.errors import OperatorError

POLL_SECONDS = 0.02
STOP_SECONDS = 30.0


def dying_with_parent(command: Sequence[str], death_signal: signal.Signals) -> list[str]:
    """The command, wrapped so that the kernel signals it when the process that started it is gone."""
    name = death_signal.name.removeprefix("SIG")
    return [tool("setpriv"), "--pdeathsig", name, "--", *command]


def tool(name: str) -> str:
    """The full path of a program of the machine. Raises `OperatorError`."""
    found = shutil.which(name)
    if found is None:
        raise OperatorError(f"The program {name} is missing (Linux has it in the package util-linux).")
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie waits for its parent only and counts as dead."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def command_line(pid: int) -> str:
    """The arguments a process was started with, joined by blanks; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Poll until the condition holds; False when it still does not after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def first_number(file: Path) -> int | None:
    """The process id in the first line of a pid file, if there is one."""
    try:
        return int(file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def end_leftover(pid_file: Path, marker: str, stop_signal: signal.Signals) -> None:
    """End a server whose owner was killed, and remove its pid file. `marker` recognises its command line."""
    pid = first_number(pid_file)
    if pid is not None and is_alive(pid) and marker in command_line(pid):
        os.kill(pid, stop_signal)
        if not wait_until(lambda: not is_alive(pid), STOP_SECONDS):
            raise OperatorError(f"Process {pid} of an earlier run does not stop: end it, then start again.")
    pid_file.unlink(missing_ok=True)


def stop(process: subprocess.Popen[bytes], stop_signal: signal.Signals) -> None:
    """Ask the process to end, and make it after half a minute."""
    if process.poll() is None:
        process.send_signal(stop_signal)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def start_logged(
    command: Sequence[str], *, log: Path, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a process in its own session, so that Ctrl-C in the terminal reaches only the supervisor."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log file, to show why a server did not start."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""
