"""A query worker as the server sees it: its process and the connection to it (kg/serve/engine/worker.py is the other side)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from kg.query.errors import QueryError
from kg.query.run import Question
from kg.serve.engine.engine import IN_MEMORY, BusyError, NoRoomError, Whole, keep_whole
from kg.serve.engine.plan import Plan, RefusedError, Wanted
from kg.serve.engine.worker import DATA, END, GO, HEADER, LEAVE, PLAN, QUERY, STOP
from kg.serve.settings import Limits
from kg.store.store import StoreError

_TICKS = os.sysconf("SC_CLK_TCK")


class GoneError(Exception):
    """A worker that ended before it answered."""


class Worker:
    """A worker process and the connection to it; ``era`` tells which data it has opened, ``leaves`` that it holds too much to take another query."""

    def __init__(self, pid: int, connection: socket.socket, era: int) -> None:
        self.pid, self.connection, self.era = pid, connection, era
        self.replaced = self.leaves = False

    def has_ended(self) -> bool:
        """Whether a worker that waits for a query has ended."""
        try:
            return self.connection.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def stand_back(self) -> None:
        """Take the lowest priority."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    def worked(self) -> float | None:
        """Seconds for which it has had a processor; None where the system does not tell."""
        try:
            times = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            return None
        return sum(map(int, times)) / _TICKS

    async def plan(self, question: Question, wanted: Wanted, limits: Limits) -> Plan:
        """What the query needs. QueryError, RefusedError, BusyError; GoneError where the process ends before. Then ``run`` or ``stop``."""
        request = {
            "text": question.text, "default": question.default_graphs, "named": question.named_graphs, "accept": wanted.accept, "form": wanted.form,
            "seconds": limits.seconds, "rows": limits.rows, "size": limits.size,
        }  # fmt: skip
        await self._send(QUERY, json.dumps(request).encode())
        kind, data = await self._frame()
        if kind != PLAN:
            raise _failure(json.loads(data))
        return Plan(*json.loads(data))

    async def run(self, plan: Plan) -> Whole:
        """The whole answer to the query that was planned. QueryError, StoreError, BusyError; GoneError where the process ends before."""
        await self._send(GO)
        file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer owns it
        try:
            while True:
                kind, data = await self._frame()
                if kind == END:
                    return keep_whole(file, plan.media_type)
                if kind != DATA:
                    raise _failure(json.loads(data))
                _write(file, data)
        except BaseException:
            file.close()
            raise

    async def stop(self) -> None:
        """Do not run the query that was planned."""
        await self._send(STOP)

    async def _send(self, kind: bytes, payload: bytes = b"") -> None:
        try:
            await asyncio.get_running_loop().sock_sendall(self.connection, HEADER.pack(kind, len(payload)) + payload)
        except OSError as error:
            raise GoneError from error

    async def _frame(self) -> tuple[bytes, bytes]:
        loop = asyncio.get_running_loop()
        while True:
            kind, length = HEADER.unpack(await self._read(loop, HEADER.size))
            data = await self._read(loop, length)
            if kind != LEAVE:
                return kind, data
            self.leaves = True

    async def _read(self, loop: asyncio.AbstractEventLoop, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            try:
                part = await loop.sock_recv(self.connection, length - len(data))
            except OSError as error:
                raise GoneError from error
            if not part:
                raise GoneError
            data += part
        return bytes(data)


def _write(file: SpooledTemporaryFile[bytes], data: bytes) -> None:
    try:
        file.write(data)
    except OSError as error:
        raise NoRoomError(error) from error


def _failure(report: dict[str, Any]) -> Exception:
    if report["kind"] == "query":
        return QueryError(report["words"], report["line"], report["column"])
    if report["kind"] == "refused":
        return RefusedError(report["status"], report["words"], report["line"], report["column"])
    if report["kind"] == "store":
        return StoreError(report["words"])
    return BusyError(report["words"] + "; ask for less, as with LIMIT")
