"""Break everything in random order while people work, then prove that nothing was lost or doubled.

python -m tests.chaos [--seconds 120] [--seed N]
"""

import argparse
import json
import platform
import secrets
import shutil
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from hypercare.runtime.location import PROJECT
from tests.chaos.agents import Agent, Desk
from tests.chaos.cast import AGENTS, KEY, REPORTERS
from tests.chaos.claims import Claims
from tests.chaos.client import PATIENCE_SECONDS, Client, World
from tests.chaos.diary import Diary, table
from tests.chaos.faults import schedule, strike
from tests.chaos.reporters import Reporter
from tests.stack import Stack

LOGS = PROJECT / "var" / "chaos"
AUDITOR = "audit_background"
SETTLE_SECONDS = 65  # hot services are looked for once a minute
QUIET_SECONDS = 600  # a letter in the hand of a killed worker is sent again after five minutes


class Run:
    """One run: its stack, its people, its log."""

    def __init__(self, seed: int, seconds: float) -> None:
        self.seed, self.seconds = seed, seconds
        self.stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        self.folder = LOGS / self.stamp
        self.folder.mkdir(parents=True)
        self.diary = Diary(LOGS / f"{self.stamp}.log")
        self.claims = Claims(KEY)
        self.letters = self.folder / "letters"
        self.letters.mkdir()
        settings = {"EMAIL_URL": f"filemail:///{self.letters}"}
        self.stack = Stack(self.folder, is_durable=True, settings=settings)

    def __call__(self) -> bool:
        """Whether everything held."""
        self.diary.write(f"Seed {self.seed}, {self.seconds:g} s, {platform.machine()}, {self.stamp}")
        try:
            self.stack.start()
            self._shake()
            self._wait_for_quiet()
            self._tell_repairs()
            swept_at = datetime.now(UTC)
            self.stack.stop_application()
            return self._judge(swept_at)
        finally:
            self.stack.stop()

    def _shake(self) -> None:
        """People work, and things break, until time is up; then everybody finishes what they began."""
        self._inside(f"from tests.chaos.scene import build; build({self.seed}, {self.seconds})")
        stopping = threading.Event()
        people = self._people(stopping)
        for person in people:
            person.start()
        self.diary.note(f"{REPORTERS} reporters and {AGENTS} agents begin")
        deadline = time.monotonic() + self.seconds
        for step in schedule(self.seed):
            time.sleep(min(step.pause_seconds, max(deadline - time.monotonic(), 0)))
            if time.monotonic() >= deadline:
                break
            strike(self.stack, step, self.diary)
        stopping.set()
        for person in people:
            person.join(PATIENCE_SECONDS)
        said = self.claims
        self.diary.note(
            f"Everybody has stopped: {len(said.receipts)} receipts, {len(said.replies)} replies,"
            f" {len(said.ratings)} ratings, {len(said.deeds)} acts of agents"
        )

    def _people(self, stopping: threading.Event) -> list[Client]:
        world, desk = World(self.stack.url, self.seed, stopping, self.claims, self.diary), Desk()
        reporters = [Reporter(number, world) for number in range(REPORTERS)]
        return [*reporters, *(Agent(number, world, desk) for number in range(AGENTS))]

    def _wait_for_quiet(self) -> None:
        time.sleep(SETTLE_SECONDS)
        code = "from tests.chaos.checks.leftovers import wait_for_quiet"
        started = time.monotonic()
        left = self._inside(f"{code}; print(wait_for_quiet({KEY!r}, {QUIET_SECONDS}))").strip()
        waited = time.monotonic() - started + SETTLE_SECONDS
        self.diary.note(
            f"Quiet after {waited:.0f} s" if not left else f"NOT QUIET after {waited:.0f} s: {left}"
        )

    def _tell_repairs(self) -> None:
        """What the application's own auditor found and repaired."""
        is_there = AUDITOR in self.stack.manage("help", "--commands").split()
        told = self.stack.manage(AUDITOR, "--json") if is_there else "there is none yet"
        self.diary.note(f"Auditor: {told.strip()}")

    def _judge(self, swept_at: datetime) -> bool:
        claims, verdicts = self.folder / "claims.json", LOGS / f"{self.stamp}.json"
        self.claims.save(claims)
        given = ", ".join(repr(str(each)) for each in (claims, verdicts, self.letters, swept_at.isoformat()))
        self._inside(f"from tests.chaos.verdicts import main; main({given})")
        return self._tell(verdicts)

    def _tell(self, path: Path) -> bool:
        """Print the table, and add to the verdicts what they are about."""
        judged = json.loads(path.read_text())
        lawful = {
            "name": "no client ever saw an error that was ours",
            "count": sum(self.diary.answers.values()),
        }
        judged["verdicts"].append(lawful | {"findings": self.diary.unlawful})
        self.diary.write(f"\nClients saw: {self.diary.answers}")
        for line in (*judged["notes"], "", *table(judged["verdicts"])):
            self.diary.write(line)
        holds = not any(verdict["findings"] for verdict in judged["verdicts"])
        self.diary.write("\nEverything holds." if holds else "\nNOT everything holds.")
        about = {"seed": self.seed, "seconds": self.seconds, "answers": self.diary.answers, "holds": holds}
        path.write_text(json.dumps(about | judged, indent=1))
        return holds

    def _inside(self, code: str) -> str:
        """Run a line of Python inside the stack."""
        return self.stack.manage("shell", "-v0", "-c", code)


def main(arguments: list[str]) -> int:
    """The exit code: 0 when everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0, help="how long things break")
    parser.add_argument("--seed", type=int, help="of an earlier run, to break things in its order")
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else secrets.randbelow(1_000_000)
    run = Run(seed, options.seconds)
    holds = run()
    if holds:
        shutil.rmtree(run.folder)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
