"""The files that ship with the package outside of ``kg``: ontology, shapes and JSON-LD context."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


def ontology_text() -> str:
    """The ontology as Turtle."""
    return _read("ontology", "conflict-kg.ttl")


def shapes_text() -> str:
    """The SHACL shapes as Turtle."""
    return _read("shapes", "conflict-kg-shapes.ttl")


def context_text() -> str:
    """The JSON-LD context of our graphs."""
    return _read("ontology", "context.jsonld")


@cache
def _read(folder: str, name: str) -> str:
    """The text of a file in a folder that a wheel carries inside ``kg`` and a checkout beside it."""
    shipped = files("kg") / folder / name
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    return (Path(__file__).resolve().parents[1] / folder / name).read_text(encoding="utf-8")
