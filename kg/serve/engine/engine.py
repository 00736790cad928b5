"""What the endpoint asks: an engine that answers queries within limits, wherever they run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Protocol

from kg.query.run import Question

IN_MEMORY = 1 << 20
_CHUNK = 1 << 16


class Whole(NamedTuple):
    """A whole answer, in memory or, where it is large, in a file without a name. ``file`` is None where ``data`` is all."""

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
    """A query that was ended, or not begun, for its limits or those of the server; the message says which."""

    def __init__(self, words: str, retry_after: int = 5) -> None:
        super().__init__(words)
        self.words, self.retry_after = words, retry_after


class Engine(Protocol):
    """Answers queries. A query that has not ended within its limits is stopped."""

    async def ask(self, question: Question, media_type: str) -> Whole:
        """The whole answer in a media type of ours. QueryError, BusyError, StoreError."""

    async def start(self) -> None:
        """Get ready, within the running event loop."""

    def close(self) -> None:
        """Stop what runs."""
