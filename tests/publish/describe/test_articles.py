"""The table of all articles."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from pathlib import Path

from kg.publish.dataset import ArticleEntry
from kg.publish.describe.articles import articles_table


def test_columns_are_what_is_known_of_an_article() -> None:
    assert {column.name for column in articles_table().columns} == {field.name for field in fields(ArticleEntry)} - {"triples", "conflicts"}


def test_every_article_has_a_row_and_every_column_its_words(release: Path) -> None:
    with (release / "tables/articles.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    dictionary = json.loads((release / "tables/articles.csv-metadata.json").read_text(encoding="utf-8"))
    described = {column["name"]: column for column in dictionary["tableSchema"]["columns"]}
    assert [row["title"] for row in rows] == ["Siege of Hollenfurt", "Tollgate Rising"]
    assert all(row[name] for row in rows for name, column in described.items() if column.get("required"))
    assert list(rows[0]) == list(described)
