"""Rows of further names: nicknames, names in other languages, former names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.context import Context
from kg.extract.names.items import LONGEST_LINE
from kg.extract.names.parts import clean_name, plain
from kg.extract.phrases.segments import note_keys, split_outside_links
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.issue import Issue
from kg.model.text import LANG, Text
from kg.patterns import lazy_pattern

_BRACKET = lazy_pattern(r"\s*[(\[][^()\[\]]*[)\]]")
_LABEL = lazy_pattern(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?:\s+")


@cache
def _border(language: Language) -> re.Pattern[str]:
    """What stands between two names."""
    grammar = load_grammar(language)
    return re.compile(rf"\s*[;\n]\s*|\s*,\s+|\s+/\s+|(?<=[\"”])\s+(?:{grammar.joining}|{grammar.either})\s+(?=[\"“])")


def read_names(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``altLabel`` for each name of the row, in its language where that is marked; what is in brackets is left to the ledger."""
    for text in (line.text for cell in row.cells for line in cell.lines if len(line.text) <= LONGEST_LINE):
        for piece in split_outside_links(text, _border(context.language)):
            yield from _read_name(piece, context.language)


def _read_name(piece: Text, language: Language) -> Iterator[Finding]:
    label = _LABEL.match(piece.shown)
    words = piece.cut(label.end()) if label else piece
    bracket = _BRACKET.search(words.shown)
    name = clean_name((words.cut(0, bracket.start()) if bracket else words).strip(), language)
    if any(character.isalpha() for character in name.shown):
        tag = next((mark.value for mark in name.marked(LANG) if mark.start == 0 and mark.end == len(name.shown)), None)
        yield Finding(CONFLICT, "altLabel", Phrase(plain(name.shown), tag or None), (name.span(),), "name-row", notes=note_keys(piece))
