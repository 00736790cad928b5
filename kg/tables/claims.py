"""What all tables ask of a claim: its parts, its article, its place in a conflict, and the words that tell it best."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from kg.graph.facts import NAMING, GraphIndex, Node, plain, quoted, shown_value, spaced, whole_number
from kg.rdf.terms import CC, CK, DCT, IRI, OA, RDF, RDF_TYPE, RDFS, SCHEMA


class Version(NamedTuple):
    """An article version."""

    article: str
    address: str | None
    revision: str | None
    licence: str | None
    attribution: str | None


class Quote(NamedTuple):
    """A piece of evidence: its IRI, its words and where they stand."""

    evidence: str
    start: int
    end: int
    words: str


class Context(NamedTuple):
    """The conflict and the side that something is said of, by IRI and name; None where it is neither."""

    conflict: str | None
    conflict_iri: str | None
    side: int | None
    side_name: str | None


class ClaimParts(NamedTuple):
    """A claim; ``quotes`` are in the order of the text, and ``best`` is the one that tells the value."""

    iri: str
    subject: IRI
    predicate: IRI
    object: Node
    version: Version
    quotes: tuple[Quote, ...]
    best: Quote | None


class ClaimIndex:
    """The claims of a graph, with what tables tell about each."""

    def __init__(self, index: GraphIndex) -> None:
        self.index = index
        self._versions: dict[str, Version] = {}
        self._contexts: dict[str, Context] = {}

    @cached_property
    def claims(self) -> tuple[ClaimParts, ...]:
        """All claims, in the order of their articles and texts."""
        return tuple(
            sorted(
                self._read(),
                key=lambda claim: (claim.version.article, claim.version.revision or "", claim.quotes[:1] and claim.quotes[0][2:], claim.iri),
            )
        )

    @cached_property
    def _by_subject(self) -> dict[str, list[ClaimParts]]:
        found: dict[str, list[ClaimParts]] = {}
        for claim in self.claims:
            found.setdefault(claim.subject, []).append(claim)
        return found

    def claims_about(self, subject: str) -> list[ClaimParts]:
        """The claims with this subject."""
        return self._by_subject.get(subject, [])

    def _read(self) -> Iterator[ClaimParts]:
        index = self.index
        for iri in index.claims():
            subject, predicate, value = (index.one(iri, RDF.term(part)) for part in ("subject", "predicate", "object"))
            if not isinstance(subject, IRI) or not isinstance(predicate, IRI) or value is None:
                continue
            pieces = [str(node) for node in index.all(iri, CK.term("evidence"))]
            quotes = tuple(sorted((Quote(piece, *quoted(index, piece)) for piece in pieces), key=lambda quote: (quote.start, quote.end)))
            source = self.source_of(iri)
            version = self.version(source) if source else Version("", None, None, None, None)
            best = max(quotes, key=lambda quote: (self._tells(value, quote.words), -quote.start), default=None)
            yield ClaimParts(iri, subject, predicate, value, version, quotes, best)

    def _tells(self, value: Node, quote: str) -> tuple[bool, int]:
        """Whether a quote gives the figure or the name, rather than a heading over it; then the longer one."""
        plain_quote = quote.replace(",", "").casefold()
        figures = {self.index.text(str(value), CK.term(bound)) for bound in ("atLeast", "atMost")} - {None} if isinstance(value, IRI) else set()
        named = self.shown(value).casefold()
        return any(str(figure) in plain_quote for figure in figures) or (not figures and named in plain_quote), len(quote)

    def source_of(self, claim: str) -> str | None:
        """The IRI of the article version that a claim stands in; None for a claim without evidence."""
        pieces = map(str, self.index.all(claim, CK.term("evidence")))
        return min((str(source) for piece in pieces if (source := self.index.one(piece, OA.term("hasSource")))), default=None)

    def version(self, iri: str) -> Version:
        """An article version by its IRI."""
        if iri not in self._versions:
            text = self.index.text
            self._versions[iri] = Version(
                text(iri, DCT.term("title")) or "", text(iri, SCHEMA.term("url")), text(iri, CK.term("revision")),
                text(iri, DCT.term("license")), text(iri, CC.term("attributionName")),
            )  # fmt: skip
        return self._versions[iri]

    def shown(self, value: Node) -> str:
        """A value in words; a side by its name."""
        context = self.context(str(value)) if isinstance(value, IRI) else None
        if context and context.side:
            return context.side_name or str(context.side)
        return shown_value(self.index, value)

    def name(self, iri: str) -> str:
        """The name of a conflict, a side or another entity."""
        return self.shown(IRI(iri))

    def context(self, iri: str) -> Context:
        """The conflict and the side of a subject."""
        if iri not in self._contexts:
            self._contexts[iri] = self._context(iri)
        return self._contexts[iri]

    def _context(self, iri: str) -> Context:
        conflict = self.index.conflict_of(iri)
        if conflict is None:
            return Context(None, None, None, None)
        number = whole_number(self.index.text(iri, CK.term("number")))
        name = self.index.label(conflict)
        return Context(name, conflict, number, self._side_name(iri)) if number else Context(name, conflict, 0, None)

    def _side_name(self, iri: str) -> str:
        return self.index.text(iri, RDFS.term("label")) or f"side {self.index.text(iri, CK.term('number'))}"

    @cached_property
    def _places(self) -> dict[tuple[str, str, Node], int]:
        """Where each fact is first told in its text, by its triple."""
        found: dict[tuple[str, str, Node], int] = {}
        for claim in self.claims:
            if claim.quotes:
                key, start = (claim.subject, claim.predicate, claim.object), claim.quotes[0].start
                found[key] = min(found.get(key, start), start)
        return found

    def in_order(self, subject: str, name: str) -> list[Node]:
        """The values of a property of ours, in the order in which the article tells them."""
        values = self.index.all(subject, CK.term(name))
        return sorted(values, key=lambda value: (self._places.get((subject, CK.term(name), value), 0), plain(value)))

    def names(self, values: list[Node]) -> tuple[str, ...]:
        """The names of values."""
        return tuple(dict.fromkeys(map(self.shown, values)))

    def reader(self, claim: str) -> Callable[[str], str | None]:
        """A function that reads the first value of a qualifier of ours, in words."""
        return lambda name: None if (node := self.index.one(claim, CK.term(name))) is None else self.word(node)

    def word(self, node: Node) -> str:
        """A literal, the words of a term of ours ("died of wounds"), or the name of an entity."""
        if isinstance(node, IRI) and node.startswith(CK):
            return spaced(node.removeprefix(CK))
        return self.index.label(node)

    def all_words(self, subject: str, name: str) -> tuple[str, ...]:
        """All values of a property of ours in words, in their order."""
        return tuple(sorted(map(self.word, self.index.all(subject, CK.term(name)))))

    def iris(self, subject: str, predicate: IRI) -> tuple[str, ...]:
        """The IRIs that are values of a property, in their order."""
        return tuple(sorted(str(node) for node in self.index.all(subject, predicate) if isinstance(node, IRI)))

    def is_naming(self, claim: ClaimParts) -> bool:
        """Whether a claim only names something."""
        return claim.predicate in NAMING

    def is_a(self, node: Node, name: str) -> bool:
        """Whether something is of a class of ours."""
        return isinstance(node, IRI) and CK.term(name) in self.index.all(node, RDF_TYPE)
