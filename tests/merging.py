"""Graphs of invented articles in which one thing has several names."""

from collections.abc import Iterable

from kg.graph.provenance import Provenance
from kg.pipeline.article import build_article
from kg.rdf.terms import Triple
from kg.read.wikitext.article import read_wikitext

BASE = "https://example.org/"


def article(title: str, *, sides: tuple[str, str] = ("[[Varn]]", "[[Esk]]"), **rows: str) -> tuple[Triple, ...]:
    """The graph of an article on a conflict, with these rows of its infobox beside the parties."""
    rows = {"conflict": title, "date": "4 May 1701", "combatant1": sides[0], "combatant2": sides[1], **rows}
    box = "".join(f"| {name} = {value}\n" for name, value in rows.items())
    text = f"{{{{Infobox military conflict\n{box}}}}}\n'''{title}''' was a battle.\n"
    sha256 = f"{sum(map(ord, text)):064x}"
    return build_article(read_wikitext(text, title=title, sha256=sha256), Provenance(BASE, "0")).graph.triples


def all_of(*graphs: Iterable[Triple]) -> list[Triple]:
    return [triple for graph in graphs for triple in graph]


def local(iri: str) -> str:
    return iri.removeprefix(BASE)
