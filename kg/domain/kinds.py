"""The kinds of infobox that the domain knows, as data: one file for each in kg/data/wiki/CODE/kinds, and those that other packages bring.

Another package brings a kind as an entry point of the group ``kg.kinds`` that names a string: the TOML of the kind (docs/plugins.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, get_args

from kg.language.language import ENGLISH, Language
from kg.language.table import Table
from kg.model.article import Box
from kg.values import dataclass

Subject = Literal["conflict", "group", "unit", "person"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
GROUP = "kg.kinds"
_CONFLICT = "military_conflict"
_KEYS = {"templates", "about", "labels", "shared", "fields", "wiki"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of infobox: its templates in lower case without "infobox ", what its page is about, the labels that only it has.

    ``shared`` are the fields of kg/data/fields.toml that it has too (None: all of them), ``fields`` the tables of its own; ``wiki`` is the
    language of the wiki that has it.
    """

    name: str
    templates: tuple[str, ...]
    about: Subject
    labels: tuple[str, ...]
    shared: frozenset[str] | None
    fields: Mapping[str, object]
    wiki: str = ENGLISH


def parse_kind(name: str, text: str) -> Kind:
    """Read a kind from TOML; ValueError where it breaks the schema. Its ``wiki`` is English where it names none."""
    import tomllib

    return _check_kind(name, tomllib.loads(text), ENGLISH)


def _check_kind(name: str, data: Mapping[str, Any], wiki: str) -> Kind:
    place = f"kinds/{name}.toml"
    if not {"templates", "about"} <= data.keys() <= _KEYS or data["about"] not in SUBJECTS:
        raise ValueError(f"{place}: has templates and about, one of {', '.join(SUBJECTS)}, and may have labels, shared, fields and wiki")
    table = Table(place, data)
    shared = frozenset(table.words("shared")) if "shared" in data else None
    fields = table.table("fields").entries
    return Kind(name, table.words("templates"), data["about"], table.words("labels"), shared, fields, table.word("wiki") or wiki)


@cache
def load_kinds(language: Language) -> dict[str, Kind]:
    """Return the kinds of a wiki by name; ValueError where a file breaks the schema or two kinds claim one template or one telling label."""
    kinds = [_check_kind(name, table.entries, language.code) for name, table in language.wiki_tables("kinds")]
    for what in ("templates", "labels"):
        seen: dict[str, str] = {}
        for kind in kinds:
            for word in getattr(kind, what):
                if seen.setdefault(word.casefold(), kind.name) != kind.name:
                    raise ValueError(f"kinds: {word!r} stands for both {seen[word.casefold()]} and {kind.name}")
    return {kind.name: kind for kind in kinds}


@cache
def plugged_in_kinds(language: Language) -> dict[str, Kind]:
    """Return the kinds of a wiki that installed packages bring (entry points of the group ``kg.kinds``), by name.

    They are looked for when an infobox is met that ours do not know. ValueError where one breaks the schema or takes the name of one of ours.
    """
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    kinds = {point.name: parse_kind(point.name, point.load()) for point in points}
    kinds = {name: kind for name, kind in kinds.items() if kind.wiki == language.code}
    if taken := sorted(kinds.keys() & load_kinds(language).keys()):
        raise ValueError(f"kinds: {', '.join(taken)} of an installed package has the name of a kind of ours")
    return kinds


def kind_named(name: str, language: Language) -> Kind | None:
    """Return a kind of ours or of an installed package by its name; None where there is none."""
    return load_kinds(language).get(name) or plugged_in_kinds(language).get(name)


@cache
def _by_template(language: Language) -> dict[str, Kind]:
    return {template: kind for kind in load_kinds(language).values() for template in kind.templates}


@cache
def _plugged_in_by_template(language: Language) -> dict[str, Kind]:
    return {template: kind for kind in plugged_in_kinds(language).values() for template in kind.templates}


@cache
def _by_label(language: Language) -> dict[str, Kind]:
    return {"".join(label.split()).casefold(): kind for kind in load_kinds(language).values() for label in kind.labels}


def find_kind(template: str, language: Language) -> Kind | None:
    """Return the kind whose template goes by this name ("military conflict"); None outside the domain."""
    return _by_template(language).get(template) or _plugged_in_by_template(language).get(template)


def about_of_kind(template: str, language: Language) -> Subject | None:
    """What a page with an infobox of this template ("military conflict") is about: conflict, group, unit, person; None outside the domain."""
    kind = find_kind(template, language)
    return kind.about if kind else None


def boxes_of_domain(boxes: Iterable[Box], language: Language) -> tuple[Box, ...]:
    """Those of a page's infoboxes that the domain knows."""
    return tuple(box for box in boxes if about_of_kind(box.kind, language))


@cache
def conflict_template(language: Language) -> str:
    """The template of the infobox that conflicts have in a wiki ("military conflict"), "" where no pack tells."""
    kind = load_kinds(language).get(_CONFLICT)
    return kind.templates[0] if kind and kind.templates else ""


def kind_of_labels(labels: Iterable[str], language: Language) -> str:
    """The template that the labels of a rendered infobox betray: that of which most telling labels are there; "" where there is none."""
    counts: dict[str, int] = {}
    telling = _by_label(language)
    for label in dict.fromkeys("".join(label.split()).rstrip(":").casefold() for label in labels):
        if label in telling:
            template = telling[label].templates[0]
            counts[template] = counts.get(template, 0) + 1
    return max(counts, key=lambda template: counts[template], default="")
