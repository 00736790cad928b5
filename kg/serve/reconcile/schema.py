"""What the reconciliation service offers: types, properties, settings and limits (kg/data/reconcile.toml), checked on load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

VALUES = ("date", "number", "text", "thing", "figure")
SETTINGS = ("side", "category", "limit")


class Type(NamedTuple):
    """A type of entities; ``broader`` is the id of a wider one, "" for none."""

    id: str
    name: str
    description: str
    broader: str = ""

    def to_json(self) -> dict[str, Any]:
        """The type in the API's format."""
        wider = [{"id": kind.id, "name": kind.name} for kind in load_schema().types if kind.id == self.broader]
        return {"id": self.id, "name": self.name, "description": self.description, **({"broader": wider} if wider else {})}


class Property(NamedTuple):
    """A property: its values are found by any of ``patterns``, SPARQL that binds ?value for ?thing."""

    id: str
    name: str
    description: str
    types: tuple[str, ...]
    value: str
    patterns: tuple[str, ...]
    compare: str
    preview: bool

    def to_json(self) -> dict[str, str]:
        """The property in the API's format."""
        return {"id": self.id, "name": self.name, "description": self.description}


class Score(NamedTuple):
    """Parameters of scores (of 100) and of matches."""

    least: float
    name_share: float
    match: float
    margin: float
    scoped: float
    other_type: float
    agree: float
    unknown: float


class Limits(NamedTuple):
    """Limits of requests and answers."""

    queries: int
    characters: int
    candidates: int
    most_candidates: int
    things: int
    values: int
    suggestions: int


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole schema; ``settings`` are in the format of the manifest."""

    types: tuple[Type, ...]
    properties: tuple[Property, ...]
    settings: tuple[dict[str, Any], ...]
    score: Score
    limits: Limits

    def type(self, wanted: str) -> Type | None:
        """The type of an id, which may be the whole IRI of the class."""
        return next((kind for kind in self.types if kind.id == _local(wanted)), None)

    def property(self, wanted: str) -> Property | None:
        """The property of an id, which may be a whole IRI."""
        return next((found for found in self.properties if found.id == _local(wanted)), None)


def _local(wanted: str) -> str:
    return wanted.rpartition("#")[2].rpartition(":")[2]


@cache
def load_schema() -> Schema:
    """Read the file. ValueError names what violates its schema."""
    data = tomllib.loads(files("kg").joinpath("data/reconcile.toml").read_text(encoding="utf-8"))
    types = tuple(Type(**table) for table in data["type"])
    known = {kind.id for kind in types}
    properties = tuple(_property(table, known) for table in data["property"])
    if len({found.id for found in properties}) != len(properties) or len(known) != len(types):
        raise ValueError("reconcile.toml: an id stands twice")
    if tuple(setting["name"] for setting in data["setting"]) != SETTINGS:
        raise ValueError(f"reconcile.toml: the settings are {', '.join(SETTINGS)}")
    return Schema(types, properties, tuple(data["setting"]), Score(**data["score"]), Limits(**data["limits"]))


def _property(table: dict[str, Any], types: set[str]) -> Property:
    found = Property(**{"compare": table["value"], "preview": True, **table, "types": tuple(table["types"]), "patterns": tuple(table["patterns"])})
    if found.value not in VALUES or found.compare not in (*VALUES, "span") or not set(found.types) <= types:
        raise ValueError(f"reconcile.toml: property {found.id} has an unknown type or kind of value")
    if not all("?thing" in pattern and "?value" in pattern for pattern in found.patterns):
        raise ValueError(f"reconcile.toml: a pattern of {found.id} does not bind ?value for ?thing")
    return found
