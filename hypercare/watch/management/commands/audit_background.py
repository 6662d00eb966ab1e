import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from hypercare.watch.actions import Audit, audit
from hypercare.watch.models import Finding
from hypercare.watch.queries.lateness import everything_late


class Command(BaseCommand):
    """Say what the background has left undone, and do it when asked."""

    help = (
        "Compare what should have run with what did, and list the findings recorded so far. "
        "With --repair what is late is done and recorded, as the auditor does."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Do and record what is late.")
        parser.add_argument("--json", action="store_true", help="One JSON document instead of lines.")

    def handle(self, *args: Any, **options: Any) -> None:
        look = audit if options["repair"] else _look
        found = look(at=timezone.now())
        write = self._write_json if options["json"] else self._write_lines
        write(found)

    def _write_json(self, found: Audit) -> None:
        findings = list(Finding.objects.values())
        told = {**asdict(found), "findings": findings}
        self.stdout.write(json.dumps(told, cls=DjangoJSONEncoder, indent=2))

    def _write_lines(self, found: Audit) -> None:
        for late in found.found:
            done = "repaired" if late.is_repaired else "late"
            self.stdout.write(f"{done}: {late.task} {late.cause} {late.count}, due {late.oldest_due_at}")
        for finding in Finding.objects.all():
            done = f"repaired {finding.repaired_at:%H:%M:%S}" if finding.repaired_at else "open"
            self.stdout.write(
                f"found {finding.found_at:%d %b %H:%M:%S}: {finding}, {finding.late_count}, {done}"
            )
        self.stdout.write("clean" if found.is_clean else "not clean")


def _look(*, at: Any) -> Audit:
    late = tuple(everything_late(at=at))
    is_settled = not Finding.objects.filter(repaired_at=None).exists()
    return Audit(at, late, is_clean=not late and is_settled)
