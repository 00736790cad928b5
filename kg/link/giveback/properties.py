"""Our properties and Wikidata's that say the same (kg/data/link_properties.toml), and why a statement is withheld (kg/data/withheld.toml). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args

from kg.rdf.terms import CK, GEO, IRI
from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

Type = Literal["time", "item", "side", "point", "quantity"]
Reason = Literal[
    "approximate", "calendar", "inferred", "noted", "attributed", "part", "one-of-several", "other-meaning", "no-property",
    "open-bound", "several-parties", "no-item", "link-unreviewed", "other-time", "other-value", "no-source",
    "source-incomplete", "mixed-sources", "same-value", "given",
]  # fmt: skip
_KEYS = frozenset({"ours", "wikidata", "also", "type", "single", "sides", "party", "times", "inferred", "shown_by_figures"})


@dataclass(frozen=True, slots=True)
class Property:
    """One of our properties and Wikidata's: ``also`` are Wikidata's that may say the same; of a ``single`` one, one value rules out another.

    What is told of ``sides`` is told of their conflict on Wikidata; ``party`` and ``times`` say which qualifiers it has. Claims that are
    ``inferred`` count too where that is said. What is ``shown_by_figures`` of a party has their sources too.
    """

    ours: IRI
    wikidata: str
    also: tuple[str, ...]
    type: Type
    single: bool
    sides: bool = False
    party: bool = False
    times: bool = False
    inferred: bool = False
    shown_by_figures: bool = False


@cache
def load_properties() -> tuple[Property, ...]:
    """Read the table of properties; ValueError for a type or a key that there is not."""
    return tuple(_make_property(entry) for entry in read_toml(PACKAGE / "data" / "link_properties.toml")["property"])


def _make_property(entry: Mapping[str, Any]) -> Property:
    if entry["type"] not in get_args(Type):
        raise ValueError(f"link_properties.toml: {entry['ours']}: no type {entry['type']}")
    if strange := sorted(entry.keys() - _KEYS):
        raise ValueError(f"link_properties.toml: {entry['ours']}: {strange[0]} is not known")
    ours = GEO.term("hasGeometry") if entry["ours"] == "hasGeometry" else CK.term(entry["ours"])
    flags = {name: bool(entry.get(name, False)) for name in ("sides", "party", "times", "inferred", "shown_by_figures")}
    return Property(ours, entry["wikidata"], tuple(entry.get("also", ())), entry["type"], entry["single"], **flags)


@cache
def load_figures() -> Mapping[tuple[str, str], Property]:
    """Read which property tells the figures of people of a measure (losses, strength) and category ("" for none)."""
    entries = read_toml(PACKAGE / "data" / "link_properties.toml")["figure"]
    return {
        (entry["measure"], entry["category"]): Property(CK.term(entry["measure"]), entry["wikidata"], (), "quantity", single=True, sides=True)
        for entry in entries
    }


@cache
def load_reasons() -> Mapping[Reason, str]:
    """Read why a statement may be withheld, in words; ValueError where code and table do not know the same reasons."""
    reasons: dict[Reason, str] = read_toml(PACKAGE / "data" / "withheld.toml")["reasons"]
    if strange := sorted(reasons.keys() ^ set(get_args(Reason))):
        raise ValueError(f"withheld.toml: {strange[0]} is known only here or only to the program")
    return reasons
