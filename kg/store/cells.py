"""Terms of an answer as cells of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.patterns import lazy_pattern
from kg.rdf.terms import IRI, XSD, XSD_STRING
from kg.store.embedded import to_node
from kg.store.store import BLANK
from kg.tables.writing import guard_formula

if TYPE_CHECKING:
    import pyoxigraph

# Numbers and dates, which may begin with a sign and are no formula.
_FIGURES = lazy_pattern(r"[+-]?[0-9][0-9.:TZeE+-]*")


def csv_cell(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | None) -> str:
    """A term as SPARQL's CSV has it (https://www.w3.org/TR/sparql11-results-csv-tsv/), guarded: no spreadsheet takes it for a formula."""
    if term is None:
        return ""
    node = to_node(term)
    if isinstance(node, IRI):
        return f"_:{node.removeprefix(BLANK)}" if node.startswith(BLANK) else str(node)
    figure = node.datatype.startswith(XSD) and node.datatype != XSD_STRING and _FIGURES.fullmatch(node.value)
    return node.value if figure else guard_formula(node.value)
