"""A graph against the shapes: the verdict, and for each thing wrong the words of the article that it stands on.

pySHACL is the reference. Where the package ``shacl`` (the extra ``fast``) is installed it looks first, some fifty times faster; a graph
in which it finds something wrong goes to pySHACL, whose report is the one given. For a large graph that would take minutes, since its queries
join claims with claims, and the report is that of ``shacl``, which finds the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from kg.plurals import counted
from kg.profiles.convert import expand
from kg.profiles.facts import has_claims, is_facts
from kg.rdf.ntriples import to_lines
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, Literal, Triple
from kg.resources import facts_profile_text, shapes_text
from kg.values import dataclass

if TYPE_CHECKING:
    import rdflib
    import shacl

SHAPES = "https://w3id.org/conflict-kg/shapes#"
_SHACL = "http://www.w3.org/ns/shacl#"
_WHOLE_GRAPH = "SPARQLConstraintComponent"
# Triples of a graph from which on pySHACL is not asked: it takes some 20 s here, and by the square from here on.
_LARGE = 50_000


class Words(NamedTuple):
    """Words of an article version, from code point ``start`` to ``end`` of its source text."""

    exact: str
    start: int
    end: int
    article: str


@dataclass(frozen=True, slots=True)
class Result:
    """One thing wrong: the node it is about, the property (None: the node itself), the value (None: none, or too few), and why.

    ``constraint`` is the local name of the SHACL constraint component, ``shape`` that of our shape; ``evidence`` has the words that the
    claims about the node stand on, in their order. ``value_is_iri`` tells an IRI from a literal of the same text.
    """

    focus: str
    path: str | None
    message: str
    severity: str
    value: str | None
    constraint: str
    shape: str
    evidence: tuple[Words, ...] = ()
    value_is_iri: bool = False

    def __str__(self) -> str:
        value = f", value {self.value}" if self.value is not None else ""
        path = f", property {self.path}" if self.path is not None else ""
        words = "".join(f"\n  {words.article}, characters {words.start} to {words.end}: {words.exact}" for words in self.evidence)
        return f"{self.message}\n  at {self.focus}{path}{value}{words}"


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on a graph, and all that is wrong with it."""

    conforms: bool
    results: tuple[Result, ...] = ()

    def __str__(self) -> str:
        if self.conforms:
            return "Conforms."
        return "\n".join((f"Does not conform: {counted(len(self.results), 'result')}.", *map(str, self.results)))


def validate(triples: Iterable[Triple]) -> Report:
    """Check a graph, of one article or of several, against the shapes: what is compact is expanded, what has facts only need have no claims.

    kg.profiles.claims.ProfileError for a compact graph that cannot be expanded.
    """
    graph = tuple(expand(triples))
    fast = find_spec("shacl") is not None
    if fast and conforms_by_fast_engine(graph):
        return Report(True)
    return (validate_by_fast_engine(graph) if fast and len(graph) > _LARGE else None) or validate_by_reference(graph)


def conforms_by_fast_engine(triples: Iterable[Triple]) -> bool:
    """Whether the package ``shacl`` finds nothing wrong, also False for a graph that it cannot read; ImportError where it is not installed."""
    graph = tuple(triples)
    try:
        return bool(_compiled_shapes(_is_facts_only(graph)).validate_text("".join(to_lines(graph)), format="ntriples").conforms)
    except ValueError:
        return False


def validate_by_fast_engine(triples: Iterable[Triple]) -> Report | None:
    """Check a graph with the package ``shacl``; None for a graph that it cannot read. ImportError where it is not installed."""
    graph = tuple(triples)
    try:
        found = _compiled_shapes(_is_facts_only(graph)).validate_text("".join(to_lines(graph)), format="ntriples")
    except ValueError:
        return None
    return _report((_read_fast(result) for result in found.results), graph)


def validate_by_reference(triples: Iterable[Triple]) -> Report:
    """Check a graph with pySHACL."""
    import pyshacl

    triples = tuple(triples)
    with _literals_as_written():
        conforms, found, _ = pyshacl.validate(_to_rdflib(triples), shacl_graph=_parsed_shapes(_is_facts_only(triples)), inplace=True)
    if conforms:
        return Report(True)
    return _report(_results(found), triples)


def _report(results: Iterable[Result], triples: tuple[Triple, ...]) -> Report:
    """The report on what is wrong, in order, with the words that it stands on."""
    claims = _Claims(triples)
    told = (replace(result, evidence=claims.words(result.focus, result.path, result.value)) for result in results)
    ordered = tuple(sorted(told, key=lambda r: (r.focus, r.path or "", r.shape, r.constraint, r.value or "")))
    return Report(not ordered, ordered)


@cache
def _compiled_shapes(facts_only: bool) -> shacl.Shapes:
    import shacl

    return shacl.Shapes.from_turtle(_shapes_text(facts_only))


@cache
def _parsed_shapes(facts_only: bool) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=_shapes_text(facts_only), format="turtle")


def _is_facts_only(triples: tuple[Triple, ...]) -> bool:
    return is_facts(triples) and not has_claims(triples)


def _shapes_text(facts_only: bool) -> str:
    return shapes_text() + (facts_profile_text() if facts_only else "")


@contextmanager
def _literals_as_written() -> Iterator[None]:
    """Keep rdflib quiet about the literals that it cannot hold (days before year 1): the shapes judge them."""
    import logging

    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    import rdflib

    from kg.validation.prepared import PreparingGraph

    graph = PreparingGraph()
    for subject, predicate, value in triples:
        if not isinstance(value, Literal):
            node: rdflib.term.Node = rdflib.URIRef(value)
        elif value.language:
            node = rdflib.Literal(value.value, lang=value.language)
        else:
            node = rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype), normalize=False)
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), node))
    return graph


def _read_fast(found: shacl.Result) -> Result:
    """A result of the package ``shacl``; a path of several steps is left out, as pySHACL's report names none."""
    path = _plain_iri(str(found.path)) if found.path else None
    return _result(
        _plain_iri(str(found.focus_node)) or str(found.focus_node),
        path,
        found.message or "",
        str(found.severity_iri).strip("<>").removeprefix(_SHACL),
        None if found.value is None else str(found.value_plain),
        str(found.component_iri).strip("<>").removeprefix(_SHACL),
        str(found.source_shape).strip("<>").removeprefix(SHAPES),
        value_is_iri=str(found.value).startswith("<"),
    )


def _plain_iri(written: str) -> str | None:
    """The IRI between angle brackets, None for anything else."""
    return written[1:-1] if written.startswith("<") and written.endswith(">") and written.count("<") == 1 else None


def _result(
    focus: str, path: str | None, message: str, severity: str, value: str | None, constraint: str, shape: str, *, value_is_iri: bool
) -> Result:
    """A result; a query over the whole graph is about the node that it finds."""
    if constraint == _WHOLE_GRAPH and value is not None:
        focus, value, value_is_iri = value, None, False
    return Result(focus, path, message, severity, value, constraint, shape, value_is_iri=value_is_iri)


def _results(found: rdflib.Graph) -> Iterator[Result]:
    import rdflib

    def read(result: rdflib.term.Node, name: str) -> str | None:
        node = found.value(result, rdflib.URIRef(_SHACL + name))
        return None if node is None or isinstance(node, rdflib.BNode) else str(node)

    for result in found.objects(None, rdflib.URIRef(_SHACL + "result")):
        constraint = (read(result, "sourceConstraintComponent") or "").removeprefix(_SHACL)
        focus, path, value = read(result, "focusNode") or "", read(result, "resultPath"), read(result, "value")
        is_iri = isinstance(found.value(result, rdflib.URIRef(_SHACL + "value")), rdflib.URIRef)
        yield _result(
            focus, path, read(result, "resultMessage") or "", (read(result, "resultSeverity") or "").removeprefix(_SHACL), value, constraint,
            (read(result, "sourceShape") or "").removeprefix(SHAPES), value_is_iri=is_iri,
        )  # fmt: skip


class _Claims:
    """The claims of a graph, to be found by what they are about."""

    def __init__(self, triples: tuple[Triple, ...]) -> None:
        from kg.graph.facts import GraphIndex

        self.index = GraphIndex(triples)
        self.pieces: dict[str, set[str]] = defaultdict(set)
        self._about: dict[object, set[str]] = defaultdict(set)
        self._selected: dict[str, set[str]] = defaultdict(set)
        for claim, predicate, piece in triples:
            if predicate == CK.term("evidence"):
                self.pieces[str(claim)].add(str(piece))
            elif predicate == OA.term("hasSelector"):
                self._selected[str(piece)].add(str(claim))
        for told in self.pieces:
            about, said, of = (self._part(told, part) for part in ("subject", "predicate", "object"))
            for key in ((about, said, of), (about, said), ("object", of), ("subject", about)):
                self._about[key].add(told)

    def words(self, focus: str, path: str | None, value: str | None) -> tuple[Words, ...]:
        """The words of the claims that say what is wrong: see _claims; or of the piece of evidence that is itself wrong."""
        claims = self._claims(focus, path, value)
        own = {focus, *self._selected.get(focus, ())} & self._all_pieces
        pieces = own.union(*(self.pieces[claim] for claim in claims))
        return tuple(sorted(filter(None, map(self._read, pieces)), key=lambda words: (words.article, words.start, words.end)))

    def _claims(self, focus: str, path: str | None, value: str | None) -> set[str]:
        """The claims that are meant: itself, else those with this very value, this property, the node as their object or their subject."""
        themselves = {claim for claim in (focus, value) if claim in self.pieces}
        keys = ((focus, path, value), (focus, path), ("object", focus), ("subject", focus))
        return themselves or next((found for key in keys if (found := self._about.get(key))), set())

    @cached_property
    def _all_pieces(self) -> set[str]:
        return set().union(*self.pieces.values())

    def _part(self, claim: str, part: str) -> str | None:
        node = self.index.one(claim, RDF.term(part))
        return node.value if isinstance(node, Literal) else node

    def _read(self, piece: str) -> Words | None:
        """The words of a piece of evidence; None where they or their position are themselves what is wrong."""
        selectors = [node for node in self.index.all(piece, OA.term("hasSelector")) if isinstance(node, IRI)]
        exact, start, end = (
            next((text for selector in selectors if (text := self.index.text(selector, OA.term(part))) is not None), "")
            for part in ("exact", "start", "end")
        )
        if not exact or not start.isdecimal() or not end.isdecimal():
            return None
        source = self.index.one(piece, OA.term("hasSource"))
        return Words(exact, int(start), int(end), (isinstance(source, IRI) and self.index.text(source, DCT.term("title"))) or "")
