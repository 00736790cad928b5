"""Walk the pages of a graph and find every figure and name they show in what the graph says: ``python tests/page_walk.py GRAPH... [--every N]``.

A page about a thing may say what the graph says about that thing, about the things that the page links to, and about their sides, figures and
claims; nothing else. Names stand in <bdi>; what the page itself counts (rows of a table) is marked as counted.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from kg.graph.facts import plain, spaced
from kg.graph.points import read_point
from kg.pages.catalogue import Catalogue, read_catalogue
from kg.pages.entity import NoPageError, entity_page, store_context
from kg.pages.overview.lists import KINDS as LISTS
from kg.pages.overview.lists import Asked, list_page, list_things
from kg.pages.overview.start import Chosen, start_page
from kg.pages.parts.dates import show_date
from kg.pages.parts.maps import show_point
from kg.pages.parts.statements import conflict_of, plain_name
from kg.pages.render import render_page
from kg.query.named import NamedQuery
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, Literal, Triple
from kg.store.description import describe
from kg.store.store import Store

KINDS = ("Conflict", "Group", "Person", "Place", "Claim", "Article")
_INNER = frozenset(CK.term(name) for name in ("hasSide", "strength", "losses", "describedIn", "of", "within", "belligerent")) | {
    IRI("http://www.opengis.net/ont/geosparql#hasGeometry"),
    IRI("https://w3id.org/conflict-kg/ontology#evidence"),
}
_VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "wbr"})
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
# The IRI of what one article alone names tells that article (docs/iris.md).
_NAMED_IN = re.compile(r".*/article/([^/#]+)/(?:conflict|group|person|place)/")
# What is not said by the page: scales, quotes of the source, and the forms in which a citation is taken along.
_COLUMN = re.compile(r'<li><a href="[^"]*">([^<]+)</a>: ([0-9,]+)</li>')
_PLACED = f"""SELECT DISTINCT ?c {{ ?c <{CK.term("describedIn")}> ?a ; <http://www.opengis.net/ont/geosparql#hasGeometry> ?g }}"""
_ASIDE = frozenset({"axis", "text", "quotes", "tip", "citation", "key", "gaps", "counted", "hash", "hint"})


class WalkLinks:
    """Links that are the IRIs themselves."""

    land = card = ""

    def __init__(self, base: str) -> None:
        self.base = base

    def href(self, iri: str) -> str:
        return iri

    def page(self, iri: str) -> str:
        return iri

    def forms(self, iri: str) -> tuple[tuple[str, str], ...]:
        return ()

    def table(self, iri: str, name: str = "") -> str:
        return f"{iri}.csv"

    def citing(self, claim: str, article: str) -> str:
        return f"{claim}#cite"

    def asked(self, query: NamedQuery) -> str:
        return f"/query/{query.name}"

    def period(self, first: int, last: int) -> str:
        return f"/{first}-{last}"

    def area(self, code: str) -> str:
        return f"/area/{code}"

    def own(self, name: str) -> str:
        return f"/{name}"

    def static(self, name: str) -> str:
        return f"/static/{name}"


class Shown(HTMLParser):
    """What the main part of a page shows: its names (those on maps are spots), numbers, units of figures, links and the victories at a glance."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.units: list[str] = []
        self.spots: list[str] = []
        self.numbers: list[str] = []
        self.links: set[str] = set()
        self.rows = self.victories = 0
        self.text = ""
        self._open: list[tuple[str, frozenset[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = frozenset(found.get("class", "").split())
        if self._within("main") or tag == "main":
            self.links |= {found["href"].partition("#")[0]} if "href" in found else set()
            self.victories += "won" in classes and self._within("glance")
            self.rows += found.get("scope") in ("row", "rowgroup") and self._within("cards")
        if tag == "bdi":
            (self.units if self._within("figure") else self.names).append("")
        if tag not in _VOID:
            self._open.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def _within(self, name: str) -> bool:
        return any(tag == name or name in classes for tag, classes in self._open)

    def handle_data(self, data: str) -> None:
        if not self._within("main") or self._within("script"):
            return
        self.text += data
        if self._within("map"):
            self.spots.append(data)
            return
        aside = any(classes & _ASIDE or tag in ("code", "pre") for tag, classes in self._open)
        if self._within("bdi") and not self._within("citation"):
            named = self.units if self._within("figure") else self.names
            named[-1] += data
        if not aside:
            self.numbers += _NUMBER.findall(data)


class Fault(NamedTuple):
    """Something a page shows that the graph does not say."""

    page: str
    kind: str
    shown: str


class Said:
    """What the graph says around a page: the texts, and the numbers in them."""

    def __init__(self, triples: Iterable[Triple], further: Iterable[str]) -> None:
        self.texts: set[str] = {_fold(text) for text in further}
        self.numbers: set[float] = set()
        self.words: set[str] = set()
        works: dict[str, dict[str, str]] = defaultdict(dict)
        for triple in triples:
            for node in (triple.subject, triple.object):
                self._add(node)
            if triple.predicate.startswith(DCT):
                works[triple.subject].setdefault(triple.predicate.removeprefix(DCT), plain(triple.object))
        for work in works.values():
            self.texts.add(_fold(", ".join(work[part] for part in ("creator", "title", "publisher", "date") if part in work)))

    def _add(self, node: IRI | Literal) -> None:
        if isinstance(node, IRI):
            name = plain_name(node)
            self.texts |= {_fold(name), _fold(f"Side {name}"), _fold(spaced(plain(node))), _fold(node)}
            self.words |= set(_fold(spaced(plain(node))).split())
            self.numbers |= _numbers_of(name)
            if match := _NAMED_IN.match(node):
                self.texts.add(_fold(match[1].replace("_", " ")))
            return
        value = node.value
        self.texts |= {_fold(value), _fold(show_date(value)), _fold(f"Supported by ({value})")}
        self.words |= set(_fold(value).split())
        self.numbers |= _numbers_of(value) | _numbers_of(show_date(value))
        if point := read_point(value):
            self.texts.add(_fold(show_point(*point)))
            self.numbers |= {round(abs(degrees), 2) for degrees in point}

    def holds(self, name: str) -> bool:
        """Whether a name is in the graph, whole or cut; one of a side is followed by that of its conflict."""
        folded = _fold(name)
        if folded.endswith("...") and any(text.startswith(folded[:-3]) for text in self.texts):
            return True
        pieces = folded.split(" in ")
        splits = ((" in ".join(pieces[:cut]), " in ".join(pieces[cut:])) for cut in range(1, len(pieces)))
        return folded in self.texts or any(head in self.texts and tail in self.texts for head, tail in splits)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _numbers_of(text: str) -> set[float]:
    return {float(number.replace(",", "")) for number in _NUMBER.findall(text)}


def find_faults(store: Store, iri: IRI, catalogue: Catalogue, base: str) -> Iterator[Fault]:
    """The names and numbers on the page about a thing that the graph does not say about it or what it links to."""
    description = describe(store, iri)
    if description is None:
        return
    try:
        page = entity_page(description, store_context(store, lambda: catalogue, WalkLinks(base)))
    except NoPageError:
        return
    shown = Shown(render_page(page, WalkLinks(base)))
    linked = {IRI(link) for link in shown.links if link.startswith(base)} | {iri}
    near = set(description.triples) | _around(store, linked | {IRI(whole) for link in linked if (whole := conflict_of(link))})
    said = Said(near, ("Supported by", "unknown, says the article", "a source"))
    placed = {entry.name for entry in catalogue.conflicts if entry.point}
    yield from (Fault(iri, "spot", name) for name in shown.spots if name.strip() and not (name in placed or said.holds(name)))
    yield from (Fault(iri, "name", name) for name in shown.names if name.strip() and not said.holds(name))
    known = {"in", "total", "captured", "(casualties)", "(sick)"} | said.words
    yield from (Fault(iri, "unit", unit) for unit in shown.units if not set(_fold(unit).split()) <= known and not said.holds(unit))
    yield from (Fault(iri, "number", number) for number in shown.numbers if float(number.replace(",", "")) not in said.numbers)
    yield from _check_result(iri, shown, description.triples)
    if page.tables and not shown.rows:
        yield Fault(iri, "table", "no rows")


def find_list_faults(store: Store, name: str, catalogue: Catalogue, base: str) -> Iterator[Fault]:
    """The same on every page of a list, which may say what the graph says of its things and of their conflicts."""
    things = {found.iri: found.label for found in catalogue.names if found.kind == LISTS[name].kind}
    listed, number = list_things(name, things.items(), catalogue, catalogue.involved), 1
    while True:
        page = list_page(name, listed, Asked(page=number), catalogue, str, "")
        if page.values["choice"].page < number:
            return
        shown = Shown(render_page(page, WalkLinks(base)))
        near = {IRI(link) for link in shown.links if link.startswith(base)} | {IRI(one.iri) for one in page.values["rows"]}
        near |= {IRI(row.conflict) for one in page.values["rows"] for row in catalogue.involved.get(one.iri, ())}
        near |= {IRI(entry) for one in page.values["rows"] for entry in catalogue.summaries.parts_of(one.iri)}
        near |= {IRI(entry) for one in page.values["rows"] for where in (one.iri, *catalogue.summaries.places_in(one.iri))
                 for entry in catalogue.summaries.at.get(where, ())}  # fmt: skip
        said = Said(_around(store, near) | set(_claims_of(store)), ())
        yield from (Fault(f"/{name}", "name", one) for one in shown.names if one.strip() and not said.holds(one))
        known = {float(len(listed))} | said.numbers
        yield from (Fault(f"/{name}", "number", one) for one in shown.numbers if float(one.replace(",", "")) not in known)
        number += 1


def find_start_faults(store: Store, catalogue: Catalogue, base: str) -> Iterator[Fault]:
    """The same on every page of the start page's list; what it counts is counted anew in the store."""
    links, number = WalkLinks(base), 1
    counts, began = _count_kinds(store), _years_begun(store)
    while True:
        page = start_page(catalogue, Chosen(None, None, True, number), links)
        if page.values["chosen"].page < number:
            return
        text = render_page(page, links)
        shown, listed = Shown(text), {IRI(entry.iri) for entry in page.values["entries"]}
        said = Said(set(store.about(sorted(listed))), ())
        yield from (Fault("/", "name", one) for one in shown.names if one.strip() and not said.holds(one))
        columns = {words: int(many.replace(",", "")) for words, many in _COLUMN.findall(text)}
        for words, many in columns.items():
            first, last = (int(year) for year in (re.findall("[0-9]+", words) * 2)[:2])
            if many != sum(first <= year <= last for year in began):
                yield Fault("/", "histogram", f"{words}: {many}")
        known = said.numbers | counts | _numbers_of(" ".join((*columns, *map(str, columns.values())))) | set(map(float, page.values["shown_pages"]))
        known |= _numbers_of(" ".join(str(tick.label) for tick in page.values["histogram"].columns)) if page.values["histogram"] else set()
        placed = float(sum(1 for _ in store.select(_PLACED).rows))
        known |= {float(len(began)), float(page.values["found"]), placed, page.values["found"] - placed}
        yield from (Fault("/", "number", one) for one in shown.numbers if float(one.replace(",", "")) not in known)
        number += 1


def _count_kinds(store: Store) -> set[float]:
    """How many things of each kind there are, conflicts that articles are about, and conflicts that others are part of."""
    asked = [f"?thing a <{CK.term(kind)}>" for kind in KINDS] + [f"?thing <{CK.term('describedIn')}> ?x", f"?part <{CK.term('partOf')}> ?thing"]
    found = (store.select(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ {one} }}").rows[0][0] for one in asked)
    return {float(plain(many)) for many in found if many is not None}


def _years_begun(store: Store) -> list[int]:
    """The first year of each conflict that an article is about, where it has one."""
    rows = store.select(f"SELECT ?c (MIN(STR(?s)) AS ?first) {{ ?c <{CK.term('describedIn')}> ?a ; <{CK.term('start')}> ?s }} GROUP BY ?c").rows
    return [int(plain(first)[:4]) for _, first in rows if first is not None and plain(first)[:4].isdecimal()]


def _claims_of(store: Store) -> Iterator[Triple]:
    """The ranks of claims, which lists show without their claim."""
    for claim, rank in store.select(f"SELECT ?claim ?rank {{ ?claim <{CK.term('rank')}> ?rank }}").rows:
        if isinstance(claim, IRI) and rank is not None:
            yield Triple(claim, CK.term("rank"), rank)


def _check_result(iri: IRI, shown: Shown, triples: Iterable[Triple]) -> Iterator[Fault]:
    """Victories are shown where the graph has a victor, and the lack of one only where it has none."""
    victors = {triple.object for triple in triples if triple.subject == iri and triple.predicate == CK.term("victor")}
    if shown.victories and shown.victories != len(victors):
        yield Fault(iri, "victory", f"{shown.victories} shown, {len(victors)} in the graph")
    if victors and "no one side the victor" in shown.text:
        yield Fault(iri, "victory", "no one side the victor")


def _around(store: Store, things: set[IRI]) -> set[Triple]:
    """What the graph says about things, and two steps on about their sides, figures, articles and evidence."""
    found: set[Triple] = set()
    step = things
    for _ in range(4):
        more = set(store.about(sorted(step)))
        found |= more
        step = {t.object for t in more if t.predicate in _INNER and isinstance(t.object, IRI)} - {t.subject for t in found}
    return found


def pages_of(store: Store, kinds: Iterable[str] = KINDS) -> Iterator[IRI]:
    """The things of a store that have pages, sorted."""
    for kind in kinds:
        rows = store.select(f"SELECT DISTINCT ?thing {{ ?thing <{RDF_TYPE}> <{CK.term(kind)}> }}").rows
        yield from sorted(row[0] for row in rows if isinstance(row[0], IRI))


def walk(store: Store, base: str, every: Callable[[str], int] = lambda kind: 1) -> tuple[int, list[Fault]]:
    """How many pages were looked at, and what they show that the graph does not say; ``every`` picks one of so many pages of a kind."""
    catalogue = read_catalogue(store)
    pages = [iri for kind in KINDS for iri in list(pages_of(store, (kind,)))[:: every(kind)]]
    faults = [fault for iri in pages for fault in find_faults(store, iri, catalogue, base)]
    faults += [fault for name in LISTS for fault in find_list_faults(store, name, catalogue, base)]
    faults += find_start_faults(store, catalogue, base)
    return len(pages) + len(LISTS) + 1, faults


def main() -> int:
    """The command: 1 where a page says more than the graph."""
    from kg.graph.iris import DEFAULT_BASE
    from kg.store.embedded import load_files

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", nargs="+")
    parser.add_argument("--every", type=int, default=1, help="one of so many pages")
    options = parser.parse_args()
    pages, faults = walk(load_files(options.graphs), DEFAULT_BASE, lambda kind: options.every)
    for fault in faults:
        print(f"{fault.page}: {fault.kind} {fault.shown!r}")
    print(f"{pages:,} pages, {len(faults):,} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
