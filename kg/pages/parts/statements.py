"""Claims about a thing as values for pages: content, certainty, and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.graph.evidence import Stretch, surroundings
from kg.graph.facts import GraphIndex, Node, local_name, passage_of, quoted, spaced
from kg.model.text import Span
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, RDFS, SCHEMA, SKOS
from kg.values import dataclass

_NAMING = frozenset({RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")})
_QUALIFIERS = tuple((name, CK.term(name)) for name in ("from", "until", "asOf", "rank", "role", "affiliation", "fate", "degree", "note"))
_CERTAINTY, _BASIS, _RULE, _EVIDENCE, _REFERENCE = (CK.term(name) for name in ("certainty", "basis", "rule", "evidence", "reference"))
_SUBJECT, _PREDICATE, _OBJECT = (RDF.term(name) for name in ("subject", "predicate", "object"))
_SOURCE, _TITLE = OA.term("hasSource"), DCT.term("title")


class Words(NamedTuple):
    """A quote of an article that supports a claim; ``before`` and ``after`` are its context, ``passage`` all that the graph has of it."""

    evidence: str
    quote: str
    before: str
    after: str
    start: int
    end: int
    article: str
    title: str
    passage: Stretch


class Reference(NamedTuple):
    """A source cited for a claim; ``url`` is "" unless a browser may follow it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim. ``qualifiers`` are by their name in the ontology, in reading order; ``certainty`` is Stated or Inferred."""

    claim: str
    subject: IRI
    predicate: IRI
    object: Node
    words: tuple[Words, ...]
    certainty: str
    basis: str
    rule: str
    qualifiers: tuple[tuple[str, Node], ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def inferred(self) -> bool:
        """Whether it is inferred."""
        return self.certainty == "Inferred"

    @property
    def naming(self) -> bool:
        """Whether it only names something."""
        return self.predicate in _NAMING

    @property
    def place(self) -> tuple[str, tuple[int, ...]]:
        """Where it stands: claims are shown in reading order, those under one heading in the order of their own words."""
        return (self.words[0].title if self.words else "", tuple(words.start for words in self.words))

    def get(self, name: str) -> Node | None:
        """The first qualifier of a name."""
        return next((value for key, value in self.qualifiers if key == name), None)


class StatementIndex(GraphIndex):
    """An index of which the claims that matter have been read already: pages of many things share what one article says."""

    def __init__(self, index: GraphIndex, statements: Iterable[Statement]) -> None:
        self._by, self._conflicts = index._by, index._conflicts
        self.statements = tuple(statements)


def read_statements(index: GraphIndex) -> tuple[Statement, ...]:
    """The claims of a graph in reading order; incomplete claims are skipped."""
    if isinstance(index, StatementIndex):
        return index.statements
    found = (statement for claim in index.claims() if (statement := read_statement(index, claim)))
    return tuple(sorted(found, key=lambda statement: (statement.place, statement.claim)))


def read_statement(index: GraphIndex, claim: str) -> Statement | None:
    """One claim; None where it lacks a part."""
    subject, predicate, value = (index.one(claim, part) for part in (_SUBJECT, _PREDICATE, _OBJECT))
    if not isinstance(subject, IRI) or not isinstance(predicate, IRI) or value is None:
        return None
    qualifiers = tuple((name, node) for name, predicate in _QUALIFIERS for node in index.all(claim, predicate))
    words = sorted(_read_words(index, map(plain_iri, index.all(claim, _EVIDENCE))), key=lambda w: (w.title, w.start, w.end))
    return Statement(
        claim, subject, predicate, value, tuple(words),
        index.text(claim, _CERTAINTY) or "", index.text(claim, _BASIS) or "", index.text(claim, _RULE) or "",
        qualifiers, tuple(_references(index, index.all(claim, _REFERENCE))),
    )  # fmt: skip


def alike(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Groups of equal claims about a thing (from several articles), which pages show once."""
    found: dict[tuple[tuple[str, Node], ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.qualifiers].append(statement)
    return tuple(tuple(same) for same in found.values())


def same_facts(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Groups of claims that say the same of the same thing, with the same qualifiers."""
    found: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.subject, statement.predicate, statement.object, statement.qualifiers].append(statement)
    return tuple(tuple(same) for same in found.values())


def plain_iri(node: Node) -> str:
    """A node's IRI, or a literal's text, in full."""
    return node if isinstance(node, str) else node.value


def _read_words(index: GraphIndex, evidence: Iterable[str]) -> Iterator[Words]:
    for iri in evidence:
        source = plain_iri(index.one(iri, _SOURCE) or IRI("urn:unknown"))
        quote, passage = quoted(index, iri), passage_of(index, iri)
        before, after = surroundings(passage.text, Span(quote.start - passage.start, quote.end - passage.start))
        title = index.text(source, _TITLE) or plain_name(source)
        yield Words(iri, quote.text, before, after, quote.start, quote.end, source, title, passage)


def _references(index: GraphIndex, nodes: Iterable[Node]) -> Iterator[Reference]:
    parts = (DCT.term("creator"), DCT.term("title"), DCT.term("publisher"), DCT.term("date"))
    for node in map(plain_iri, nodes):
        words = [index.text(node, part) for part in parts] if index.text(node, DCT.term("title")) else []
        text = ", ".join(word for word in words if word) or index.text(node, DCT.term("bibliographicCitation")) or "a source"
        url = index.text(node, SCHEMA.term("url")) or index.text(node, SCHEMA.term("archivedAt")) or ""
        yield Reference(text, url if url.startswith(("http://", "https://")) else "")


def plain_name(iri: str) -> str:
    """A substitute for a missing label: the end of the IRI, with spaces."""
    return local_name(iri).replace("_", " ") or iri


def name_of(index: GraphIndex, node: Node) -> str:
    """The name of a thing as pages show it; a literal's text."""
    if not isinstance(node, IRI):
        return node.value
    if node.startswith(CK):
        return spaced(node.removeprefix(CK))
    label = index.label(node)
    return plain_name(node) if label == node else label


def conflict_of(subject: str) -> str:
    """The conflict that a side, or the conflict itself, belongs to, by the way its IRI is minted (docs/iris.md); "" for all else."""
    head, found, rest = subject.partition("/side/")
    return head if found and "/" not in rest and "/conflict/" in head else ""
