"""The pages: what they say, that they are whole, and that hostile names stay names."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_graph import ARTICLES, BASE, Site, index, iri, run_site

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("starlette", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

from kg.graph.facts import GraphIndex, spaced
from kg.graph.iris import DEFAULT_BASE
from kg.graph.points import read_point
from kg.language.language import Language, english
from kg.rdf.terms import IRI
from kg.serve.pages.article import mark_quotes, mark_text, read_article, statements_of
from kg.serve.pages.catalogue import Catalogue, Name, fold
from kg.serve.pages.conflict import ConflictPage, read_conflict
from kg.serve.pages.parts.dates import Stretch, locate, show_date
from kg.serve.pages.parts.figures import Bar, Figure, draw_bars
from kg.serve.pages.parts.maps import Spot, draw_region, draw_world, show_point
from kg.serve.pages.parts.schema_org import describe_in_schema
from kg.serve.pages.parts.source_texts import Trouble
from kg.serve.pages.parts.statements import conflict_of
from kg.serve.pages.parts.timeline import Presence, draw_ticks, draw_timeline
from kg.serve.pages.query import read_answer
from kg.serve.pages.render import Pages, script_json
from kg.serve.pages.start import Chosen, choose_entries, draw_columns
from kg.serve.pages.thing import read_thing
from kg.serve.settings import Settings

TARSK, LOMNA = iri("conflict/Tarsk_offensive"), iri("conflict/Battle_of_Lomna")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with run_site(tmp_path_factory.mktemp("site"), "--sources", ARTICLES) as started:
        yield started


@pytest.fixture(scope="module")
def tarsk() -> ConflictPage:
    return read_conflict(index(), TARSK, str)


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
        (figure(5, 5, "", "killed"), "5", "killed"), (figure(54, 54, "men", "casualties"), "54", "casualties (men)"),
        (figure(3, 3, "guns", "materielCaptured"), "3", "guns captured"),
    ],
)  # fmt: skip
def test_figures_keep_their_bounds(given: Figure, words: str, unit: str) -> None:
    assert (given.words, given.unit) == (words, unit)


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
    assert draw_bars([men, more, open_end, tanks, lost]) == {
        men.iri: Bar(22.5, 45.0, False),
        more.iri: Bar(90.0, 90.0, False),
        open_end.iri: Bar(22.5, 30.5, True),
    }


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
    found = draw_region(Spot(20, 47.5, "Here", "/h"), [near, upon, far, Spot(20, 47.5, "Here", "/h")])
    assert [(mark.name, mark.main) for mark in found.marks] == [("Here", True), ("Near", False)]


# A conflict


def shown(page: ConflictPage) -> dict[str, list[list[tuple[str, list[str]]]]]:
    return {
        row.heading: [
            [(group.heading, [f"{i.figure.words} {i.figure.unit}".strip() if i.figure else i.name for i in group.items]) for group in cell.groups]
            for cell in (*row.cells, *((row.whole,) if row.whole else ()))
        ]
        for row in page.rows
    }


def test_sides_stand_in_columns_as_in_the_infobox(tarsk: ConflictPage) -> None:
    assert tarsk.name == "Tarsk offensive"
    assert shown(tarsk) == {
        "Belligerents": [
            [("", ["Drava", "Drava Army"]), ("Supported by", ["Norland"])],
            [("", ["Tarsk Front", "Lomna Brigade", "الجبهة الحرة"])],
        ],
        "Commanders and leaders": [[("", ["Osk Marel"])], [("", ["Abu Talin", "Rolf Nagy"])]],
        "Units involved": [[("", ["4th Brigade", "7th Brigade"])], []],
        "Strength": [[("", ["1,200–1,500"])], [("", ["about 400"])]],
        "Casualties and losses": [
            [("", ["47 killed", "3 tanks destroyed"])],
            [("", ["at least 110 killed", "12 captured"])],
            [("", ["8,000 civilians displaced"])],
        ],
    }


def test_the_head_says_when_where_and_how_it_ended(tarsk: ConflictPage) -> None:
    assert {fact.heading: [item.name for item in fact.items] for fact in tarsk.facts} == {
        "Part of": ["Drava Civil War"],
        "Date": ["2014-06-26/2014-07-21"],
        "Location": ["Tarsk Governorate", "Drava"],
        "Coordinates": ["POINT(21.31 47.52)"],
        "Result": ["Government victory", "The army takes Upper Tarsk"],
    }
    assert tarsk.points == ((21.31, 47.52),)
    assert tarsk.timeline is not None
    assert [(track.presence.name, track.words) for track in tarsk.timeline.tracks] == [("Lomna Brigade", "until 7 July 2014")]


def test_every_cell_has_its_words(tarsk: ConflictPage) -> None:
    items = [item for row in tarsk.rows for cell in row.cells for group in cell.groups for item in group.items]
    assert all(statement.words and statement.words[0].quote for item in items for statement in item.statements)


def test_a_person_is_shown_across_all_articles() -> None:
    page = read_thing(index(), iri("person/Osk_Marel"), {}, str)
    assert (page.kind, page.name, page.title) == ("Person", "Osk Marel", "Osk Marel")
    assert {(part.conflict, part.side) for part in page.parts} == {(TARSK, 1), (LOMNA, 1)}


@pytest.mark.parametrize(
    ("subject", "conflict"),
    [(f"{TARSK}/side/1", str(TARSK)), (f"{TARSK}/side/1/strength/x", ""), (str(TARSK), ""), (BASE + "group/side/1", "")],
)
def test_a_side_belongs_to_its_conflict(subject: str, conflict: str) -> None:
    assert conflict_of(subject) == conflict


def test_names_of_the_ontology_are_words() -> None:
    assert spaced("diedOfWounds") == "died of wounds"


def test_search_engines_are_told_the_event() -> None:
    found = describe_in_schema(index(), TARSK, "Conflict", ((21.31, 47.52),))
    assert found is not None
    (article,) = found.pop("subjectOf")
    assert (article["@type"], article["name"], article["inLanguage"]) == ("Article", "Tarsk offensive", "en")
    assert found == {
        "@context": "https://schema.org", "@type": "Event", "@id": TARSK, "name": "Tarsk offensive", "startDate": "2014-06-26",
        "endDate": "2014-07-21",
        "location": [
            {"@type": "Place", "@id": iri("place/Drava"), "name": "Drava"}, {"@type": "Place", "@id": iri("place/Tarsk_Governorate"),
            "name": "Tarsk Governorate"},
            {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 47.52, "longitude": 21.31}},
        ],
        "superEvent": [{"@type": "Event", "@id": iri("conflict/Drava_Civil_War"), "name": "Drava Civil War"}],
    }  # fmt: skip


# Evidence


def article_of(conflict: IRI) -> tuple[str, str]:
    """The article version of a conflict, and its text."""
    article = index().one(conflict, IRI("https://w3id.org/conflict-kg/ontology#describedIn"))
    assert isinstance(article, IRI)
    return article, (ARTICLES / f"{conflict.rpartition('/')[2]}.wiki").read_text(encoding="utf-8")


@pytest.mark.parametrize("conflict", [TARSK, LOMNA])
def test_marked_text_is_the_text_and_marks_every_span(conflict: IRI) -> None:
    article, text = article_of(conflict)
    statements = statements_of(index(), article)
    segments = mark_text(text, statements, article, whole=True)
    assert "".join(segment.text for segment in segments) == text
    wanted = {words.evidence.rpartition("#")[2] for statement in statements for words in statement.words}
    assert {anchor for segment in segments for anchor in segment.anchors} == wanted
    quoted = {anchor for line in mark_quotes(statements, article) for segment in line for anchor in segment.anchors}
    assert quoted == wanted
    at = 0
    for segment in segments:
        for statement in segment.claims:
            assert any(words.start <= at and at + len(segment.text) <= words.end for words in statement.words)
        at += len(segment.text)


def test_text_far_from_all_marks_is_left_out() -> None:
    segments = mark_text(
        "a" * 5000, (), "urn:article", [Trouble("unread", "?", 4000, 4010), Trouble("none", "?", None, None), Trouble("out", "?", 1, 9999)]
    )
    assert [(segment.text, segment.gap, segment.kind) for segment in segments] == [
        ("3,600 characters without facts", True, ""), ("a" * 400, False, ""), ("a" * 10, False, "issue"), ("a" * 990, False, ""),
    ]  # fmt: skip


def test_an_article_says_where_it_is_from() -> None:
    article, _ = article_of(TARSK)
    facts = read_article(index(), IRI(article))
    assert (facts.title, facts.language, facts.licence, facts.conflict) == (
        "Tarsk offensive", "en", "https://creativecommons.org/licenses/by-sa/", TARSK,
    )  # fmt: skip


# Start, search, query


def name(text: str, kind: str = "Person", label: str = "") -> Name:
    return Name(fold(text), text, label or text, kind, IRI(f"urn:{fold(label or text).replace(' ', '-')}"))


def test_search_finds_all_words_without_case_and_accents() -> None:
    names = (name("Ōta Marel"), name("Marel"), name("Battle of Marel", "Conflict"), name("Amarel"), name("Ota", label="Ōta Marel"))
    catalogue = Catalogue((), names, {})
    assert [found.label for found in catalogue.search("marel")] == ["Marel", "Battle of Marel", "Ōta Marel", "Amarel"]
    assert [found.name for found in catalogue.search("OTA mar")] == ["Ōta Marel"]
    assert [found.name for found in catalogue.search("ota")] == ["Ota"]
    assert catalogue.search("  ") == []
    assert len(catalogue.search("m", 2)) == 2


def test_the_chart_of_years_and_the_list_agree() -> None:
    from kg.serve.pages.catalogue import Entry

    entries = [Entry(IRI(f"urn:{n}"), str(n), date, "", "", None) for n, date in enumerate(["1701-05", "1709", "1915", "", "-0330"])]
    columns = draw_columns(entries)
    assert sum(column.conflicts for column in columns) == 4
    for column in columns:
        assert len(choose_entries(entries, Chosen(column.first, column.last, True, 1))) == column.conflicts
    assert [entry.name for entry in choose_entries(entries, Chosen(None, None, True, 1))] == ["4", "0", "1", "2", "3"]
    assert draw_columns([]) == ()


def test_answers_become_tables_charts_and_maps() -> None:
    number = "http://www.w3.org/2001/XMLSchema#integer"
    rows = [
        {
            "thing": {"type": "uri", "value": f"{BASE}group/A_{n}"},
            "where": {"type": "literal", "value": f"POINT({n} {n})", "datatype": "http://www.opengis.net/ont/geosparql#wktLiteral"},
            "count": {"type": "literal", "value": str(n), "datatype": number},
        }
        for n in (1, 4)
    ]
    found = read_answer({"head": {"vars": ["thing", "where", "count", "none"][:3]}, "results": {"bindings": rows}}, Pages(Settings(root="/kg")))
    assert [(value.text, value.href, value.numeric) for value in found.rows[0] if value] == [
        ("A 1", "/kg/group/A_1.html", False), ("POINT(1 1)", "", False), ("1", "", True),
    ]  # fmt: skip
    assert [(bar.label.href, bar.number, bar.width) for bar in found.bars] == [("/kg/group/A_1.html", "1", 22.5), ("/kg/group/A_4.html", "4", 90.0)]
    assert found.map is not None
    assert len(found.map.marks) == 2
    assert read_answer({"head": {}, "boolean": False}, Pages(Settings())).verdict is False


@pytest.mark.parametrize(
    ("address", "href"),
    [
        (f"{BASE}group/A#b", "/kg/group/A.html#b"), ("https://example.org/x", "https://example.org/x"), ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        (" javascript:alert(1)", ""), ("//example.org", ""),
    ],
)  # fmt: skip
def test_only_addresses_that_are_safe_are_linked(address: str, href: str) -> None:
    assert Pages(Settings(root="/kg")).href(address) == href


@given(st.recursive(st.text() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_in_a_page_says_the_same_and_cannot_end_the_script(value: object) -> None:
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


# Whole pages over HTTP


class Page(HTMLParser):
    """What a page holds: ids, links, and whatever the policy forbids."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.wrong: list[str] = []
        self.scripts: list[tuple[str, str]] = []
        self.words = ""
        self._script: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[key] for key in ("href", "src", "action") if key in found]
        self.wrong += [f"{tag} {key}" for key in found if key.startswith("on") or key in ("style", "srcdoc", "formaction")]
        if tag == "script":
            self._script = found.get("type", "")
            self.wrong += [] if found.get("src") or self._script == "application/ld+json" else ["inline script"]
        if tag in ("style", "iframe", "object", "embed", "base") or (tag == "img" and found.get("src", "").startswith("x")):
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._script = None if tag == "script" else self._script

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))
        else:
            self.words += data


def get(site: Site, path: str) -> Page:
    answer = site.server.ask("GET", path)
    assert (answer.status, answer.kind) == (200, "text/html"), path
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    return Page(answer.body.decode())


def test_every_page_is_whole_and_every_link_of_ours_leads_somewhere(site: Site) -> None:
    waiting, pages, others = ["/", "/query", "/about", "/search?q=marel", "/ontology.html"], dict[str, Page](), set[str]()
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        path = waiting.pop()
        if path in pages or path in others:
            continue
        if site.server.ask("HEAD", path).kind != "text/html":
            others.add(path)
            continue
        pages[path] = page = get(site, path)
        assert page.wrong == [], path
        assert len(page.ids) == len(set(page.ids)), path
        assert all(not value or value.startswith(("/", "#", "https://", "http://")) for value in page.links), path
        for link in page.links:
            target = urlsplit(urljoin(site.server.url + path, link))
            if target.netloc == urlsplit(site.server.url).netloc:
                address = target.path + (f"?{target.query}" if target.query else "")
                wanted += [(path, address, target.fragment)] if target.fragment else []
                if not target.path.startswith(("/sparql", "/query")):
                    waiting.append(address)
    assert len(pages) > 60
    sides = {path for path in others if "/side/" in path}
    assert {site.server.ask("GET", path).status for path in others - sides - {"/sparql"}} == {200}
    assert {site.server.ask("GET", path).status for path in sides} == {303}
    lost = [(path, address, fragment) for path, address, fragment in wanted if address in pages and fragment not in pages[address].ids]
    assert lost == []


def test_licence_and_attribution_stand_on_every_page(site: Site) -> None:
    for path in ("/", "/query", "/about", "/search?q=x", "/conflict/Tarsk_offensive.html", "/person/Osk_Marel.html", "/place/Drava.html"):
        page = get(site, path)
        assert "Attribution-ShareAlike" in page.words
        assert "Wikipedia" in page.words
    assert "by Wikipedia contributors, CC BY-SA (version not stated)" in " ".join(get(site, "/conflict/Tarsk_offensive.html").words.split())


def test_the_evidence_view_shows_the_text_with_its_issues(site: Site) -> None:
    article, text = article_of(TARSK)
    page = get(site, f"/{article.removeprefix(BASE)}.html")
    assert text.split("\n")[7] in page.words
    assert "Strength: not understood: <odd>" in page.words


def test_without_sources_the_quotes_stand_in_reading_order(tmp_path: Path) -> None:
    with run_site(tmp_path) as bare:
        page = get(bare, f"/{article_of(TARSK)[0].removeprefix(BASE)}.html")
    assert page.words.index("Tarsk Governorate") < page.words.index("Government victory") < page.words.index("47 killed")
    assert page.wrong == []


def test_hostile_names_stay_names(site: Site) -> None:
    for path in (
        "/conflict/Hostile.html",
        "/article/Hostile/0123456789ab.html",
        "/claim/1.html",
        "/claim/2.html",
        "/person/Nobody.html",
        "/search?q=script",
    ):
        page = get(site, path)
        assert page.wrong == [], path
        assert not [link for link in page.links if link.casefold().lstrip().startswith(("javascript:", "data:"))], path
        assert all(kind == "application/ld+json" and json.loads(text) for kind, text in page.scripts), path
    page = get(site, "/conflict/Hostile.html")
    assert "</script><script>alert('label')</script>" in page.words
    assert "{{ 7 * 7 }} ${7*7}" in page.words
    (data,) = page.scripts
    assert json.loads(data[1])["name"] == "</script><script>alert('label')</script>"


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "'\"><svg onload=alert(1)>", "{{7*7}}", "\x00", "a" * 5000, "%", "\u202e"])
def test_hostile_words_in_a_request_stay_words(words: str, site: Site) -> None:
    for path in ("/search?q=", "/query?query=", "/?from=", "/?page="):
        page = get(site, path + quote(words))
        assert page.wrong == []
        assert "49" not in page.words or words != "{{7*7}}"


def test_a_query_is_answered_as_a_table_and_its_errors_stand_at_their_place(site: Site) -> None:
    wanted = "PREFIX ck: <https://w3id.org/conflict-kg/ontology#>\nSELECT ?s (COUNT(?o) AS ?n) { ?s ck:belligerent ?o } GROUP BY ?s"
    page = get(site, f"/query?query={quote(wanted)}")
    assert "6 rows" in page.words
    assert any(link.startswith("/sparql?query=") and link.endswith("format=csv") for link in page.links)
    page = get(site, f"/query?query={quote('SELECT *' + chr(10) + 'WHERE { ?s ?p }')}")
    assert "Line 2, column 16" in page.words
    assert "read-only" in get(site, f"/query?query={quote('DELETE WHERE { ?s ?p ?o }')}").words
    assert "SERVICE" in get(site, f"/query?query={quote('SELECT * { SERVICE <http://x/> { ?s ?p ?o } }')}").words
    assert "Yes" in get(site, f"/query?query={quote('ASK { ?s ?p ?o }')}").words
    assert "ck:Conflict" in get(site, f"/query?query={quote('DESCRIBE <' + TARSK + '>')}").words


def test_suggestions_are_few_and_lead_to_pages(site: Site) -> None:
    answer = site.server.ask("GET", "/suggest?q=osk")
    assert json.loads(answer.body) == [{"label": "Osk Marel", "name": "Osk Marel", "kind": "person", "href": "/person/Osk_Marel.html"}]


def test_static_files_may_be_kept_and_others_are_not_there(site: Site) -> None:
    (name,) = {link for link in get(site, "/").links if "site.css" in link}
    answer = site.server.ask("GET", name, {"Accept-Encoding": "gzip"})
    assert (answer.status, answer.kind, answer.headers["content-encoding"]) == (200, "text/css", "gzip")
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == site.server.ask("GET", "/static/site.css").body
    for path in ("/static/../render.py", "/static/%2e%2e%2frender.py", "/static/editor", "/static/THIRD-PARTY.txt", "/static/"):
        assert site.server.ask("GET", path).status == 404


def test_pages_are_light(site: Site) -> None:
    for path in ("/", "/conflict/Tarsk_offensive.html", "/person/Osk_Marel.html", "/query"):
        packed = site.server.ask("GET", path, {"Accept-Encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < 20_000
        assert gzip.decompress(packed.body) == site.server.ask("GET", path).body
    files = {name: len(site.server.ask("GET", f"/static/{name}").body) for name in ("site.css", "site.js", "query.js", "land.svg")}
    assert files["query.js"] < 500_000
    assert files["site.css"] + files["site.js"] < 30_000


def test_a_proxy_path_stands_before_every_link(tmp_path: Path) -> None:
    with run_site(tmp_path, "--root", "/kg") as behind:
        answer = behind.server.ask("GET", "/kg/conflict/Tarsk_offensive.html")
        page = Page(answer.body.decode())
    assert answer.status == 200
    assert not [link for link in page.links if link.startswith("/") and not link.startswith("/kg/")]


def test_no_page_names_another_host_for_what_it_loads(site: Site) -> None:
    for path in ("/", "/query", "/conflict/Tarsk_offensive.html"):
        text = site.server.ask("GET", path).body.decode()
        assert not re.findall(r"<(?:script|link|img|use)[^>]*(?:src|href)=\"https?://[^\"]*\.(?:js|css|svg|png|woff2?)", text)


def test_a_note_on_one_party_stands_beside_it_and_is_no_heading_of_the_next() -> None:
    import kg

    [outcome] = kg.build(Path(kg.__file__).parent / "sample" / "idlib-clashes-2017.txt")
    assert isinstance(outcome, kg.Outcome)
    about = GraphIndex(outcome.built.graph.triples)
    page = read_conflict(about, IRI(f"{DEFAULT_BASE}conflict/Idlib_Governorate_clashes_(January–March_2017)"), str)
    belligerents = next(row for row in page.rows if row.heading == "Belligerents").cells[0]
    assert {(group.heading, group.notes) for group in belligerents.groups if any(item.name == "Sham Legion" for item in group.items)} == {("", True)}
    assert {group.heading for group in belligerents.groups} == {""}
