"""One crash is repaired, a crash loop ends everything."""

import subprocess
import sys
from pathlib import Path

from hypercare.runtime.location import PROJECT

# In a process of its own, because honcho takes over signals and forks.
SCRIPT = """
import os, pathlib, sys
from hypercare.runtime import supervisor
from hypercare.runtime.location import Location
from hypercare.runtime.services import Services
supervisor.RESTART_PAUSE_SECONDS = 0
elsewhere = {"DATABASE_URL": "postgresql://x/y", "REDIS_URL": "redis://x"}
services = Services(Location(pathlib.Path(sys.argv[1])), given=elsewhere)
manager = supervisor.Supervisor(services)
manager.add("part", [sys.executable, "-c", sys.argv[2]], os.environ)
manager.add("other", ["sleep", "60"], os.environ)
sys.exit(manager.run())
"""
CRASH = "print('crashing', flush=True); raise SystemExit(3)"
CRASH_ONCE = """
import pathlib, sys
mark = pathlib.Path({mark!r})
if mark.exists(): print('second time', flush=True)
mark.touch(); sys.exit(3)
"""


def supervised(folder: Path, part: str) -> tuple[int, str]:
    command = [sys.executable, "-c", SCRIPT, str(folder), part]
    result = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True, timeout=60)
    return result.returncode, result.stdout


def test_a_part_that_crashes_once_starts_again(tmp_path: Path) -> None:
    _, said = supervised(tmp_path, CRASH_ONCE.format(mark=str(tmp_path / "mark")))
    assert "ended with 3, starts again" in said
    assert "second time" in said


def test_a_part_that_keeps_crashing_ends_everything(tmp_path: Path) -> None:
    code, said = supervised(tmp_path, CRASH)
    assert (code, said.count("crashing\n")) == (3, 11)
    assert "other stopped" in said
