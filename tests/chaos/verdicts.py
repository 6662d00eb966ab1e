"""Holding what is stored against what clients say and against a clean computation: the table of checks."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from hypercare.launches.models import Launch
from tests.chaos.checks import deeds, ledger, leftovers, letters, numbers, promises, search
from tests.chaos.checks.findings import Findings, Held
from tests.chaos.claims import Claims


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check looked at and what it found wrong."""

    name: str
    count: int
    findings: list[str]


CHECKS: Mapping[str, Callable[[Held], Findings]] = {
    "received is the sum of outcomes": ledger.balance,
    "every receipt is one raw item with one outcome": ledger.receipts,
    "every form became what it had to become, once": ledger.fates,
    "every reply of a reporter is in the history once": ledger.replies,
    "every rating is kept": ledger.ratings,
    "what agents said is in the history once": deeds.words,
    "what agents did is in the history once": deeds.acts,
    "nothing is in the history that nobody did": deeds.nothing_else,
    "every row equals its history": promises.histories,
    "every clock equals a clean recomputation": promises.clocks,
    "every breach is told once, at its due instant": promises.breaches,
    "every warning is told once, at its instant": promises.warnings,
    "no promise fell due untold": promises.untold,
    "priority and rank equal a clean recomputation": promises.priorities,
    "facts equal a clean recomputation": numbers.facts,
    "open spells and counted weeks equal a clean recomputation": numbers.projections,
    "every letter is written once": letters.written,
    "no letter or warning is written twice": letters.doubles,
    "every letter is handed over": letters.handed_over,
    "every word can be found": search.words,
    "nothing is left half done": leftovers.leases,
}


def judge(held: Held) -> list[Verdict]:
    """Every check in the order of the table."""
    return [_verdict(name, check(held)) for name, check in CHECKS.items()]


def main(claims_path: str, verdicts_path: str, letters_folder: str, swept_at: str) -> None:
    """Judge the launch of these claims and write the verdicts as JSON; called inside the stack."""
    claims = Claims.load(Path(claims_path))
    held = Held(
        launch=Launch.objects.get(key=claims.launch),
        claims=claims,
        swept_at=datetime.fromisoformat(swept_at),
        at=timezone.now(),
        letters=Path(letters_folder),
    )
    times = letters.times_handed_over(held)
    twice = sum(count > 1 for count in times.values())
    notes = [f"{len(times)} letters were handed over, {twice} of them more than once under one Message-ID"]
    verdicts = [asdict(verdict) for verdict in judge(held)]
    Path(verdicts_path).write_text(json.dumps({"notes": notes, "verdicts": verdicts}, indent=1))


def _verdict(name: str, findings: Findings) -> Verdict:
    return Verdict(name, findings.count, findings.wrong)
