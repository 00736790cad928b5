"""Trusty IRIs: the hash of RDF graphs in the IRI that names them (module RA of the specification, version 1, http://trustyuri.net/spec/). Pure."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable

from kg.patterns import lazy_pattern
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import IRI, Literal

_MODULE = "RA"
_TRUSTY = lazy_pattern(r"(?s:.*)[^A-Za-z0-9_-](RA[A-Za-z0-9_-]{43})")


def artifact_code(quads: Iterable[Quad], own: str) -> str:
    """The artifact code of quads: "RA" and the hash of them in 43 characters of Base64.

    ``own`` is the code, or what stands in its place, in the IRIs that the quads have of themselves; it is hashed as a blank.
    """
    keys = sorted({_key(quad, own) for quad in quads})
    text = "".join(f"{graph}\n{subject}\n{predicate}\n{_write(*value)}\n" for (graph, subject, predicate), value in keys)
    return _MODULE + urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii").rstrip("=")


def code_of(iri: str) -> str | None:
    """The artifact code that an IRI ends in; None for an IRI that is not trusty."""
    match = _TRUSTY.fullmatch(iri)
    return match[1] if match else None


# Graph, subject and predicate; whether the object is a literal, the object, whether it is typed rather than of a language, and the type or language.
_Key = tuple[tuple[str, str, str], tuple[bool, str, bool, str]]


def _key(quad: Quad, own: str) -> _Key:
    """What the specification sorts by: IRIs come before literals, and of one text those with a language before those with a type."""
    (subject, predicate, value), graph = quad
    said = _blank(graph or "", own), _blank(subject, own), _blank(predicate, own)
    if isinstance(value, Literal):
        return said, (True, value.value, not value.language, value.language or value.datatype)
    return said, (False, _blank(value, own), False, "")


def _blank(iri: IRI | str, own: str) -> str:
    return iri.replace(own, " ") if own in iri else str(iri)


def _write(literal: bool, label: str, typed: bool, tag: str) -> str:
    if not literal:
        return label
    escaped = label.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{'^' if typed else '@'}{tag} {escaped}"
