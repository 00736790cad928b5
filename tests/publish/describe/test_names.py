"""Names of releases, agents, licences, media types, and descriptions as Turtle."""

from __future__ import annotations

from typing import Any

import pytest

from kg.publish.agents import Agent, to_agent
from kg.publish.describe.archive.licences import LicenceName, name_licence
from kg.publish.describe.release import describe_counts, release_iri
from kg.publish.describe.statements import DCAT, a, count, date, plain, state, to_turtle, words
from kg.publish.describe.titles import title_of_file
from kg.publish.describe.vocabularies import load_vocabularies, make_vocabularies
from kg.publish.release import File
from kg.rdf.terms import DCT, IRI, Literal

CC = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Ada Storm", Agent("Ada Storm")),
        (" Ada <https://orcid.org/0000-0002-1825-0097> ", Agent("Ada", "https://orcid.org/0000-0002-1825-0097")),
        ("Ada <ada@example.org>", Agent("Ada <ada@example.org>")),
    ],
)
def test_an_agent_is_a_name_and_maybe_an_address(text: str, agent: Agent) -> None:
    assert to_agent(text) == agent


@pytest.mark.parametrize(
    ("iri", "spdx", "told"),
    [
        (CC + "licenses/by-sa/4.0/", "CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0"),
        (CC + "licenses/by/4.0/", "CC-BY-4.0", "Creative Commons Attribution 4.0"),
        (CC + "publicdomain/zero/1.0/", "CC0-1.0", "Creative Commons CC0 1.0 Universal"),
        (CC + "licenses/by-sa/", "", CC + "licenses/by-sa/"),
        (CC + "licenses/sampling/1.0/", "", CC + "licenses/sampling/1.0/"),
        ("https://www.gnu.org/licenses/fdl-1.3.html", "GFDL-1.3", "GNU Free Documentation License 1.3"),
    ],
)
def test_licences_have_the_names_that_software_knows(iri: str, spdx: str, told: str) -> None:
    assert name_licence(iri) == LicenceName(iri, spdx, told)


@pytest.mark.parametrize(
    ("base", "version", "iri"),
    [
        ("https://w3id.org/conflict-kg/", "1.0", "https://w3id.org/conflict-kg/release/1.0"),
        ("http://e.org/x", "1 / b", "http://e.org/x/release/1%20∕%20b"),
    ],
)
def test_a_release_is_named_by_base_and_version(base: str, version: str, iri: str) -> None:
    assert release_iri(base, version) == iri


def test_what_is_not_told_is_left_out_of_the_sentence_on_counts() -> None:
    assert describe_counts({"articles": 1, "conflicts": 1, "claims": 1200}).startswith(
        "Linked data on armed conflicts (1 conflict, 1,200 claims), made from 1 encyclopedic article: who"
    )


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("1944", "gYear"), ("-0330-10", "gYearMonth"), ("1944-06-06", "date"), ("2026-11-29T10:00:00Z", "dateTime"), ("", None), ("1944~", None)],
)
def test_dates_are_as_precise_as_they_are_told(text: str, datatype: str | None) -> None:
    assert date(text) == (Literal(text, f"http://www.w3.org/2001/XMLSchema#{datatype}") if datatype else None)


def test_turtle_keeps_the_order_and_leaves_out_what_is_not_known() -> None:
    subject = IRI("http://e.org/b")
    triples = [
        *state(
            subject,
            a(DCAT.term("Dataset")),
            (DCT.term("title"), words('A "b"\n')),
            (DCT.term("issued"), date("")),
            (DCAT.term("version"), plain("1")),
        ),
        *state(IRI("http://e.org/a"), (DCT.term("extent"), (count(2), count(1), count(2)))),
    ]
    assert to_turtle(triples) == (
        "@prefix dct: <http://purl.org/dc/terms/> .\n@prefix dcat: <http://www.w3.org/ns/dcat#> .\n\n"
        '<http://e.org/b> a dcat:Dataset ;\n    dct:title "A \\"b\\"\\n"@en ;\n    dcat:version "1" .\n\n'
        "<http://e.org/a> dct:extent 2, 1 .\n"
    )


NQ, BY_SA = "application/n-quads", ("https://creativecommons.org/licenses/by-sa/4.0/",)


@pytest.mark.parametrize(
    ("file", "title"),
    [
        (File("data/facts.nq.gz", 1, "", NQ, BY_SA, "facts"), "Facts without quotes (N-Quads, packed with gzip)"),
        (File("data/facts-0002.nq.gz", 1, "", NQ, BY_SA, "facts"), "Facts without quotes, part 2 (N-Quads, packed with gzip)"),
        (File("data/ontology.ttl", 1, "", "text/turtle", BY_SA, "ontology"), "Ontology (Turtle)"),
        (File("data/facts-profile.ttl", 1, "", "text/turtle", BY_SA, "ontology"), "SHACL shapes of the facts alone (Turtle)"),
        (File("tables/facts.csv", 1, "", "text/csv; charset=utf-8", BY_SA), "Facts (CSV)"),
        (File("tables/conflict-kg.sqlite", 1, "", "application/vnd.sqlite3", BY_SA), "All tables (SQLite database)"),
        (File("tables/more-rows.xyz", 1, "", "application/x-unknown", BY_SA), "More rows (more-rows.xyz)"),
    ],
)
def test_files_have_titles(file: File, title: str) -> None:
    assert title_of_file(file) == title


def test_media_types_have_the_names_of_catalogues() -> None:
    medium = load_vocabularies().media["text/csv"]
    assert (medium.iana, medium.file_type) == (
        "https://www.iana.org/assignments/media-types/text/csv", "http://publications.europa.eu/resource/authority/file-type/CSV",
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        {"media": {}, "languages": {}},
        {"media": {"text/x": {"words": "X"}}, "languages": {}, "theme": {"code": "A", "words": "a"}},
        {"media": {"text/x": {"words": "X", "iana": True, "more": 1}}, "languages": {}, "theme": {"code": "A", "words": "a"}},
    ],
)
def test_a_broken_table_of_vocabularies_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"vocabularies\.toml"):
        make_vocabularies(data)
