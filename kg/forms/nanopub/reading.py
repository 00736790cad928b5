"""Nanopublications back into the graphs that they were made of, each checked against its hash, and each index against what is there. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kg.forms.nanopub.nanopub import ASSERTION, NANOPUBLICATION, NPX, PARTS, PROVENANCE, NanopubError
from kg.forms.nanopub.trusty import artifact_code, code_of
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import DCT, IRI, RDF_TYPE, Triple, sort_triples
from kg.values import dataclass

_ELEMENTS = (NPX.term("includesElement"), NPX.term("appendsIndex"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A nanopublication as it was read: its IRI, the name of its head, and its other graphs by what they are."""

    iri: IRI
    head: IRI
    parts: dict[str, IRI]


def has_nanopubs(quads: Iterable[Quad]) -> bool:
    """Whether there is a nanopublication among quads."""
    return any(quad.graph is not None and _is_head(quad.triple) for quad in quads)


def from_nanopubs(quads: Iterable[Quad]) -> dict[IRI | None, tuple[Triple, ...]]:
    """The graphs that nanopublications were made of, sorted, by their names (None: a graph without one).

    What a nanopublication says of itself is left out. NanopubError for one that is not as its hash says, that is not well-formed, or that an index
    lists and that is not there; and for statements in graphs of no nanopublication.
    """
    graphs: dict[IRI | None, list[Triple]] = {}
    for triple, name in quads:
        graphs.setdefault(name, []).append(triple)
    found = [_read_head(name, triples) for name, triples in graphs.items() if name is not None and any(map(_is_head, triples))]
    _check_graphs(graphs, found)
    data: dict[IRI | None, set[Triple]] = {}
    for nanopub in found:
        _check_hash(nanopub, graphs)
        own = {nanopub.iri, nanopub.head, *nanopub.parts.values()}
        target = data.setdefault(_graph_name(nanopub, graphs), set())
        for name in nanopub.parts.values():
            target.update(triple for triple in graphs.get(name, ()) if triple.subject not in own and not triple.subject.startswith(f"{nanopub.iri}#"))
    _check_indexes(found, graphs)
    return {name: sort_triples(triples) for name, triples in data.items()}


def _is_head(triple: Triple) -> bool:
    return triple.predicate == RDF_TYPE and triple.object == NANOPUBLICATION


def _read_head(name: IRI, triples: list[Triple]) -> _Read:
    iris = {triple.subject for triple in triples if _is_head(triple)}
    if len(iris) != 1:
        raise NanopubError(f"{name}: {len(iris)} nanopublications have one head")
    (iri,) = iris
    parts: dict[str, IRI] = {}
    for predicate, part in PARTS.items():
        values = [triple.object for triple in triples if triple.subject == iri and triple.predicate == predicate]
        if len(values) != 1 or not isinstance(values[0], IRI):
            raise NanopubError(f"{iri}: its head names {len(values) or 'no'} graphs for its {part}, and one is wanted")
        parts[part] = values[0]
    if len({iri, name, *parts.values()}) != len(PARTS) + 2:
        raise NanopubError(f"{iri}: its graphs do not have a name each")
    return _Read(iri, name, parts)


def _check_graphs(graphs: dict[IRI | None, list[Triple]], found: list[_Read]) -> None:
    """Each graph is of one nanopublication, and none of them is empty."""
    names: set[IRI | None] = set()
    for nanopub in found:
        for part, name in (("head", nanopub.head), *nanopub.parts.items()):
            if name in names:
                raise NanopubError(f"{name}: the graph is of two nanopublications")
            if name not in graphs:
                raise NanopubError(f"{nanopub.iri}: its {part} is empty")
            names.add(name)
    if others := [name or "the default graph" for name in graphs if name not in names]:
        raise NanopubError(f"{min(others)}: the graph is of no nanopublication, though there are some in the file")


def _check_hash(nanopub: _Read, graphs: dict[IRI | None, list[Triple]]) -> None:
    code = code_of(nanopub.iri)
    if code is None:
        raise NanopubError(f"{nanopub.iri}: the nanopublication has no hash in its IRI, so nobody can tell whether it was changed")
    names = (nanopub.head, *nanopub.parts.values())
    real = artifact_code((Quad(triple, name) for name in names for triple in graphs[name]), code)
    if real != code:
        raise NanopubError(f"{nanopub.iri}: the nanopublication was changed: the hash of what it says is {real}")


def _graph_name(nanopub: _Read, graphs: dict[IRI | None, list[Triple]]) -> IRI | None:
    """The graph that a nanopublication is a part of; None where it was one without a name."""
    assertion = nanopub.parts[ASSERTION]
    said = graphs[nanopub.parts[PROVENANCE]]
    names = [triple.object for triple in said if triple.subject == assertion and triple.predicate == DCT.term("isPartOf")]
    return next((name for name in names if isinstance(name, IRI)), None)


def _check_indexes(found: list[_Read], graphs: dict[IRI | None, list[Triple]]) -> None:
    """Whatever an index lists is there: else the graph would come back without it, and nobody would know."""
    there = {nanopub.iri for nanopub in found}
    for nanopub in found:
        for subject, predicate, value in graphs[nanopub.parts[ASSERTION]]:
            if subject == nanopub.iri and predicate in _ELEMENTS and value not in there:
                raise NanopubError(f"{nanopub.iri}: the index lists a nanopublication that is not there: {value}")
