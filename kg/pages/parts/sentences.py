"""Claims as short sentences: the names of subject, property and value as templates show them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph.facts import GraphIndex, local_name, plain, spaced
from kg.graph.points import read_point
from kg.pages.parts.figures import Figure, read_figure
from kg.pages.parts.maps import show_point
from kg.pages.parts.statements import Statement, Words, conflict_of, name_of
from kg.rdf.terms import CK, GEO, IRI, RDFS, SCHEMA, SKOS, Literal

_PREDICATES = {
    "partOf": "is part of", "when": "took place", "start": "began", "end": "ended", "place": "took place at", "outcome": "ended with",
    "territorialChange": "changed", "cause": "was caused by", "hasSide": "has", "participant": "had taking part", "belligerent": "was fought by",
    "supporter": "was supported by", "commander": "was commanded by", "unit": "had the unit",
    "strength": "had the strength", "losses": "had the losses",
    "statedUnknown": "has, stated as unknown,", "memberOf": "belonged to", "alliedWith": "was allied with", "alignedWith": "was aligned with",
    "renamedTo": "was renamed", "mergedInto": "was merged into", "splitInto": "split into", "ledBy": "was led by", "dissolved": "was dissolved",
    "wikipediaTitle": "has the page", str(RDFS.term("label")): "is named", str(SKOS.term("altLabel")): "is also named",
    str(GEO.term("hasGeometry")): "lies at", str(SCHEMA.term("containedInPlace")): "lies in",
}  # fmt: skip
_MOST_LINES = 12


def predicate_name(statement: Statement) -> str:
    """The property of a claim, as words between subject and value."""
    name = plain(statement.predicate)
    return _PREDICATES.get(name) or spaced(local_name(name))


def role_name(statement: Statement) -> str:
    """The role of the value for the subject: commander, place, supporter."""
    name = plain(statement.predicate)
    return {"partOf": "larger conflict", "unit": "unit involved"}.get(name) or spaced(local_name(name))


def main_words(index: GraphIndex, statement: Statement) -> Words | None:
    """Of all words that a claim stands on, those that name its value, or give its figure: the others are headings and dates."""
    value = value_name(index, statement).casefold()
    counted = estimate(index, statement) is not None

    def names(words: Words) -> bool:
        quote = words.quote.casefold()
        return value in quote or quote in value or (counted and any(c.isdecimal() for c in quote))

    return next((words for words in statement.words if names(words)), next(iter(statement.words), None))


def side_of(statement: Statement) -> int:
    """The number of the side that a claim is about; 0 for all else."""
    number = statement.subject.rpartition("/")[2]
    return int(number) if conflict_of(statement.subject) and number.isdecimal() else 0


def side_name(index: GraphIndex, side: str) -> str:
    """The name of a side; its number where it has none."""
    return index.text(side, RDFS.term("label")) or f"Side {side.rpartition('/')[2]}"


def subject_name(index: GraphIndex, statement: Statement) -> str:
    """Whom a claim is about; a side by its name and its conflict."""
    conflict = conflict_of(statement.subject)
    if conflict:
        return f"{side_name(index, statement.subject)} in {name_of(index, IRI(conflict))}"
    return name_of(index, statement.subject)


def value_name(index: GraphIndex, statement: Statement) -> str:
    """What a claim says: an entity's or a side's name, a place on the earth in degrees."""
    value = statement.object
    if isinstance(value, Literal):
        return value.value
    point = read_point(index.text(value, GEO.term("asWKT")) or "")
    if point:
        return show_point(*point)
    return side_name(index, value) if conflict_of(value) else name_of(index, value)


def estimate(index: GraphIndex, statement: Statement) -> Figure | None:
    """The figure that a claim gives; None where it gives none."""
    value = statement.object
    counted = statement.predicate in (CK.term("strength"), CK.term("losses"))
    return read_figure(index, value) if counted and isinstance(value, IRI) else None


def claim_id(statement: Statement) -> str:
    """The id of a claim on the page of its article."""
    return f"claim-{statement.claim.rpartition('/')[2]}"


def anchor_of(statement: Statement) -> str:
    """The id of the first words that a claim stands on, on the page of their article."""
    return statement.words[0].evidence.rpartition("#")[2] if statement.words else ""


def say_claim(index: GraphIndex, statement: Statement) -> str:
    """A claim as plain text, without its qualifiers."""
    figure = estimate(index, statement)
    value = figure.said if figure else value_name(index, statement)
    return f"{subject_name(index, statement)} {predicate_name(statement)} {value}"


class ClaimTitles:
    """Claims one a line, for a title that hover shows; a claim is said once, however many words it stands on."""

    def __init__(self, index: GraphIndex) -> None:
        self._index = index
        self._said: dict[str, str] = {}

    def __call__(self, statements: Iterable[Statement]) -> str:
        """The title of some claims."""
        lines = [self._say(statement) for statement in statements]
        return "\n".join(lines[:_MOST_LINES] + (["…"] if len(lines) > _MOST_LINES else []))

    def _say(self, statement: Statement) -> str:
        if statement.claim not in self._said:
            self._said[statement.claim] = f"{say_claim(self._index, statement)}{' (inferred)' if statement.inferred else ''}"
        return self._said[statement.claim]
