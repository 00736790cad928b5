"""Articles in plain text written for the tests of its reader, and readable views of what it makes of them."""

from __future__ import annotations

from kg.model.article import Article, Row
from kg.model.text import Text
from kg.read.text.article import read_text

FOOTER = "This page is issued from Wikipedia. The text is licensed under Creative Commons - Attribution - Sharealike."


LEAD = "The Battle of Hollenfurt was fought between the Duchy of Varn and the Kingdom of Esk on the river Holle in May 1701."


def read(text: str) -> Article:
    return read_text(text.encode())


def row(article: Article, field: str) -> Row:
    return next(row for row in article.boxes[0].rows if row.field == field)


def lines(article: Article, field: str) -> list[tuple[str, int, int]]:
    return [(line.text.shown, line.depth, line.gap) for cell in row(article, field).cells for line in cell.lines]


def shown(article: Article) -> dict[str, list[str]]:
    return {row.field: [line.text.shown for cell in row.cells for line in cell.lines] for row in article.boxes[0].rows}


GLUED = f"""Battle of Hollenfurt

{LEAD}

Battle of Hollenfurt
Part of the Holle Wars, and the
Northern Succession

Map of the lower Holle
Date4–9 May 1701
Location
Status

Varnish victory

Belligerents

Duchy of Varn
Free City of Holm

Kingdom of Esk
Commanders and leaders
Otto Rein Knud Hars
Strength
1,200 men 900 men
Casualties and losses
80 killed Unknown
  1. The Free City of Holm left the alliance on 6 May.
{FOOTER}
"""


def texts_of(article: Article) -> list[Text]:
    """Every text that an article holds."""
    rows = [line.text for box in article.boxes for row in box.rows for cell in row.cells for line in cell.lines]
    return [article.title, *article.lead, *rows, *(note.text for note in article.notes if note.text)]


def assert_positions(article: Article) -> None:
    source = article.source.text
    for text in texts_of(article):
        for index, piece in enumerate(text.pieces):
            stop = text.pieces[index + 1].at if index + 1 < len(text.pieces) else len(text.shown)
            assert source[piece.start : piece.end] == text.shown[piece.at : stop]
    for box in article.boxes:
        for row in box.rows:
            assert all(row.span.start <= line.text.span().start and line.text.span().end <= row.span.end for cell in row.cells for line in cell.lines)
            assert source[row.span.start :].startswith(row.label)
