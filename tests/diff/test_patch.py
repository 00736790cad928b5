"""The difference as RDF: the old graph without what was removed and with what was added is the new one."""

from __future__ import annotations

from io import StringIO

import pytest
from diff_sides import ARTICLES, build_all, edited, side

from kg.diff.patch import compare_lines, split_graph
from kg.diff.written.forms import write_patch

CASES = [
    ("<s:a> <p:b> <o:c> <g:d> .\n", ("<s:a> <p:b> <o:c> .\n", "g:d")),
    ("<s:a> <p:b> <o:c> .\n", ("<s:a> <p:b> <o:c> .\n", "")),
    ('<s:a> <p:b> "c <d:e>" .\n', ('<s:a> <p:b> "c <d:e>" .\n', "")),
    ('<s:a> <p:b> "c <d:e>"^^<t:f> .\n', ('<s:a> <p:b> "c <d:e>"^^<t:f> .\n', "")),
    ('<s:a> <p:b> "c <d"^^<t:f> <g:d> .\n', ('<s:a> <p:b> "c <d"^^<t:f> .\n', "g:d")),
    ('<s:a> <p:b> "c"@en <g:d> .\n', ('<s:a> <p:b> "c"@en .\n', "g:d")),
]


@pytest.mark.parametrize(("line", "parts"), CASES)
def test_a_line_and_the_name_of_its_graph(line: str, parts: tuple[str, str]) -> None:
    assert split_graph(line) == parts


def test_lines_that_only_one_side_has() -> None:
    assert list(compare_lines("aabdf", "abbceg")) == [(True, "c"), (False, "d"), (True, "e"), (False, "f"), (True, "g")]
    assert list(compare_lines("", "a")) == [(True, "a")]
    assert list(compare_lines("a", "")) == [(False, "a")]


@pytest.mark.parametrize("named", [True, False])
def test_the_old_graph_with_the_patch_is_the_new_one(named: bool) -> None:
    old, new = side(build_all(ARTICLES, "1")), side(build_all(edited(), "2"), named=named)
    added, removed = StringIO(), StringIO()
    write_patch(old, new, added, removed)
    before, after = (set(one.lines(named=named)) for one in (old, new))
    plus, minus = (out.getvalue().splitlines(keepends=True) for out in (added, removed))
    assert (plus, minus) == (sorted(after - before), sorted(before - after))
    assert minus
    assert (before - set(minus)) | set(plus) == after
