"""Dates as literals, typed by their precision."""

from __future__ import annotations

from kg.model.finding import Date
from kg.rdf.terms import XSD, Literal

_TYPES = {"day": XSD.term("date"), "month": XSD.term("gYearMonth"), "year": XSD.term("gYear")}


def date_literal(date: Date) -> Literal:
    """A day, a month or a year: xsd:date, xsd:gYearMonth or xsd:gYear."""
    return Literal(date.value, str(_TYPES[date.precision]))
