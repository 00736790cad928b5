"""Lines of many files in code point order, with flat memory: sorted runs on disk, merged (external merge sort)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

# So many bytes are sorted at once; with what Python needs for each line, that is some three times as much memory.
RUN = 64 * 1024 * 1024
# So many runs are merged at once, well below what systems let a process open.
_MOST_OPEN = 200


def sort_files(paths: Iterable[Path], scratch: Path) -> Iterator[bytes]:
    """The distinct lines of files; otherwise as sort_lines."""
    return sort_lines(chain.from_iterable(map(_lines, paths)), scratch)


def sort_lines(lines: Iterable[bytes], scratch: Path, run: int = RUN) -> Iterator[bytes]:
    """Distinct lines in the order of their bytes, which for UTF-8 is that of code points.

    ``scratch`` is a folder for the runs, which several sorts may share and which are removed when all is read; ``run`` the bytes sorted at once.
    """
    runs: list[Path] = []
    waiting: list[bytes] = []
    room = run
    for line in lines:
        waiting.append(line)
        room -= len(line)
        if room < 0:
            if not runs:
                scratch = Path(mkdtemp(prefix="runs-", dir=scratch))
            runs.append(_spill(waiting, scratch, len(runs)))
            waiting, room = [], run
    waiting.sort()
    if not runs:
        return _distinct(waiting)
    if waiting:
        runs.append(_spill(waiting, scratch, len(runs)))
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
    yield from heapq.merge(*map(_lines, runs))
    rmtree(scratch)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    before = None
    for line in lines:
        if line != before:
            before = line
            yield line
