"""Evidence as triples: the words that a claim stands on, where they stand, and the passage around them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.model.text import Span
from kg.patterns import lazy_pattern
from kg.rdf.terms import CK, IRI, OA, RDF_TYPE, XSD, Literal, Triple

_CONTEXT = 80
_SENTENCE_BORDER = lazy_pattern(r"[\r\n]+|(?<=[.!?]) (?=[A-Z]|$)")
_PLACE = lazy_pattern(r"(?s:(.+))#(char|quote|passage)-(0|[1-9][0-9]*)-([1-9][0-9]*)")
WORDS, QUOTE, PASSAGE = "char", "quote", "passage"


class Stretch(NamedTuple):
    """Some text of an article version: its place in Unicode code points of the source, half-open, and the text itself."""

    start: int
    end: int
    text: str


def evidence_iri(article: IRI, part: str, start: int, end: int) -> IRI:
    """The IRI of words (``char``), of the quote that selects them (``quote``), or of a passage (``passage``) of an article version."""
    return IRI(f"{article}#{part}-{start}-{end}")


def read_evidence_iri(iri: str) -> tuple[IRI, str, int, int] | None:
    """The article version, the part, the start and the end that an IRI of evidence tells; None for other IRIs."""
    match = _PLACE.fullmatch(iri)
    return (IRI(match[1]), match[2], int(match[3]), int(match[4])) if match else None


def words_triples(article: IRI, words: Stretch, passage: Stretch) -> Iterator[Triple]:
    """The words that claims stand on: an oa:SpecificResource, selected by one node that has both their position and their quote."""
    evidence, quote = (evidence_iri(article, part, words.start, words.end) for part in (WORDS, QUOTE))
    yield Triple(evidence, RDF_TYPE, OA.term("SpecificResource"))
    yield Triple(evidence, OA.term("hasSource"), article)
    yield Triple(evidence, OA.term("hasSelector"), quote)
    yield Triple(evidence, CK.term("passage"), evidence_iri(article, PASSAGE, passage.start, passage.end))
    yield Triple(quote, RDF_TYPE, OA.term("TextPositionSelector"))
    yield Triple(quote, RDF_TYPE, OA.term("TextQuoteSelector"))
    yield from _place_and_text(quote, words)


def passage_triples(article: IRI, passage: Stretch) -> Iterator[Triple]:
    """A passage, once for all the words that stand in it."""
    iri = evidence_iri(article, PASSAGE, passage.start, passage.end)
    yield Triple(iri, RDF_TYPE, CK.term("Passage"))
    yield from _place_and_text(iri, passage)


def _place_and_text(iri: IRI, stretch: Stretch) -> Iterator[Triple]:
    yield Triple(iri, OA.term("start"), _integer(stretch.start))
    yield Triple(iri, OA.term("end"), _integer(stretch.end))
    yield Triple(iri, OA.term("exact"), Literal(stretch.text))


def _integer(number: int) -> Literal:
    return Literal(str(number), str(XSD.term("integer")))


def find_passages(text: str, spans: Iterable[Span]) -> dict[Span, Span]:
    """The passage of each span: the span with its surroundings, one with those of other spans that they overlap."""
    wide = sorted((_widen(text, span), span) for span in set(spans))
    found: dict[Span, Span] = {}
    reached, waiting = Span(0, 0), list[Span]()
    for window, span in wide:
        if waiting and window.start >= reached.end:
            found.update((inner, reached) for inner in waiting)
            waiting = []
        reached = Span(reached.start, max(reached.end, window.end)) if waiting else window
        waiting.append(span)
    found.update((inner, reached) for inner in waiting)
    return found


def _widen(text: str, span: Span) -> Span:
    before, after = surroundings(text, span)
    return Span(span.start - len(before), span.end + len(after))


def surroundings(text: str, span: Span) -> tuple[str, str]:
    """The context of a span in its sentence or line, before and after: at most 80 characters each, to understand the words."""
    before = _SENTENCE_BORDER.split(text[max(0, span.start - _CONTEXT) : span.start])[-1]
    after = _SENTENCE_BORDER.split(text[span.end : span.end + _CONTEXT])[0]
    if len(before) == _CONTEXT:
        before = before.partition(" ")[2]
    if len(after) == _CONTEXT:
        after = after.rpartition(" ")[0]
    return before, after
