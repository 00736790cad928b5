"""The protocol of engines, which answer queries within limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Protocol

from kg.query.run import Question
from kg.serve.engine.plan import Wanted

IN_MEMORY = 1 << 20
_CHUNK = 1 << 16


class Whole(NamedTuple):
    """A complete answer in one of our media types: in memory or, if large, in an unnamed file. ``file`` is None if ``data`` is all."""

    media_type: str
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


def keep_whole(file: SpooledTemporaryFile[bytes], media_type: str) -> Whole:
    """The answer that was written to a file; a small one in memory."""
    size = file.tell()
    file.seek(0)
    if size > IN_MEMORY:
        return Whole(media_type, size, b"", file)
    with file:
        return Whole(media_type, size, file.read())


class BusyError(Exception):
    """A query that exceeded its limits or those of the server, and was stopped or refused; the message says which."""

    def __init__(self, words: str, retry_after: int = 5) -> None:
        super().__init__(words)
        self.words, self.retry_after = words, retry_after


class NoRoomError(BusyError):
    """An answer that the server has no room for, as on a full disk."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the server has no room for the answer ({error.strerror or error}); ask for less, as with LIMIT", 30)


class Engine(Protocol):
    """Answers queries, and stops a query that exceeds its limits."""

    async def ask(self, question: Question, wanted: Wanted) -> Whole:
        """The complete answer. QueryError, RefusedError, BusyError, StoreError."""

    async def start(self) -> None:
        """Start, within the running event loop."""

    async def renew(self) -> None:
        """Answer from the data as they are now, wherever they have changed."""

    def failure(self) -> str:
        """Why no query can be answered any more; "" while they can."""

    def close(self) -> None:
        """Stop all queries."""
