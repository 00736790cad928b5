"""The names of the conflict: the infobox's own title and what stands with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kg.extract.context import Context
from kg.extract.phrases.segments import one_line
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.issue import Issue
from kg.model.text import Text
from kg.patterns import lazy_pattern

_IN_BRACKETS = lazy_pattern(r"\((?P<inside>[^()]*)\)\s*$")


@cache
def _event(language: Language) -> re.Pattern[str]:
    """A name that says what kind of event it is, at its beginning or its end (CODE/title.toml)."""
    data = language.table("title").only("first", "last")
    return re.compile(rf"(?:{any_of(data.words('first'))})\b|.*\b(?:{any_of(data.words('last'))})\s*$", re.IGNORECASE)


def read_title(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``name`` (the first line) and ``altLabel``: names in brackets and lines of their own in brackets or another script."""
    yield from name_conflict(tuple(line.text for cell in row.cells for line in cell.lines), context.language)


def name_conflict(lines: tuple[Text, ...], language: Language) -> Iterator[Finding]:
    """Findings for a title over one or more lines, wherever the form keeps it; a line that goes on with the name is part of it."""
    lines = tuple(line.strip() for line in lines if line.strip())
    if not lines:
        return
    rest = 1
    while rest < len(lines) and _is_continued(lines[rest], load_grammar(language).script):
        rest += 1
    name = " ".join(one_line(line) for line in lines[:rest])
    yield Finding(CONFLICT, "name", Phrase(name), tuple(line.span() for line in lines[:rest]), "title")
    bracket = _IN_BRACKETS.search(lines[rest - 1].shown)
    others = [lines[rest - 1].of(bracket, "inside")] if bracket and bracket.start() and _event(language).match(bracket["inside"]) else []
    for other in (*others, *lines[rest:]):
        inside = other.strip(' ()"“”')
        if inside:
            yield Finding(CONFLICT, "altLabel", Phrase(one_line(inside)), (inside.span(),), "title")


def _is_continued(line: Text, script: str) -> bool:
    """Whether a further line belongs to the name before it: it is neither in brackets nor in another script."""
    return bool(script) and not line.shown.startswith("(") and any(script in unicodedata.name(c, "") for c in line.shown if c.isalpha())
