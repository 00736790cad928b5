"""Terms of an answer as cells of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.patterns import lazy_pattern
from kg.rdf.terms import XSD, XSD_STRING
from kg.tables.writing import FORMULA, guard_formula

if TYPE_CHECKING:
    import pyoxigraph

# Numbers and dates, which may begin with a sign and are no formula.
_FIGURES = lazy_pattern(r"[+-]?[0-9][0-9.:TZeE+-]*")


def csv_cell(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple | None) -> str:
    """A term as SPARQL's CSV has it (https://www.w3.org/TR/sparql11-results-csv-tsv/), guarded: no spreadsheet takes it for a formula."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return term.value
    if not isinstance(term, pyoxigraph.Literal):
        return "" if term is None else str(term)
    text = term.value
    if not text.startswith(FORMULA):
        return text
    datatype = term.datatype.value
    figure = datatype.startswith(XSD) and datatype != XSD_STRING and _FIGURES.fullmatch(text)
    return text if figure else guard_formula(text)
