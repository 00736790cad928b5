"""The table of facts: a row for each claim. The tables of people and of references are those of its claims that name one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.facts import local_name, whole_number
from kg.rdf.terms import CK, DCT, IRI, SCHEMA, Literal
from kg.tables.claims import ClaimIndex, ClaimParts
from kg.tables.dates import stretch_of
from kg.tables.rows import FactRow, PersonRow, ReferenceRow

_DATES = ("date", "gYearMonth", "gYear")


def list_facts(graph: ClaimIndex, *, names: bool = False) -> Iterator[FactRow]:
    """A row for each claim; ``names`` adds those that only name entities."""
    for claim in graph.claims:
        if names or not graph.is_naming(claim):
            yield make_fact(graph, claim)


def make_fact(graph: ClaimIndex, claim: ClaimParts) -> FactRow:
    """The row of a claim."""
    index, own, value = graph.index, graph.reader(claim.iri), claim.object
    of_value = graph.reader(str(value)) if isinstance(value, IRI) else _nothing
    context = graph.context(claim.subject)
    return FactRow(
        claim.iri, *claim.version, *context, graph.name(claim.subject), claim.subject, local_name(claim.predicate), graph.shown(value),
        str(value) if isinstance(value, IRI) else None, _precision(value),
        whole_number(of_value("atLeast")), whole_number(of_value("atMost")), _flag(graph, value, "approximate"), _flag(graph, value, "total"),
        of_value("category"), of_value("countedKind"), of_value("counts"), of_value("scope"), of_value("of"),
        index.text(str(value), CK.term("within")) if isinstance(value, IRI) else None, of_value("accordingTo"),
        own("from"), own("until"), own("asOf"), own("rank"), own("role"), own("affiliation"), own("fate"), own("degree"),
        graph.all_words(claim.iri, "note"), own("certainty") or "", own("basis"), own("rule") or "", graph.iris(claim.iri, CK.term("reference")),
        *best_words(claim), tuple(quote.evidence for quote in claim.quotes),
    )  # fmt: skip


def _nothing(name: str) -> None:
    """What has no qualifiers."""


def best_words(claim: ClaimParts) -> tuple[str, int | None, int | None]:
    """The quote that tells the value, and where it stands."""
    return (claim.best.words, claim.best.start, claim.best.end) if claim.best else ("", None, None)


def _flag(graph: ClaimIndex, value: IRI | Literal, name: str) -> bool | None:
    """A truth value of an estimate, which only tells it where it is true."""
    return graph.index.text(str(value), CK.term(name)) == "true" if graph.is_a(value, "Strength") or graph.is_a(value, "Losses") else None


def _precision(value: IRI | Literal) -> str | None:
    if isinstance(value, Literal) and local_name(value.datatype) in _DATES and (found := stretch_of(value.value)):
        return found.precision
    return None


def list_people(graph: ClaimIndex) -> Iterator[PersonRow]:
    """A row for each claim whose value is a person."""
    for claim in graph.claims:
        if graph.is_a(claim.object, "Person") and not graph.is_naming(claim):
            fact = make_fact(graph, claim)
            yield PersonRow(
                fact.claim, fact.value, str(claim.object), fact.property, fact.subject, fact.subject_iri, fact.conflict, fact.conflict_iri, fact.side,
                fact.side_name, fact.rank, fact.role, fact.affiliation, fact.fate, fact.valid_from, fact.valid_until, fact.as_of, fact.note,
                fact.certainty, fact.basis, *claim.version, fact.quote, fact.quote_start, fact.quote_end,
            )  # fmt: skip


def list_references(graph: ClaimIndex) -> Iterator[ReferenceRow]:
    """A row for each work that a claim cites, by the work."""
    cited = [(reference, claim) for claim in graph.claims for reference in graph.iris(claim.iri, CK.term("reference"))]
    for reference, claim in sorted(cited, key=lambda pair: (pair[0], pair[1].iri)):
        text, fact = graph.index.text, make_fact(graph, claim)
        yield ReferenceRow(
            reference, text(reference, DCT.term("title")), text(reference, DCT.term("creator")), text(reference, DCT.term("publisher")),
            text(reference, DCT.term("date")), text(reference, SCHEMA.term("url")), text(reference, SCHEMA.term("archivedAt")),
            text(reference, DCT.term("bibliographicCitation")), text(reference, CK.term("quote")), claim.iri, fact.conflict, fact.side, fact.subject,
            fact.property, fact.value, *claim.version, fact.quote, fact.quote_start, fact.quote_end,
        )  # fmt: skip
