"""Dates, time lines, figures and maps of pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.points import read_point
from kg.language.language import Language, english
from kg.pages.parts.dates import Stretch, locate, show_date
from kg.pages.parts.figures import Bar, Chart, Figure, Scale, draw_bars
from kg.pages.parts.maps import Spot, draw_region, draw_world, show_point
from kg.pages.parts.timeline import Presence, draw_ticks, draw_timeline
from kg.pages.render import environment
from kg.rdf.terms import IRI

# Dates


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1701-05-04", "4 May 1701"), ("1701-05", "May 1701"), ("1701", "1701"), ("-0330", "331 BC"), ("0000", "1 BC"),
        ("-0330-10-01", "1 October 331 BC"),
        ("1701-05-04/1701-05-13", "4–13 May 1701"), ("1701-05-04/1701-06-13", "4 May – 13 June 1701"),
        ("1701-12-30/1702-01-02", "30 December 1701 – 2 January 1702"),
        ("1701/1703", "1701 – 1703"), ("1701~", "c. 1701"), ("179X", "the 1790s"), ("17XX", "the 1700s"), ("1701-21", "spring 1701"),
        ("2014-06-26/..", "26 June 2014 – ongoing"),
        ("[1250,1251]", "1250 or 1251"), ("[1250..1260]", "between 1250 and 1260"), ("[..0900]", "900 or earlier"), ("[1066..]", "1066 or later"),
        ("1701/", "1701 – unknown"), ("/1701", "until 1701"), ("", ""), ("soon", "soon"), ("1701-99", "1701-99"), ("<b>", "<b>"), ("a/b", "a/b"),
    ],
)  # fmt: skip
def test_dates_are_shown_as_precise_as_they_are(text: str, shown: str) -> None:
    assert show_date(text) == shown


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("1701", (1701, 1702)), ("2001-01", (2001, 2001 + 31 / 365)), ("2000-12-31", (2000 + 365 / 366, 2001)), ("179X", (1790, 1800)),
        ("-0330", (-330, -329)),
        ("2001-01-01/2002", (2001, 2003)), ("2001-24", (2001, 2002)), ("2001/..", (2001, 2002)),
        ("[1250,1252]", (1250, 1253)), ("[1250..1252]", (1250, 1253)), ("[..0900]", (900, 901)), ("nothing", None), ("", None),
    ],
)  # fmt: skip
def test_dates_are_stretches_of_time(text: str, stretch: tuple[float, float] | None) -> None:
    found = locate(text)
    assert found == (None if stretch is None else (pytest.approx(stretch[0]), pytest.approx(stretch[1])))


@given(st.dates())
def test_a_day_is_a_day_long_and_within_its_year(day: object) -> None:
    found = locate(str(day))
    assert found is not None
    assert int(str(day)[:4]) <= found.low < found.high <= int(str(day)[:4]) + 1 + 1e-9


@given(st.floats(1, 2100), st.floats(0.01, 800))
def test_ticks_are_few_ordered_and_on_the_line(low: float, span: float) -> None:
    ticks = draw_ticks(low, low + span)
    assert len(ticks) <= 16
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert all(-0.01 <= tick.x <= 100.01 for tick in ticks)


@given(st.floats(1, 2100), st.floats(0.01, 800))
def test_labels_of_an_axis_do_not_run_into_each_other(low: float, span: float) -> None:
    ticks = [tick for tick in draw_ticks(low, low + span) if tick.label]
    for width, shown in ((480, ticks), (176, [tick for tick in ticks if not tick.minor])):
        reaches = []
        for tick in shown:
            length = 100 * 6.6 * len(tick.label) / width
            start = tick.x - {"start": 0, "middle": length / 2, "end": length}[tick.anchor]
            reaches.append((start, start + length))
        assert all(high < low for (_, high), (low, _) in pairwise(reaches))


def test_a_time_line_has_who_has_dates() -> None:
    line = draw_timeline(
        Stretch(2000, 2010), [Presence("A", "", 1, "unit", "2005", ""), Presence("B", "", 1, "unit"), Presence("C", "", 2, "unit", as_of="2002")]
    )
    assert line is not None
    assert [(t.presence.name, t.x, t.width, t.open_start, t.open_end, t.words) for t in line.tracks] == [
        ("A", 50.0, 50.0, False, True, "from 2005"),
        ("C", 20.0, 0, False, False, "as of 2002"),
    ]
    assert draw_timeline(Stretch(2000, 2010), [Presence("B", "", 1, "unit")]) is None


# Figures


def figure(low: int | None, high: int | None, counts: str = "men", category: str = "", approximate: bool = False) -> Figure:
    return Figure(
        IRI(f"urn:figure:{low}-{high}-{counts.replace(' ', '-')}-{category}"), low, high, approximate, counts, category, None, "", "", "", english()
    )


@pytest.mark.parametrize(
    ("given", "words", "unit"),
    [
        (figure(1200, 1500), "1,200–1,500", "men"), (figure(400, 400, approximate=True), "about 400", "men"),
        (figure(450, None, "killed or wounded", "casualties"), "at least 450", "killed or wounded"),
        (figure(None, 30), "at most 30", "men"), (figure(None, None), "not counted", "men"),
        (figure(12, 12, "tanks", "destroyed"), "12", "tanks destroyed"),
        (figure(5, 5, "", "killed"), "5", "killed"), (figure(54, 54, "men", "casualties"), "54", "men (casualties)"),
        (figure(3, 3, "guns", "materielCaptured"), "3", "guns captured"),
        (figure(343, 343, "dead", "killed"), "343", "dead"), (figure(9, 9, "prisoners", "captured"), "9", "prisoners"),
        (figure(9, 9, "prisoners", "killed"), "9", "prisoners killed"), (figure(7, 7, "invalid", "sick"), "7", "invalid"),
    ],
)  # fmt: skip
def test_figures_keep_their_bounds(given: Figure, words: str, unit: str) -> None:
    assert (given.words, given.unit) == (words, unit)


def test_a_figure_in_full_says_whose_it_is_and_what_it_stands_under() -> None:
    whole = figure(780, 900)._replace(scope="Operation Citadel", according_to="Glantz", total=True, of=IRI("urn:group"), of_name="Army North")
    assert whole.said == "780–900 men of Army North in total (Operation Citadel) per Glantz"
    assert figure(5, 5, "", "killed").said == "5 killed"


@pytest.mark.parametrize(
    ("counts", "language", "scale"),
    [
        ("men", english(), ("strength", "people")), ("Hussars", english(), ("strength", "people")), ("tanks", english(), ("strength", "tanks")),
        ("omos", None, ("strength", "omos")), ("men", None, ("strength", "men")), ("", None, ("strength", "people")),
    ],
)  # fmt: skip
def test_people_are_told_in_the_language_of_the_figure(counts: str, language: Language | None, scale: tuple[str, str]) -> None:
    assert figure(40, 40, counts)._replace(language=language).scale == scale


def test_bars_compare_like_with_like() -> None:
    men, more, open_end, tanks, lost = (
        figure(100, 200),
        figure(400, 400),
        figure(100, None),
        figure(7, 7, "tanks"),
        figure(9, 9, "tanks", "destroyed"),
    )
    assert draw_bars([men, more, open_end, tanks, lost]) == Chart(
        {men.iri: Bar(22.5, 45.0, False), more.iri: Bar(90.0, 90.0, False), open_end.iri: Bar(22.5, 30.5, True)},
        (Scale("strength", "people", 400),),
    )


def test_bars_of_things_are_told_from_those_of_people() -> None:
    few, many = figure(7, 7, "tanks")._replace(kind="vehicles"), figure(70, 70, "assault guns")._replace(kind="vehicles")
    assert draw_bars([few, many]) == Chart(
        {few.iri: Bar(9.0, 9.0, False, True), many.iri: Bar(90.0, 90.0, False, True)}, (Scale("strength", "vehicles", 70),)
    )


def test_no_bar_of_a_part_is_longer_than_that_of_its_whole() -> None:
    whole, other = figure(100, 100, category="captured"), figure(1000, 1000, category="captured")
    part = figure(98, None, category="executed")._replace(within=whole.iri)
    larger = figure(101, 120, category="killed")._replace(within=whole.iri)
    assert draw_bars([whole, other, part, larger]).bars == {
        whole.iri: Bar(9.0, 9.0, False), other.iri: Bar(90.0, 90.0, False), part.iri: Bar(8.82, 9.0, True),
    }  # fmt: skip


# Maps


@pytest.mark.parametrize(
    ("wkt", "point"),
    [
        ("POINT(21.31 47.52)", (21.31, 47.52)), ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT (-5 10)", (-5.0, 10.0)),
        ("POINT(200 0)", None), ("POINT(0 91)", None),
        ("POINT(1.2.3 4)", None), ("POLYGON((0 0, 1 1))", None), ("", None),
    ],
)  # fmt: skip
def test_points_are_read(wkt: str, point: tuple[float, float] | None) -> None:
    assert read_point(wkt) == point


def test_degrees_have_their_letters() -> None:
    assert show_point(-5.125, 10) == "10.00° N, 5.12° W"


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=20))
def test_the_world_map_holds_every_spot(points: list[tuple[float, float]]) -> None:
    found = draw_world(Spot(*point, "x", "") for point in points)
    assert found is not None
    x, y, width, height = map(float, found.box.split())
    assert all(x - 0.1 <= mark.x <= x + width + 0.1 for mark in found.marks)
    assert height > 0
    assert all(y - 17 <= mark.y <= y + height + 17 for mark in found.marks)


def test_a_region_shows_near_neighbours_whose_labels_have_room() -> None:
    near, upon, far = Spot(22.05, 50, "Near", "/n"), Spot(20.01, 47.5, "Upon it", "/u"), Spot(-70, 5, "Far", "/f")
    found = draw_region(Spot(20, 47.5, "Here", "/h"), [Spot(20, 47.5, "Here", "/h"), upon, near, far])
    assert [(mark.name, mark.main) for mark in found.marks] == [("Here", True), ("Near", False)]


@pytest.mark.parametrize(
    ("name", "anchor", "shown"),
    [
        ("Siege of Esk", "start", "Siege of Esk"),
        ("Second Battle of the Upper Loft and Lower Sund", "middle", "Second Battle of the Upper Loft and Lower Sund"),
        ("The " + "very " * 40 + "long siege", "middle", "The very very very very very very very very very very very very…"),
    ],
)
def test_the_label_of_a_place_stays_within_its_map(name: str, anchor: str, shown: str) -> None:
    found = draw_region(Spot(20, 47.5, name, "/h"), [])
    left, _, width, _ = map(float, found.box.split())
    [mark] = found.marks
    assert (mark.anchor, mark.name) == (anchor, shown)
    length = len(mark.name) * found.size * 0.58
    start = mark.x + mark.dx - (length / 2 if anchor == "middle" else 0)
    assert left <= start <= start + length <= left + width


def test_neighbours_whose_labels_would_be_cut_off_are_left_out() -> None:
    edge = Spot(42.5, 45, "Battle of the Edge of the Map", "/e")
    assert [mark.name for mark in draw_region(Spot(20, 47.5, "Here", "/h"), [edge, edge._replace(name="A " * 40)]).marks] == ["Here", edge.name]


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"), ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"), ("https://example.org/licence", "https://example.org/licence"),
    ],
)  # fmt: skip
def test_a_licence_is_called_by_its_short_name(iri: str, name: str) -> None:
    parts = environment().get_template("parts.html").module
    assert str(parts.licence_name(iri)).strip() == name  # type: ignore[attr-defined]
