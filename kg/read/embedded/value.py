"""A string of a file that knows where it is written."""

from __future__ import annotations


class Value(str):
    """A string, and the place in its file between whose ends it is written."""

    start: int
    end: int

    @classmethod
    def at(cls, shown: str, start: int, end: int) -> Value:
        """Make one of what is shown and where it is written."""
        value = cls(shown)
        value.start, value.end = start, end
        return value
