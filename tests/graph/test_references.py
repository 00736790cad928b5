"""Cited works as triples."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from cells import article_of

from kg.graph.facts import GraphIndex, local_name, plain
from kg.graph.iris import Minter
from kg.graph.provenance import Provenance
from kg.graph.references import read_address, read_isbn, read_published, reference_iri, reference_triples
from kg.model.article import Note, Reference
from kg.model.claim import Claim
from kg.model.text import Span
from kg.pipeline.article import build_article
from kg.rdf.terms import CK, DCT, IRI, RDF, RDF_TYPE, SCHEMA, WD, XSD, Literal
from kg.read.wikitext.article import read_wikitext
from kg.validation.shapes import validate

BASE = "https://w3id.org/conflict-kg/"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" http://example.org/ ", "http://example.org/"),
        ("ftp://example.org/x", "ftp://example.org/x"),
        ('https://example.org/a|b"c<d>{e}^`\\', "https://example.org/a%7Cb%22c%3Cd%3E%7Be%7D%5E%60%5C"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%41", "https://example.org/%41"),
        ("https://example.org/ä–ö", "https://example.org/ä–ö"),
        ("//example.org/a", "https://example.org/a"),
        ("https://example.org/a b", None),
        ("javascript:alert(1)", None),
        ("www.example.org", None),
        ("", None),
    ],
)
def test_addresses_are_iris(words: str, address: str | None) -> None:
    assert read_address(words) == address


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        ("4 May 1911", Literal("1911-05-04", str(XSD.term("date")))),
        ("May 4, 1911", Literal("1911-05-04", str(XSD.term("date")))),
        ("1911-05-04", Literal("1911-05-04", str(XSD.term("date")))),
        ("May 1911", Literal("1911-05", str(XSD.term("gYearMonth")))),
        ("1911", Literal("1911", str(XSD.term("gYear")))),
        ("c. 1911", Literal("c. 1911")),
        ("1910s", Literal("1910s")),
        ("Spring 1911", Literal("Spring 1911")),
        ("1910–1911", Literal("1910–1911")),
        ("1911, second edition", Literal("1911, second edition")),
        ("31 June 1911", Literal("31 June 1911")),
        ("n.d.", Literal("n.d.")),
    ],
)
def test_dates_of_works_are_typed_where_they_are_dates(words: str, literal: Literal) -> None:
    assert read_published(words, article_of({})) == literal


@pytest.mark.parametrize(
    ("words", "isbn"),
    [
        ("978-0-306-40615-7", "978-0-306-40615-7"),
        ("0-306-40615-2", "0-306-40615-2"),
        (" 0306406152 ", "0306406152"),
        ("0-8044-2957-X", "0-8044-2957-X"),
        ("978-0-306-40615-8", None),
        ("0-306-40615-3", None),
        ("12345", None),
        ("none", None),
    ],
)
def test_an_isbn_is_known_by_its_check_digit(words: str, isbn: str | None) -> None:
    assert read_isbn(words) == isbn


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("//example.org/ferries", (SCHEMA.term("url"), IRI("https://example.org/ferries"))),
        ("[//example.org/ferries]", (SCHEMA.term("url"), IRI("https://example.org/ferries"))),
        ("ttps://example.org/ferries", (DCT.term("bibliographicCitation"), Literal("ttps://example.org/ferries"))),
        ("https://[", (DCT.term("bibliographicCitation"), Literal("https://["))),
    ],
)
def test_a_damaged_address_is_still_what_is_cited(note: str, told: tuple[IRI, IRI | Literal]) -> None:
    data = f"{{{{Infobox military conflict\n| conflict = War\n| date = 1701\n| casualties1 = 40 killed<ref>{note}</ref>\n| combatant1 = A\n}}}}"
    triples = build_article(read_wikitext(data, title="War", sha256="0" * 64), Provenance(BASE, "0")).graph.triples
    assert validate(triples).conforms
    assert told in [(triple.predicate, triple.object) for triple in triples if str(triple.subject).startswith(f"{BASE}reference/")]


def test_what_is_told_of_a_work() -> None:
    reference = Reference(
        title="The Ferries", authors=("Ida Holm", "Otto Pell"), pages="7–9", isbn="0-306-40615-2", language="de", item="Q12", date="1950"
    )
    article, minter = replace(article_of({}), notes=(Note("a", reference=reference),)), Minter(BASE, "War", "ab" * 32)
    claim = Claim(IRI(BASE), CK.term("start"), Literal("1911"), (Span(0, 1),), "date-row", references=(reference_iri(reference, minter),))
    told = {(t.predicate, t.object) for t in reference_triples(article, [claim], minter)}
    assert told == {
        (RDF_TYPE, CK.term("Reference")), (DCT.term("title"), Literal("The Ferries")), (DCT.term("language"), Literal("de")),
        (DCT.term("date"), Literal("1950", str(XSD.term("gYear")))), (SCHEMA.term("author"), Literal("Ida Holm")),
        (SCHEMA.term("author"), Literal("Otto Pell")), (SCHEMA.term("pagination"), Literal("7–9")),
        (SCHEMA.term("isbn"), Literal("0-306-40615-2")), (SCHEMA.term("sameAs"), WD.term("Q12")),
    }  # fmt: skip


def test_two_articles_that_cite_alike_cite_one_work() -> None:
    work = Reference(title="The Ferries of Marn", author="Holm, Ida")
    one, other = Minter(BASE, "War", "ab" * 32), Minter(BASE, "Battle", "cd" * 32, language="de")
    assert reference_iri(work, one) == reference_iri(work, other)
    assert reference_iri(work, one) != reference_iri(Reference(title="The Ferries of Marn"), one)


VEY, LOFT = "<ref>A. Vey, ''Marn'', 1900.</ref>", "<ref>B. Loft, ''The end'', 1910.</ref>"


@pytest.mark.parametrize(
    ("row", "cited"),
    [
        (f"3 May 1701{VEY} – 5 June 1701{LOFT}", {"start": {"Vey"}, "end": {"Loft"}, "when": {"Vey", "Loft"}}),
        (f"3 May 1701{VEY} – 5 June 1701", {"start": {"Vey"}, "when": {"Vey"}}),
        (f"3 May – 5 June 1701{VEY}", {"start": {"Vey"}, "end": {"Vey"}, "when": {"Vey"}}),
        (f"3 May 1701{VEY}{LOFT}", {"start": {"Vey", "Loft"}, "end": {"Vey", "Loft"}, "when": {"Vey", "Loft"}}),
        (f"First phase: May 1701{VEY}<br>Second phase: July 1702{LOFT}", {"start": {"Vey"}, "end": {"Loft"}, "when": {"Vey", "Loft"}}),
        ("3 May 1701", {}),
    ],
)
def test_dates_have_the_footnotes_that_stand_at_them(row: str, cited: dict[str, set[str]]) -> None:
    text = (
        f"{{{{Infobox military conflict\n| conflict = Battle of Marn\n| date = {row}\n| combatant1 = [[Varn]]\n| combatant2 = [[Esk]]\n}}}}\n'''X'''."
    )
    triples = build_article(read_wikitext(text, title="Battle of Marn", sha256="0" * 64), Provenance(BASE, "0")).graph.triples
    index = GraphIndex(triples)
    found: dict[str, set[str]] = defaultdict(set)
    for claim in index.claims():
        for reference in index.all(claim, CK.term("reference")):
            words = index.text(plain(reference), DCT.term("bibliographicCitation")) or ""
            found[local_name(str(index.one(claim, RDF.term("predicate"))))].add(words.split()[1].strip(","))
    assert found == cited
