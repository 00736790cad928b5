"""What a reviewer is asked: the candidates of one entity side by side, the words it stands in, and what an answer makes of the rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.graph.evidence import surroundings
from kg.graph.facts import GraphIndex, local_name, passage_of, plain, quoted
from kg.link.sssom import MANUAL, Row, shorten, to_uri
from kg.model.text import Span
from kg.rdf.terms import CK, DCT, IRI, OA, RDF, SKOS
from kg.values import dataclass

_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Question:
    """An entity with the places of its rows that wait for a review, best first."""

    subject: str
    places: tuple[int, ...]


def read_questions(rows: Sequence[Row], *, everything: bool = False) -> tuple[Question, ...]:
    """The entities to review, in the order of the table; ``everything`` includes links made without review."""
    settled = {row["subject_id"] for row in rows if row.reviewed and row.qid and not row.rejected}
    waiting: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.qid and not row.reviewed and row["subject_id"] not in settled and (everything or row["predicate_id"] != "skos:exactMatch"):
            waiting.setdefault(row["subject_id"], []).append(at)
    return tuple(Question(subject, tuple(places)) for subject, places in waiting.items())


def accept(row: Row, reviewer: str, date: str = "") -> Row:
    """The row as a human accepts it; ``date`` is the day, "" where it is not known."""
    return _review(row, reviewer, date, "")


def reject(row: Row, reviewer: str, date: str = "") -> Row:
    """The row as a human rejects it."""
    return _review(row, reviewer, date, "Not")


def _review(row: Row, reviewer: str, date: str, modifier: str) -> Row:
    changes = {
        "reviewer_label": reviewer,
        "mapping_date": date,
        "predicate_id": "skos:exactMatch",
        "mapping_justification": MANUAL,
        "confidence": "1",
    }
    return row.replace(**changes, predicate_modifier=modifier, other="")


class Sentences:
    """The words that entities stand in, by the claims of a graph."""

    def __init__(self, index: GraphIndex, base: str) -> None:
        self._index = index
        self._claims: dict[str, dict[str, bool]] = {}
        for claim in index.claims():
            for part in ("object", "subject"):
                node = index.one(claim, RDF.term(part))
                if isinstance(node, IRI):
                    self._claims.setdefault(shorten(to_uri(node), base), {})[claim] = part == "object"

    def of(self, subject: str) -> tuple[str, ...]:
        """What articles say where an entity stands, each with the article's title; what is said of it first, at most three."""
        claims = self._claims.get(subject, {})
        found = (words for claim in sorted(claims, key=lambda claim: (not claims[claim], claim)) for words in self._show(claim))
        return tuple(dict.fromkeys(found))[:_MOST_SENTENCES]

    def _show(self, claim: str) -> Iterator[str]:
        index = self._index
        predicate = index.text(claim, RDF.term("predicate")) or ""
        if predicate in (CK.term("wikipediaTitle"), SKOS.term("altLabel")):
            return
        for evidence in map(plain, index.all(claim, CK.term("evidence"))):
            quote, passage = quoted(index, evidence), passage_of(index, evidence)
            before, after = surroundings(passage.text, Span(quote.start - passage.start, quote.end - passage.start))
            words = " ".join(f"{before}[{quote.text}]{after}".split())
            source = index.one(evidence, OA.term("hasSource"))
            title = index.text(plain(source), DCT.term("title")) if source else None
            yield f"{title}, {local_name(predicate)}: {words}" if title else words


def describe_item(entities: Mapping[int, Mapping[str, Any]], qid: int, language: str = "en") -> str:
    """The label and description of an item, as Wikidata has them; "" where neither is known."""
    entity = entities.get(qid, {})
    told: Iterable[Mapping[str, Any]] = (entity.get("labels") or {}, entity.get("descriptions") or {})
    words = ((part.get(language) or part.get("mul") or {}).get("value") for part in told)
    return ": ".join(word for word in words if word)
