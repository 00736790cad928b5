"""Pages written for the tests of the reader for HTML, and readable views of what it makes of them."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from kg.model.article import Article, Line
from kg.model.text import Text
from kg.read.html.article import read_html

Marked = tuple[str, tuple[tuple[str, str], ...]]


def marked(text: Text) -> Marked:
    """A text with its marks written into it: the words marked, kind and value."""
    return text.shown, tuple((mark.kind, mark.value or text.shown[mark.start : mark.end]) for mark in text.marks)


def plain(words: str, *marks: tuple[str, str]) -> Marked:
    return words, marks


def page(value: str) -> bytes:
    return f'<title>T</title><body><table class="infobox"><tr><th>Result</th><td>{value}</td></tr></table></body>'.encode()


def lines_of(value: str) -> tuple[Line, ...]:
    return read_html(page(value)).boxes[0].rows[0].cells[0].lines


def box(*rows: str) -> bytes:
    return ('<title>T</title><body><table class="infobox vevent">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></body>").encode()


def columns(article: Article) -> list[tuple[str, str, list[tuple[int | None, str]]]]:
    return [
        (row.field, row.label, [(cell.column, "/".join(line.text.shown for line in cell.lines)) for cell in row.cells])
        for row in article.boxes[0].rows
    ]


def texts_of(article: Article) -> list[Text]:
    """All texts of an article; its title may stand nowhere in the page's words."""
    boxes = [line.text for found in article.boxes for row in found.rows for cell in row.cells for line in cell.lines]
    return [*([article.title] if article.title.pieces else []), *article.lead, *boxes, *(note.text for note in article.notes if note.text)]


def assert_exact(article: Article) -> None:
    """Every character that is shown stands in the source where its text says, alone or as part of what shows it."""
    source = article.source.text
    for text in texts_of(article):
        assert bool(text.pieces) == bool(text.shown)
        ends = [piece.at for piece in text.pieces[1:]] + [len(text.shown)]
        for piece, end in zip(text.pieces, ends, strict=bool(text.pieces)):
            shown, quote = text.shown[piece.at : end], source[piece.start : piece.end]
            assert 0 <= piece.start <= piece.end <= len(source)
            if len(shown) == len(quote):
                assert re.sub(r"\s", " ", shown) == re.sub(r"\s", " ", quote)
            else:
                assert shown.isspace() or quote[0] in "&<" or quote.startswith("alt=")
        for mark in text.marks:
            assert 0 <= mark.start <= mark.end <= len(text.shown)
            assert 0 <= mark.source.start <= mark.source.end <= len(source)


MARKUP = st.lists(
    st.sampled_from(["<b>", "</b>", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<br>", "<!--", "-->",
                     "<script>", "</script>", "<a href='x'>", '<a b="', "</a>", "&amp;", "&", "<", ">",
                     " ", "\n", "x", "é", "]]>", "<![CDATA[", "</", "<?", "\r"]),
    max_size=40,
).map("".join)  # fmt: skip
