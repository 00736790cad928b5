"""The difference of two graphs as RDF: without the removed statements and with the added ones, the old graph is the new one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def compare_lines(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """The lines of canonical N-Quads that only one side has, in order: True for those of the new side.

    Both sides give theirs in code point order; a line that comes twice counts once.
    """
    olds, news = iter(old), iter(new)
    before, after = next(olds, None), next(news, None)
    while before is not None or after is not None:
        if before == after:
            last = before
            before, after = _next(olds, last), _next(news, last)
        elif after is None or (before is not None and before < after):
            yield False, before  # type: ignore[misc]
            before = _next(olds, before)
        else:
            yield True, after
            after = _next(news, after)


def _next(lines: Iterator[str], last: str | None) -> str | None:
    """The next other line."""
    return next((line for line in lines if line != last), None)


def split_graph(line: str) -> tuple[str, str]:
    """A line of canonical N-Quads as a line without a graph, and the name of its graph; "" where it has none."""
    head, _, name = line.removesuffix(" .\n").rpartition(" ")
    # No IRI holds a quote or a blank, so what a literal or its datatype ends in is told apart.
    if name.startswith("<") and name.endswith(">") and '"' not in name and head.count(" ") > 1:
        return f"{head} .\n", name[1:-1]
    return line, ""
