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
    said = set[bytes]()
    versions = set[bytes]()
    for graph in graphs:
        version = _hash(graph.name, *map(_text, graph.triples))
        if version in versions:
            continue
        versions.add(version)
        own = {triple.subject for triple in graph.triples if triple.predicate == RDF_TYPE and triple.object in _OF_ONE_ARTICLE}
        kept = tuple(triple for triple in graph.triples if triple.subject in own or _is_new(triple, said))
        yield graph if len(kept) == len(graph.triples) else ArticleGraph(graph.name, kept, graph.title)


def _is_new(triple: Triple, said: set[bytes]) -> bool:
    key = _hash(_text(triple))
    if key in said:
        return False
    said.add(key)
    return True


def _text(triple: Triple) -> str:
    return "\x1f".join(map(str, triple_key(triple)))


def _hash(*texts: str) -> bytes:
    digest = blake2b(digest_size=16)
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\x1e")
    return digest.digest()
