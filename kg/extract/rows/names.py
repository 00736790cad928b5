"""Rows of further names: nicknames, names in other languages, former names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.context import Context
from kg.extract.names.items import LONGEST_LINE, clean_name, plain
from kg.extract.phrases.segments import note_keys, split_outside_links
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.issue import Issue
from kg.model.text import LANG, Text

_BORDER = re.compile(r"\s*[;\n]\s*|\s*,\s+|\s+/\s+|(?<=[\"”])\s+(?:and|or)\s+(?=[\"“])")
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_LABEL = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?:\s+")


def read_names(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``altLabel`` for each name of the row, in its language where that is marked; what is in brackets is left to the ledger."""
    for text in (line.text for cell in row.cells for line in cell.lines if len(line.text) <= LONGEST_LINE):
        for piece in split_outside_links(text, _BORDER):
            yield from _read_name(piece)


def _read_name(piece: Text) -> Iterator[Finding]:
    label = _LABEL.match(piece.shown)
    words = piece.cut(label.end()) if label else piece
    bracket = _BRACKET.search(words.shown)
    name = clean_name((words.cut(0, bracket.start()) if bracket else words).strip())
    if any(character.isalpha() for character in name.shown):
        language = next((mark.value for mark in name.marked(LANG) if mark.start == 0 and mark.end == len(name.shown)), None)
        yield Finding(CONFLICT, "altLabel", Phrase(plain(name.shown), language or None), (name.span(),), "name-row", notes=note_keys(piece))
