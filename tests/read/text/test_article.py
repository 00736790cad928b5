"""Plain-text articles in the ways that renderings set them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_pages import FOOTER, GLUED, LEAD, assert_positions, lines, read, row, shown

from kg.read.error import ReadError
from kg.read.input.decode import decode_bytes
from kg.read.text.article import read_text

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "text"


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


@pytest.mark.parametrize(
    ("label", "written", "field"),
    [
        ("Status", "Territorial\n\nchanges\nStatus", "territory"),
        ("Commanders and leaders", "Commanders and\nleaders", "commanders"),
        ("Commanders and leaders", "Commanders\nand leaders", "commanders"),
        ("Casualties and losses", "Casualties and\n\nlosses", "casualties"),
        ("Strength", "Units\ninvolved\n3rd Army 4th Army\nStrength", "units"),
        ("Strength", "Units\n\ninvolved\n3rd Army 4th Army\nStrength", "units"),
    ],
)
def test_labels_broken_over_two_lines(label: str, written: str, field: str) -> None:
    plain = shown(read(GLUED))
    expected = {"territory": [], "units": ["3rd Army 4th Army"], **plain}
    found = shown(read(GLUED.replace(label, written)))
    assert found == {**plain, field: expected[field]}


@pytest.mark.parametrize("line", ["involved in the town watch", "leaders of the watch", "changes of the guard"])
def test_lines_that_only_begin_as_a_broken_label_goes_on(line: str) -> None:
    text = GLUED.replace("Strength\n", f"Units\n{line}\nStrength\n")
    assert shown(read(text))["units"] == [line]


SENTENCE = (
    "of the free companies that the Duke had hired in the autumn no more than a third came to the ford, for the roads were bad and the bridges had "
    "been broken by the men of Holm; those who came were "
)


@pytest.mark.parametrize(
    "end", ["paid for the whole year (as his letters say by Oct. 1702)", "paid for the whole year by Oct. 17", "paid.", "paid.3"]
)
@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("casualties", "80 killed\n\n{}\n\nUnknown"),
        ("casualties", "{}\n90 killed"),
        ("casualties", "80 killed\n90 killed\n\n400 men lost, {}"),
        ("strength", "1,200 men\n\n{}\n\n900 men"),
        ("commanders", "{}\nOtto Rein"),
        ("outcome", "\n{}"),
    ],
)
def test_a_row_goes_on_behind_a_line_that_ends_like_a_sentence(row: str, value: str, end: str) -> None:
    written = value.format(SENTENCE.capitalize() * 2 + end)
    labels = {"casualties": "80 killed Unknown", "strength": "1,200 men 900 men", "commanders": "Otto Rein Knud Hars", "outcome": "\nVarnish victory"}
    found, plain = shown(read(GLUED.replace(labels[row], written))), shown(read(GLUED))
    lines = [line.removesuffix("3") if line.endswith(".3") else line for line in written.split("\n") if line]
    assert {field: value for field, value in found.items() if field != row} == {field: value for field, value in plain.items() if field != row}
    assert [line.removesuffix("3") if line.endswith(".3") else line for line in found[row]] == lines


@pytest.mark.parametrize(
    "lead",
    [
        LEAD,
        "After a long winter on the river the men of Varn came down to the ford, and on the ninth of May the town opened its gates to the Duke.",
    ],
)
def test_the_lead_begins_below_the_infobox(lead: str) -> None:
    box = GLUED.partition(LEAD)[2].partition("  1.")[0].strip()
    article = read(f"Battle of Hollenfurt\n\n{box}\n\n{lead}\n\nAftermath\n\nThe town was burnt.\n")
    assert [text.shown for text in article.lead] == [lead]
    assert shown(article)["casualties"] == ["80 killed Unknown"]


def test_a_text_that_begins_with_its_lead() -> None:
    alone, before = read(LEAD), read(f"{LEAD}\n\n{GLUED.partition(LEAD)[2]}")
    assert (alone.boxes, [text.shown for text in alone.lead], [issue.code for issue in alone.issues]) == ((), [LEAD], ["no-infobox"])
    assert [text.shown for text in before.lead] == [LEAD]
    assert shown(before) == shown(read(GLUED))
    assert [article.title.shown for article in (alone, before)] == ["Battle of Hollenfurt"] * 2


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("Operation Heron (1701) was an attack of the men of Varn on the river towns of Esk.", "Operation Heron"),
        ("The Heron War, also called the War of the Fords, was fought by Varn and Esk on the Holle.", "Heron War"),
        (
            "In May 1701, the men of Varn came down to the ford. It was the last time that they did so.",
            "In May 1701, the men of Varn came down to the ford. It was the last time that they did so.",
        ),
    ],
)
def test_titles_within_the_lead(lead: str, title: str) -> None:
    assert read(lead).title.shown == title


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
