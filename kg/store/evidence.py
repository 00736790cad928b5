"""The words that claims stand on, looked up in a store: whole, or no more of them than pages show."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph.evidence import PASSAGE, QUOTE, WORDS, evidence_iri, read_evidence_iri
from kg.rdf.terms import CK, IRI, OA, XSD, Triple
from kg.store.store import Store
from kg.store.terms import trusted_literal

TO_WORDS = frozenset({OA.term("hasSelector"), CK.term("passage")})
_SOURCE, _SELECTOR, _PASSAGE = OA.term("hasSource"), OA.term("hasSelector"), CK.term("passage")
_START, _END, _EXACT, _INTEGER = OA.term("start"), OA.term("end"), OA.term("exact"), XSD.term("integer")


def look_up_evidence(store: Store, evidence: Iterable[IRI]) -> list[Triple]:
    """All that a store says of pieces of evidence, of their selectors and of their passages."""
    found = list(store.about(sorted(evidence)))
    selectors = {triple.object for triple in found if triple.predicate in TO_WORDS and isinstance(triple.object, IRI)}
    return [*found, *store.about(sorted(selectors))]


def look_up_words(store: Store, evidence: Iterable[IRI]) -> list[Triple]:
    """What pages show of pieces of evidence: article, place, quote and passage.

    Article and place are told by the IRIs that we mint (docs/iris.md) and not looked up, which takes half of the time; of evidence that has
    another IRI, or whose quote is not where its IRI says, all is.
    """
    found, quotes, others = list[Triple](), dict[IRI, IRI](), list[IRI]()
    for iri in sorted(evidence):
        place = read_evidence_iri(iri)
        if place is None or place[1] != WORDS:
            others.append(iri)
            continue
        article, _, start, end = place
        quote = quotes[iri] = evidence_iri(article, QUOTE, start, end)
        found += (Triple(iri, _SOURCE, article), Triple(iri, _SELECTOR, quote), *_place(quote, start, end))
    passages = list(store.about(quotes, (_PASSAGE,)))
    standing = {triple.object for triple in passages if isinstance(triple.object, IRI)}
    told = [place for iri in sorted(standing) if (place := read_evidence_iri(iri)) and place[1] == PASSAGE]
    found += (triple for article, part, start, end in told for triple in _place(evidence_iri(article, part, start, end), start, end))
    texts = list(store.about((*quotes.values(), *sorted(standing)), (_EXACT,)))
    quoted = {triple.subject for triple in texts}
    others += (iri for iri, quote in quotes.items() if quote not in quoted)
    return [*found, *passages, *texts, *look_up_evidence(store, others)]


def _place(stretch: IRI, start: int, end: int) -> tuple[Triple, Triple]:
    return Triple(stretch, _START, trusted_literal(str(start), _INTEGER)), Triple(stretch, _END, trusted_literal(str(end), _INTEGER))
