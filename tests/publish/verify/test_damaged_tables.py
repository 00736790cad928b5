"""A forger alters tables and makes all hashes fit: the data tell."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing

import pyarrow
import pytest
from damages import CC0, Damage, expect, less, lines, more, removed, sub, written
from forging import Forgery, Made
from pyarrow import parquet

DATABASE, PLACES, ARTICLES = "tables/conflict-kg.sqlite", "tables/places.geojson", "tables/articles.csv"
GROUP, SCRIPT, SIDES = "tables/csv-metadata.json", "tables/load.sql", "tables/sides.csv-metadata.json"


def stated(name: str, words: str, statement: str) -> Damage:
    """Run a statement in a copy of the database."""

    def change(forgery: Forgery) -> None:
        forgery.write(DATABASE, (forgery.root / DATABASE).read_bytes())
        with closing(sqlite3.connect(forgery.root / DATABASE)) as base:
            base.execute(statement)
            base.commit()

    return Damage(name, "database", words, DATABASE, change)


def alter_parquet(forgery: Forgery) -> None:
    """Other numbers in a column."""
    table = parquet.read_table(forgery.root / "tables/figures.parquet")
    low = pyarrow.array([value and value + 1 for value in table["low"].to_pylist()], pyarrow.int64())
    out = io.BytesIO()
    parquet.write_table(table.set_column(table.schema.get_field_index("low"), "low", low), out)
    forgery.write("tables/figures.parquet", out.getvalue())


def leave_out_a_point(forgery: Forgery) -> None:
    told = json.loads(forgery.read(PLACES))
    told["features"].pop()
    forgery.write(PLACES, json.dumps(told))


DAMAGES = (
    sub("cell altered", "tables", "column low: has '1201', where the data give '1200'", "tables/figures.csv", ",1200,", ",1201,"),
    lines("row left out", "tables", "data give", "tables/people.csv", less),
    lines("row added", "tables", "data give", "tables/sides.csv", more),
    lines("rows in another order", "tables", "data give", "tables/facts.csv", lambda given: [given[0], given[2], given[1], *given[3:]]),
    sub("column renamed", "tables", "data give", "tables/facts.csv", "claim,", "claims,"),
    sub("columns of a dictionary swapped", "dictionaries", "columns", SIDES, '"name": "conflict"', '"name": "side_iri"'),
    sub("dictionary of another file", "dictionaries", "beside it", SIDES, '"sides.csv"', '"facts.csv"'),
    sub("licence in a dictionary swapped", "dictionaries", "licence", SIDES, "https://creativecommons[^\"]*", CC0),
    removed("dictionary left out", "dictionaries", "not there", "tables/people.csv-metadata.json"),
    Damage("numbers in Parquet altered", "tables", "column low", "tables/figures.parquet", alter_parquet),
    written("Parquet that is none", "tables", "Parquet", "tables/sides.parquet", b"PAR1"),
    stated("number in the database altered", "column low", "UPDATE figures SET low = low + 1 WHERE low > 1000"),
    stated("row of the database left out", "is missing", "DELETE FROM people WHERE rowid = (SELECT max(rowid) FROM people)"),
    stated("key that leads nowhere", "leads to no row", "DELETE FROM conflicts WHERE rowid = 1"),
    stated("view in the database", "a view", "CREATE VIEW v AS SELECT 1"),
    stated("licence in the database swapped", "licence", f"UPDATE release SET value = '{CC0}' WHERE name = 'licence'"),
    stated("article of the database altered", "attribution", "UPDATE articles SET attribution = 'Nobody'"),
    written("database that is none", "database", "cannot be read", DATABASE, b"SQLite format 3"),
    sub("point moved", "points", "is at", PLACES, r"12\.7", "13.7"),
    Damage("point left out", "points", "lacks", PLACES, leave_out_a_point),
    sub("name on the map altered", "points", "name", PLACES, '"name": "', '"name": "X'),
    lines("script that drops", "tables-together", "not what", SCRIPT, lambda given: [*given, "DROP TABLE facts;\n"]),
    sub("foreign key of the metadata left out", "tables-together", "not what", GROUP, '"foreignKeys"', '"keys"'),
    sub("hash of an article altered", "article-list", "sha256", ARTICLES, "[0-9a-f]{64}", "0" * 64),
    lines("article left out of the list", "article-list", "does not list", ARTICLES, less),
    lines("article added to the list", "article-count", "rows", ARTICLES, more),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=[damage.name for damage in DAMAGES])
def test_a_damage_is_found_and_its_file_is_named(damage: Damage, forgery: Forgery, made: Made) -> None:
    expect(damage, forgery, made)
