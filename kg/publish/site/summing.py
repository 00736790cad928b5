"""What tables tell of conflicts, joined from what each article tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.pages.parts.summaries import Summary
from kg.publish.site.names import hash_text
from kg.rdf.terms import CK, RDFS, SCHEMA

# The predicates of the triples that summaries are made from (kg.pages.parts.summary_rows).
PREDICATES = frozenset(
    {
        RDFS.term("label"), SCHEMA.term("containedInPlace"),
        *(CK.term(name) for name in ("victor", "resultKind", "place", "partOf", "hasSide", "number", "belligerent", "strength", "losses")),
        *(CK.term(name) for name in ("countedKind", "category", "addsUp", "atLeast", "atMost", "approximate")),
    }
)  # fmt: skip


def join(one: Summary, other: Summary) -> Summary:
    """What two articles tell of one conflict."""
    sides = {side.iri: side for side in sorted((*other.sides, *one.sides), key=str, reverse=True)}
    return Summary(
        tuple(sorted({*one.results, *other.results})), tuple(sorted(sides.values(), key=lambda side: side.number)),
        tuple(sorted({*one.places, *other.places})), tuple(sorted({*one.wholes, *other.wholes})),
    )  # fmt: skip


def named_in(conflicts: Mapping[str, Summary], within: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The things whose names tables need."""
    for iri, summary in conflicts.items():
        yield from (iri, *summary.places, *summary.wholes, *(member for side in summary.sides for member in side.members))
    for places in within:
        yield from places


class Untold:
    """The things of which nothing is told but names, by hashes of their IRIs."""

    def __init__(self, hashes: frozenset[int]) -> None:
        self._hashes = hashes

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and hash_text(iri) in self._hashes
