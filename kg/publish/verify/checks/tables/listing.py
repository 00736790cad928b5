"""The list of articles: what it tells of each is what the article's graph tells."""

from __future__ import annotations

import csv
import io
from functools import lru_cache

from kg.publish.gather.entries import make_entry
from kg.publish.verify.failure import Failure, Found
from kg.publish.verify.graphs import TURTLE, ArticleParts
from kg.publish.verify.opened import Opened
from kg.rdf.graph import ArticleGraph
from kg.tables.writing import guard_formula

ARTICLES = "tables/articles.csv"
_SHOWN = 100


def check_article(opened: Opened, parts: ArticleParts) -> Found:
    """That an article has its row, and nothing in it is otherwise than its graph tells."""
    row = _rows(opened).get(str(parts.name))
    if row is None:
        yield Failure(ARTICLES, f"does not list <{parts.article}>")
        return
    entry = make_entry(ArticleGraph.of(parts.name, parts.triples), parts.article)
    for column, told in row.items():
        wanted = guard_formula(str(getattr(entry, column, "")))
        if column == "stem":
            wanted = parts.files.get(TURTLE, "").removeprefix("data/articles/").removesuffix(".ttl")
        if told != wanted:
            yield Failure(ARTICLES, f"tells of <{parts.article}> the {column} {told[:_SHOWN]!r}, where its graph has {wanted[:_SHOWN]!r}")


@lru_cache(maxsize=1)
def _rows(opened: Opened) -> dict[str, dict[str, str]]:
    """The rows by graph."""
    reader = csv.DictReader(io.StringIO(opened.read_text(ARTICLES), newline=""))
    return {str(row.get("graph")): {str(name): value or "" for name, value in row.items() if isinstance(value, str)} for row in reader}


def check_list(opened: Opened) -> Found:
    """That the list has no more rows than there are articles, and that the manifest counts them."""
    count = sum(1 for _ in csv.reader(io.StringIO(opened.read_text(ARTICLES), newline=""))) - 1
    for told, where in ((opened.manifest.counts.get("articles"), "articles"), (opened.listed[ARTICLES].count, "rows of it")):
        if told != count:
            yield Failure(ARTICLES, f"has {count:,} rows, where the manifest counts {told} {where}")
