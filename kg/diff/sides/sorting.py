"""Sorting more lines than memory holds."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

# Characters of lines that are sorted in memory at a time; Python takes some two bytes for each, and 60 for each line.
RUN = 1 << 25


def sort_lines(lines: Iterable[str], run: int = RUN) -> Iterator[str]:
    """Give lines, which end in a line feed, in code point order; what is more than a run waits in temporary files. Raises OSError."""
    with ExitStack() as stack:
        runs: list[Iterable[str]] = []
        waiting, size = list[str](), 0
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size >= run:
                file = stack.enter_context(tempfile.TemporaryFile("w+", prefix="kg-", encoding="utf-8", newline="\n"))
                file.writelines(sorted(waiting))
                file.seek(0)
                runs.append(file)
                waiting, size = [], 0
        yield from heapq.merge(*runs, sorted(waiting)) if runs else sorted(waiting)
