"""A graph for pySHACL whose queries are parsed once in a process: pySHACL gives the text of each query of the shapes anew for every graph."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query


class PreparingGraph(rdflib.Graph):
    """A graph in memory that keeps the queries it is asked, parsed, for all graphs of its kind. They declare their own prefixes."""

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> rdflib.query.Result:
        """Ask as of any graph of rdflib."""
        prepared = _prepare(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *arguments, **options)


@lru_cache(256)
def _prepare(text: str) -> Query:
    return prepareQuery(text)
