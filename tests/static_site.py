"""A small static site for tests: the invented articles, one with a hostile graph, and some whose names file systems care about."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from page_graph import ARTICLES, BASE, HOSTILE, iri
from wiki_pages import export, page

import kg
from kg.publish.site.input import ArticleInput, Download, SiteConfig
from kg.publish.site.names import file_segment
from kg.publish.site.site import write_site
from kg.rdf.reading import read_graph
from kg.rdf.terms import CK, DCT, IRI, OWL, RDF_TYPE, Triple, sort_triples

BOX = """{{{{Infobox military conflict
| conflict = {name}
| date = {date}
| place = [[Kütahya]]
| combatant1 = [[Free State]]
| combatant2 = [[{enemy}]]
| commander1 = Old Hand
| commander2 = [[Osk Marel]]
| strength1 = 40
}}}}
The '''{name}''' was a battle."""
LONG = "Battle of the very long river " * 8
ODD = ("CON", "Siege of Žižkov: the “last” stand, 50% *", ".5 Hill", "Battle of Lomna (1815) – a sequel’s sequel", LONG.strip())
CONFIG = SiteConfig(
    BASE, title="Invented wars", description="For tests.", version="2.0.0", issued="2026-01-02", address="https://data.example/wars/",
    citation="Nobody: Invented wars (2026)", dataset_json_ld='{"@context":"https://schema.org","@type":"Dataset","name":"Invented wars"}',
    downloads=(Download("data/full.nq.gz", "all", 1234, "https://creativecommons.org/licenses/by-sa/4.0/"),), frame="{}", texts=(str(ARTICLES),),
)  # fmt: skip
LINKS = (
    Triple(iri("group/Drava"), OWL.term("sameAs"), IRI("http://www.wikidata.org/entity/Q1")),
    Triple(iri("person/Osk_Marell"), DCT.term("isReplacedBy"), iri("person/Osk_Marel")),
)


class Written(NamedTuple):
    """What a test's writer is told of a file."""

    path: str
    media_type: str


class Write:
    """Writes into a folder; no file twice."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, path: str, data: bytes, media_type: str) -> Written:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:
            out.write(data)
        return Written(path, media_type)


@cache
def graphs() -> dict[str, tuple[ArticleInput, tuple[Triple, ...]]]:
    """The articles with their graphs, by stem."""
    pages = [
        page(title, BOX.format(name=title, date=f"{number + 1} May 1815", enemy="Free state" if number else "Free State"))
        for number, title in enumerate(ODD)
    ]
    with TemporaryDirectory() as folder:
        place = Path(folder) / "odd.xml"
        place.write_bytes(export(*pages))
        built = list(kg.build(ARTICLES, place))
    found = [outcome.built.graph.triples for outcome in built if isinstance(outcome, kg.Outcome)]
    made = {}
    for triples in (*found, sort_triples(read_graph(HOSTILE))):
        article = next(t.subject for t in triples if t.predicate == RDF_TYPE and t.object == CK.term("Article"))
        title = next((str(getattr(t.object, "value", "")) for t in triples if t.subject == article and t.predicate == DCT.term("title")), "Hostile")
        stem = file_segment(article.split("/")[-2])
        made[stem] = ArticleInput(article, title, stem), triples
    return made


def read_triples(stem: str) -> tuple[Triple, ...]:
    """The graph of an article."""
    return graphs()[stem][1]


def make_site(folder: Path, scratch: Path, config: SiteConfig = CONFIG, links: Iterable[Triple] = LINKS) -> list[Written]:
    """Write the site."""
    scratch.mkdir(parents=True)
    articles = sorted(article for article, _ in graphs().values())
    return list(write_site(config, articles, read_triples, links, Write(folder), map, scratch))


class Page(HTMLParser):
    """What a page holds: its ids, its links by element, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.loads: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        self.links += [(tag, found[key]) for key in ("href", "src", "action") if key in found]
        if tag in ("script", "img", "image", "use", "iframe", "link") and found.get("rel") not in ("alternate", "license"):
            self.loads += [found[key] for key in ("src", "href") if key in found]

    def handle_data(self, data: str) -> None:
        self.words += data


def read_pages(folder: Path) -> dict[str, Page]:
    """All pages by path."""
    return {path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def broken_links(folder: Path, pages: dict[str, Page], elsewhere: tuple[str, ...]) -> list[tuple[str, str]]:
    """Links that lead nowhere, or depend on where the folder is; ``elsewhere`` are beginnings of paths that others make."""
    found = []
    for path, made in pages.items():
        for _, link in made.links:
            if link.startswith(("https://", "http://")):
                continue
            target = urlsplit(urljoin(f"https://site.example/{path}", link))
            place, own = unquote(target.path)[1:], not urlsplit(link).scheme and not link.startswith("/") and link != ""
            if place in pages:
                there = not target.fragment or {target.fragment, unquote(target.fragment)} & set(pages[place].ids)
            else:
                there = place.startswith(elsewhere) or (folder / place).is_file()
            if not own or not there:
                found.append((path, link))
    return found
