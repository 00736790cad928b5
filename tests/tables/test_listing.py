"""The tables of an invented article, row by row, and of the corpus in sums."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from table_articles import DATA, triples_of

from kg.rdf.terms import Triple
from kg.tables.listing import LISTS, list_rows
from kg.tables.schema import load_tables
from kg.tables.writing import write_jsonl

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "tables"
ARTICLES = ("tables/ferry-war.wiki", "articles/siege-of-hollenfurt.txt", "articles/otto-rein.wiki")


def as_jsonl(table: str, triples: tuple[Triple, ...]) -> str:
    out = io.StringIO()
    write_jsonl(load_tables()[table], list_rows(table, triples), out)
    return out.getvalue()


@pytest.mark.parametrize("article", ARTICLES)
@pytest.mark.parametrize("table", LISTS)
def test_golden_rows(table: str, article: str) -> None:
    """To accept a change on purpose: KG_ACCEPT=1 pytest tests/tables/test_listing.py."""
    path, found = GOLDEN / f"{Path(article).stem}-{table}.jsonl", as_jsonl(table, triples_of(DATA / article))
    if os.environ.get("KG_ACCEPT"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_every_table_has_golden_rows() -> None:
    empty = [table for table in LISTS if not any((GOLDEN / f"{Path(article).stem}-{table}.jsonl").read_text() for article in ARTICLES)]
    assert empty == []


@pytest.mark.parametrize("table", LISTS)
def test_the_key_tells_rows_apart(table: str) -> None:
    triples = [triple for article in ARTICLES for triple in triples_of(DATA / article)]
    keys = [tuple(getattr(row, name) for name in load_tables()[table].key) for row in list_rows(table, triples)]
    assert len(keys) == len(set(keys)) > 0


@pytest.mark.parametrize("table", LISTS)
def test_the_order_of_triples_does_not_matter(table: str) -> None:
    triples = triples_of(DATA / ARTICLES[0])
    assert list(list_rows(table, triples)) == list(list_rows(table, triples[::-1]))
