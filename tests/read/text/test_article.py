"""Plain-text articles in the ways that renderings set them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.article import Article, Row
from kg.model.text import FATE, FLAG, NOTE, Text
from kg.read.error import ReadError
from kg.read.input.decode import decode_bytes, place_of
from kg.read.text.article import read_text

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "text"
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

EXPECTED = {
    "title": ["Battle of Hollenfurt"],
    "part_of": ["Holle Wars, and the", "Northern Succession"],
    "ignored": ["Map of the lower Holle"],
    "date": ["4–9 May 1701"],
    "place": [],
    "outcome": ["Varnish victory"],
    "belligerents": ["Duchy of Varn", "Free City of Holm", "Kingdom of Esk"],
    "commanders": ["Otto Rein Knud Hars"],
    "strength": ["1,200 men 900 men"],
    "casualties": ["80 killed Unknown"],
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_glued_labels(end: str) -> None:
    source = GLUED.replace("\n", end)
    article = read(source)
    assert shown(article) == EXPECTED
    assert [text.shown for text in article.lead] == [LEAD]
    assert (article.title.shown, article.source.title, article.source.form) == ("Battle of Hollenfurt", "Battle of Hollenfurt", "text")
    assert [(note.key, note.text and note.text.shown) for note in article.notes] == [("1", "The Free City of Holm left the alliance on 6 May.")]
    assert article.source.licence
    assert source[article.source.licence.start : article.source.licence.end] == FOOTER
    assert (article.source.text, article.source.url, article.source.revision) == (source, None, None)


def test_columns_are_left_open() -> None:
    article = read(GLUED)
    assert [
        (row.field, [cell.column for cell in row.cells]) for row in article.boxes[0].rows if row.field in ("date", "belligerents", "strength")
    ] == [
        ("date", [0]),
        ("belligerents", [None]),
        ("strength", [None]),
    ]


def test_gaps_count_blank_lines() -> None:
    assert lines(read(GLUED), "belligerents") == [("Duchy of Varn", 0, 1), ("Free City of Holm", 0, 0), ("Kingdom of Esk", 0, 1)]


SPACED = GLUED.replace("Date4", "Date 4").replace("Status\n\nVarnish", "Status Varnish")
COLONS = GLUED.replace("Date4", "Date: 4").replace("Status\n\nVarnish", "Status: Varnish")
TIGHT = GLUED.replace("Status\n\nVarnish", "StatusVarnish")
BOX_FIRST = GLUED.replace(f"\n{LEAD}\n", "").replace("  1. The Free", f"\n{LEAD}\n\n  1. The Free")
NO_BOX_TITLE = GLUED.replace("Battle of Hollenfurt\nPart of", "Part of")


@pytest.mark.parametrize("text", [SPACED, COLONS, TIGHT, BOX_FIRST], ids=["spaced", "colons", "tight", "infobox first"])
def test_other_settings_of_labels(text: str) -> None:
    article = read(text)
    assert shown(article) == EXPECTED
    assert [text.shown for text in article.lead] == [LEAD]
    assert len(article.notes) == 1


def test_infobox_without_title() -> None:
    article = read(NO_BOX_TITLE)
    assert shown(article) == {key: value for key, value in EXPECTED.items() if key != "title"}
    assert article.boxes[0].title is None


def test_changes_on_a_line_of_their_own() -> None:
    article = read(GLUED.replace("Status\n", "Territorial\nchanges Varn takes Holm\nStatus\n"))
    assert shown(article)["territory"] == ["Varn takes Holm"]
    assert row(article, "territory").label == "Territorial\nchanges"


def test_words_like_labels_in_values() -> None:
    text = GLUED.replace("80 killed Unknown", "Units:\n80 killed\nStrength of the fleet unknown\n\nUnknown")
    assert shown(read(text))["casualties"] == ["Units:", "80 killed", "Strength of the fleet unknown", "Unknown"]


DOUBLE = f"""Siege of Marrow

{LEAD} 1

Siege of Marrow

Σιγή του Μάροου

Part of the Holle Wars


The walls of Marrow,

drawn from the river


DateJune 1702

LocationMarrow, Esk

46°10′N 31°05′E\ufeff / \ufeff46.17°N 31.08°E

Result
Varnish victory:

2


Walls razed


Belligerents


\u00a0Duchy of Varn 3


Free City of Holm

\u00a0Kingdom of Esk

Commanders and leaders

Otto Rein\u00a0

Peder Loft Knud Hars
{FOOTER}
"""


def test_double_spaced() -> None:
    article = read(DOUBLE)
    assert shown(article) == {
        "title": ["Siege of Marrow", "Σιγή του Μάροου"],
        "part_of": ["Holle Wars"],
        "ignored": ["The walls of Marrow,", "drawn from the river"],
        "date": ["June 1702"],
        "place": ["Marrow, Esk"],
        "coordinates": ["46°10′N 31°05′E\ufeff / \ufeff46.17°N 31.08°E"],
        "outcome": ["Varnish victory:", "Walls razed"],
        "belligerents": ["Duchy of Varn", "Free City of Holm", "Kingdom of Esk"],
        "commanders": ["Otto Rein", "Peder Loft Knud Hars"],
    }
    assert [text.shown for text in article.lead] == [LEAD]
    assert [(issue.code, issue.span and article.source.text[issue.span.start : issue.span.end]) for issue in article.issues] == [
        ("lost-mark", "Otto Rein")
    ]


@pytest.mark.parametrize(
    ("value", "expected", "marks"),
    [
        ("Varn [3] and Esk[a]", "Varn and Esk", [(NOTE, "3"), (NOTE, "a")]),
        ("Varn[lower-alpha 2]", "Varn", [(NOTE, "lower-alpha 2")]),
        ("80 killed[citation needed]", "80 killed", []),
        ("80 killed [ better source needed ]", "80 killed", []),
        ("🇫🇷 France", "France", [(FLAG, "France")]),
        ("Varn 🇫🇷 France 🇪🇸 Spain", "Varn France Spain", [(FLAG, "France"), (FLAG, "Spain")]),
        ("🇽🇽 Varn", "Varn", []),
        ("Flag of Varn.svg Duchy of Varn", "Duchy of Varn", [(FLAG, "Varn")]),
        ("Emblem of the Holm Watch.PNG Holm Watch", "Holm Watch", [(FLAG, "Holm Watch")]),
        ("Holm Guard logo.svg Holm Guard", "Holm Guard", [(FLAG, "Holm Guard")]),
        ("Old tower at dusk.jpg Holm Guard", "Holm Guard", []),
        ("25px Duchy of Varn", "Duchy of Varn", []),
        ("![](flag.png) Duchy of Varn", "Duchy of Varn", []),
        ("Otto Rein †", "Otto Rein", [(FATE, "killed")]),
        ('80 killed<ref name="x">', "80 killed", []),
        ("10 [12", "10 [12", []),
        ("a < b > c", "a < b > c", []),
    ],
)
def test_what_is_shown(value: str, expected: str, marks: list[tuple[str, str]]) -> None:
    article = read(GLUED.replace("Duchy of Varn\nFree", f"{value}\nFree"))
    text = row(article, "belligerents").cells[0].lines[0].text
    assert (text.shown, [(mark.kind, mark.value) for mark in text.marks]) == (expected, marks)
    assert all(article.source.text[mark.source.start : mark.source.end] in value for mark in text.marks)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("* 1st Foot", ("1st Foot", 1)),
        ("** 2nd Foot", ("2nd Foot", 2)),
        ("*3rd Foot", ("3rd Foot", 1)),
        ("  • 4th Foot", ("4th Foot", 1)),
        ("    • 5th Foot", ("5th Foot", 2)),
        ("•  · 6th Foot", ("6th Foot", 2)),
        ("- 7th Foot", ("7th Foot", 1)),
        ("-", ("-", 0)),
        ("8th Foot*", ("8th Foot*", 0)),
    ],
)
def test_bullets(value: str, expected: tuple[str, int]) -> None:
    article = read(GLUED.replace("Duchy of Varn\nFree", f"{value}\nFree"))
    line = row(article, "belligerents").cells[0].lines[0]
    assert (line.text.shown, line.depth) == expected


def test_file_names_in_mid_line() -> None:
    text = GLUED.replace(
        "Duchy of Varn\nFree City of Holm\n\nKingdom of Esk", "Varn Holm Watch colours.jpg Holm Watch\n\nHolm Watch colours.jpg Otto Rein"
    )
    assert shown(read(text))["belligerents"] == ["Varn Holm Watch", "Otto Rein"]


@pytest.mark.parametrize(
    ("title", "expected"), [("Siege of Marrow - Wikipedia", "Siege of Marrow"), ("# Siege of Marrow", "Siege of Marrow"), ("= X =", "X")]
)
def test_title_lines(title: str, expected: str) -> None:
    assert read(f"From Wikipedia, the free encyclopedia\n{title}\n\n{LEAD}\n").title.shown == expected


def test_given_facts_are_kept() -> None:
    article = read_text(b"A battle\n", "a.txt", title="Battle", url="https://example.org/", revision="7", retrieved="2020-01-02", language="de")
    source = article.source
    assert (source.title, source.url, source.revision, source.retrieved, source.language, source.file) == (
        "Battle",
        "https://example.org/",
        "7",
        "2020-01-02",
        "de",
        "a.txt",
    )


def test_no_infobox() -> None:
    article = read(f"Battle of Hollenfurt\n\n{LEAD}\n\nReferences\n\n1. ^ Some book of forty pages on the Holle.\n")
    assert (article.boxes, [text.shown for text in article.lead], [issue.code for issue in article.issues]) == ((), [LEAD], ["no-infobox"])
    assert [note.reference and note.reference.text for note in article.notes] == ["Some book of forty pages on the Holle."]


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        (b"", "empty", None, None),
        (b" \r\n\t\n", "empty", None, None),
        ("\ufeff \u00a0\n".encode(), "empty", None, None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "binary", None, None),
        (b"text\nwith \0 in it", "binary", 2, 6),
        ("Ångström\nÄ".encode() + b"\xff\xfe", "offset 13", 2, 2),
        (b"\xff\xfea\0\0\xd8", "UTF-16-LE", 1, 2),
        (b"x" * 1_000_001, "line of 1000001 characters", 1, 1),
    ],
)
def test_unreadable(data: bytes, message: str, line: int | None, column: int | None) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(data, "a.txt")
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.line, caught.value.column) == ("a.txt", line, column)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert decode_bytes("Sigé\r\nof Marrow\r".encode(encoding)) == "Sigé\r\nof Marrow\r"


@pytest.mark.parametrize(("text", "offset", "expected"), [("a", 0, (1, 1)), ("a\nb", 2, (2, 1)), ("a\r\nbc", 4, (2, 2)), ("a\rb", 2, (2, 1))])
def test_place_of(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert place_of(text, offset) == expected


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


LABELS = ["Date", "Location", "Belligerents", "Strength", "Commanders and leaders", "Casualties and losses", "Result", "Territorial", "changes"]
VALUES = [
    "Date4 May 1701",
    "Part of the Holle Wars",
    "🇫🇷",
    "Flag of Varn.svg",
    "[3]",
    "†",
    "1. ^ A",
    "46°10′N 31°05′E",
    "Otto Rein",
    "80 killed",
    "Unknown",
]
MARKS = ["|", "| ", "* ", "\u00a0", "\n", "\n\n", "\r\n", "\r", " ", "(", ")", ":", "1"]
WORDS = st.sampled_from(LABELS + VALUES + MARKS)


@given(st.lists(WORDS, max_size=60))
def test_positions_of_shuffled_articles(words: list[str]) -> None:
    text = "".join(words)
    try:
        article = read_text(text.encode())
    except ReadError:
        assert not text.strip("\n\r \u00a0")
        return
    assert_positions(article)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_garbage_is_read_or_refused(data: bytes) -> None:
    try:
        article = read_text(data)
    except ReadError:
        return
    assert_positions(article)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real articles is not beside the repository")
def test_corpus() -> None:
    for file in sorted(CORPUS.glob("*.txt")):
        article = read_text(file.read_bytes(), str(file))
        assert_positions(article)
        fields = [row.field for row in article.boxes[0].rows]
        assert {"title", "date", "belligerents"} <= set(fields), file
        assert "" not in fields, file
        assert article.lead, file
        assert article.source.licence, file


OUTER = f"""Battle of Hollenfurt

{LEAD}

| Battle of Hollenfurt | |||
|---|---|---|---|
| Part of the Holle Wars | |||
| |||
| Date | 4 May 1701 |
| Belligerents | |||
| Duchy of Varn | Kingdom of Esk |
| Commanders and leaders | |||
| Otto Rein † | Knud Hars |
| Units involved | |||
| | Esk Guard |
| Casualties and losses | |||
| 80 killed | 70 killed |
| 12 civilians killed |||
{FOOTER}
"""
INNER = OUTER.replace("\n| |||", "\n |||").replace("\n| ", "\n").replace("\nEsk Guard", "\n| Esk Guard").replace("|---|---|---|---|", "---|---|---")
OWN_LINES = f"""Battle of Hollenfurt

Battle of Hollenfurt |
Part of the Holle Wars |
Date |
4 May 1701 |
Belligerents |
Duchy of Varn
|
Kingdom of Esk |
Commanders and leaders |
Otto Rein †|
Knud Hars|
Units involved |
|
Esk Guard |
Casualties and losses |
80 killed |
70 killed |

{LEAD}
{FOOTER}
"""


@pytest.mark.parametrize("text", [OUTER, INNER, OWN_LINES], ids=["outer bars", "inner bars", "own lines"])
def test_tables_with_bars(text: str) -> None:
    article = read(text)
    found = {row.field: [(cell.column, [line.text.shown for line in cell.lines]) for cell in row.cells] for row in article.boxes[0].rows}
    civilians = [(0, ["12 civilians killed"])] if "civilians" in text else []
    assert found == {
        "title": [(0, ["Battle of Hollenfurt"])],
        "part_of": [(0, ["Holle Wars"])],
        "date": [(0, ["4 May 1701"])],
        "belligerents": [(1, ["Duchy of Varn"]), (2, ["Kingdom of Esk"])],
        "commanders": [(1, ["Otto Rein"]), (2, ["Knud Hars"])],
        "units": [(2, ["Esk Guard"])],
        "casualties": [(1, ["80 killed"]), (2, ["70 killed"]), *civilians],
    }
    assert [text.shown for text in article.lead] == [LEAD]
    assert_positions(article)


def test_dropped_labels() -> None:
    text = f"""Battle of Hollenfurt

{LEAD}

Battle of Hollenfurt
Part of the Holle Wars

Date4 May 1701
(five hours)
Hollenfurt, Varn
Varnish victory

Duchy of Varn Kingdom of Esk
Commanders and leaders
Otto Rein Knud Hars
1,200 men 900 men
Casualties and losses
80 killed Unknown
{FOOTER}
"""
    article = read(text)
    assert shown(article) == {
        "title": ["Battle of Hollenfurt"],
        "part_of": ["Holle Wars"],
        "date": ["4 May 1701", "(five hours)"],
        "place": ["Hollenfurt, Varn"],
        "outcome": ["Varnish victory"],
        "belligerents": ["Duchy of Varn Kingdom of Esk"],
        "commanders": ["Otto Rein Knud Hars"],
        "strength": ["1,200 men 900 men"],
        "casualties": ["80 killed Unknown"],
    }
    assert_positions(article)
