"""RDF terms that validate when built, and the names of the vocabularies in use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


class IRI(str):
    """An absolute IRI (RFC 3987); ValueError where a character must not stand in one or the scheme is missing."""

    __slots__ = ()

    def __new__(cls, value: str) -> IRI:
        if not _SCHEME.match(value) or _FORBIDDEN.search(value):
            raise ValueError(f"not an absolute IRI: {value!r}")
        return super().__new__(cls, value)


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """An RDF literal: lexical form, datatype IRI, and the language tag where the datatype is rdf:langString."""

    value: str
    datatype: str = "http://www.w3.org/2001/XMLSchema#string"
    language: str = ""

    def __post_init__(self) -> None:
        if self.language and not _LANGUAGE.fullmatch(self.language):
            raise ValueError(f"not a language tag: {self.language!r}")


class Triple(NamedTuple):
    """Subject, predicate, object; there are no blank nodes."""

    subject: IRI
    predicate: IRI
    object: IRI | Literal


class Namespace(str):
    """A namespace IRI whose attributes and items are the IRIs in it."""

    __slots__ = ()

    def __getitem__(self, name: str) -> IRI:  # type: ignore[override]
        return IRI(str(self) + name)

    def term(self, name: str) -> IRI:
        """The IRI of a local name."""
        return IRI(str(self) + name)


CK = Namespace("https://w3id.org/conflict-kg/ontology#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
OA = Namespace("http://www.w3.org/ns/oa#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("http://schema.org/")
CC = Namespace("http://creativecommons.org/ns#")
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/")
WD = Namespace("http://www.wikidata.org/entity/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
DBO = Namespace("http://dbpedia.org/ontology/")

PREFIXES: dict[str, Namespace] = {
    "ck": CK, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "dct": DCT, "skos": SKOS, "owl": OWL, "oa": OA, "geo": GEO,
    "prov": PROV, "schema": SCHEMA, "cc": CC, "edtf": EDTF, "wd": WD,
}  # fmt: skip

RDF_TYPE = RDF.term("type")
LANG_STRING = str(RDF.term("langString"))
