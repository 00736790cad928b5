"""The graph of one article: what mapping gives and every writer takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from kg.rdf.terms import CK, IRI, OA, RDF_TYPE, Literal, Triple, sort_triples
from kg.values import dataclass

_OF_ONE_ARTICLE = frozenset(
    {
        CK.term("Claim"),
        OA.term("SpecificResource"),
        OA.term("TextPositionSelector"),
        OA.term("TextQuoteSelector"),
        CK.term("Passage"),
        CK.term("Reference"),
    }
)
_PACKED = 8
_DESCRIBED_IN = CK.term("describedIn")


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

    Claims and evidence belong to one article version and are not remembered; the same version given twice is written once. Of all else
    8 bytes of hash are kept for each triple, packed together for each entity that articles share and for each article's own nodes: some
    2.5 kB for an article of 1,750 triples.
    """
    versions, said = set[bytes](), dict[bytes, bytes]()
    waiting: ArticleGraph | None = None
    for graph in graphs:
        if waiting:  # The first article is looked at only once there is a second: most files hold one.
            versions.add(_version(waiting))
            _say(_shared(waiting), said)
            waiting = None
        if not versions:
            waiting = graph
            yield graph
            continue
        version = _version(graph)
        if version not in versions:
            versions.add(version)
            repeated = _say(_shared(graph), said)
            yield ArticleGraph(graph.name, tuple(t for t in graph.triples if t not in repeated), graph.title) if repeated else graph


def _say(shared: dict[bytes, dict[bytes, Triple]], said: dict[bytes, bytes]) -> set[Triple]:
    """Remember what an article says; returns what had been said before."""
    repeated = set[Triple]()
    for owner, triples in shared.items():
        packed = said.get(owner, b"")
        known = {packed[at : at + _PACKED] for at in range(0, len(packed), _PACKED)}
        repeated.update(triple for key, triple in triples.items() if key in known)
        said[owner] = packed + b"".join(key for key in triples if key not in known)
    return repeated


def _shared(graph: ArticleGraph) -> dict[bytes, dict[bytes, Triple]]:
    """The triples that another article or version may say too, by their hash, by the hash of what they are remembered under."""
    own = {triple.subject for triple in graph.triples if triple.predicate == RDF_TYPE and triple.object in _OF_ONE_ARTICLE}
    article = graph.name.partition("#")[0].rpartition("/")[0] + "/"
    inside = (article, *(f"{triple.subject}/" for triple in graph.triples if triple.predicate == _DESCRIBED_IN))
    shared: dict[str, dict[bytes, Triple]] = {}
    for triple in graph.triples:
        if triple.subject not in own:
            owner = article if triple.subject.startswith(inside) else triple.subject
            shared.setdefault(owner, {})[_hash(_text(triple), _PACKED)] = triple
    return {_hash(owner, 16): triples for owner, triples in shared.items()}


def _version(graph: ArticleGraph) -> bytes:
    return _hash("\x1e".join(map(_text, graph.triples)), 16)


def _text(triple: Triple) -> str:
    subject, predicate, value = triple
    if isinstance(value, Literal):
        return f"{subject} {predicate} {value.datatype} {value.language} {value.value}"
    return f"{subject} {predicate} {value}"


def _hash(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()
