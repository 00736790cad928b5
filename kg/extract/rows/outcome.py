"""How a conflict ended, what territory changed hands and what caused it: each statement as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.context import Context
from kg.extract.phrases.segments import note_keys, one_line, split_outside_links
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Line, Row
from kg.model.finding import CONFLICT, Finding, Phrase
from kg.model.issue import Issue
from kg.model.text import Text
from kg.patterns import lazy_pattern

_LETTER = lazy_pattern(r"[^\W\d_]")
_COMMA = lazy_pattern(r"\s*[,;]\s*")
# A name in a list of names has no more.
_FEW_WORDS = 4


@cache
def _referral(language: Language) -> re.Pattern[str]:
    """A statement that only sends the reader elsewhere: "See Aftermath", "For the losses, see Aftermath"."""
    pointing = load_grammar(language).pointing
    topic = any_of(language.table("outcome").only("topic").words("topic"))
    return re.compile(rf"\(?\s*(?:(?:{pointing})|(?:{topic}) [^.]{{0,60}}, (?:{pointing}))\b", re.IGNORECASE)


def read_outcome(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``outcome``: the first statement, then each further line or bullet as one of its own."""
    statements = list(_statements(row))
    referral = _referral(context.language)
    plain = [parts for parts in statements if not referral.match(parts[0].shown)]
    for index, parts in enumerate(plain or statements):
        if index == 0 or not _is_heading(parts):
            yield _finding("outcome", parts)


def read_territory(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``territorialChange``, one for each line; headings such as "After the truce:" are left out."""
    yield from _each("territorialChange", row, context)


def read_list(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``territorialChange``, one for each name of a list of short names ("riots, strikes"); a line of more words as it stands."""
    for line in _lines(row):
        names = split_outside_links(line.text, _COMMA)
        short = all(len(name.shown.split()) <= _FEW_WORDS for name in names)
        yield from (_finding("territorialChange", (name,)) for name in (names if short else (line.text.strip(),)))


def read_cause(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``cause``, one for each line."""
    yield from _each("cause", row, context)


def read_notes(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``remark``, one for each line of the notes on the conflict; pointers to other places are left out."""
    yield from _each("remark", row, context)


def _each(relation: str, row: Row, context: Context) -> Iterator[Finding]:
    referral = _referral(context.language)
    for parts in _statements(row):
        if not _is_heading(parts) and not referral.match(parts[0].shown):
            yield _finding(relation, parts)


def _statements(row: Row) -> Iterator[tuple[Text, ...]]:
    """The statements of a row, each as the lines that it runs over: after "," or ";" it goes on in the next line of the same depth."""
    parts: list[Text] = []
    depth = 0
    for line in _lines(row):
        text = line.text.strip()
        if parts and line.depth == depth and parts[-1].shown.endswith((",", ";")):
            parts.append(text)
            continue
        if parts:
            yield tuple(parts)
        parts, depth = [text], line.depth
    if parts:
        yield tuple(parts)


def _lines(row: Row) -> Iterator[Line]:
    return (line for cell in row.cells for line in cell.lines if _LETTER.search(line.text.shown))


def _is_heading(parts: tuple[Text, ...]) -> bool:
    return parts[-1].shown.endswith(":")


def _finding(relation: str, parts: tuple[Text, ...]) -> Finding:
    bare = tuple(part.strip(" \t\n:;,•·*") for part in parts[-1:])
    parts = (*parts[:-1], *bare)
    words = " ".join(one_line(part) for part in parts)
    notes = tuple(key for part in parts for key in note_keys(part))
    return Finding(CONFLICT, relation, Phrase(words), tuple(part.span() for part in parts), "statement", notes=notes)
