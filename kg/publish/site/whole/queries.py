"""The named queries with their answers, which were made in advance."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.pages.answer import MOST_ROWS, read_answer
from kg.pages.render import Page
from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.writer import SiteWriter
from kg.query.named import KINDS, NamedQuery, grouped_queries, named_queries
from kg.rdf.terms import GEO, XSD

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_POINT = "POINT("


def write_queries(plan: Plan, out: SiteWriter) -> None:
    """A page for each named query, and one that leads to them."""
    answers = plan.config.answers or {}
    for query in named_queries().values():
        _write_query(query, answers.get(query.name), out)
    out.page(f"{SITE}/queries/index.html", Page("site/queries.html", {"groups": grouped_queries(), "answers": answers}))


def _write_query(query: NamedQuery, answer: str | None, out: SiteWriter) -> None:
    path = f"{SITE}/queries/{query.name}.html"
    links = out.links(path)
    values: dict[str, Any] = {"query": query, "kinds": KINDS, "answer": None, "most": MOST_ROWS}
    if answer is not None:
        with Path(answer).open(encoding="utf-8", newline="") as rows:
            values["answer"] = read_answer(to_results(csv.reader(rows)), links)
    out.page(path, Page("site/query.html", values), links)


def to_results(rows: Iterable[list[str]]) -> Mapping[str, Any]:
    """The rows of a CSV file of SPARQL results, of which the first has the names of the columns, in the form of SPARQL's JSON results.

    CSV does not tell IRIs, numbers and places from other text; they are told by their form.
    """
    names, *found = rows
    bindings = [{name: _to_term(text) for name, text in zip(names, row, strict=True) if text} for row in found]
    return {"head": {"vars": names}, "results": {"bindings": bindings}}


def _to_term(text: str) -> dict[str, str]:
    if text.startswith(("http://", "https://")) and not any(c.isspace() for c in text):
        return {"type": "uri", "value": text}
    if _NUMBER.fullmatch(text):
        return {"type": "literal", "value": text, "datatype": XSD.term("decimal" if "." in text else "integer")}
    if text.startswith(_POINT):
        return {"type": "literal", "value": text, "datatype": GEO.term("wktLiteral")}
    return {"type": "literal", "value": text}
