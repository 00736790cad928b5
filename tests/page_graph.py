"""The invented articles that the tests of the pages show, and a server over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from servers import Server, run_server

from kg.graph.facts import GraphIndex
from kg.rdf.reading import read_graph
from kg.rdf.terms import IRI

PAGES = Path(__file__).parent / "data" / "pages"
GRAPH, HOSTILE, ARTICLES = PAGES / "drava.ttl", PAGES / "hostile.ttl", PAGES / "articles"
BASE = "https://w3id.org/conflict-kg/"
TROUBLE = {"article": "Tarsk offensive", "file": None, "code": "unread", "message": "Strength: not understood: <odd>", "start": 3, "end": 10}


class Site(NamedTuple):
    """A server over the invented articles, and the folder with its files."""

    server: Server
    folder: Path


@cache
def index() -> GraphIndex:
    """The graph of the invented articles, as kg build made it of them."""
    return GraphIndex(read_graph(GRAPH))


def iri(path: str) -> IRI:
    """An IRI below the base."""
    return IRI(BASE + path)


@contextmanager
def run_site(folder: Path, *arguments: str | Path) -> Iterator[Site]:
    """Serve the articles and the hostile graph, with an issue."""
    issues = folder / "issues.jsonl"
    issues.write_text(json.dumps(TROUBLE) + "\n", encoding="utf-8")
    with run_server(GRAPH, HOSTILE, "--issues", issues, "--workers", "2", *arguments, folder=folder) as server:
        yield Site(server, folder)
