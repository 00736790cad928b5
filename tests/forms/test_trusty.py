"""Artifact codes of module RA, against the specification spelled out and against another implementation."""

from __future__ import annotations

import base64
import hashlib
import warnings

import pytest
from rdf_values import AWKWARD_TEXTS, CONTROL_TEXTS, TYPED

from kg.forms.nanopub.trusty import artifact_code, code_of
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import IRI, XSD, Literal, Triple

OWN = "RA" + "a" * 43
G, S, P = (IRI(f"http://example.org/{name}") for name in "gsp")
SELF = IRI(f"http://example.org/np/{OWN}#assertion")


def code_by_hand(text: str) -> str:
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()[:43]


def lines(*values: str, graph: str = G, subject: str = S) -> str:
    return "".join(f"{graph}\n{subject}\n{P}\n{value}\n" for value in values)


def quads(*values: IRI | Literal, graph: IRI | None = G, subject: IRI = S) -> list[Quad]:
    return [Quad(Triple(subject, P, value), graph) for value in values]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ([], ""),
        (quads(Literal("a")), lines("^http://www.w3.org/2001/XMLSchema#string a")),
        (quads(Literal("a\\\nb", language="en-GB")), lines("@en-gb a\\\\\\nb")),
        (quads(Literal("1", XSD.term("integer"))), lines("^http://www.w3.org/2001/XMLSchema#integer 1")),
        (quads(S, graph=None), lines(S, graph="")),
        (quads(SELF, graph=SELF, subject=SELF), lines(*[SELF.replace(OWN, " ")], graph=SELF.replace(OWN, " "), subject=SELF.replace(OWN, " "))),
        (quads(Literal(OWN)), lines(f"^http://www.w3.org/2001/XMLSchema#string {OWN}")),
        (quads(S, S), lines(S)),
        (
            quads(Literal("b"), Literal("a", XSD.term("token")), Literal("a"), Literal("a", language="fr"), Literal("a", language="en"), S, G),
            lines(
                G, S, "@en a", "@fr a", "^http://www.w3.org/2001/XMLSchema#string a", "^http://www.w3.org/2001/XMLSchema#token a",
                "^http://www.w3.org/2001/XMLSchema#string b",
            ),
        ),
        (quads(S, graph=S) + quads(S, graph=G), lines(S) + lines(S, graph=S)),
    ],
    ids=["nothing", "string", "escapes", "typed", "no graph", "itself", "text like itself", "twice", "order of objects", "order of graphs"],
)  # fmt: skip
def test_the_code_is_the_hash_of_sorted_lines(said: list[Quad], text: str) -> None:
    assert artifact_code(said, OWN) == code_by_hand(text)


def test_another_implementation_has_the_same_codes() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        hasher = pytest.importorskip("nanopub.trustyuri.rdf.RdfHasher", reason="nanopub (extra dev) is not installed")
        import rdflib
    values = [Literal(text) for text in (*AWKWARD_TEXTS, *CONTROL_TEXTS)]
    values += [Literal(text, language="ar-EG") for text in AWKWARD_TEXTS] + [Literal(text, XSD.term(name)) for text, name in TYPED]
    said = quads(*values, S, SELF) + quads(SELF, graph=SELF, subject=SELF)
    theirs = [(*(rdflib.URIRef(iri) for iri in (quad.graph or "", *quad.triple[:2])), _by_rdflib(quad.triple.object)) for quad in said]
    assert hasher.make_hash(theirs, hashstr=" ", baseuri=f"http://example.org/np/{OWN}#") == artifact_code(said, OWN)


def _by_rdflib(value: IRI | Literal) -> object:
    import rdflib

    if not isinstance(value, Literal):
        return rdflib.URIRef(value)
    return rdflib.Literal(
        value.value, lang=value.language or None, datatype=None if value.language else rdflib.URIRef(value.datatype), normalize=False
    )


@pytest.mark.parametrize(
    ("iri", "code"),
    [
        (f"http://example.org/np/{OWN}", OWN),
        (f"http://example.org/np.{OWN}", OWN),
        (f"http://example.org/np/{OWN}#assertion", None),
        (f"http://example.org/np/x{OWN}", None),
        (f"http://example.org/np/{OWN[:-1]}", None),
        ("http://example.org/np/FA" + "a" * 43, None),
        (OWN, None),
    ],
)
def test_the_code_of_an_iri(iri: str, code: str | None) -> None:
    assert code_of(iri) == code
