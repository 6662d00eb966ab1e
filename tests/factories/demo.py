"""When the demo of the tests is made."""

from datetime import UTC, datetime

UNTIL = datetime(2026, 3, 18, 14, 20, tzinfo=UTC)  # a Wednesday afternoon
