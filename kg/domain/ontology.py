"""The terms of the ontology, for all who must not use one that is not defined."""

from __future__ import annotations

import difflib
import re
from functools import cache

from kg.patterns import lazy_pattern
from kg.rdf.terms import CK, IRI
from kg.resources import ontology_text

_DEFINITION = lazy_pattern(r"^ck:([A-Za-z][A-Za-z0-9]*) a ", re.MULTILINE)
_VERSION = lazy_pattern(r"^  owl:versionIRI <([^>]+)> ;$", re.MULTILINE)
_VERSION_INFO = lazy_pattern(r'owl:versionInfo "([^"]+)"')
_SCHEME_OF = lazy_pattern(r"^ck:([A-Za-z0-9]+) a skos:Concept ;(?:\n  .*)*?\n  skos:inScheme ([^;\n]*) ;", re.MULTILINE)


@cache
def version_iri() -> IRI:
    """The IRI of the ontology in its version, which graphs conform to. Read as `terms`; ValueError where the file names none."""
    match = _VERSION.search(ontology_text())
    if match is None:
        raise ValueError("the ontology names no owl:versionIRI")
    return IRI(match[1])


@cache
def ontology_version() -> str:
    """The version that the ontology's file states (owl:versionInfo), at whose address it is served. ValueError where it states none."""
    match = _VERSION_INFO.search(ontology_text())
    if match is None:
        raise ValueError("the ontology states no owl:versionInfo")
    return match[1]


@cache
def terms() -> frozenset[str]:
    """Local names of all terms that the ontology defines.

    Read from the layout of the file (a paragraph for each term that begins with its name), which the tests compare with
    what a Turtle parser finds: parsing would cost more than all the rest of the start.
    """
    return frozenset(_DEFINITION.findall(ontology_text()))


@cache
def concepts(scheme: str) -> frozenset[str]:
    """Local names of the concepts in one of the schemes "fates", "lossCategories" and "certainties"; empty for another name."""
    return frozenset(name for name, schemes in _SCHEME_OF.findall(ontology_text()) if f"ck:{scheme}" in re.split(r",\s*", schemes))


def is_defined(iri: str) -> bool:
    """Whether an IRI is one of the ontology's terms."""
    return iri.startswith(CK) and iri.removeprefix(CK) in terms()


def near_terms(iri: str) -> list[str]:
    """The IRIs of the terms that look most like one that is not defined, the nearest first."""
    return [CK + name for name in difflib.get_close_matches(iri.removeprefix(CK), sorted(terms()), 2)]
