"""Lines of many files in code point order, with flat memory: sorted runs on disk, merged (external merge sort)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path

# So many bytes are sorted at once; with what Python needs for each line, that is some three times as much memory.
RUN = 64 * 1024 * 1024
# So many runs are merged at once, well below what systems let a process open.
_MOST_OPEN = 200


def sort_lines(paths: Iterable[Path], scratch: Path, run: int = RUN) -> Iterator[bytes]:
    """The distinct lines of files in the order of their bytes, which for UTF-8 is that of code points. ``scratch`` is a folder for the runs."""
    runs: list[Path] = []
    lines: list[bytes] = []
    size = 0
    for path in paths:
        with path.open("rb") as file:
            for line in file:
                lines.append(line)
                size += len(line)
                if size > run:
                    runs.append(_spill(lines, scratch, len(runs)))
                    lines, size = [], 0
    lines.sort()
    if not runs:
        return _distinct(lines)
    if lines:
        runs.append(_spill(lines, scratch, len(runs)))
    return _distinct(_merge(runs, scratch))


def _spill(lines: list[bytes], scratch: Path, number: int) -> Path:
    path = scratch / f"run-{number:06}"
    lines.sort()
    with path.open("wb") as out:
        out.writelines(lines)
    return path


def _merge(runs: list[Path], scratch: Path) -> Iterator[bytes]:
    """Merge runs, in several rounds where there are very many."""
    number = len(runs)
    while len(runs) > _MOST_OPEN:
        path = scratch / f"run-{number:06}"
        number += 1
        with path.open("wb") as out:
            out.writelines(heapq.merge(*map(_lines, runs[:_MOST_OPEN])))
        for done in runs[:_MOST_OPEN]:
            done.unlink()
        runs = [*runs[_MOST_OPEN:], path]
    return heapq.merge(*map(_lines, runs))


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    before = None
    for line in lines:
        if line != before:
            before = line
            yield line
