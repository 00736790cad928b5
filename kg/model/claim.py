"""Claims: findings in terms of the graph, ready to be written as RDF."""

from __future__ import annotations

from kg.model.text import Span
from kg.rdf.terms import IRI, Literal
from kg.values import dataclass

Node = IRI | Literal


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one article version, with its evidence and qualifiers.

    ``basis`` names the inference rule (then the claim is ck:Inferred), else it is ck:Stated; ``rule`` the extraction rule.
    ``references`` are IRIs of what the article cites for it; ``comments`` are what footnotes of its own say about it.
    """

    subject: IRI
    predicate: IRI
    object: Node
    evidence: tuple[Span, ...]
    rule: str
    qualifiers: tuple[tuple[IRI, Node], ...] = ()
    basis: str | None = None
    references: tuple[IRI, ...] = ()
    comments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a claim needs evidence: {self.subject} {self.predicate} {self.object}")


@dataclass(frozen=True, slots=True)
class Description:
    """A triple that describes a node (its class, an estimate's bounds); it follows from a claim and is no claim itself."""

    subject: IRI
    predicate: IRI
    object: Node
