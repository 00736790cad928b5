"""The graph of one article: what mapping gives and every writer takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from kg.rdf.terms import CK, IRI, OA, RDF_TYPE, Triple, sort_triples, triple_key

_OF_ONE_ARTICLE = frozenset(
    {CK.term("Claim"), OA.term("SpecificResource"), OA.term("TextPositionSelector"), OA.term("TextQuoteSelector"), CK.term("Reference")}
)


class NotExpressibleError(ValueError):
    """A term that the syntax asked for cannot write, such as U+0001 in RDF/XML; the message says which and why."""


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """The triples of one article version, sorted (kg.rdf.terms.triple_key) and each once; ``name`` is what a
    named graph of them is called, ``title`` what people call the article ("" where nobody told)."""

    name: IRI
    triples: tuple[Triple, ...]
    title: str = ""

    @classmethod
    def of(cls, name: IRI, triples: Iterable[Triple], title: str = "") -> ArticleGraph:
        """Build from triples in any order."""
        return cls(name, sort_triples(triples), title)


def without_repeats(graphs: Iterable[ArticleGraph]) -> Iterator[ArticleGraph]:
    """Leave out what an earlier article has already said, so that a file of many articles holds each triple once.

    Articles share only the entities they link to. What is said of those is remembered as a hash of 16 bytes for each triple, so that
    memory grows with the entities and not with the claims. The same article version given twice is written once.
    """
    versions, said = set[bytes](), set[bytes]()
    before: ArticleGraph | None = None
    for graph in graphs:
        if before:
            versions.add(_version(before))
            said.update(map(_hash, _shared(before)))
        before = graph
        if not versions:
            yield graph
        elif _version(graph) not in versions:
            repeated = {triple for triple in _shared(graph) if _hash(triple) in said}
            yield ArticleGraph(graph.name, tuple(t for t in graph.triples if t not in repeated), graph.title) if repeated else graph


def _shared(graph: ArticleGraph) -> Iterator[Triple]:
    """The triples that another article may say too: those whose subject is of no kind that belongs to one article."""
    own = {triple.subject for triple in graph.triples if triple.predicate == RDF_TYPE and triple.object in _OF_ONE_ARTICLE}
    return (triple for triple in graph.triples if triple.subject not in own)


def _version(graph: ArticleGraph) -> bytes:
    return blake2b(b"".join(map(_hash, graph.triples)), digest_size=16).digest()


def _hash(triple: Triple) -> bytes:
    return blake2b("\x1f".join(map(str, triple_key(triple))).encode(), digest_size=16).digest()
