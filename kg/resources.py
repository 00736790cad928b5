"""The files that ship with the package: tables of ``kg/data``, and, from outside of ``kg``, ontology, shapes and JSON-LD context."""

from __future__ import annotations

from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

PACKAGE = Path(__file__).parent


def ontology_text() -> str:
    """The ontology as Turtle."""
    return _read("ontology", "conflict-kg.ttl")


def shapes_text() -> str:
    """The SHACL shapes as Turtle."""
    return _read("shapes", "conflict-kg-shapes.ttl")


def facts_profile_text() -> str:
    """What does not hold for graphs in the facts profile, as Turtle to be read together with the shapes."""
    return _read("shapes", "facts-profile.ttl")


def context_text() -> str:
    """The JSON-LD context of our graphs."""
    return _read("ontology", "context.jsonld")


@cache
def _read(folder: str, name: str) -> str:
    """The text of a file in a folder that a wheel carries inside ``kg`` and a checkout beside it."""
    shipped = PACKAGE / folder / name
    return (shipped if shipped.is_file() else PACKAGE.parent / folder / name).read_text(encoding="utf-8")


def read_toml(path: Path) -> dict[str, Any]:
    """The entries of a TOML file, anew at each call; tomllib.TOMLDecodeError, a ValueError, where it is none.

    Parsing our tables takes as long as an article. A wheel has them as JSON beside the TOML (hatch_build.py). In a checkout Python keeps the
    entries as it keeps compiled modules: in ``__pycache__`` beside the file, where it may write there, and renewed when the file changes.
    """
    shipped = path.with_suffix(".json")
    if shipped.is_file():
        import json

        entries: dict[str, Any] = json.loads(shipped.read_text(encoding="utf-8"))
        return entries
    code = _TableLoader("table", str(path)).get_code("table")
    if code is None or code.co_names:  # Dates, inf and nan are no literals of Python.
        import tomllib

        return tomllib.loads(path.read_text(encoding="utf-8"))
    entries = eval(code)
    return entries


class _TableLoader(SourceFileLoader):
    """Compiles a TOML file to the expression that gives its entries."""

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        import tomllib

        return compile(repr(tomllib.loads(bytes(data).decode("utf-8"))), str(path), "eval")
