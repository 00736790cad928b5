"""Nanopublications as TriG for people and as N-Quads for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kg.forms.nanopub.nanopub import NP, NPX, Nanopub
from kg.rdf.formats import Format, UnknownFormatError, write_graphs
from kg.rdf.turtle import write_together

_PREFIXES = {"np": NP, "npx": NPX}
FORMATS = ("trig", "nquads")


def check_format(form: Format) -> None:
    """UnknownFormatError for a syntax that nanopublications are not written in."""
    if form.name not in FORMATS:
        raise UnknownFormatError(f"nanopublications are written as {' or '.join(FORMATS)}, not as {form.name}")


def write_nanopubs(nanopubs: Iterable[Nanopub], form: Format, out: TextIO) -> int:
    """Write nanopublications one after the other, and tell how many; memory holds one at a time. UnknownFormatError as check_format."""
    check_format(form)
    declared: dict[str, str] = {}
    count = 0
    for nanopub in nanopubs:
        count += 1
        if form.name == "trig":
            write_together(tuple(nanopub.graphs()), nanopub.iri, _PREFIXES, declared, out)
        else:
            write_graphs(nanopub.graphs(), form, out, named=True)
    return count
