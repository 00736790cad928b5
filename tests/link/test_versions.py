"""The day of links and the versions of what they link: from the sources or as told, never from the clock."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from link_graphs import run, write_inputs

from kg.link.index.build import build_index
from kg.link.index.lookup import Index
from kg.link.index.records import VersionRecord
from kg.link.index.sources import open_source
from kg.link.index.versions import join_versions
from kg.link.sssom import read_rows
from kg.link.versions import Versions, tell_versions
from kg.rdf.terms import CK, DCT, IRI, PROV, RDF_TYPE, XSD, Literal, Triple

TABLE = "title\tqid\nBattle of Hollen\tQ11\n"
DUMP = """[
{"type":"item","id":"Q1","sitelinks":{"enwiki":{"title":"Esk"}},"modified":"2024-03-05T01:02:03Z"},
{"id":"Q2","modified":"2025-01-02T00:00:00Z"}
]
"""
SQL = "-- MySQL dump\nCREATE TABLE `page` (\n  `page_id` int\n);\n-- Dump completed on 2024-06-01  3:05:12\n"


def version_of(folder: Path, *texts: str) -> str:
    """The version of an index of these sources."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"source{number}.gz")
        paths[-1].write_bytes(gzip.compress(text.encode()))
    build_index(str(folder / "x.idx"), (record for path in paths for record in open_source(str(path))))
    with Index(str(folder / "x.idx")) as index:
        return index.version


@pytest.mark.parametrize(
    ("texts", "day", "hashed"),
    [
        ((DUMP,), "2025-01-02", False),
        ((SQL,), "2024-06-01", False),
        ((DUMP, SQL), "2025-01-02", False),
        ((TABLE,), "", True),
        ((TABLE, SQL), "2024-06-01", True),
    ],
)
def test_the_version_of_an_index(tmp_path: Path, texts: tuple[str, ...], day: str, hashed: bool) -> None:
    version = version_of(tmp_path, *texts)
    assert version.startswith(day)
    assert ("sha256:" in version) is hashed
    assert version_of(tmp_path, *reversed(texts)) == version


def test_another_table_is_another_version(tmp_path: Path) -> None:
    assert version_of(tmp_path, TABLE) != version_of(tmp_path, TABLE.replace("Q11", "Q12"))


@pytest.mark.parametrize(("records", "version"), [([], ""), ([VersionRecord("")], ""), ([VersionRecord("", "ab")], "sha256:ab")])
def test_joined_versions(records: list[VersionRecord], version: str) -> None:
    assert join_versions(records) == version


def article(name: str, **dates: str) -> list[Triple]:
    """An article version with its dates."""
    iri, terms = IRI(f"https://a.example/{name}"), {"modified": DCT.term("modified"), "retrieved": CK.term("retrieved")}
    told = [Triple(iri, terms[key], Literal(day, str(XSD.term("dateTime")))) for key, day in dates.items()]
    return [Triple(iri, RDF_TYPE, CK.term("Article")), *told]


def test_the_day_is_the_latest_that_is_told() -> None:
    triples = [*article("a", modified="2019-04-26T12:10:36Z"), *article("b", retrieved="2021-01-01T00:00:00Z", modified="2020-01-01T00:00:00Z")]
    elsewhere = Triple(IRI("https://a.example/other"), DCT.term("modified"), Literal("2030-01-01"))
    assert tell_versions([*triples, elsewhere]).date == "2021-01-01"
    assert tell_versions(triples, "2022-02-02, sha256:ab").date == "2022-02-02"
    assert tell_versions(triples, "2022-02-02", "2018-01-01").date == "2018-01-01"
    assert tell_versions([]) == Versions()


def test_the_version_of_a_graph_is_that_of_its_articles_and_programs() -> None:
    program = Triple(IRI("https://a.example/kg/1"), RDF_TYPE, PROV.term("SoftwareAgent"))
    one = tell_versions([*article("a"), *article("b"), program]).subject_source
    assert one.startswith("sha256:")
    assert tell_versions([program, *article("b"), *article("a"), *article("a")]).subject_source == one
    assert tell_versions([*article("a"), *article("b")]).subject_source != one


def rows_of(folder: Path, *options: str) -> list[dict[str, str]]:
    """The rows of the table of decisions, and the graph beside it."""
    graph, index = write_inputs(folder)
    result = run("link", graph, "--index", index, "-o", str(folder / "l.nq"), "--decisions", str(folder / "links.sssom.tsv"), *options)
    assert result.exit_code == 0, result.output
    lines = [line for line in (folder / "links.sssom.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_rows_and_graph_tell_day_and_versions(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "--date", "2026-01-31")
    assert {row["mapping_date"] for row in rows} == {"2026-01-31"}
    assert {row["object_source_version"][:7] for row in rows} == {row["subject_source_version"][:7] for row in rows} == {"sha256:"}
    text = (tmp_path / "l.nq").read_text(encoding="utf-8")
    assert '<https://w3id.org/sssom/mapping_date> "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert "#object_source: wikidata:Q2013\n" in (tmp_path / "links.sssom.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("epoch", "day"), [(None, ""), ("1700000000", "2023-11-14")])
def test_no_day_comes_from_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str | None, day: str) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert {row["mapping_date"] for row in rows_of(tmp_path)} == {day}


def test_a_review_has_its_own_day_and_keeps_it(tmp_path: Path) -> None:
    rows_of(tmp_path, "--date", "2026-01-31")
    table = tmp_path / "links.sssom.tsv"
    assert run("review", str(table), "--reviewer", "Ada", "--date", "2026-02-28", given="1\nq\n").exit_code == 0
    run(
        "link",
        str(tmp_path / "graph.ttl"),
        "--index",
        str(tmp_path / "x.idx"),
        "-o",
        str(tmp_path / "l.nq"),
        "--decisions",
        str(table),
        "--date",
        "2026-03-31",
    )
    rows = read_rows(table.read_text(encoding="utf-8"))
    assert {(bool(row["reviewer_label"]), row["mapping_date"]) for row in rows} == {(True, "2026-02-28"), (False, "2026-03-31")}


def test_a_day_that_is_none_is_refused_and_one_in_a_table_is_not_stated(tmp_path: Path) -> None:
    graph, index = write_inputs(tmp_path)
    result = run("link", graph, "--index", index, "-o", str(tmp_path / "l.nq"), "--date", "31 January")
    assert result.exit_code == 2
    assert "2026-01-31" in result.output
    table = tmp_path / "links.sssom.tsv"
    run("link", graph, "--index", index, "-o", str(tmp_path / "l.nq"), "--decisions", str(table), "--date", "2026-01-31")
    table.write_text(
        table.read_text(encoding="utf-8").replace("2026-01-31", "31/01/2026").replace("conflict-kg\t\t\t", "conflict-kg\t\tAda\t"), encoding="utf-8"
    )
    assert run("link", graph, "--index", index, "-o", str(tmp_path / "l.nq"), "--decisions", str(table), "-q").exit_code == 0
    assert "31/01/2026" in table.read_text(encoding="utf-8")
    assert "mapping_date" not in (tmp_path / "l.nq").read_text(encoding="utf-8")
