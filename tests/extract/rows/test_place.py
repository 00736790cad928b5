"""Places and coordinates. All names are invented or a word or two long."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, quotes
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rows.place import read_coordinates, read_place
from kg.language.language import Language
from kg.model.article import Article
from kg.model.finding import Finding, Mention, Phrase, Point
from kg.model.issue import Issue


def read(written: str, field: str = "place", language: Language | None = None) -> tuple[Article, list[Finding | Issue]]:
    article = article_of({field: [written]})
    rule = read_place if field == "place" else read_coordinates
    return article, list(rule(article.boxes[0].rows[0], context_of(article, language=language)))


def mentions(written: str, language: Language | None = None) -> list[tuple[str, str | None]]:
    found = read(written, language=language)[1]
    return [(r.object.name, r.object.title) for r in found if isinstance(r, Finding) and isinstance(r.object, Mention) and r.relation == "place"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Hollenfurt]], [[Varn (duchy)|Varn]]", [("Hollenfurt", "Hollenfurt"), ("Varn", "Varn (duchy)")]),
        ("[[Hollenfurt, Varn|Hollenfurt]]", [("Hollenfurt", "Hollenfurt, Varn")]),
        ("[[Esk, Norland]]", [("Esk, Norland", "Esk, Norland")]),
        ("Near [[Hollenfurt]] in the [[Esk Islands]]", [("Hollenfurt", "Hollenfurt"), ("Esk Islands", "Esk Islands")]),
        ("off [[Cape Loft]], [[Esk Sea]]", [("Cape Loft", "Cape Loft"), ("Esk Sea", "Esk Sea")]),
        ("[[Hollenfurt|(Hollenfurt]], [[Varn|Varn)]]", [("Hollenfurt", "Hollenfurt"), ("Varn", "Varn")]),
        ("[[Hollenfurt (Varn)]]", [("Hollenfurt (Varn)", "Hollenfurt (Varn)")]),
        ("[[Marett]] Island", [("Marett Island", "Marett")]),
        ("[[Varn]] salient", [("Varn", "Varn")]),
        ("on the [[Varn|Varnish]]-[[Esk|Eskish]] border", [("Varnish-Eskish border", None)]),
        ("[[Hollenfurt]] ([[Varn]] / [[Esk]])", [("Hollenfurt", "Hollenfurt"), ("Varn", "Varn"), ("Esk", "Esk")]),
    ],
)
def test_links_are_places(written: str, expected: list[tuple[str, str | None]]) -> None:
    assert mentions(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hollenfurt, Varn", ["Hollenfurt", "Varn"]),
        ("Loft and Bosnia and Herzegovina", ["Loft", "Bosnia and Herzegovina"]),
        ("Hollenfurt and Esk, Varn", ["Hollenfurt", "Esk", "Varn"]),
        ("Hollenfurt and Esk provinces, Varn", ["Hollenfurt", "Esk", "Varn"]),
        ("United Provinces", ["United Provinces"]),
        ("Eastern Varn/Western Esk", ["Eastern Varn", "Western Esk"]),
        ("The Ardells", ["Ardells"]),
        ("North-east of Hollenfurt", ["Hollenfurt"]),
        ("8 miles (13 km) south of Hollenfurt, Varn", ["Hollenfurt", "Varn"]),
        ("off the coast of Norland", ["Norland"]),
        ("on the border between Varn and Esk", ["Varn", "Esk"]),
        ("Loft Peninsula, between the Rein and Hars Rivers", ["Loft Peninsula", "Rein", "Hars Rivers"]),
        ("Hollenfurt, modern-day Varn", ["Hollenfurt", "Varn"]),
        ("Hollenfurt, County of Hollenfurt (present-day Varn, Esk)", ["Hollenfurt", "County of Hollenfurt", "Varn", "Esk"]),
        ("Hollenfurt, then part of the Kingdom of Esk, now in Varn", ["Hollenfurt", "Kingdom of Esk", "Varn"]),
        ("Varn, Norland (Norland Highlands)", ["Varn", "Norland", "Norland Highlands"]),
        ("Varn (from 1941), Esk (since 1942)", ["Varn", "Esk"]),
        ("Varn (with spillovers into Esk, Norland)", ["Varn", "Esk", "Norland"]),
        ("Varn and Esk (see spillover into Norland)", ["Varn", "Esk"]),
        ("Hollenfurt and outskirts, Varn", ["Hollenfurt", "Varn"]),
        ("Bosnia and Herzegovina, Croatia", ["Bosnia and Herzegovina", "Croatia"]),
        ("Gulf of Esk, Isle of Rein", ["Gulf of Esk", "Isle of Rein"]),
        ("Varn\n* Hollenfurt, Upper Varn\n* Loft", ["Varn", "Hollenfurt", "Upper Varn", "Loft"]),
        ("somewhere in the hills", []),
        ("Hollenfurt, Varn 46°10′N 31°05′E / 46.17°N 31.08°E / 46.17; 31.08", ["Hollenfurt", "Varn"]),
        ("46°10′N 31°05′E Coordinates: 46°10′N 31°05′E", []),
    ],
)
def test_plain_words_are_split_into_places(written: str, expected: list[str]) -> None:
    assert [name for name, _ in mentions(written)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("46°10′N 31°05′E", (46.166667, 31.083333)),
        ("36°13′19.62″N 15°43′56.71″E", (36.222117, 15.732419)),
        ("12°16′S 49°17′W", (-12.266667, -49.283333)),
        ("46.17°N 31.08°E", (46.17, 31.08)),
        ("50.19167°N, 34.95°W", (50.19167, -34.95)),
        ("46.17; 31.08", (46.17, 31.08)),
        ("-17.962, 122.236", (-17.962, 122.236)),
        ("46°10′N 31°05′E / 46.17°N 31.08°E / 46.17; 31.08", (46.166667, 31.083333)),
    ],
)
def test_coordinates(written: str, expected: tuple[float, float]) -> None:
    article, found = read(written, "coordinates")
    assert [(r.relation, r.object) for r in found if isinstance(r, Finding)] == [("coordinates", Point(*expected))]
    assert "".join("".join(quotes(article, r)) for r in found if isinstance(r, Finding)).count("/") == 0


@pytest.mark.parametrize(
    ("written", "code"),
    [("95°10′N 31°05′E", "coordinates-impossible"), ("46°70′N 31°05′E", "coordinates-impossible"), ("here", "coordinates-not-read")],
)
def test_wrong_coordinates_are_issues(written: str, code: str) -> None:
    assert code in [r.code for r in read(written, "coordinates")[1] if isinstance(r, Issue)]


@given(
    st.lists(st.sampled_from(["Varn", "and", ",", "(", ")", "near", "the", "[[Esk]]", "46°10′N", "31°E", "/", "of", "\n", "8 km"]), max_size=12).map(
        " ".join
    )
)
def test_no_words_break_the_reader(written: str) -> None:
    article, found = read(written)
    for one in found:
        if isinstance(one, Finding) and isinstance(one.object, Mention):
            assert one.object.name in " ".join(quotes(article, one)).replace("[[", "").replace("]]", "")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("near [[Loft]], [[Varn]]", [("Loft", "near"), ("Varn", None)]),
        ("8 km south of [[Loft]]", [("Loft", "8 km south of")]),
        ("[[Esk Sea]], off Cape Loft", [("Esk Sea", None), ("Cape Loft", "off")]),
        ("[[Loft]] and northern [[Varn]]", [("Loft", None), ("Varn", "northern")]),
        ("in [[Loft]] and the [[Esk Sea]]", [("Loft", None), ("Esk Sea", None)]),
        ("Loft and outskirts, Varn", [("Loft", "outskirts"), ("Varn", None)]),
        ("[[Loft]] area, [[Varn]]", [("Loft", "area"), ("Varn", None)]),
        ("[[Loft]] and surrounding region", [("Loft", "surrounding region")]),
        ("Mouth of the [[Esk]]", [("Esk", "Mouth of the")]),
        ("[[Loft]] (disputed)", [("Loft", "disputed")]),
        ("Probably near [[Loft]]", [("Loft", "Probably near")]),
        ("East and South of [[Loft]]", [("Loft", "East and South of")]),
        ("Mount Loft (Chinese), Hars (Japanese)", [("Mount Loft", "Chinese"), ("Hars", "Japanese")]),
        ("Eskish and Varnish border", [("Eskish and Varnish border", None)]),
        ("the Eskish and the Varnish coast", [("Eskish and the Varnish coast", None)]),
        ("Esk and Varn", [("Esk", None), ("Varn", None)]),
        ("[[Esk]] (Milan)", [("Esk", None), ("Milan", None)]),
        ("Unknown", []),
        ("Dutch [[Loft]] and northern Varn", [("Loft", "Dutch"), ("northern Varn", None)]),
        ("near the Dutch city of [[Loft]]", [("Loft", "near the Dutch city of")]),
        ("[[Loft]] and [[Hars]] salients", [("Loft", None), ("Hars", "salients")]),
        ("Loft and Hars oblasts, Varn", [("Loft", "oblasts"), ("Hars", "oblasts"), ("Varn", None)]),
        ("[[Loft]] and [[Hars]] provinces", [("Loft", "provinces"), ("Hars", "provinces")]),
        ("[[Esk]], [[Loft]] & the [[Hars]] provinces", [("Esk", None), ("Loft", "provinces"), ("Hars", "provinces")]),
        ("[[Esk]] (Loft, Hars provinces)", [("Esk", None), ("Loft", None), ("Hars", "provinces")]),
    ],
)
def test_what_stands_about_a_name_and_tells_where_is_a_note(written: str, expected: list[tuple[str, str | None]]) -> None:
    article, results = read(written)
    found = [r for r in results if isinstance(r, Finding) and isinstance(r.object, Mention)]
    notes = [next((value.text for name, value in r.qualifiers if name == "note" and isinstance(value, Phrase)), None) for r in found]
    assert [(r.object.name, note) for r, note in zip(found, notes, strict=True) if isinstance(r.object, Mention)] == expected
    assert all(note is None or note in quotes(article, r) for r, note in zip(found, notes, strict=True))


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    written = "8 vrst na nord od Loft ta Esk, Holm ta Varn (vid 1701)"
    article, results = read(written, language=lomnish)
    found = [r for r in results if isinstance(r, Finding)]
    assert [(r.object.name, quotes(article, r)) for r in found if isinstance(r.object, Mention)] == [
        ("Loft", ("8 vrst na nord od", "Loft")),
        ("Esk", ("Esk",)),
        ("Holm ta Varn", ("Holm ta Varn",)),
    ]
    assert mentions("blizu [[Loft]], Koordo: 46°10′N 31°05′E", lomnish) == [("Loft", "Loft")]
    assert mentions("near Loft", lomnish) == [("near Loft", None)]
    assert mentions("[[Loft]], [[Varn]]", wordless) == [("Loft", "Loft"), ("Varn", "Varn")]
    assert [r.object for r in read("46°10′N 31°05′E", "coordinates", wordless)[1] if isinstance(r, Finding)] == [Point(46.166667, 31.083333)]
