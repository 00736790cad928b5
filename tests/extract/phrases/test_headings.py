"""The scope of headings: depth, nesting, rules and blank lines."""

from __future__ import annotations

import pytest
from cells import read_cell
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.phrases.headings import Heading, Scope
from kg.model.article import Line
from kg.model.text import Text


def walk(written: str) -> list[tuple[str, str]]:
    """The names of a cell with the headings that hold for each; ":" ends a heading, "::" one that a blank line ends, ":::" one of a block."""
    scope: Scope[str] = Scope()
    found = []
    for line in read_cell(written, 0, len(written)).lines:
        scope = scope.enter(line)
        shown = line.text.shown
        if shown.endswith(":"):
            scope = scope.open(shown.rstrip(":"), line, until_blank=shown.endswith("::"), block=shown.endswith(":::"))
        else:
            found.append((shown, " ".join(scope.told)))
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("x", [("x", "")]),
        ("x\nA:\ny", [("x", ""), ("y", "A")]),
        # at the depth of the heading: it holds for those that follow
        ("A:\nx\ny", [("x", "A"), ("y", "A")]),
        ("A:\nx\n* y\nz", [("x", "A"), ("y", "A"), ("z", "A")]),
        ("* A:\n* x\n* y", [("x", "A"), ("y", "A")]),
        # deeper than the heading: the next line at its depth ends it
        ("A:\n* x\n* y\nz", [("x", "A"), ("y", "A"), ("z", "")]),
        ("A:\n** x\n* y\nz", [("x", "A"), ("y", "A"), ("z", "")]),
        ("* A:\n** x\n* y", [("x", "A"), ("y", "")]),
        # a shallower line ends it
        ("* A:\n* x\ny", [("x", "A"), ("y", "")]),
        ("* A:\n* x\ny\n* z", [("x", "A"), ("y", ""), ("z", "")]),
        # headings within headings, the inner ones end first
        ("A:\n* B:\n* x\n* y\nz", [("x", "A B"), ("y", "A B"), ("z", "")]),
        ("A:\n* B:\n** x\n* y\nz", [("x", "A B"), ("y", "A"), ("z", "")]),
        ("A:\nx\n* B:\n** y\n* z\nw", [("x", "A"), ("y", "A B"), ("z", "A"), ("w", "A")]),
        ("A:\n* B:\n** C:\n*** x\n** y\n* z", [("x", "A B C"), ("y", "A B"), ("z", "A")]),
        # a heading takes the place of those at its depth and deeper
        ("A:\nx\nB:\ny", [("x", "A"), ("y", "B")]),
        ("A:\nB:\nx", [("x", "B")]),
        ("* A:\n* x\nB:\ny\n* z", [("x", "A"), ("y", "B"), ("z", "B")]),
        ("A:\n* B:\n* x\n* C:\n* y", [("x", "A B"), ("y", "A C")]),
        # a rule ends all
        ("A:\nx\n----\ny", [("x", "A"), ("y", "")]),
        ("A:\n* B:\n* x\n----\n* y", [("x", "A B"), ("y", "")]),
        ("A:\n----\nB:\nx", [("x", "B")]),
        # a blank line ends those that say so, but not where it stands right below the heading
        ("A:::\n\nx\nw\n\ny", [("x", "A"), ("w", "A"), ("y", "")]),
        ("A:::\nx\n\ny", [("x", "A"), ("y", "")]),
        ("A:\nx\n\ny", [("x", "A"), ("y", "A")]),
        ("A::\nx\n\ny", [("x", "A"), ("y", "")]),
        ("A::\n* x\n\n* y", [("x", "A"), ("y", "")]),
        ("A::\n\nx\n\ny", [("x", "A"), ("y", "A")]),
        ("A:\n* B::\n* x\n\n* y", [("x", "A B"), ("y", "A")]),
    ],
)
def test_the_headings_that_hold_for_a_line(written: str, expected: list[tuple[str, str]]) -> None:
    assert walk(written) == expected


def line(depth: int = 0, *, gap: int = 0, rule: bool = False) -> Line:
    return Line(Text("x", ()), depth, gap, rule)


def test_a_scope_without_headings() -> None:
    scope: Scope[str] = Scope()
    assert (scope.inner, scope.told, scope.restate("A"), scope.enter(line())) == (None, (), scope, scope)


def test_the_innermost_heading_may_be_restated() -> None:
    empty: Scope[str] = Scope()
    scope = empty.open("A", line()).open("B", line(1), until_blank=True)
    assert (scope.inner, scope.told) == ("B", ("A", "B"))
    assert scope.restate("C") == Scope((Heading("A", 0), Heading("C", 1, until_blank=True)))


def test_what_has_followed_is_kept_with_the_heading() -> None:
    empty: Scope[str] = Scope()
    scope = empty.open("A", line(1), until_blank=True)
    assert scope.enter(line(1)) == Scope((Heading("A", 1, until_blank=True, flat=True),))
    assert scope.enter(line(2)) == Scope((Heading("A", 1, until_blank=True, nested=True),))
    assert scope.enter(line(1, gap=1)) == Scope((Heading("A", 1, flat=True),))
    assert scope.enter(line(2, rule=True)) == Scope()
    assert scope == Scope((Heading("A", 1, until_blank=True),))


LINES = st.builds(line, st.integers(0, 3), gap=st.integers(0, 1), rule=st.booleans())


@given(st.lists(st.tuples(LINES, st.booleans(), st.booleans()), max_size=12))
def test_headings_are_shallower_the_further_out_they_stand(lines: list[tuple[Line, bool, bool]]) -> None:
    scope: Scope[int] = Scope()
    for number, (one, heads, until_blank) in enumerate(lines):
        scope = scope.enter(one)
        assert all(heading.depth <= one.depth for heading in scope.headings)
        if heads:
            scope = scope.open(number, one, until_blank=until_blank)
            assert scope.inner == number
        depths = [heading.depth for heading in scope.headings]
        assert depths == sorted(set(depths))
