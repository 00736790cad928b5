"""The kinds of infobox that the domain knows, as data: one file for each in kg/data/wiki/en/kinds, and those that other packages bring.

Another package brings a kind as an entry point of the group ``kg.kinds`` that names a string: the TOML of the kind (docs/plugins.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Subject = Literal["conflict", "group", "unit", "person"]
SUBJECTS: tuple[Subject, ...] = ("conflict", "group", "unit", "person")
GROUP = "kg.kinds"
_KEYS = {"templates", "about", "labels", "shared", "fields"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of infobox: its templates in lower case without "infobox ", what its page is about, the labels that only it has.

    ``shared`` are the fields of kg/data/wiki/en/fields.toml that it has too (None: all of them), ``fields`` the tables of its own.
    """

    name: str
    templates: tuple[str, ...]
    about: Subject
    labels: tuple[str, ...]
    shared: frozenset[str] | None
    fields: Mapping[str, object]


def parse_kind(name: str, text: str) -> Kind:
    """Read a kind from TOML; ValueError where it breaks the schema."""
    data: dict[str, Any] = tomllib.loads(text)
    if not {"templates", "about"} <= data.keys() <= _KEYS or data["about"] not in SUBJECTS:
        raise ValueError(f"kinds/{name}.toml: has templates and about, one of {', '.join(SUBJECTS)}, and may have labels, shared and fields")
    lists = [data["templates"], data.get("labels", []), data.get("shared", [])]
    if not all(isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words) for words in lists):
        raise ValueError(f"kinds/{name}.toml: templates, labels and shared are lists of words")
    shared = frozenset(data["shared"]) if "shared" in data else None
    return Kind(name, tuple(data["templates"]), data["about"], tuple(data.get("labels", ())), shared, data.get("fields", {}))


@cache
def load_kinds() -> dict[str, Kind]:
    """Return the kinds by name; ValueError where a file breaks the schema or two kinds claim one template or one telling label."""
    paths = sorted((path for path in files("kg").joinpath("data/wiki/en/kinds").iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    kinds = [parse_kind(path.name.removesuffix(".toml"), path.read_text(encoding="utf-8")) for path in paths]
    for what in ("templates", "labels"):
        seen: dict[str, str] = {}
        for kind in kinds:
            for word in getattr(kind, what):
                if seen.setdefault(word.casefold(), kind.name) != kind.name:
                    raise ValueError(f"kinds: {word!r} stands for both {seen[word.casefold()]} and {kind.name}")
    return {kind.name: kind for kind in kinds}


@cache
def plugged_in_kinds() -> dict[str, Kind]:
    """Return the kinds that installed packages bring (entry points of the group ``kg.kinds``), by name.

    They are looked for when an infobox is met that ours do not know. ValueError where one breaks the schema or takes the name of one of ours.
    """
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    kinds = {point.name: parse_kind(point.name, point.load()) for point in points}
    if taken := sorted(kinds.keys() & load_kinds().keys()):
        raise ValueError(f"kinds: {', '.join(taken)} of an installed package has the name of a kind of ours")
    return kinds


def kind_named(name: str) -> Kind | None:
    """Return a kind of ours or of an installed package by its name; None where there is none."""
    return load_kinds().get(name) or plugged_in_kinds().get(name)


@cache
def _by_template() -> dict[str, Kind]:
    return {template: kind for kind in load_kinds().values() for template in kind.templates}


@cache
def _plugged_in_by_template() -> dict[str, Kind]:
    return {template: kind for kind in plugged_in_kinds().values() for template in kind.templates}


@cache
def _by_label() -> dict[str, Kind]:
    return {"".join(label.split()).casefold(): kind for kind in load_kinds().values() for label in kind.labels}


def find_kind(template: str) -> Kind | None:
    """Return the kind whose template goes by this name ("military conflict"); None outside the domain."""
    return _by_template().get(template) or _plugged_in_by_template().get(template)


def about_of_kind(template: str) -> Subject | None:
    """What a page with an infobox of this template ("military conflict") is about: conflict, group, unit, person; None outside the domain."""
    kind = find_kind(template)
    return kind.about if kind else None


def kind_of_labels(labels: Iterable[str]) -> str:
    """The template that the labels of a rendered infobox betray: that of which most telling labels are there; "" where there is none."""
    counts: dict[str, int] = {}
    for label in dict.fromkeys("".join(label.split()).rstrip(":").casefold() for label in labels):
        if label in _by_label():
            template = _by_label()[label].templates[0]
            counts[template] = counts.get(template, 0) + 1
    return max(counts, key=lambda template: counts[template], default="")
