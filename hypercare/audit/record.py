"""Writing the audit trail."""

from typing import Any

from django.db import models

from hypercare.audit.models import AuditEntry


def record_change(target: models.Model, *, actor_id: int | None, verb: str, **detail: Any) -> AuditEntry:
    """Append one entry about `target`; `detail` must be JSON-ready."""
    name = f"{target._meta.label_lower}:{target.pk}"
    return AuditEntry.objects.create(actor_id=actor_id, verb=verb, target=name, detail=detail)
