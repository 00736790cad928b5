"""Links to Wikidata, each with the decision that made it, and merges, which can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.graph.iris import digest
from kg.profiles.nodes import Properties, gather, only, only_iri
from kg.publish.release import FULL, LINKS
from kg.publish.verify.checks.articles import layer_file
from kg.publish.verify.failure import BrokenError, Failure, Found
from kg.publish.verify.graphs import graph_of, is_article, read_layer
from kg.publish.verify.opened import Opened
from kg.rdf.nquads_reading import LineError, Quad, parse_quads
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, DCT, IRI, OWL, RDF_TYPE, SKOS, WD, Literal, Namespace

_SSSOM, _SEMAPV = Namespace("https://w3id.org/sssom/"), Namespace("https://w3id.org/semapv/vocab/")
_MATCH, _SAME, _AXIOM = SKOS.term("exactMatch"), OWL.term("sameAs"), OWL.term("Axiom")
_SOURCE, _PROPERTY, _TARGET = (OWL.term(name) for name in ("annotatedSource", "annotatedProperty", "annotatedTarget"))
_REMOVED, _ADDED = CK.term("removed"), CK.term("added")
Link = tuple[IRI, IRI]


def check_links(opened: Opened) -> Found:
    """That each link has its decision, with justification and a confidence from 0 to 1, each decision its link, and that what is linked is there."""
    quads = list(_quads(opened, LINKS))
    graph = f"{opened.manifest.base}graph/links"
    nodes = gather(quad.triple for quad in quads if quad.graph == graph)
    links = {(iri, item) for iri, said in nodes.items() for item in said.get(_MATCH, ()) if isinstance(item, IRI)}
    decided = {link: node for node, said in nodes.items() if _AXIOM in said.get(RDF_TYPE, ()) and (link := _decided(said))}
    file, replaced = layer_file(opened, LINKS), _replaced(opened)
    for iri, item in sorted(links - decided.keys()):
        yield Failure(file, f"the link from <{iri}> to <{item}> has no decision")
    for (iri, item), node in sorted(decided.items()):
        if (iri, item) not in links:
            yield Failure(file, f"the decision <{node}> has no link from <{iri}> to <{item}>")
        for words in _weak(node, nodes[node], (iri, item), opened.manifest.base, replaced.get(iri, ())):
            yield Failure(file, f"the decision <{node}> {words}")
    for iri, said in nodes.items():
        if _AXIOM in said.get(RDF_TYPE, ()) and _decided(said) is None:
            yield Failure(file, f"the decision <{iri}> does not tell what is linked with what")
        for other in said.get(_SAME, ()):
            if (iri, other) not in links:
                yield Failure(file, f"<{iri}> is the same as <{other}> (owl:sameAs) without a link")
    yield from _check_strangers(quads, opened, file)
    yield from _check_subjects(opened, {iri for iri, _ in links}, file)


def _replaced(opened: Opened) -> dict[IRI, list[IRI]]:
    """What merges replaced, by what they replaced it with."""
    found: dict[IRI, list[IRI]] = {}
    for quad in _quads(opened, FULL, articles=False):
        if quad.triple.predicate == DCT.term("isReplacedBy") and isinstance(quad.triple.object, IRI):
            found.setdefault(quad.triple.object, []).append(quad.triple.subject)
    return found


def _decided(said: Properties) -> Link | None:
    """The link that a decision is about."""
    iri, item = only_iri(said, _SOURCE), only_iri(said, _TARGET)
    return (iri, item) if iri and item and only_iri(said, _PROPERTY) == _MATCH else None


def _weak(node: IRI, said: Properties, link: Link, base: str, before: Iterable[IRI]) -> Iterator[str]:
    """What is wrong with a decision; ``before`` are the names that what is linked had before it was made one with something."""
    iri, item = link
    if node not in {f"{base}link/{digest(name, item.removeprefix(f'{WD}Q'))}" for name in (iri, *before)}:
        yield "is not named after its link"
    if not (only_iri(said, _SSSOM.term("mapping_justification")) or "").startswith(_SEMAPV):
        yield "has no justification"
    for confidence in said.get(_SSSOM.term("confidence"), ()):
        if not isinstance(confidence, Literal) or not _is_share(confidence.value):
            yield "has a confidence that is no number from 0 to 1"


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


def _check_strangers(quads: list[Quad], opened: Opened, file: str) -> Found:
    """That the layer has the graphs of links and of what Wikidata says only: all else is under another licence."""
    allowed = {f"{opened.manifest.base}graph/{name}" for name in ("links", "wikidata")}
    for name in sorted({str(quad.graph) for quad in quads} - allowed):
        yield Failure(file, f"has the graph <{name}>, which is not of links")


def _check_subjects(opened: Opened, wanted: set[IRI], file: str) -> Found:
    if not wanted:
        return
    missing = {f"<{iri}>" for iri in wanted}
    for line in read_layer(opened, FULL):
        missing.discard(line[: line.index(" ")])
    for iri in sorted(missing):
        yield Failure(file, f"links {iri}, of which the full layer says nothing")


def _quads(opened: Opened, layer: str, *, articles: bool = True) -> Iterator[Quad]:
    """The statements of a layer; without those of articles where they are not wanted."""
    for line in read_layer(opened, layer):
        if articles or not is_article(graph_of(line)):
            try:
                yield from parse_quads(line)
            except LineError as error:
                raise BrokenError(Failure(layer_file(opened, layer), f"cannot be read: {error.reason}")) from error


def check_merges(opened: Opened) -> Found:
    """That each record of a merge tells what was replaced with what, and can be taken back: its statements can be read, and those it added stand."""
    layers = [layer.name for layer in opened.manifest.layers]
    graph = f"{opened.manifest.base}graph/merges"
    quads = [quad for layer in layers if layer in (FULL, LINKS) for quad in _quads(opened, layer, articles=False) if quad.graph == graph]
    nodes, added, file = gather(quad.triple for quad in quads), set[str](), layer_file(opened, FULL)
    for node, said in nodes.items():
        if CK.term("Merge") not in said.get(RDF_TYPE, ()):
            continue
        old, new = only_iri(said, CK.term("replaced")), only_iri(said, CK.term("replacement"))
        if old is None or new is None or new not in nodes.get(old, {}).get(DCT.term("isReplacedBy"), ()):
            yield Failure(file, f"the merge <{node}> does not tell what was replaced with what")
        for predicate in (_REMOVED, _ADDED):
            text = only(said, predicate)
            try:
                lines = [*map(_line, parse_quads(text.value))] if isinstance(text, Literal) else [""]
            except LineError:
                lines = [""]
            if "" in lines:
                yield Failure(file, f"the merge <{node}> has no statements in <{predicate}> that can be read")
            elif predicate == _ADDED:
                added.update(lines)
    yield from _check_added(opened, added, file)


def _line(quad: Quad) -> str:
    """A statement as its line; one of no graph, as graphs that were not named are recorded, as a line without its end."""
    [line] = to_lines((quad.triple,), quad.graph)
    return line if quad.graph else line.removesuffix(".\n")


def _check_added(opened: Opened, added: set[str], file: str) -> Found:
    if added:
        for line in chain(read_layer(opened, FULL), read_layer(opened, LINKS)):
            added.discard(line)
            added.discard(line[: line.rfind("<")])
    for line in sorted(added)[:1]:
        yield Failure(file, f"{len(added):,} statements that merges added are in no layer: {line.strip()[:300]}")
