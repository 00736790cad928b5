"""What to try where a query has an answer without rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.domain.ontology import is_defined, near_terms
from kg.query.scan import named_iris, tokens
from kg.query.table import shorten
from kg.rdf.terms import CK, RDFS, SKOS, XSD

# Names in a graph have a language, so that a plain string equals none of them.
_NAMING = (RDFS.term("label"), SKOS.term("altLabel"))
_MOST_ASKED = 20


def unknown_terms(text: str) -> tuple[str, ...]:
    """A line for each term of a query that looks like the ontology's and is none, with those that may be meant."""
    return tuple(
        f"the ontology has no term {shorten(iri)}" + (f"; did you mean {' or '.join(map(shorten, near))}?" if (near := near_terms(iri)) else "")
        for iri in named_iris(text)
        if iri.startswith(CK) and not is_defined(iri)
    )


def hints(text: str, is_used: Callable[[str], bool] | None = None) -> tuple[str, ...]:
    """What may be why a query finds nothing, the likeliest first; ``is_used`` tells whether the data have an IRI at all."""
    return (*unknown_terms(text), *_unused(text, is_used), *_plain_names(text))


def _unused(text: str, is_used: Callable[[str], bool] | None) -> Iterator[str]:
    """The IRIs of a query that the data do not have; of many, the first."""
    asked = [iri for iri in named_iris(text) if not iri.startswith(XSD) and not (iri.startswith(CK) and not is_defined(iri))]
    for iri in asked[:_MOST_ASKED] if is_used else ():
        if is_used and not is_used(iri):
            yield f"nothing in the data uses {shorten(iri)}"


def _plain_names(text: str) -> Iterator[str]:
    """A hint for strings without a language in a query that asks for names."""
    found = tokens(text)
    if not any(iri in _NAMING for iri in named_iris(text)):
        return
    for token, after in zip(found, [*found[1:], None], strict=True):
        if token.kind == "string" and (after is None or (after.kind != "language" and after.text not in ("^", ")", ","))):
            yield f"names have a language: write {token.text}@en, or compare with STR(?name)"
            return
