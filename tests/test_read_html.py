"""Saved pages become articles with exact positions, whichever skin they were saved in."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article import Article, Line, Note, Reference, Source
from kg.finding import Issue
from kg.read.error import ReadError
from kg.read.html import read_html
from kg.read.html_tree import Characters, Element, parse_tree
from kg.text import Span, Text

DATA = Path(__file__).parent / "data" / "html"
SKINS = ("vector-2018", "vector-2022", "minerva", "parsoid", "kiwix")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "html"

Marked = tuple[str, tuple[tuple[str, str], ...]]


def marked(text: Text) -> Marked:
    """A text with its marks written into it: the words marked, kind and value."""
    return text.shown, tuple((mark.kind, mark.value or text.shown[mark.start : mark.end]) for mark in text.marks)


def rows_of(article: Article) -> list[tuple[str, str, list[tuple[int | None, list[Marked]]]]]:
    return [
        (row.field, row.label, [(cell.column, [marked(line.text) for line in cell.lines]) for cell in row.cells])
        for box in article.boxes
        for row in box.rows
    ]


def plain(words: str, *marks: tuple[str, str]) -> Marked:
    return words, marks


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


def page(value: str) -> bytes:
    return f'<title>T</title><body><table class="infobox"><tr><th>Result</th><td>{value}</td></tr></table></body>'.encode()


def lines_of(value: str) -> tuple[Line, ...]:
    return read_html(page(value)).boxes[0].rows[0].cells[0].lines


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("one<br>two<br/>three", [(0, 0, False, "one"), (0, 0, False, "two"), (0, 0, False, "three")]),
        ("one<br><br>two", [(0, 0, False, "one"), (0, 1, False, "two")]),
        ("<p>one\n</p><p>two</p>three", [(0, 0, False, "one"), (0, 1, False, "two"), (0, 1, False, "three")]),
        ("<p>one\n</p>\n<ul><li>two</li>\n<li>three<ul><li>four</li></ul></li></ul>\n<p>five</p>",
         [(0, 0, False, "one"), (1, 0, False, "two"), (1, 0, False, "three"), (2, 0, False, "four"), (0, 0, False, "five")]),
        ("one<hr />two", [(0, 0, False, "one"), (0, 0, True, "two")]),
        ("<p>one</p><hr><p>two</p>", [(0, 0, False, "one"), (0, 0, True, "two")]),
        ('<div class="plainlist"><ul><li>one</li><li>two</li></ul></div>', [(1, 0, False, "one"), (1, 0, False, "two")]),
        ("  a \n  b&nbsp;c&#160;d ", [(0, 0, False, "a b c d")]),
        ("Smith &amp; Sons &lt;2&gt; &eacute;t&#233; &unknown; R&D", [(0, 0, False, "Smith & Sons <2> été &unknown; R&D")]),
        ('a<span style="display: none">hidden</span>b<style>x</style><!-- c -->c', [(0, 0, False, "abc")]),
        ('<p>one\n<span style="border: 3px solid blue; color:blue;font-weight: bold">17</span></p>two', [(0, 0, False, "one"), (0, 1, False, "two")]),
        ('1<sup>st</sup> Army<sup class="noprint Inline-Template">[when?]</sup>', [(0, 0, False, "1st Army")]),
        ("<table><tr><td>one</td><td>two</td></tr></table>", [(0, 0, False, "one"), (0, 0, False, "two")]),
        ('<div class="NavHead">one <a class="NavToggle">[show]</a></div><ul class="NavContent" style="display:none"><li>two</li></ul>',
         [(0, 0, False, "one"), (1, 0, False, "two")]),
        ("<dl><dt>one</dt><dd>two</dd></dl>", [(1, 0, False, "one"), (1, 0, False, "two")]),
        ("an unclosed <b>bold <i>text", [(0, 0, False, "an unclosed bold text")]),
        ("<b>one<p>two</b></p>three", [(0, 0, False, "one"), (0, 0, False, "two"), (0, 1, False, "three")]),
        ("1 < 2 and 3 > 2 <", [(0, 0, False, "1 < 2 and 3 > 2 <")]),
    ],
)  # fmt: skip
def test_lines(value: str, lines: list[tuple[int, int, bool, str]]) -> None:
    assert [(line.depth, line.gap, line.rule, line.text.shown) for line in lines_of(value)] == lines


ICON = '<span class="flagicon">{}</span>&nbsp;'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('<a href="/wiki/Otto_Rein#Life">Rein</a>', plain("Rein", ("link", "Otto Rein"))),
        ('<a href="https://en.m.wikipedia.org/wiki/Otto_Rein">Rein</a>', plain("Rein", ("link", "Otto Rein"))),
        ('<a href="https://de.wikipedia.org/wiki/Otto_Rein" class="extiw">Rein</a>', plain("Rein")),
        ('<a href="../A/Otto_Rein.html">Rein</a>', plain("Rein", ("link", "Otto Rein"))),
        ('<a href="./S%C3%B8rfold%3F">S</a>', plain("S", ("link", "Sørfold?"))),
        ('<a href="/wiki/Help:IPA">ipa</a>', plain("ipa")),
        ('<a href="mailto:x@example.org">x</a> <a href="http://[bad">y</a> <a>z</a>', plain("x y z")),
        (ICON.format('<img alt="" src="/x/23px-Flag_of_the_United_Fens_%281690%29.svg.png">') + "Fens", plain("Fens", ("flag", "United Fens"))),
        (ICON.format('<img alt="Varn" src="/x/Some_banner.png">') + "A", plain("A", ("flag", "Varn"))),
        (ICON.format('<a href="/wiki/Duchy_of_Varn"><img alt="Varn" src="/x.png"></a>') + "A", plain("A", ("flag", "Duchy of Varn"))),
        (ICON.format('<img alt="Pennants of Varn.svg" src="/x/Pennants_of_Varn.svg">') + "A", plain("A")),
        ('<img alt="Flag of Varn.svg" src="/x/23px-Flag_of_Varn.svg.png" width="23"> A', plain("A", ("flag", "Varn"))),
        ('<img alt="A bridge.jpg" src="/x/A_bridge.jpg" width="23"> A', plain("A")),
        ('Rein (<abbr title="Wounded in action">WIA</abbr>)', plain("Rein (WIA)", ("fate", "wounded"))),
        ('Rein <img alt="Executed" src="/x/Skull.svg.png" width="12">', plain("Rein (executed)", ("fate", "executed"))),
        ('Rein <a href="/wiki/Surrender_(military)"><img alt="White flag" src="/x.png"></a>', plain("Rein (white flag)", ("fate", "surrendered"))),
        ("Rein <b>†</b>", plain("Rein †", ("fate", "killed"))),
        ('A <span title="Killed in action in the long siege">was there when it all began</span>', plain("A was there when it all began")),
        ('Slaget <span lang="da">ved Esk</span>', plain("Slaget ved Esk", ("lang", "da"))),
        ('<span style="font-size:85%">(x)</span>', plain("(x)", ("small", "(x)"))),
        ('5 <sup class="reference"><a href="#cite_note-a%22b-3">[3]</a></sup>', plain("5", ("note", 'a"b-3'))),
        ('<span class="geo">46.5; -31.25</span>', plain("46.5; -31.25", ("coordinates", "46.5 -31.25"))),
        ('<span id="coordinates"><a href="/wiki/Geographic_coordinate_system">Coordinates</a>: <span class="geo-default"><span class="geo-dec">'
         '46.5°S 31.25°W</span></span><span class="geo-nondefault"><span class="geo">-46.5; -31.25</span></span></span>',
         plain("46.5°S 31.25°W", ("coordinates", "-46.5 -31.25"))),
        ('<span class="geo">unknown</span> A', plain("A")),
    ],
)  # fmt: skip
def test_marks(value: str, expected: Marked) -> None:
    assert [marked(line.text) for line in lines_of(value)] == [expected]


def box(*rows: str) -> bytes:
    return ('<title>T</title><body><table class="infobox vevent">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></body>").encode()


def columns(article: Article) -> list[tuple[str, str, list[tuple[int | None, str]]]]:
    return [
        (row.field, row.label, [(cell.column, "/".join(line.text.shown for line in cell.lines)) for cell in row.cells])
        for row in article.boxes[0].rows
    ]


@pytest.mark.parametrize(
    ("rows", "kind", "expected"),
    [
        (
            ['<th colspan="3">Belligerents</th>', "<td>A</td><td></td><td>C</td>", '<td colspan="3">D</td>'],
            "military conflict",
            [("belligerents", "Belligerents", [(1, "A"), (3, "C"), (0, "D")])],
        ),
        (
            ['<th colspan="2">Commanders and leaders</th>', "<td>A</td><td>B</td>", "<td>C</td><td>D</td>",
             '<th colspan="2">Strength</th>', '<td colspan="2">9</td>'],
            "military conflict",
            [("commanders", "Commanders and leaders", [(1, "A"), (2, "B"), (1, "C"), (2, "D")]), ("strength", "Strength", [(0, "9")])],
        ),
        (["<th>Belligerents</th><td>A</td><td>B</td>"], "military conflict", [("belligerents", "Belligerents", [(1, "A"), (2, "B")])]),
        (["<th>Territorial<br />changes</th><td>A</td>"], "military conflict", [("territory", "Territorial changes", [(0, "A")])]),
        (["<th>Target</th><td>A</td>", "<th>Perpetrators</th><td>B</td>"], "civilian attack", [
            ("", "Target", [(0, "A")]), ("", "Perpetrators", [(0, "B")])]),
        (
            ["<th>Feud</th>", '<th colspan="2">Clans</th>', "<td>A</td><td>B</td>", '<th colspan="2">Strength</th>', "<td>7</td><td>9</td>"],
            "military conflict",
            [("title", "", [(0, "Feud")]), ("belligerents", "Clans", [(1, "A"), (2, "B")]), ("strength", "Strength", [(1, "7"), (2, "9")])],
        ),
        (
            ['<th colspan="2">Battle of Esk</th>', '<td colspan="2"><span lang="da">Slaget ved Esk</span></td>', "<td>Part of A</td>"],
            "",
            [("title", "", [(0, "Battle of Esk")]), ("title", "", [(0, "Slaget ved Esk")]), ("part_of", "Part of", [(0, "A")])],
        ),
        (["<th>Population</th><td>7</td>"], "", [("", "Population", [(0, "7")])]),
        (
            ['<th colspan="2">Parties to the civil conflict</th>', '<td colspan="2"><table><tr><td>A</td><td>B</td></tr></table></td>'],
            "military conflict",
            [("belligerents", "Parties to the civil conflict", [(1, "A"), (2, "B")])],
        ),
        (["<td>Part of A</td>", "<th>Date</th><td>1701</td>", '<td class="infobox-image">m</td>'], "", [
            ("part_of", "Part of", [(0, "A")]), ("date", "Date", [(0, "1701")]), ("ignored", "", [(0, "m")])]),
        (["<td>stray</td>", "<th>Date</th><td>1701</td>", "<td>below</td>"], "", [
            ("title", "", [(0, "stray")]), ("date", "Date", [(0, "1701")]), ("", "", [(0, "below")])]),
    ],
)  # fmt: skip
def test_boxes(rows: list[str], kind: str, expected: list[Any]) -> None:
    article = read_html(box(*rows))
    assert columns(article) == expected
    assert article.boxes[0].kind == kind


def test_two_infoboxes_are_both_read_and_one_inside_another_belongs_to_it() -> None:
    inner = '<td><table class="infobox"><tr><th>Place</th><td>B</td></tr></table></td>'
    data = box("<th>Date</th><td>1701</td>", inner).replace(b"</body>", b'<table class="infobox"><tr><th>Date</th><td>1702</td></tr></table></body>')
    assert [[row.label for row in found.rows] for found in read_html(data).boxes] == [["Date", "Place"], ["Date"]]


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
        (b"<b>" * 1_000_001, "f.html: not a page of an encyclopedia: more than 1000000 elements"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else "",
)
def test_what_is_no_article(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=f"^{re.escape(message)}$"):
        read_html(data, "f.html")


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
                assert shown.isspace() or quote[0] in "&<"
        for mark in text.marks:
            assert 0 <= mark.start <= mark.end <= len(text.shown)
            assert 0 <= mark.source.start <= mark.source.end <= len(source)


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


MARKUP = st.lists(
    st.sampled_from(["<b>", "</b>", "<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<br>", "<!--", "-->",
                     "<script>", "</script>", "<a href='x'>", '<a b="', "</a>", "&amp;", "&", "<", ">",
                     " ", "\n", "x", "é", "]]>", "<![CDATA[", "</", "<?", "\r"]),
    max_size=40,
).map("".join)  # fmt: skip


def assert_nested(element: Element, low: int, high: int) -> None:
    assert low <= element.start <= element.end <= high
    at = element.start
    for child in element.children:
        assert at <= child.start <= child.end <= element.end
        at = child.end
        if isinstance(child, Element):
            assert_nested(child, element.start, element.end)


@given(MARKUP)
def test_any_text_gives_a_tree_whose_parts_stand_inside_each_other(source: str) -> None:
    tree = parse_tree(source)
    assert_nested(tree.root, 0, len(source))


@given(MARKUP)
def test_any_cell_is_read_with_exact_positions_or_refused(value: str) -> None:
    try:
        article = read_html(page(value))
    except ReadError:
        return
    assert_exact(article)


def outline(source: str) -> str:
    """The tree as names and words, as far as the two parsers can be compared."""

    def visit(node: Element | Characters) -> str:
        if isinstance(node, Characters):
            return source[node.start : node.end]
        return f"<{node.name}>{''.join(map(visit, node.children))}</>"

    return "".join(map(visit, parse_tree(source).root.children))


@pytest.mark.parametrize(
    "source",
    [
        "<p>a<p>b<div>c</div>d",
        "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<table><tbody><tr><td>a<td>b<tr><th>c</table>d",
        "<table><tbody><tr><td><table><tbody><tr><td>a</table>b</table>",
        "<p>a<br>b<img src=x>c",
        "<script>a<b</script>c<style>d</style>",
        "<a title='x>y' href=z>a</a><b class=\"&amp;\">c",
        "<div><p>a</div>b",
        "</td></b>a",
    ],
)
def test_the_tree_is_that_of_lexbor(source: str) -> None:
    lexbor = pytest.importorskip("selectolax.lexbor", reason="selectolax, the oracle, is not installed")

    def visit(node: Any) -> str:
        inner = "".join(visit(child) for child in node.iter(include_text=True))
        return node.text_content if node.tag == "-text" else f"<{node.tag}>{inner}</>"

    body = lexbor.LexborHTMLParser("<body>" + source).body
    assert outline(source) == "".join(visit(child) for child in body.iter(include_text=True))


@pytest.mark.parametrize(
    "piece", ["<a ", '<a b="', "<!--", "</", "<a/", "<a b=", "<div a", "<table><tr><td>", "<p>", "<li>", "&#", "<sup class=reference>"]
)
def test_hostile_input_takes_time_in_proportion(piece: str) -> None:
    start = time.perf_counter()
    parse_tree(piece * 20_000)
    assert time.perf_counter() - start < 5


def test_a_box_of_many_rows_and_a_deep_page_are_read() -> None:
    rows = 20_000
    article = read_html(box(*["<th>Target</th><td>A</td>"] * rows))
    assert len(article.boxes[0].rows) == rows
    assert lines_of("<div>" * 5_000 + "deep")[0].text.shown == "deep"


def test_comments_end_as_the_standard_says() -> None:
    assert lines_of("a<!--b--!>c<!-->d<!--->e<!-- > -->f<!x>g<?y?>h</ z>i")[0].text.shown == "acdefghi"


def test_notes_of_words_and_of_works() -> None:
    data = page('5<sup class="reference"><a href="#cite_note-1">[1]</a></sup><sup class="reference"><a href="#cite_note-2">[b]</a></sup>').replace(
        b"</body>", b'<ol><li id="cite_note-1">Lund, p. 3.</li><li id="cite_note-2">Without guns.</li></ol></body>'
    )
    notes = [(note.key, note.text.shown if note.text else None, note.reference) for note in read_html(data).notes]
    assert notes == [("1", None, Reference(text="Lund, p. 3.")), ("2", "Without guns.", None)]
    assert isinstance(read_html(data).notes[0], Note)
