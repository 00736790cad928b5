"""The scope of headings: which of those above a line hold for it. One rule for the rows of parties, people, formations and figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from kg.model.article import Line

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heading(Generic[T]):
    """What a heading says, with the depth of its line and what has followed it.

    ``flat`` once a line of its own depth has followed: then it holds for those. ``nested`` once a deeper line has followed first: then the
    next line at its depth ends it. ``until_blank`` where a blank line ends it, unless one stood right below it; in a ``block`` the next does
    even then.
    """

    told: T
    depth: int
    until_blank: bool = False
    block: bool = False
    flat: bool = False
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Scope(Generic[T]):
    """The headings that hold for a line, the outermost first."""

    headings: tuple[Heading[T], ...] = ()

    @property
    def inner(self) -> T | None:
        """What the innermost heading says; None where there is none."""
        return self.headings[-1].told if self.headings else None

    @property
    def told(self) -> tuple[T, ...]:
        """What all of them say, the outermost first."""
        return tuple(heading.told for heading in self.headings)

    def enter(self, line: Line) -> Scope[T]:
        """The headings that still hold for a line: a rule ends all, a shallower line those deeper than it."""
        if line.rule or not self.headings:
            return Scope()
        return Scope(tuple(_follow(heading, line) for heading in self.headings if _holds(heading, line)))

    def open(self, told: T, line: Line, *, until_blank: bool = False, block: bool = False) -> Scope[T]:
        """Put a heading in place of those at its depth or deeper; a ``block`` where a blank line may be the end of the column."""
        outer = tuple(heading for heading in self.headings if heading.depth < line.depth)
        return Scope((*outer, Heading(told, line.depth, until_blank or block, block)))

    def restate(self, told: T) -> Scope[T]:
        """Change what the innermost heading says."""
        return Scope((*self.headings[:-1], replace(self.headings[-1], told=told))) if self.headings else self


def _holds(heading: Heading[T], line: Line) -> bool:
    if heading.until_blank and (heading.flat or heading.nested) and line.gap:
        return False
    return heading.depth < line.depth or (heading.depth == line.depth and not heading.nested)


def _follow(heading: Heading[T], line: Line) -> Heading[T]:
    """The heading once the line has followed it; a blank line right below a heading is only its own."""
    first = not (heading.flat or heading.nested)
    return replace(
        heading,
        flat=heading.flat or heading.depth == line.depth,
        nested=heading.nested or (heading.depth < line.depth and not heading.flat),
        until_blank=heading.until_blank and (heading.block or not (first and line.gap)),
    )
