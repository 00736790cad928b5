"""Cells and articles in a small notation: [[Title|words]], {flag:Norland}, {fate:killed}, {note:key}, '''bold''', bullets "* ", a rule "----"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

from kg.domain.fields import rule_of_field
from kg.extract.context import Context, Party
from kg.extract.rows.units import parse_units, units_of
from kg.language.language import Language, pack_of
from kg.model.article import Article, Box, Cell, Line, Note, Row, Source
from kg.model.finding import Date, Finding, Mention, Period, Phrase, Side, Term, Value
from kg.model.issue import Issue
from kg.model.text import BOLD, LINK, Mark, Piece, Span, Text

_TOKEN = re.compile(r"\[\[(?:(?P<title>[^|\]]*)\|)?(?P<words>[^\]]+)\]\]|\{(?P<kind>flag|fate|note):(?P<value>[^}]*)\}|'''(?P<bold>[^\n]+?)'''")


def show(source: str, start: int, end: int) -> Text:
    """The text that source[start:end] shows in the notation."""
    shown, pieces, marks, at = "", list[Piece](), list[Mark](), start
    for match in _TOKEN.finditer(source, start, end):
        if match.start() > at:
            pieces.append(Piece(len(shown), at, match.start()))
            shown += source[at : match.start()]
        whole = Span(*match.span())
        if match["kind"]:
            marks.append(Mark(match["kind"], match["value"], len(shown), len(shown), whole))
        elif match["bold"]:
            pieces.append(Piece(len(shown), *match.span("bold")))
            marks.append(Mark(BOLD, "", len(shown), len(shown) + len(match["bold"]), whole))
            shown += match["bold"]
        else:
            begin = len(shown)
            pieces.append(Piece(begin, *match.span("words")))
            shown += match["words"]
            marks.append(Mark(LINK, match["title"] or match["words"], begin, len(shown), whole))
        at = match.end()
    if at < end:
        pieces.append(Piece(len(shown), at, end))
        shown += source[at:end]
    return Text(shown, tuple(pieces), tuple(marks))


def text_of(written: str) -> Text:
    """The text that all of a source in the notation shows."""
    return show(written, 0, len(written))


def read_cell(source: str, start: int, end: int, column: int | None = 1, basis: str | None = None) -> Cell:
    """The cell that stands at source[start:end], a line for each line."""
    lines, at, gap, rule = [], start, 0, False
    for written in source[start:end].split("\n"):
        bullets = len(written) - len(written.lstrip("*"))
        begin = at + bullets + (len(written[bullets:]) - len(written[bullets:].lstrip(" ")))
        if written == "----":
            rule = True
        elif not written:
            gap += 1
        else:
            lines.append(Line(show(source, begin, at + len(written)), bullets, gap, rule))
            gap, rule = 0, False
        at += len(written) + 1
    return Cell(tuple(lines), column, basis)


def article_of(rows: dict[str, list[str]], notes: dict[str, str] | None = None, lead: str = "", kind: str = "military conflict") -> Article:
    """An article whose infobox has the rows, each with a cell for every side from 1 on; with footnotes by key and a lead of one paragraph."""
    source, places = "", []
    for field, cells in rows.items():
        for column, written in zip(count(1), cells, strict=False):
            places.append((field, column, len(source), len(source) + len(written)))
            source += written + "\n"
    keys = []
    for key, written in (notes or {}).items():
        keys.append((key, len(source), len(source) + len(written)))
        source += written + "\n"
    begin = len(source)
    source += lead
    built = tuple(
        Row(field, field, tuple(read_cell(source, start, end, column) for name, column, start, end in places if name == field), Span(0, len(source)))
        for field in rows
    )
    box = Box(kind, built, Span(0, len(source)))
    return Article(
        Source("Battle of Esk", source, "0" * 64, "test"),
        Text("Battle of Esk", ()),
        (show(source, begin, len(source)),) if lead else (),
        (box,),
        tuple(Note(key, Text.verbatim(source, start, end)) for key, start, end in keys),
    )


def with_column(row: Row, column: int | None, basis: str | None = None) -> Row:
    """The row with another column for all its cells: 0 for all sides together, None where a rendering lost it."""
    return replace(row, cells=tuple(replace(cell, column=column, basis=basis) for cell in row.cells))


def context_of(
    article: Article, parties: tuple[tuple[str, str | None, int], ...] = (), year: int = 1701, language: Language | None = None
) -> Context:
    """A context of a conflict of one year, with parties given by name, title and side and the formations of the article's rows of units.

    ``language`` takes the place of the article's own, for packs that are not installed.
    """
    known = tuple(Party(Mention(name, "group", Span(0, 1), title), side) for name, title, side in parties)
    context = _speak(Context(article, Period(Date(year, 3, 1), Date(year, 9, 30)), known), language)
    rows = [row for box in article.boxes for row in box.rows if rule_of_field(row.field, pack_of(article.source.language)) == "units"]
    units = tuple(mention for row in rows for mention in units_of(parse_units(row, context)))
    return _speak(replace(context, units=units), language)


def _speak(context: Context, language: Language | None) -> Context:
    """The same context, which from now on keeps this language as the one that it has found."""
    if language is not None:
        vars(context)["language"] = language
    return context


def brief(results: list[Finding | Issue]) -> list[tuple[str, str, str, dict[str, object]]]:
    """Findings as subject, relation, object and qualifiers in words; sides are left out."""
    return [
        (_words(result.subject), result.relation, _words(result.object), _gather(result.qualifiers))
        for result in results
        if isinstance(result, Finding) and result.relation != "side"
    ]


def _gather(qualifiers: tuple[tuple[str, Value], ...]) -> dict[str, object]:
    gathered: dict[str, object] = {}
    for name, value in qualifiers:
        gathered[name] = f"{gathered[name]} + {_words(value)}" if name in gathered else _words(value)
    return gathered


def _words(value: object) -> str:
    match value:
        case Mention():
            return value.name
        case Date():
            return value.edtf
        case Phrase():
            return value.text
        case Term():
            return value.name
        case Side():
            return f"side {value.number}"
    return str(value)


def quotes(article: Article, finding: Finding) -> tuple[str, ...]:
    """The words of the source that a finding stands on."""
    return tuple(article.source.text[span.start : span.end] for span in finding.evidence)
