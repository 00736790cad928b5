"""What ends a run over a whole dump."""

from __future__ import annotations


class BulkError(Exception):
    """A run that cannot begin or go on: what is wrong, and what to do about it."""
