"""Of when a link is, and between which versions of the graph and of Wikidata. Never taken from the clock: the same input tells the same. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kg.rdf.terms import CK, DCT, PROV, RDF_TYPE, Literal, Triple
from kg.values import dataclass

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATES = frozenset({DCT.term("modified"), CK.term("retrieved")})
_VERSIONED = frozenset({CK.term("Article"), PROV.term("SoftwareAgent")})


@dataclass(frozen=True, slots=True)
class Versions:
    """The day of a link and the versions of what it links, "" where they are not known."""

    date: str = ""
    subject_source: str = ""
    object_source: str = ""


def tell_versions(triples: Iterable[Triple], index: str = "", date: str | None = None) -> Versions:
    """The versions of a graph and an index (``index``, its version), and the day: as given, else the latest that either tells.

    The version of a graph is the sha256 of the IRIs of its article versions and of the programs that read them, sorted, a line each.
    """
    names, articles, dates = set[str](), set[str](), dict[str, str]()
    for subject, predicate, value in triples:
        if predicate == RDF_TYPE and value in _VERSIONED:
            names.add(subject)
            if value == CK.term("Article"):
                articles.add(subject)
        elif predicate in _DATES and isinstance(value, Literal) and (day := _DAY.match(value.value)):
            dates[subject] = max(dates.get(subject, ""), day[0])
    lines = "".join(f"{name}\n" for name in sorted(names))
    known = [*(day for subject, day in dates.items() if subject in articles), *_DAY.findall(index.partition(",")[0])]
    subject_source = f"sha256:{hashlib.sha256(lines.encode('utf-8', 'surrogatepass')).hexdigest()}" if names else ""
    return Versions(date or max(known, default=""), subject_source, index)
