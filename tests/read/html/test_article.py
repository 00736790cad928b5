"""Saved pages become articles with exact positions, whichever skin they were saved in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from html_pages import Marked, assert_exact, marked, page, plain

from kg.model.article import Article, Reference, Source
from kg.model.issue import Issue
from kg.model.text import Span
from kg.read.error import ReadError
from kg.read.html import tree
from kg.read.html.article import read_html

DATA = Path(__file__).resolve().parents[2] / "data" / "html"
SKINS = ("vector-2018", "vector-2022", "minerva", "parsoid", "kiwix")
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "html"


def rows_of(article: Article) -> list[tuple[str, str, list[tuple[int | None, list[Marked]]]]]:
    return [
        (row.field, row.label, [(cell.column, [marked(line.text) for line in cell.lines]) for cell in row.cells])
        for box in article.boxes
        for row in box.rows
    ]


ROWS = [
    ("title", "", [(0, [plain("Battle of Hollenfurt")])]),
    ("part_of", "Part of", [(0, [plain("the War of the Fens", ("link", "War of the Fens"))])]),
    ("ignored", "", [(0, [plain("The bridge at Hollenfurt")])]),
    ("date", "Date", [(0, [plain("4–9 May 1701", ("note", "Lund-1"))])]),
    ("place", "Location", [(0, [plain("Hollenfurt, Varn", ("link", "Hollenfurt"))])]),
    ("coordinates", "", [(0, [plain("46°10′N 31°5′E", ("coordinates", "46.166667 31.083333"))])]),
    ("outcome", "Result", [(0, [plain("Varnish victory"), plain("Treaty of Esk", ("link", "Treaty of Esk"))])]),
    (
        "belligerents",
        "Belligerents",
        [
            (
                1,
                [
                    plain("Duchy of Varn", ("flag", "Varn"), ("link", "Duchy of Varn")),
                    plain("Supported by:", ("bold", "Supported by:")),
                    plain("Norland Company", ("link", "Norland Company")),
                ],
            ),
            (2, [plain("Esk (until 7 May)", ("flag", "Kingdom of Esk"), ("link", "Kingdom of Esk"), ("small", "(until 7 May)"))]),
        ],
    ),
    (
        "commanders",
        "Commanders and leaders",
        [
            (1, [plain("General Otto Rein †", ("flag", "Duchy of Varn"), ("link", "Otto Rein"), ("fate", "killed"), ("bold", "†"))]),
            (2, [plain("Peder Loft (POW)", ("link", "Peder Loft (general)"), ("fate", "captured"))]),
        ],
    ),
    ("strength", "Strength", [(1, [plain("2,000"), plain("12 guns")]), (2, [plain("Unknown")])]),
    (
        "casualties",
        "Casualties and losses",
        [(1, [plain("120 killed", ("note", "2"))]), (2, [plain("300 killed"), plain("40 captured")]), (0, [plain("15 civilians killed")])],
    ),
    ("notes", "", [(0, [plain("Figures are from the town's register.")])]),
]
LEAD = [
    plain(
        "The Battle of Hollenfurt was fought between the Duchy of Varn & the Kingdom of Esk (Eskish: Slaget).",
        ("bold", "Battle of Hollenfurt"),
        ("link", "Duchy of Varn"),
        ("link", "Kingdom of Esk"),
        ("link", "Eskish language"),
        ("italic", "Slaget"),
        ("note", "Lund-1"),
    ),
    plain("It ended the war.", ("note", "3")),
]
WORK = Reference(
    title="The Fens at War",
    url="https://example.org/fens",
    archive_url="https://web.archive.org/web/2001/https://example.org/fens",
    author="Lund, Ane",
    publisher="Hollenfurt Press",
    date="1999",
    text='Lund, Ane (1999). "The Fens at War". Hollenfurt Press. Archived from the original.',
)
# A page of Kiwix has no links to pages that do not exist.
LOST = {"kiwix": ("link", "Norland Company")}


def read_skin(skin: str) -> Article:
    return read_html((DATA / f"{skin}.html").read_bytes(), f"{skin}.html")


@pytest.mark.parametrize("skin", SKINS)
def test_every_skin_gives_the_same_rows(skin: str) -> None:
    lost = LOST.get(skin)
    expected = [
        (field, label, [(column, [(words, tuple(m for m in marks if m != lost)) for words, marks in lines]) for column, lines in cells])
        for field, label, cells in ROWS
    ]
    article = read_skin(skin)
    assert rows_of(article) == expected
    assert [box.kind for box in article.boxes] == ["military conflict"]
    assert [marked(text) for text in article.lead] == LEAD
    assert marked(article.title) == plain("Battle of Hollenfurt")
    assert article.issues == ()


@pytest.mark.parametrize("skin", SKINS)
def test_every_skin_gives_the_same_notes(skin: str) -> None:
    notes = {note.key: (note.text.shown if note.text else None, note.reference) for note in read_skin(skin).notes}
    assert notes == {
        "2": ("Without the militia.", None),
        "Lund-1": (None, WORK),
        "3": (None, replace(WORK, text="Lund 1999, p. 12.")),
    }


@pytest.mark.parametrize(
    ("skin", "url", "timestamp", "item", "licence"),
    [
        ("vector-2018", "https://en.wikipedia.org/wiki/Battle_of_Hollenfurt", None, "Q99999901", "//creativecommons.org/licenses/by-sa/3.0/"),
        (
            "vector-2022",
            "https://en.wikipedia.org/wiki/Battle_of_Hollenfurt",
            None,
            "Q99999901",
            "https://creativecommons.org/licenses/by-sa/4.0/deed.en",
        ),
        (
            "minerva",
            "https://en.wikipedia.org/wiki/Battle_of_Hollenfurt",
            None,
            "Q99999901",
            "https://creativecommons.org/licenses/by-sa/4.0/deed.en",
        ),
        ("parsoid", "https://en.wikipedia.org/wiki/Battle_of_Hollenfurt", "2024-01-30T08:00:00.000Z", None, None),
        ("kiwix", "https://en.wikipedia.org/wiki/Battle_of_Hollenfurt", None, None, "https://creativecommons.org/licenses/by-sa/4.0/"),
    ],
)
def test_what_a_page_says_of_itself(skin: str, url: str, timestamp: str | None, item: str | None, licence: str | None) -> None:
    source = read_skin(skin).source
    quoted = source.text[source.licence.start : source.licence.end] if source.licence else None
    assert replace(source, text="", sha256="", licence=None) == Source(
        "Battle of Hollenfurt", "", "", "html", "en", url=url, revision="1200300400", timestamp=timestamp, item=item, file=f"{skin}.html"
    )
    assert quoted == licence


def test_what_the_page_does_not_tell_may_be_told() -> None:
    source = read_html(
        b'<div class="mw-parser-output"><p>Words.</p></div>',
        title="T",
        url="https://x.org/wiki/T",
        revision="7",
        retrieved="2026-01-02",
        language="de",
    ).source
    assert (source.title, source.url, source.revision, source.retrieved, source.language) == ("T", "https://x.org/wiki/T", "7", "2026-01-02", "de")


ERROR = "<html><head><title>Wikimedia Error</title></head><body><h1>Error</h1><p>Our servers are down.</p></body></html>"
MISSING = '<title>X - Wikipedia</title><div id="mw-content-text"><div class="noarticletext"><p>There is no page of this name.</p></div></div>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "f.html:1:1: no article in this page: it is empty"),
        (b" \n ", "f.html:1:1: no article in this page: it is empty"),
        (ERROR.encode(), "f.html:1:1: no article of a wiki in this page, which is called 'Error'"),
        (MISSING.encode(), "f.html:1:1: no article of a wiki in this page, which is called 'X'"),
        (b"<html><title>T</title>\n<body><div cla", "f.html:2:7: the page breaks off before its article"),
        (b"<html>\0", "f.html:1:7: binary data, not HTML (it holds NUL characters)"),
        (b"x" * 50_000_001, "f.html: 50000001 bytes: more than any page of an encyclopedia has"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else "",
)
def test_what_is_no_article(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=f"^{re.escape(message)}$"):
        read_html(data, "f.html")


def test_a_page_has_a_million_elements_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tree.MAX_ELEMENTS == 1_000_000
    monkeypatch.setattr(tree, "MAX_ELEMENTS", 1000)
    with pytest.raises(ReadError, match=r"^f\.html: not a page of an encyclopedia: more than 1000 elements$"):
        read_html(b"<b>" * 1001, "f.html")


@pytest.mark.parametrize(
    ("data", "issues"),
    [
        (b'<title>T</title><div class="mw-parser-output"><p>Words.</p></div>', (Issue("no-infobox", "no infobox was found in the page"),)),
        (page("x")[:-25], (Issue("cut-off", "the page breaks off", Span(68, 69)),)),
        (page("x<b cl")[:-25], (Issue("cut-off", "the page breaks off", Span(68, 74)),)),
        (page("x").replace(b">x<", b">\xffx<"), (Issue("invalid-utf-8", "1 characters could not be decoded as UTF-8", Span(68, 69)),)),
        (page("x")[:-7], ()),
    ],
)
def test_issues(data: bytes, issues: tuple[Issue, ...]) -> None:
    assert read_html(data).issues == issues


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + page("a\r\nb\rc"), page("a\r\nb\rc"), ("\ufeff" + page("a\r\nb\rc").decode()).encode("utf-16-le")],
    ids=["utf-8 with mark", "utf-8", "utf-16"],
)
def test_encodings(data: bytes) -> None:
    article = read_html(data)
    text = article.boxes[0].rows[0].cells[0].lines[0].text
    assert text.shown == "a b c"
    assert article.source.text[slice(*text.span())] == "a\r\nb\rc"


BELLIGERENTS = '<tr><th colspan="2">Belligerents</th></tr><tr><td>[[Varn]]</td><td>Esk</td></tr>'
POINT = '<span id="coordinates">Coordinates: <span class="geo-dec">46.5°N 31.25°E</span></span>'


@pytest.mark.parametrize(
    ("rows", "below", "points"),
    [
        (BELLIGERENTS, f"<p>Lead.</p><h2>A</h2><div>{POINT}</div>", ["46.5 31.25"]),
        (BELLIGERENTS, "<p>Lead.</p>", []),
        (BELLIGERENTS + '<tr><th>Location</th><td><span class="geo">1.5; 2.5</span></td></tr>', POINT, ["1.5 2.5"]),
    ],
)
def test_coordinates_beside_the_title(rows: str, below: str, points: list[str]) -> None:
    article = read_html(f'<title>T</title><body><table class="infobox">{rows}</table>{below}</body>'.encode())
    lines = (line for row in article.boxes[0].rows for cell in row.cells for line in cell.lines)
    assert [mark.value for line in lines for mark in line.text.marks if mark.kind == "coordinates"] == points


@pytest.mark.parametrize("skin", SKINS)
def test_positions_are_exact(skin: str) -> None:
    assert_exact(read_skin(skin))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_corpus_pages_are_read_whole_with_exact_positions() -> None:
    read = [read_html(path.read_bytes(), path.name) for path in sorted(CORPUS.glob("*.html"))]
    for article in read:
        assert_exact(article)
    assert [len(article.boxes) for article in read] == [1] * 21
    assert {row.label for article in read for row in article.boxes[0].rows if not row.field} == set()
    assert {cell.column for article in read for row in article.boxes[0].rows for cell in row.cells} == {0, 1, 2}
