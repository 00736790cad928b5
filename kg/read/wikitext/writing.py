"""A footnote as wikitext uses it, and what showing a template needs of whoever shows the wikitext around it."""

from __future__ import annotations

from typing import Literal, Protocol, get_args

from kg.language.language import Language
from kg.model.issue import Issue
from kg.read.canvas import Canvas
from kg.read.wikitext.scan import Argument, Call
from kg.values import dataclass

RefAttribute = Literal["name", "group"]
REF_ATTRIBUTES: tuple[RefAttribute, ...] = get_args(RefAttribute)
FootnoteKind = Literal["ref", "note", "short", "citation"]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote as it is used: the key of its mark, and where its content stands (an empty range where it is defined elsewhere).

    ``kind`` is "ref", "note" (an explanation in a template), "short" (author and year) or "citation" (a citation template by itself).
    """

    key: str
    start: int
    end: int
    name: str = ""
    group: str = ""
    kind: FootnoteKind = "ref"


class Writing(Protocol):
    """The source that is shown, its language, the canvas it is laid down on, and how deep in lists it stands (kg.read.wikitext.show.Writer)."""

    source: str
    language: Language
    canvas: Canvas
    list_depth: int
    issues: list[Issue]

    def show(self, start: int, end: int, *, block: bool = False) -> None:
        """Show source[start:end]; a block begins on a line start, so that bullets count there."""

    def note(self, footnote: Footnote, start: int, end: int) -> None:
        """Set the mark of a footnote and keep where its content stands."""

    def note_call(self, call: Call, content: Argument | None, kind: FootnoteKind) -> None:
        """Set the mark of a footnote that is a template."""
