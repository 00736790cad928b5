"""The one exception that readers raise: input that cannot be read."""

from __future__ import annotations


class ReadError(Exception):
    """Input that is not an article in the form it claims to be: what is wrong, in which file, at which line and column (from 1)."""

    def __init__(self, message: str, file: str | None = None, line: int | None = None, column: int | None = None) -> None:
        self.message, self.file, self.line, self.column = message, file, line, column
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)
