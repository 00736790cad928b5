"""What footnotes cite: the citation templates, short citations and addresses in them as References."""

from __future__ import annotations

from collections.abc import Iterable

from kg.article import Note
from kg.finding import Issue
from kg.read.wikitext_show import Footnote


def read_notes(text: str, footnotes: Iterable[Footnote]) -> tuple[tuple[Note, ...], tuple[Issue, ...]]:
    """Read the footnotes that are used."""
    return tuple(Note(key) for key in dict.fromkeys(f.key for f in footnotes)), ()
