"""RDF terms that validate when built, and the names of the vocabularies in use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from kg.patterns import lazy_pattern
from kg.values import dataclass

# RFC 3987, section 2.2, in two steps that compile fast: how the parts follow each other, and which characters may stand anywhere. Without
# line separators, the directional marks that section 4.1 forbids, and characters for private use, which only a query might hold.
_PARTS = lazy_pattern(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"(?://(?:[^/?#@\[\]]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^/?#@\[\]:]*)(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    r"[^?#\[\]]*(?:\?[^#\[\]]*)?(?:#[^#\[\]]*)?"
)
_PLAIN_IRI = lazy_pattern(r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9._~!$&'()*+,;=:@/-]*(?:#[A-Za-z0-9._~-]*)?")
_LANGUAGE = lazy_pattern(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")


class IRI(str):
    """An absolute IRI by the grammar of RFC 3987; ValueError for what is none, since strict parsers refuse the whole file for it."""

    __slots__ = ()

    def __new__(cls, value: str) -> IRI:
        """Check and build; ValueError as said above."""
        if not _PLAIN_IRI.fullmatch(value) and (not _PARTS.fullmatch(value) or _misplaced().search(value)):
            raise ValueError(f"not an absolute IRI: {value!r}")
        return super().__new__(cls, value)


@cache
def _misplaced() -> re.Pattern[str]:
    """What no IRI may hold: a character outside of RFC 3987, a percent sign that encodes nothing."""
    planes = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0xE0000, 0x10000))
    letters = "\u00a0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U000e1000-\U000efffd" + planes
    return re.compile(rf"[^A-Za-z0-9._~!$&'()*+,;=:@/?#%\[\]\-{letters}]|%(?![0-9A-Fa-f]{{2}})")


def mend_iri(text: str) -> IRI:
    """An IRI from a web address as people write it: characters that no IRI may hold are percent-encoded.

    ValueError where that is not enough: no scheme, or no host and port after "//".
    """
    address, hash_sign, fragment = _misplaced().sub(_percent_encode, text.strip()).partition("#")
    mended = address + hash_sign + fragment.replace("#", "%23")
    return IRI(mended if _PARTS.fullmatch(mended) else mended.replace("[", "%5B").replace("]", "%5D"))


def _percent_encode(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """An RDF literal: lexical form, datatype IRI, and the language tag (which makes the datatype rdf:langString).

    Tags are kept in lower case, as RDF 1.1 compares them and JSON-LD writes them. ValueError for a tag that is none, for a datatype that
    is no IRI or goes ill with the tag, and for lone surrogates, which are no Unicode text.
    """

    value: str
    datatype: str = XSD_STRING
    language: str = ""

    def __post_init__(self) -> None:
        if self.language:
            object.__setattr__(self, "language", self.language.lower())
            if not _LANGUAGE.fullmatch(self.language):
                raise ValueError(f"not a language tag: {self.language!r}")
            if self.datatype == XSD_STRING:
                object.__setattr__(self, "datatype", LANG_STRING)
        if (self.datatype == LANG_STRING) != bool(self.language):
            raise ValueError(f"a language tag and the datatype rdf:langString go together: {self!r}")
        if self.datatype != XSD_STRING and not isinstance(self.datatype, IRI):
            IRI(self.datatype)
        if not self.value.isascii() and _SURROGATE.search(self.value):
            raise ValueError(f"not Unicode text, it holds a lone surrogate: {self.value!r}")


class Triple(NamedTuple):
    """Subject, predicate, object; there are no blank nodes."""

    subject: IRI
    predicate: IRI
    object: IRI | Literal


def node_key(node: IRI | Literal) -> tuple[bool, str, str, str]:
    """What objects are sorted by: IRIs before literals."""
    return (True, node.value, node.datatype, node.language) if isinstance(node, Literal) else (False, node, "", "")


def triple_key(triple: Triple) -> tuple[str, str, bool, str, str, str]:
    """What triples are sorted by: subject, predicate, IRIs before literals, then the object."""
    subject, predicate, value = triple
    if isinstance(value, Literal):
        return subject, predicate, True, value.value, value.datatype, value.language
    return subject, predicate, False, value, "", ""


def sort_triples(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The triples in order, each once."""
    return tuple(sorted(set(triples), key=triple_key))


class Namespace(str):
    """A namespace IRI whose attributes and items are the IRIs in it."""

    __slots__ = ()

    def __getitem__(self, name: str) -> IRI:  # type: ignore[override]
        return _join(str(self), name)

    def term(self, name: str) -> IRI:
        """The IRI of a local name."""
        return _join(str(self), name)


@lru_cache(maxsize=4096)
def _join(namespace: str, name: str) -> IRI:
    return IRI(namespace + name)


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
    "prov": PROV, "schema": SCHEMA, "cc": CC, "edtf": EDTF, "wd": WD, "foaf": FOAF, "sem": SEM, "dbo": DBO,
}  # fmt: skip

RDF_TYPE = RDF.term("type")
