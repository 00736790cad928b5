"""The tables of a release say, row by row and in every form, what ``kg table`` says of the whole."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.publish.release import Manifest
from kg.publish.tables.keys import ORDER, foreign_keys
from kg.publish.tables.sharing import find_foreign, group_articles
from kg.tables.listing import LISTS, list_rows
from kg.tables.schema import load_tables
from kg.tables.writing import SEPARATORS, write_csv

DATA = Path(__file__).resolve().parents[1] / "data"
BASE = "https://w3id.org/conflict-kg/"
# What another graph tells of the things of an article: an item, and a further name.
LINKS = f"""\
<{BASE}conflict/Ferry_War> <http://www.w3.org/2004/02/skos/core#exactMatch> <http://www.wikidata.org/entity/Q7> <{BASE}graph/links> .
<{BASE}graph/links> <http://purl.org/dc/terms/license> <https://creativecommons.org/publicdomain/zero/1.0/> <{BASE}graph/links> .
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A release of all invented articles and one link, built in two processes."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "links.nq").write_text(LINKS)
    result = CliRunner().invoke(
        main,
        ["publish", str(DATA / "tables"), str(DATA / "articles"), str(folder / "links.nq"), "-o", str(folder / "release"), "-j", "2", "--no-site"],
    )
    assert result.exit_code == 0, result.output
    return folder / "release"


@pytest.mark.parametrize("name", LISTS)
def test_csv_is_that_of_kg_table(name: str, release: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    triples = [
        triple
        for layer in ("full", "links")
        for triple in kg.profiles.reading.read_expanded(release / "data" / f"{layer}.nq.gz")  # type: ignore[attr-defined]
    ]
    write_csv(load_tables()[name], list_rows(name, sorted(triples, key=kg.rdf.terms.triple_key)), out)  # type: ignore[attr-defined]
    assert (release / "tables" / f"{name}.csv").read_text(encoding="utf-8") == out.getvalue()


def test_a_link_of_another_graph_is_told(release: Path) -> None:
    rows = csv.DictReader(io.StringIO((release / "tables" / "conflicts.csv").read_text(encoding="utf-8")))
    assert {row["conflict"]: row["wikidata"] for row in rows}["Ferry War"] == "http://www.wikidata.org/entity/Q7"


def test_parquet_and_sqlite_have_the_same_rows(release: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'publish' is not installed")
    with closing(sqlite3.connect(f"file:{release}/tables/conflict-kg.sqlite?mode=ro", uri=True)) as base:
        for name, table in load_tables().items():
            rows = parquet.read_table(release / "tables" / f"{name}.parquet").to_pylist()
            separators = {column.name: SEPARATORS.get(column.type) for column in table.columns}
            told = [tuple(sep.join(row[key]) if (sep := separators[key]) else row[key] for key in row) for row in rows]
            assert base.execute(f'SELECT * FROM "{name}"').fetchall() == told, name
            assert len(told) == Manifest.from_json((release / "release.json").read_text()).counts["facts"] or name != "facts"


def test_keys_hold_in_sqlite(release: Path) -> None:
    with closing(sqlite3.connect(f"file:{release}/tables/conflict-kg.sqlite?mode=ro", uri=True)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = {(name, row[3], row[2], row[4]) for name in ORDER for row in base.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert found == set(foreign_keys(references=True)) | {(name, "article", "articles", "title") for name in ORDER}
        assert dict(base.execute("SELECT name, value FROM release"))["title"] == "Armed conflicts"


def test_duckdb_loads_the_tables_with_their_keys(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    monkeypatch.chdir(release / "tables")
    with closing(duckdb.connect(":memory:")) as base:
        base.execute(Path("load.sql").read_text(encoding="utf-8"))
        for name in ORDER:
            with Path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert base.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (sum(1 for _ in csv.DictReader(file)),)
        with pytest.raises(duckdb.ConstraintException):
            base.execute("INSERT INTO sides SELECT * REPLACE ('x:new' AS side_iri, 'x:none' AS conflict_iri) FROM sides LIMIT 1")


def test_the_group_of_tables_and_the_points(release: Path) -> None:
    group = json.loads((release / "tables" / "csv-metadata.json").read_text(encoding="utf-8"))
    assert [table["url"] for table in group["tables"]] == [f"{name}.csv" for name in ORDER]
    assert group["tables"][1]["tableSchema"]["foreignKeys"] == [
        {"columnReference": "conflict_iri", "reference": {"resource": "conflicts.csv", "columnReference": "conflict_iri"}}
    ]
    points = json.loads((release / "tables" / "places.geojson").read_text(encoding="utf-8"))
    rows = csv.DictReader(io.StringIO((release / "tables" / "conflicts.csv").read_text(encoding="utf-8")))
    located = {row["conflict_iri"]: [float(row["longitude"]), float(row["latitude"])] for row in rows if row["longitude"]}
    found = {feature["id"]: feature["geometry"]["coordinates"] for feature in points["features"] if feature["properties"]["kind"] == "conflict"}
    assert points["type"] == "FeatureCollection"
    assert found == located
    assert located


@pytest.mark.parametrize(
    ("told", "groups"),
    [([], []), (["a", "b"], [(0,), (1,)]), (["a", "b", "ab", "c"], [(0, 1, 2), (3,)]), (["a", "b", "bc", "ca"], [(0, 1, 2, 3)])],
)
def test_articles_that_tell_of_the_same_are_grouped(told: list[str], groups: list[tuple[int, ...]]) -> None:
    assert group_articles([frozenset(letter.encode() for letter in letters) for letters in told]) == groups


def test_what_others_tell_of_the_things_of_an_article() -> None:
    lines = [b"<x:a> <x:p> <x:1> <g:1> .\n", b"<x:a> <x:p> <x:1> <g:2> .\n", b"<x:a> <x:p> <x:2> <g:2> .\n", b'<x:b> <x:p> "c d" <g:1> .\n',
             b'<x:b> <x:p> "e" <g:3> .\n', b"<x:c> <x:p> <x:1> <g:1> .\n"]  # fmt: skip
    assert sorted(find_foreign(lines, {b"g:1": 0, b"g:2": 1})) == [b"00000000 <x:a> <x:p> <x:2> .\n", b'00000000 <x:b> <x:p> "e" .\n']
