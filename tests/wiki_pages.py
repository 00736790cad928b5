"""Wikitext written for the tests of its reader, and readable views of what it makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from kg.model.article import Article, Line
from kg.model.text import Text
from kg.read.wikitext.article import read_wikitext

Marked = tuple[str, tuple[tuple[str, str, str], ...]]

BOX = """{{{{Infobox military conflict
| conflict = {name}
| date = 4 May 1701
| combatant1 = [[Varn]]
| combatant2 = [[Esk]]
}}}}
'''{name}''' was a battle.
"""


def read(text: str, title: str = "Battle of Hollenfurt") -> Article:
    return read_wikitext(text, title=title, sha256="0" * 64)


def lines_of(value: str, parameter: str = "result") -> tuple[Line, ...]:
    """What a value of an infobox shows."""
    rows = read(f"{{{{Infobox military conflict|{parameter}={value}}}}}").boxes[0].rows
    return tuple(line for row in rows for cell in row.cells for line in cell.lines)


def marked(text: Text) -> Marked:
    """A text with its marks: kind, value and the words marked."""
    return text.shown, tuple((mark.kind, mark.value, text.shown[mark.start : mark.end]) for mark in text.marks)


def shown(value: str) -> list[tuple[int, str]]:
    """The lines of a value with their depth."""
    return [(line.depth, line.text.shown) for line in lines_of(value)]


def columns(article: Article) -> list[tuple[str, str, list[tuple[int | None, str]]]]:
    return [
        (row.field, row.label, [(cell.column, " / ".join(line.text.shown for line in cell.lines)) for cell in row.cells])
        for box in article.boxes
        for row in box.rows
    ]


def texts_of(article: Article) -> Iterator[Text]:
    if article.title.pieces:
        yield article.title
    yield from article.lead
    yield from (line.text for box in article.boxes for row in box.rows for cell in row.cells for line in cell.lines)
    yield from (note.text for note in article.notes if note.text)


def assert_exact(article: Article) -> None:
    """Every character that is shown stands in the source where its text says, alone or as part of what shows it."""
    source = article.source.text
    for text in texts_of(article):
        assert bool(text.pieces) == bool(text.shown)
        ends = [piece.at for piece in text.pieces[1:]] + [len(text.shown)]
        for piece, end in zip(text.pieces, ends, strict=bool(text.pieces)):
            words, quote = text.shown[piece.at : end], source[piece.start : piece.end]
            assert 0 <= piece.start <= piece.end <= len(source)
            assert end > piece.at
            if len(words) == len(quote) and not quote.startswith(("{", "&", "|")):
                assert re.sub(r"[\s|]", " ", words) == re.sub(r"[\s|]", " ", quote)
        for mark in text.marks:
            assert 0 <= mark.start <= mark.end <= len(text.shown)
            assert 0 <= mark.source.start <= mark.source.end <= len(source)


def page(title: str, text: str | None = None, *, revision: int = 1, namespace: int = 0, extra: str = "") -> str:
    """A ``<page>`` element as MediaWiki exports it."""
    words = escape(BOX.format(name=title) if text is None else text)
    return (
        f"<page><title>{escape(title)}</title><ns>{namespace}</ns><id>9</id>{extra}<revision><id>{revision}</id>"
        f"<timestamp>2020-01-{revision:02d}T00:00:00Z</timestamp><text>{words}</text></revision></page>\n"
    )


def export(*pages: str, end: str = "</mediawiki>\n") -> bytes:
    """A whole export with a header of two lines."""
    site = "<siteinfo><base>https://wiki.example/wiki/Main_Page</base></siteinfo>\n"
    return ('<mediawiki xml:lang="en">\n' + site + "".join(pages) + end).encode()
