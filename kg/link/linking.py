"""A graph file in, the same graph with its links out: files, index and service brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kg.link.decide import Decision, Watch, decide_links
from kg.link.entities import Entity, read_entities
from kg.link.index.lookup import Index, Item, Lookup
from kg.link.merge.by_item import plan_by_item
from kg.link.merge.plan import Plan
from kg.link.merge.record import make_record, merges_graph_name, undo, write_quad
from kg.link.merge.renaming import rename
from kg.link.merge.survey import Survey
from kg.link.service import Both, Service
from kg.link.sssom import Row, SssomError, linked_items, make_rows, merge_reviews, read_rows, to_uri, write_rows
from kg.link.triples import links_graph_name, make_links, make_wikidata, wikidata_graph_name
from kg.link.versions import tell_versions
from kg.link.vocabulary import Kinds
from kg.profiles.reading import read_expanded_quads
from kg.rdf.graph import ArticleGraph
from kg.rdf.nquads_reading import LineError, Quad
from kg.rdf.reading import GraphReadError
from kg.rdf.terms import Triple
from kg.values import dataclass
from kg.version import __version__


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of linking: the decisions made now, the rows with all reviews, the graphs to add, and what is to be made one by the links."""

    decisions: tuple[Decision, ...]
    rows: tuple[Row, ...]
    links: ArticleGraph
    wikidata: ArticleGraph
    plan: Plan


def link_graph(
    triples: Iterable[Triple],
    index: Index | None,
    service: Service | None,
    reviewed: Iterable[Row],
    base: str,
    watch: Watch = iter,
    *,
    date: str | None = None,
) -> Linked:
    """Link the entities of a graph with an index, a service, or both; what humans have reviewed stands.

    ``watch`` is that of decide_links, ``date`` the day of the links, as tell_versions takes it.
    """
    triples = tuple(triples)
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
    decisions = decide_links(entities, lookup, watch)
    rows = merge_reviews(make_rows(decisions, base, __version__, tell_versions(triples, index.version if index else "", date)), reviewed)
    links = tuple(linked_items(rows, {to_uri(entity.iri): entity.iri for entity in entities}, base))
    known = {match.item.qid: match.item for decision in decisions for match in decision.matches}
    items = {qid: _fuller(qid, known, index) for qid in sorted({qid for _, qid, _ in links})}
    wikidata = make_wikidata(items.values(), base, "en", labels=bool(index and index.complete))
    survey = Survey()
    survey.add(triples)
    plan = plan_by_item(survey, links, items, index.has_name if index else lambda _, __: False, base)
    return Linked(decisions, rows, make_links(links, base), wikidata, plan)


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
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SssomError(f"{path}: line {line}: not UTF-8; save the table as UTF-8 text separated by tabs") from error


def write_decisions(rows: Iterable[Row], base: str, out: TextIO) -> None:
    """Write the table of decisions."""
    out.write(write_rows(rows, base))


def own_quads(path: str, base: str) -> tuple[Quad, ...]:
    """The statements of a graph file, each once, without the links of an earlier run, and as they were before that made things one.

    GraphReadError where it cannot be read.
    """
    added = {links_graph_name(base), wikidata_graph_name(base)}
    return tuple(dict.fromkeys(quad for quad in _undone(path, base) if quad.graph not in added))


def add_links(own: Iterable[Quad], linked: Linked, base: str, *, merge: bool = True) -> frozenset[Quad]:
    """The statements with the graphs of links and of data from Wikidata; with ``merge`` what is linked to one item is one, and a graph records it."""
    quads = [*own, *(Quad(triple, graph.name) for graph in (linked.links, linked.wikidata) for triple in graph.triples)]
    merges = linked.plan.merges if merge else {}
    if not merges:
        return frozenset(quads)
    renamed = rename(sorted(set(quads), key=write_quad), merges)
    record = make_record(merges.values(), renamed, base)
    return renamed.quads | {Quad(triple, record.name) for triple in record.triples}


def undo_merges(path: str, base: str) -> frozenset[Quad]:
    """The statements of a linked graph as they were before things were made one by their links. GraphReadError where it cannot be read."""
    return frozenset(_undone(path, base))


def write_quads(quads: Iterable[Quad], out: TextIO) -> None:
    """Write statements as N-Quads, in code point order."""
    out.writelines(sorted(map(write_quad, quads)))


def _undone(path: str, base: str) -> Iterator[Quad]:
    try:
        yield from undo(read_expanded_quads(path), base)
    except LineError as error:
        raise GraphReadError(path, f"the record of what was made one ({merges_graph_name(base)}) is damaged: {error.reason}") from error
