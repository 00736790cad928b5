"""Queries of a release answered in a process of their own: they are whatever the release says, so they get so much time and memory and no more."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from kg.query.errors import QueryError
from kg.unpacking import open_unpacked

# Seconds for one query, and for loading the data.
LONGEST, LONGEST_LOADING = 120.0, 3600.0
# Bytes that the process may take beyond what the data do: a query that needs more is given up.
_MEMORY = 4 << 30
# So many triples are held in memory, more of them on disk.
MOST_IN_MEMORY = 2_000_000
Rows = list[list[str]]


class AskError(Exception):
    """A query without an answer; the message says why."""


class Answerer:
    """A process that has the data loaded and answers queries, one at a time. It is ended, and begun anew, where a query takes too long."""

    def __init__(self, paths: list[Path], store: Path | None) -> None:
        """``paths`` are N-Quads, packed or not; ``store`` is a folder for a store on disk, None for one in memory."""
        self._paths, self._store = [str(path) for path in paths], str(store) if store else ""
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._unloaded = ""

    def ask(self, text: str, most: int) -> tuple[list[str], Rows]:
        """The variables and rows of the answer to a SELECT, no more than ``most`` rows and one. AskError for one that has none in time."""
        pipe = self._begin()
        pipe.send((text, most))
        told = self._receive(pipe, LONGEST, f"it takes more than {LONGEST:g} seconds")
        if isinstance(told, str):
            raise AskError(told)
        return cast(tuple[list[str], Rows], told)

    def _begin(self) -> Connection:
        if self._unloaded:
            raise AskError(self._unloaded)
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_answer, args=(theirs, self._paths, self._store), daemon=True)
            self._process.start()
            theirs.close()
            told = self._receive(self._pipe, LONGEST_LOADING, "the data are not loaded in time")
            if told != "ready":
                self._unloaded = str(told)
                self.close()
                raise AskError(self._unloaded)
        return self._pipe

    def _receive(self, pipe: Connection, seconds: float, late: str) -> object:
        try:
            if pipe.poll(seconds):
                return pipe.recv()
        except (EOFError, OSError):
            late = "the process that answers has ended: it needs too much memory"
        self.close()
        raise AskError(late)

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _answer(pipe: Connection, paths: list[str], store: str) -> None:
    """The life of the process: load, then answer until nobody asks."""
    import pyoxigraph

    from kg.query.run import Question, run_query
    from kg.store.cells import csv_cell

    try:
        graph = pyoxigraph.Store(store) if store else pyoxigraph.Store()
        for path in paths:
            with open_unpacked(path) as file:
                # All graphs put together: a triple that several of them have is one.
                quads = pyoxigraph.parse(file, pyoxigraph.RdfFormat.N_QUADS)
                graph.bulk_extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    except (OSError, SyntaxError) as error:
        pipe.send(f"the data cannot be loaded: {error}")
        return
    _limit_memory()
    pipe.send("ready")
    with suppress(EOFError, OSError):
        while True:
            text, most = pipe.recv()
            try:
                found = run_query(graph, Question(text))
                if not isinstance(found, pyoxigraph.QuerySolutions):
                    raise QueryError("not a SELECT query")
                names = [variable.value for variable in found.variables]
                pipe.send((names, [[csv_cell(row[name]) for name in names] for row in islice(found, most + 1)]))
            except (QueryError, RuntimeError, OSError) as error:
                pipe.send(str(error))


def _limit_memory() -> None:
    """Let the process have so many bytes more than it has now, where the system can tell and limit that."""
    try:
        import resource

        size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + _MEMORY, size + _MEMORY))
    except (ImportError, OSError, ValueError):
        return
