"""Invented articles of which tables are made in tests."""

from __future__ import annotations

from pathlib import Path

import kg
from kg.rdf.terms import Triple

DATA = Path(__file__).resolve().parent / "data"
BY_SA = "https://creativecommons.org/licenses/by-sa/"


def title_of(path: Path) -> str:
    """The title of an article by the name of its file."""
    return path.stem.replace("-", " ").title().replace(" Of ", " of ")


def triples_of(path: Path) -> tuple[Triple, ...]:
    """The graph of an article, which has a title by its file's name, an address, a revision and a licence that is told."""
    told = kg.ReadOptions(title=title_of(path), url=f"https://wiki.example.org/wiki/{path.stem}", revision="4711")
    [outcome] = kg.build(path, licence=BY_SA, check=False, options=told)
    assert isinstance(outcome, kg.Outcome)
    return outcome.built.graph.triples
