"""The day, which citations tell."""

from __future__ import annotations

from datetime import UTC, datetime


def today() -> str:
    """The date in Greenwich, ISO 8601."""
    return datetime.now(UTC).date().isoformat()
