"""Our properties and Wikidata's that say the same (kg/data/link_properties.toml). Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from kg.rdf.terms import CK, GEO, IRI
from kg.values import dataclass

TYPES = ("time", "item", "point")


@dataclass(frozen=True, slots=True)
class Property:
    """One of our properties: ``also`` are Wikidata's that may say the same; of a ``single`` one, one value rules out another."""

    ours: IRI
    wikidata: str
    also: tuple[str, ...]
    type: str
    single: bool


@cache
def load_properties() -> tuple[Property, ...]:
    """Read the table; ValueError for a type that there is not."""
    data = tomllib.loads(files("kg").joinpath("data/link_properties.toml").read_text(encoding="utf-8"))
    found = []
    for entry in data["property"]:
        if entry["type"] not in TYPES:
            raise ValueError(f"link_properties.toml: {entry['ours']}: no type {entry['type']}")
        ours = GEO.term("hasGeometry") if entry["ours"] == "hasGeometry" else CK.term(entry["ours"])
        found.append(Property(ours, entry["wikidata"], tuple(entry.get("also", ())), entry["type"], entry["single"]))
    return tuple(found)
