"""Evidence in the compact profile: words and passages by their IRIs, which tell the article version and the place. Pure.

A passage keeps its text alone. Words keep their quote where a claim about facts stands on them, and nothing where they only name something: the
quote is then cut out of the passage.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.graph.evidence import PASSAGE, WORDS, Stretch, evidence_iri, passage_triples, read_evidence_iri, words_triples
from kg.profiles.nodes import Properties, only_iri, only_text
from kg.rdf.terms import CK, IRI, OA, Triple

_EXACT = OA.term("exact")


class Passages:
    """The passages of article versions, to be found by place."""

    def __init__(self, passages: Iterable[tuple[IRI, Stretch]]) -> None:
        by_article: dict[IRI, list[Stretch]] = defaultdict(list)
        for article, passage in passages:
            by_article[article].append(passage)
        self._sorted = {article: sorted(stretches) for article, stretches in by_article.items()}
        self._starts = {article: [passage.start for passage in stretches] for article, stretches in self._sorted.items()}

    def around(self, article: IRI, start: int, end: int) -> Stretch | None:
        """The passage that words of an article version stand in; None where there is none."""
        at = bisect_right(self._starts.get(article, []), start) - 1
        passage = self._sorted[article][at] if at >= 0 else None
        return passage if passage and end <= passage.end else None

    def words(self, article: IRI, start: int, end: int) -> Stretch | None:
        """Words as they stand in their passage."""
        passage = self.around(article, start, end)
        return Stretch(start, end, passage.text[start - passage.start : end - passage.start]) if passage else None

    def __iter__(self) -> Iterator[tuple[IRI, Stretch]]:
        return ((article, passage) for article, stretches in self._sorted.items() for passage in stretches)


def regular_passages(nodes: Mapping[IRI, Properties]) -> Passages:
    """The passages of a full graph that are as kg build writes them; those that overlap others are left out."""
    found: list[tuple[IRI, Stretch]] = []
    for iri, said in nodes.items():
        place, text = read_evidence_iri(iri), only_text(said, _EXACT)
        if place and place[1] == PASSAGE and text is not None:
            article, _, start, end = place
            passage = Stretch(start, end, text)
            if end - start == len(text) and _same(iri, said, passage_triples(article, passage)):
                found.append((article, passage))
    return Passages(_apart(found))


def _apart(passages: list[tuple[IRI, Stretch]]) -> Iterator[tuple[IRI, Stretch]]:
    article, reached = IRI("urn:none"), 0
    for own, passage in sorted(passages):
        if own != article or passage.start >= reached:
            article, reached = own, passage.end
            yield own, passage


def regular_words(nodes: Mapping[IRI, Properties], passages: Passages) -> dict[IRI, Stretch]:
    """The words of a full graph, by IRI, that can be told by their IRI and their passage alone."""
    found: dict[IRI, Stretch] = {}
    for iri, said in nodes.items():
        place = read_evidence_iri(iri)
        quote = only_iri(said, OA.term("hasSelector"))
        if not place or place[1] != WORDS or quote is None or quote not in nodes:
            continue
        article, _, start, end = place
        words, passage = passages.words(article, start, end), passages.around(article, start, end)
        if words and passage and only_iri(said, CK.term("passage")) == evidence_iri(article, PASSAGE, passage.start, passage.end):
            made = set(words_triples(article, words, passage))
            own = {Triple(node, predicate, value) for node in (iri, quote) for predicate, values in nodes[node].items() for value in values}
            if made == own:
                found[iri] = words
    return found


def _same(iri: IRI, said: Properties, made: Iterable[Triple]) -> bool:
    return set(made) == {Triple(iri, predicate, value) for predicate, values in said.items() for value in values}
