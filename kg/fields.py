"""The rows of an infobox as data: which field a template parameter or a label stands for (kg/data/fields.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_KEYS = {"parameters", "labels", "sided", "rule"}
_NUMBERED = re.compile(r"(?P<stem>.*?[a-z])[ _]?(?P<number>[1-9]\d?)[a-z]?")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Field:
    """A row that infoboxes know: its name here, the parameters and labels that carry it, whether each side has its own, its rule."""

    name: str
    parameters: tuple[str, ...]
    labels: tuple[str, ...]
    rule: str
    sided: bool = False


def _check_field(name: str, entry: object) -> Field:
    if not isinstance(entry, dict) or not entry.keys() <= _KEYS:
        raise ValueError(f"fields.toml: [{name}] is a table that may have {sorted(_KEYS)}")
    if not isinstance(entry.get("rule"), str) or not isinstance(entry.get("sided", False), bool):
        raise ValueError(f"fields.toml: [{name}] needs parameters, labels, rule, and may have sided")
    words = [entry.get("parameters"), entry.get("labels")]
    if not all(isinstance(part, list) and all(isinstance(word, str) and word.strip() for word in part) for part in words):
        raise ValueError(f"fields.toml: [{name}] parameters and labels must be lists of words")
    return Field(name, tuple(entry["parameters"]), tuple(entry["labels"]), entry["rule"], entry.get("sided", False))


@cache
def load_fields() -> dict[str, Field]:
    """Return the fields by name, in the order of fields.toml; ValueError where the file breaks its schema or names a word twice."""
    data = tomllib.loads(files("kg").joinpath("data/fields.toml").read_text(encoding="utf-8"))
    fields = {name: _check_field(name, entry) for name, entry in data.items()}
    for kind in ("parameters", "labels"):
        seen: dict[str, str] = {}
        for found in fields.values():
            for word in getattr(found, kind):
                other = seen.setdefault(fold_label(word), found.name)
                if other != found.name:
                    raise ValueError(f"fields.toml: {word!r} stands for both {other} and {found.name}")
    return fields


def fold_label(label: str) -> str:
    """Return a label as it is compared: without case, white space, line ends and a colon at its end."""
    return _SPACE.sub("", label).rstrip(":").casefold()


@cache
def _labels() -> dict[str, str]:
    return {fold_label(label): found.name for found in load_fields().values() for label in found.labels}


@cache
def _parameters() -> dict[str, str]:
    return {parameter: found.name for found in load_fields().values() for parameter in found.parameters}


def field_of_label(label: str) -> str:
    """Return the field that a label of a rendered infobox stands for, "" where none is known."""
    return _labels().get(fold_label(label), "")


def field_of_parameter(name: str) -> tuple[str, int | None]:
    """Return the field of a template parameter and the side that its number names ("commander2a" gives "commanders", 2).

    The side is None where the name has no number, the field "" where none is known.
    """
    name = name.strip().casefold()
    if name in _parameters():
        return _parameters()[name], None
    match = _NUMBERED.fullmatch(name)
    field = _parameters().get(match["stem"], "") if match else ""
    if match and field and load_fields()[field].sided:
        return field, int(match["number"])
    return "", None


def rule_of_field(field: str) -> str:
    """Return the extraction rule of a field, "" for a field that is not known."""
    return load_fields()[field].rule if field else ""
