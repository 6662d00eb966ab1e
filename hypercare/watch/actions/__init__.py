"""Every write of the watch: notes of runs, findings, repairs."""

from hypercare.watch.actions.auditing import Audit, audit
from hypercare.watch.actions.heartbeat import send_heartbeat

__all__ = ["Audit", "audit", "send_heartbeat"]
