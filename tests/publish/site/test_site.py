"""The whole site: every link leads somewhere, nothing is loaded from elsewhere, names are portable, and the same input gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from page_graph import BASE, iri
from static_site import CONFIG, LINKS, ODD, Page, Write, broken_links, graphs, make_site, read_pages, read_triples

pytest.importorskip("pyoxigraph")

from kg.graph.facts import GraphIndex
from kg.pages.catalogue import Catalogue, read_catalogue
from kg.pages.conflict import read_conflict
from kg.pages.static import static_file
from kg.pages.thing import read_thing
from kg.publish.site.names import SiteNames
from kg.publish.site.plan import Inventory
from kg.publish.site.site import write_site
from kg.publish.site.survey import survey_article
from kg.publish.site.telling import Telling
from kg.rdf.ntriples import to_text
from kg.rdf.terms import IRI, Triple
from kg.store.description import describe
from kg.store.embedded import load_files

ELSEWHERE = ("data/", "answers/", "queries/")

NOTHING = Catalogue((), (), {})


class Small:
    """A store over some triples."""

    version = "1"

    def __init__(self, triples: tuple[Triple, ...]) -> None:
        self.triples = triples

    def about(self, subjects: Any, predicates: Any = ()) -> Iterator[Triple]:
        wanted, told = set(subjects), set(predicates)
        return (triple for triple in self.triples if triple.subject in wanted and (not told or triple.predicate in told))

    def mentions(self, objects: Any, limit: int) -> Iterator[Triple]:
        wanted = set(objects)
        return (triple for triple in self.triples if triple.object in wanted)

    def select(self, query: str) -> Any:
        raise NotImplementedError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    make_site(place / "release", place / "scratch")
    return place / "release"


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Page]:
    return read_pages(folder)


def test_every_link_leads_somewhere_from_wherever_the_folder_is(folder: Path, pages: dict[str, Page]) -> None:
    assert len(pages) > 100
    assert broken_links(folder, pages, ELSEWHERE) == []
    assert {path: page.ids for path, page in pages.items() if len(page.ids) != len(set(page.ids))} == {}


def test_a_page_loads_nothing_from_elsewhere(pages: dict[str, Page]) -> None:
    assert [(path, load) for path, page in pages.items() for load in page.loads if ":" in load or load.startswith("/")] == []


def test_file_names_are_portable(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._~()!,'+/-]+", name)] == []
    parts = {part for name in names for part in name.split("/")}
    assert [part for part in parts - {".htaccess"} if len(part) > 199 or part[0] == "." or part[-1] in ". "] == []
    assert [part for part in parts if re.match(r"(?i)(con|nul|aux|prn|com\d|lpt\d)(\.|$)", part)] == []


def test_every_thing_and_claim_has_its_place(pages: dict[str, Page]) -> None:
    names = SiteNames(BASE, (), 1)
    for article, triples in graphs().values():
        for subject in {triple.subject for triple in triples if triple.subject.startswith((f"{BASE}person/", f"{BASE}conflict/", f"{BASE}claim/"))}:
            place = names.find(subject)
            assert place is not None
            assert place.path in pages, subject
            assert not place.fragment or place.fragment in pages[place.path].ids
        assert names.find(article.iri) is not None


def test_names_that_differ_in_case_have_pages_of_their_own_and_one_that_leads_to_both(pages: dict[str, Page]) -> None:
    (path,) = [path for path in pages if path.lower() == "site/group/free_state.html"]
    targets = [link for tag, link in pages[path].links if "Free_" in link and "~~" in link]
    assert len(targets) == 2
    targets = [f"site/group/{target.rpartition('/')[2]}" for target in targets]
    assert {pages[target].words.split("–")[0].strip() for target in targets} == {"Free State", "Free state"}


def test_odd_titles_have_pages(pages: dict[str, Page]) -> None:
    heads = {page.words.partition(" – Conflict KG")[0].strip() for path, page in pages.items() if path.startswith("site/conflict/")}
    assert set(ODD) - {ODD[-1]} <= heads
    assert any(head.startswith("Battle of the very long river") for head in heads)


def test_a_thing_of_several_articles_has_one_page_of_all(pages: dict[str, Page]) -> None:
    words = " ".join(pages["site/person/Osk_Marel.html"].words.split())
    assert "In 7 conflicts" in words
    assert "Tarsk offensive" in words
    assert "CON" in words


def test_what_only_one_article_names_stands_on_its_page(pages: dict[str, Page]) -> None:
    assert "person/Old_Hand" in pages["site/article/~43ON.html"].ids
    assert "../article/~43ON.html#person/Old_Hand" in [link for _, link in pages["site/conflict/~43ON.html"].links]


def test_lists_of_names_lead_to_no_page_that_says_only_the_name(folder: Path, pages: dict[str, Page]) -> None:
    texts = [(folder / path).read_text(encoding="utf-8") for path in pages if re.fullmatch(r"site/names/.+-[0-9]+\.html", path)]
    items = [item for text in texts for item in re.findall(r"<li>(.*?)</li>", text) if 'class="chip"' in item]
    assert len(items) > 30
    assert [item for item in items if "<a " not in item] == ['<bdi>&lt;svg onload=alert(11)&gt;</bdi> <span class="chip">person</span>']
    assert "svg onload" in pages["site/person/Nobody.html"].words
    assert [item for item in items if "person/Nobody.html" in item] == []


def test_links_of_other_graphs_are_shown_and_followed(pages: dict[str, Page]) -> None:
    assert ("a", "http://www.wikidata.org/entity/Q1") in pages["site/group/Drava.html"].links
    assert ("a", "Osk_Marel.html") in [(tag, link.rpartition("/")[2]) for tag, link in pages["site/person/Osk_Marell.html"].links]


def test_the_folder_of_the_site_leads_to_the_start_page(folder: Path, pages: dict[str, Page]) -> None:
    assert ("a", "../index.html") in pages["site/index.html"].links
    assert '<meta http-equiv="refresh" content="0; url=../index.html">' in (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_the_start_page_tells_of_the_dataset(folder: Path, pages: dict[str, Page]) -> None:
    text = (folder / "index.html").read_text(encoding="utf-8")
    (described,) = re.findall(r'<script type="application/ld\+json">(.*)</script>', text)
    assert json.loads(described)["name"] == "Invented wars"
    words = pages["index.html"].words
    assert "Nobody: Invented wars (2026)" in words
    assert "version 2.0.0, 2 January 2026" in words
    assert ("a", "data/full.nq.gz") in pages["index.html"].links


def test_the_text_of_an_article_is_marked_where_it_is_at_hand(pages: dict[str, Page]) -> None:
    assert "was an offensive of the [[Drava Army]]" in pages["site/article/Tarsk_offensive.html"].words
    assert "is not shown here" in pages["site/article/~43ON.html"].words


def test_the_sitemap_names_the_pages_where_the_address_is_known(folder: Path, pages: dict[str, Page], tmp_path: Path) -> None:
    found = re.findall("<loc>https://data.example/wars/(.*)</loc>", (folder / "sitemap.xml").read_text(encoding="utf-8"))
    assert set(found) == {path for path in pages if not path.startswith(("site/claim/", "site/reference/"))} - {"site/index.html"}
    assert "https://data.example/wars/sitemap.xml" in (folder / "robots.txt").read_text(encoding="utf-8")
    picture = '<meta property="og:image" content="https://data.example/wars/site/static/card.png">'
    assert [path for path in found if picture not in (folder / path).read_text(encoding="utf-8")] == []
    assert (folder / "site/static/card.png").read_bytes() == static_file("card.png")
    make_site(tmp_path / "release", tmp_path / "scratch", replace(CONFIG, address=""))
    assert not (tmp_path / "release" / "sitemap.xml").exists()
    assert "og:image" not in (tmp_path / "release" / "index.html").read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes_however_it_runs(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    articles = sorted(article for article, _ in graphs().values())
    with ThreadPoolExecutor(3) as pool:
        made = list(write_site(CONFIG, articles, read_triples, reversed(LINKS), Write(tmp_path / "release"), pool.map, tmp_path / "scratch"))
    other = {path.relative_to(tmp_path / "release").as_posix(): path.read_bytes() for path in (tmp_path / "release").rglob("*") if path.is_file()}
    assert other == {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sorted(written.path for written in made) == sorted(other)


@pytest.mark.parametrize("stem", ["Tarsk_offensive", "Battle_of_Lomna", "~43ON"])
def test_what_one_article_tells_of_a_thing_is_its_description(stem: str) -> None:
    article, triples = graphs()[stem]
    telling = Telling(article.iri, triples, lambda things: {})
    assert telling.things
    for thing in map(IRI, telling.things):
        described = describe(Small(triples), thing)
        assert described is not None
        index = telling.about(thing)
        assert read_thing(index, thing, NOTHING, str) == read_thing(described.index, thing, NOTHING, str)
        assert read_conflict(index, thing, str) == read_conflict(described.index, thing, str)
        record = telling.to_record(thing)
        assert record.statements == index.statements
        joined = GraphIndex(record.triples)
        assert {t.object for t in triples if t.subject == thing} == {node for p in {t.predicate for t in triples} for node in joined.all(thing, p)}


def test_what_tables_tell_of_conflicts_is_what_a_store_of_all_articles_tells(tmp_path: Path) -> None:
    lines = {f"{to_text(s)} {to_text(p)} {to_text(o)} .\n" for _, triples in graphs().values() for s, p, o in triples}
    (tmp_path / "all.nt").write_text("".join(sorted(lines)), encoding="utf-8")
    wanted = read_catalogue(load_files([str(tmp_path / "all.nt")])).summaries
    with Inventory(BASE, tmp_path / "scratch") as inventory:
        for article, triples in graphs().values():
            inventory.add(survey_article(article, triples))
    found = inventory.to_plan(CONFIG, "").catalogue.summaries
    assert found.conflicts == wanted.conflicts
    assert (found.parts, found.at, found.inside) == (wanted.parts, wanted.at, wanted.inside)
    assert {iri: wanted.names[iri] for iri in found.names if iri in wanted.names} == {k: v for k, v in found.names.items() if k in wanted.names}
    assert iri("group/Drava") in found.names
    things = {t.subject for _, triples in graphs().values() for t in triples}
    assert {thing for thing in things if thing in found.empty} == {thing for thing in things if thing in wanted.empty}


def test_two_versions_of_one_article_are_refused(tmp_path: Path) -> None:
    article, _ = graphs()["CON" if "CON" in graphs() else "~43ON"]
    with pytest.raises(ValueError, match=r"two versions of one article \(CON\)"):
        list(write_site(CONFIG, [article, article], read_triples, (), Write(tmp_path), map, tmp_path))


def test_conflicts_are_listed_by_date_with_their_years(pages: dict[str, Page]) -> None:
    assert {"y1815", "y2014", "y2015"} <= set(pages["site/lists/by-date-1.html"].ids)
    assert any(link.startswith("site/lists/by-date-1.html#y") for _, link in pages["index.html"].links)
    assert iri("x").startswith(BASE)


def test_the_table_beside_those_who_fell_has_them_alone(folder: Path, pages: dict[str, Page]) -> None:
    lists = folder / "site" / "lists"
    fallen, every = ((lists / name).read_text(encoding="utf-8").splitlines() for name in ("people-who-fell.csv", "people.csv"))
    assert 1 < len(fallen) < len(every)
    assert set(fallen) < set(every)
    for name, table in (("people-who-fell-1.html", "people-who-fell.csv"), ("people-1.html", "people.csv")):
        assert any(link == table for _, link in pages[f"site/lists/{name}"].links), name
