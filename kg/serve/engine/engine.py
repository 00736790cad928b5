"""The protocol of engines, which answer queries within limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Protocol

from kg.query.run import Question

IN_MEMORY = 1 << 20
_CHUNK = 1 << 16


class Whole(NamedTuple):
    """A complete answer: in memory or, if large, in an unnamed file. ``file`` is None if ``data`` is all."""

    size: int
    data: bytes
    file: SpooledTemporaryFile[bytes] | None = None

    async def chunks(self) -> AsyncIterator[bytes]:
        """The answer, piece by piece; the file is closed at the end."""
        if self.file is None:
            yield self.data
            return
        with self.file as file:
            while chunk := file.read(_CHUNK):
                yield chunk


class BusyError(Exception):
    """A query that exceeded its limits or those of the server, and was stopped or refused; the message says which."""

    def __init__(self, words: str, retry_after: int = 5) -> None:
        super().__init__(words)
        self.words, self.retry_after = words, retry_after


class Engine(Protocol):
    """Answers queries, and stops a query that exceeds its limits."""

    async def ask(self, question: Question, media_type: str) -> Whole:
        """The complete answer in one of our media types. QueryError, BusyError, StoreError."""

    async def start(self) -> None:
        """Start, within the running event loop."""

    def close(self) -> None:
        """Stop all queries."""
