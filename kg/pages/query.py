"""The query editor: a form that works without scripts, the answer, and errors at their place."""

from __future__ import annotations

from typing import NamedTuple

from kg.pages.answer import MOST_ROWS, Answer
from kg.pages.render import Page
from kg.query.errors import QueryError
from kg.query.named import grouped_queries
from kg.rdf.terms import PREFIXES


class Trouble(NamedTuple):
    """The reason for a missing answer, with line and column (from 1) if known. ``before`` and ``after`` are its line, cut at the column."""

    words: str
    line: int | None = None
    column: int | None = None
    before: str = ""
    after: str = ""


class Asked(NamedTuple):
    """What came of a query: its answer, or what is wrong; ``downloads`` are formats of all of it with their addresses, ``hints`` what to try next."""

    answer: Answer | None = None
    trouble: Trouble | None = None
    downloads: tuple[tuple[str, str], ...] = ()
    hints: tuple[str, ...] = ()


def query_page(text: str, asked: Asked) -> Page:
    """The page with the query that was asked ("": none was) and what came of it."""
    values = {
        "text": text or _beginning(), "answer": asked.answer, "trouble": asked.trouble, "downloads": asked.downloads, "hints": asked.hints,
        "examples": grouped_queries(), "prefixes": " ".join(f"{name}:{iri}" for name, iri in PREFIXES.items()),
        "most": MOST_ROWS,
    }  # fmt: skip
    return Page("query.html", values)


def trouble_of(text: str, error: QueryError) -> Trouble:
    """What is wrong with a query, with the line it stands in."""
    lines = text.splitlines() or [""]
    if not error.line or error.line > len(lines):
        return Trouble(error.reason, error.line, error.column)
    line, column = lines[error.line - 1], max((error.column or 1) - 1, 0)
    return Trouble(error.reason, error.line, error.column, line[:column], line[column:])


def _beginning() -> str:
    wanted = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("ck", "rdfs"))
    return f"""{wanted}
# Who commanded in most conflicts?
SELECT ?person ?name (COUNT(DISTINCT ?conflict) AS ?conflicts) WHERE {{
  ?conflict ck:hasSide ?side .
  ?side ck:commander ?person .
  ?person rdfs:label ?name .
}}
GROUP BY ?person ?name
ORDER BY DESC(?conflicts) ?name
LIMIT 20
"""
