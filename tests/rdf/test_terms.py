"""Terms refuse what strict parsers would refuse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf.terms import IRI, LANG_STRING, XSD, XSD_STRING, Literal, Triple, mend_iri, sort_triples


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org/", "https://example.org/a_(b)?c=d&e#f", "urn:example:a", "mailto:a@b", "http://[::1]:80/x", "http://user:x@example.org:8080",
        "http://example.org/é/中文", "http://example.org/%C3%A9", "file:///a/b", "x:", "http://example.org/\U000e1000",
    ],
)  # fmt: skip
def test_iris(text: str) -> None:
    assert IRI(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "//example.org/", "/a", "http://example.org/a b", "http://example.org/<a>", 'http://example.org/"', "http://example.org/{}", "http://example.org/|",
        "http://example.org/\\", "http://example.org/^", "http://example.org/`", "http://example.org/%zz", "http://example.org/%4", "http://example.org/[a]",
        "http://example.org:x/", "http://example.org/#a#b", "http://example.org/\n", "http://example.org/\u202e", "http://example.org/\u2028",
        "http://example.org/\ue000", "http://example.org/\U000e0041", "http://example.org/\ud800", "1http://a", "http://example.org/\x85", "http://example.org/?\ue000",
    ],
)  # fmt: skip
def test_what_is_no_iri(text: str) -> None:
    with pytest.raises(ValueError, match="not an absolute IRI"):
        IRI(text)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["http://example.org/", "urn:x:", "https://example.org/a?b=", "http://example.org/#"]))
def test_iris_are_those_that_a_strict_parser_takes(text: str, start: str) -> None:
    """What is taken as an IRI is read by oxigraph in N-Triples as it stands."""
    import pyoxigraph

    try:
        iri = IRI(start + text)
    except ValueError:
        return
    (quad,) = pyoxigraph.parse(f"<{iri}> <{iri}> <{iri}> .", pyoxigraph.RdfFormat.N_TRIPLES)
    assert quad.subject.value == iri


@pytest.mark.parametrize(
    ("address", "mended"),
    [
        ("http://example.org/a", "http://example.org/a"),
        (" http://example.org/a b ", "http://example.org/a%20b"),
        ("http://example.org/[x]|{y}", "http://example.org/%5Bx%5D%7C%7By%7D"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/%C3%A9é", "http://example.org/%C3%A9é"),
        ("http://example.org/a#b#c", "http://example.org/a#b%23c"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("http://example.org/\u202ex", "http://example.org/%E2%80%AEx"),
    ],
)
def test_addresses_are_mended(address: str, mended: str) -> None:
    assert mend_iri(address) == mended


@pytest.mark.parametrize("address", ["", "example.org/a", "http://exa:mple/", "www.example.org"])
def test_addresses_beyond_mending(address: str) -> None:
    with pytest.raises(ValueError, match="not an absolute IRI"):
        mend_iri(address)


@settings(deadline=None)
@given(st.text())
def test_any_text_after_an_authority_can_be_mended(text: str) -> None:
    assert mend_iri("http://example.org/" + text).startswith("http://example.org/")


def test_language_makes_the_datatype_and_is_lower_case() -> None:
    assert Literal("x", language="en-GB") == Literal("x", LANG_STRING, "en-gb")
    assert Literal("x").datatype == XSD_STRING


@pytest.mark.parametrize(
    ("value", "datatype", "language", "message"),
    [
        ("x", LANG_STRING, "", "go together"),
        ("x", XSD.term("date"), "en", "go together"),
        ("x", LANG_STRING, "not a tag", "not a language tag"),
        ("x", LANG_STRING, "toolonglanguage", "not a language tag"),
        ("x", "no iri", "", "not an absolute IRI"),
        ("a\ud800", XSD_STRING, "", "lone surrogate"),
    ],
)
def test_what_is_no_literal(value: str, datatype: str, language: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Literal(value, datatype, language)


def test_triples_are_sorted_and_each_once() -> None:
    a, b = IRI("x:a"), IRI("x:b")
    objects = (a, b, Literal("1", XSD.term("integer")), Literal("a", language="de"), Literal("a", language="en"), Literal("a"), Literal("b"))
    in_order = (*(Triple(a, a, value) for value in objects), Triple(a, b, a), Triple(b, a, a))
    assert sort_triples(reversed(in_order + in_order)) == in_order
