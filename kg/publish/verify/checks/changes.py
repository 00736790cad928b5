"""What a release says has changed since the one before, against both. Dumps are sorted, so both are read side by side with flat memory."""

from __future__ import annotations

import csv
import heapq
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.publish.describe.statements import DCAT
from kg.publish.release import FULL, LINKS
from kg.publish.verify.checks.catalogue import DCAT_FILE
from kg.publish.verify.failure import BrokenError, Failure, Found, Gap
from kg.publish.verify.graphs import read_layer
from kg.publish.verify.opened import Opened
from kg.publish.verify.opening import OpenError, PreviousError, open_release

ADDED, REMOVED, TABLE, WORDS = "changes/added.nq.gz", "changes/removed.nq.gz", "changes/differences.csv", "changes/CHANGES.md"
_SHOWN = 200


def check_changes(opened: Opened) -> Found:
    """That what was added and removed is the difference of the full layers, with the links, of both releases."""
    if not opened.below("changes/"):
        yield from _check_silence(opened)
        return
    for path in (WORDS, TABLE, ADDED, REMOVED):
        if not opened.has(path):
            yield Failure(path, "is not there")
    if opened.has(TABLE):
        yield from _check_rows(opened)
    if not opened.options.previous:
        yield Gap("the release before was not given (--previous)")
        return
    try:
        with open_release(opened.options.previous, replace(opened.options, previous="")) as before:
            yield from _compare(opened, before)
    except OpenError as error:
        raise PreviousError(f"--previous {error}") from error


def _check_silence(opened: Opened) -> Found:
    """That a release which tells of no changes names none before it."""
    if opened.has(DCAT_FILE) and any(triple.predicate == DCAT.term("previousVersion") for triple in opened.read_graph(DCAT_FILE)):
        yield Failure(DCAT_FILE, "names a version before this one, but the release does not tell what changed since")
    elif opened.options.previous:
        yield Gap("the release tells of none before it, so it says nothing of changes")


def _check_rows(opened: Opened) -> Found:
    rows = sum(1 for _ in csv.reader(io.StringIO(opened.read_text(TABLE), newline=""))) - 1
    if opened.listed[TABLE].counted == "rows" and opened.listed[TABLE].count != rows:
        yield Failure(TABLE, f"has {rows:,} rows, not {opened.listed[TABLE].count:,} as the manifest says")


def _compare(opened: Opened, before: Opened) -> Found:
    try:
        old, new = (heapq.merge(read_layer(release, FULL), read_layer(release, LINKS)) for release in (before, opened))
        told = {path: _lines(opened, path) for path in (ADDED, REMOVED) if opened.has(path)}
        for path, line in _differences(old, new):
            if path in told:
                here = next(told[path], None)
                if here != line:
                    yield Failure(path, f"has {_show(here)}, where the releases give {_show(line)}")
                    del told[path]
        for path, rest in told.items():
            if (here := next(rest, None)) is not None:
                yield Failure(path, f"has {_show(here)}, which is no difference of the releases")
    except BrokenError as error:
        yield Failure(error.failure.file, f"cannot be compared: {error.failure.words}", error.failure.line)


def _differences(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The lines of sorted files that only the new one has (ADDED) or only the old one (REMOVED)."""
    before, after = iter(old), iter(new)
    left, right = next(before, None), next(after, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left < right):
            assert left is not None
            yield REMOVED, left
            left = next(before, None)
        elif left is None or right < left:
            yield ADDED, right
            right = next(after, None)
        else:
            left, right = next(before, None), next(after, None)


def _lines(opened: Opened, path: str) -> Iterator[str]:
    return (line.decode("utf-8", "replace") for line in opened.read_lines(path))


def _show(line: str | None) -> str:
    return "no more" if line is None else line.strip()[:_SHOWN]
