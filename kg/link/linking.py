"""A graph file in, the same graph with its links out: files, index and service brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kg.link.decide import Decision, decide_links
from kg.link.entities import Entity, read_entities
from kg.link.index.lookup import Index, Item, Lookup
from kg.link.index.sources import open_lines
from kg.link.service import Both, Service
from kg.link.sssom import Row, SssomError, linked_items, make_rows, merge_reviews, read_rows, to_uri, write_rows
from kg.link.triples import links_graph_name, make_links, make_wikidata, wikidata_graph_name
from kg.link.vocabulary import Kinds
from kg.rdf.formats import format_of_path
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import LineError, parse_lines
from kg.rdf.ntriples import to_lines
from kg.rdf.reading import GraphReadError, read_graph
from kg.rdf.terms import Triple
from kg.values import dataclass
from kg.version import __version__


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of linking: the decisions made now, the rows with all reviews, and the graphs to add."""

    decisions: tuple[Decision, ...]
    rows: tuple[Row, ...]
    links: ArticleGraph
    wikidata: ArticleGraph


def link_graph(triples: Iterable[Triple], index: Index | None, service: Service | None, reviewed: Iterable[Row], base: str) -> Linked:
    """Link the entities of a graph with an index, a service, or both; what humans have reviewed stands."""
    entities = read_entities(triples)
    if service:
        service.fetch((name, entity.kind) for entity in entities for name in _names_to_ask(entity, index))
    lookup: Lookup
    if index and service:
        lookup = Both(index, service)
    elif index:
        lookup = index
    elif service:
        lookup = service
    else:
        raise ValueError("linking needs an index or a service")
    decisions = decide_links(entities, lookup)
    rows = merge_reviews(make_rows(decisions, base, __version__), reviewed)
    links = tuple(linked_items(rows, {to_uri(entity.iri): entity.iri for entity in entities}, base))
    known = {match.item.qid: match.item for decision in decisions for match in decision.matches}
    items = [_fuller(qid, known, index) for qid in sorted({qid for _, qid, _ in links})]
    wikidata = make_wikidata(items, base, "en", labels=bool(index and index.complete))
    return Linked(decisions, rows, make_links(links, base), wikidata)


def _names_to_ask(entity: Entity, index: Index | None) -> tuple[str, ...]:
    """The names that a service is to be asked for: none where the pages already tell the item."""
    if entity.pages or (index and any(index.by_title(title) for title in entity.titles)):
        return ()
    return entity.titles or entity.names


def _fuller(qid: int, known: dict[int, Item], index: Index | None) -> Item:
    item = known.get(qid) or Item(qid, "", Kinds.NONE)
    return next(iter(index.items([qid])), item) if index and not item.title else item


def read_decisions(path: str) -> tuple[Row, ...]:
    """The rows of a table of decisions, none where there is no such file. SssomError and OSError where it cannot be read."""
    file = Path(path)
    if not file.exists():
        return ()
    try:
        return read_rows(file.read_text(encoding="utf-8"), path)
    except UnicodeDecodeError as error:
        raise SssomError(f"{path}: not UTF-8; save the table as UTF-8 text separated by tabs") from error


def write_decisions(rows: Iterable[Row], base: str, out: TextIO) -> None:
    """Write the table of decisions."""
    out.write(write_rows(rows, base))


def write_linked(path: str, linked: Linked, base: str, out: TextIO) -> None:
    """Write the graph of ``path`` as it is, without links of an earlier run, and the two new graphs, as N-Quads."""
    out.writelines(_own_lines(path, base))
    for graph in (linked.links, linked.wikidata):
        out.writelines(sorted(to_lines(graph.triples, graph.name)))


def _own_lines(path: str, base: str) -> Iterator[str]:
    if format_of_path(path).name != "nquads":
        yield from to_lines(read_graph(path))
        return
    ends = tuple(f" <{name}> ." for name in (links_graph_name(base), wikidata_graph_name(base)))
    for raw in open_lines(path):
        line = raw.decode("utf-8").rstrip("\r\n")
        if not line.rstrip().endswith(ends):
            yield f"{line}\n"


def own_triples(path: str, base: str) -> tuple[Triple, ...]:
    """The triples of a graph file without those that an earlier run of linking put there."""
    if format_of_path(path).name != "nquads":
        return read_graph(path)
    try:
        return tuple(parse_lines("".join(_own_lines(path, base)), quads=True))
    except LineError as error:
        raise GraphReadError(path, error.reason, error.line, error.column) from error
