"""What a check finds: promises that are broken, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Failure(NamedTuple):
    """A promise that is broken: the file (its path below the release's folder), what is wrong, and the line (from 1) where there is one."""

    file: str
    words: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}{f':{self.line}' if self.line else ''}: {self.words}"


class Gap(NamedTuple):
    """What could not be checked, and why."""

    words: str


class BrokenError(Exception):
    """A file that cannot be read at all, so that a check ends: ``failure`` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


Found = Iterator[Failure | Gap]
