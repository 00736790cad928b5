"""The rows of an infobox as data: which field a template parameter or a label stands for.

What is the same in every wiki (a shared field's name, its rule, whether each side has its own) stands in kg/data/fields.toml; parameters and
labels are a wiki's own (kg/data/wiki/CODE/fields.toml), and so are the fields that only one kind of infobox has (kg/data/wiki/CODE/kinds).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import get_args

from kg.domain.kinds import find_kind, kind_named
from kg.language.language import Language
from kg.language.table import Table, read_table
from kg.model.finding import Kind
from kg.patterns import lazy_pattern
from kg.resources import PACKAGE
from kg.values import dataclass

_SHARED_KEYS = ("rule", "sided")
_KEYS = {"parameters", "labels", *_SHARED_KEYS}
_OWN_KEYS = _KEYS | {"numbered", "relation", "object", "inverse", "role", "category", "after", "leading"}
_NUMBERED = lazy_pattern(r"(?P<stem>.*?[^\W\d_])[ _]?(?P<number>[1-9]\d?)[a-z]?")
_SPACE = lazy_pattern(r"\s+")


@dataclass(frozen=True, slots=True)
class Field:
    """A row that infoboxes know: its name here, the parameters and labels that carry it, whether each side has its own, its rule.

    What follows is for fields of one kind (kg/data/wiki/CODE/kinds): ``numbered`` where a parameter may end in a number that means no side;
    the ``relation`` (kg/data/mapping.toml) that its values have to what the page is about, or it to them (``inverse``);
    the kind of what it names (``object``); the ``role`` of those it names; the ``category`` of its losses where their words tell none;
    the shared field that it stands ``after`` in every rendering, where it does; words that stand before its values and are none (``leading``).
    """

    name: str
    parameters: tuple[str, ...]
    labels: tuple[str, ...]
    rule: str
    sided: bool = False
    numbered: bool = False
    relation: str | None = None
    object: Kind | None = None
    inverse: bool = False
    role: str | None = None
    category: str | None = None
    after: str | None = None
    leading: str | None = None


def check_field(name: str, entry: object, keys: frozenset[str] | set[str] = frozenset(_OWN_KEYS)) -> Field:
    """Make a field of its TOML table; ValueError where it breaks the schema."""
    if not isinstance(entry, dict) or not entry.keys() <= keys:
        raise ValueError(f"fields: [{name}] is a table that may have {sorted(keys)}")
    if not isinstance(entry.get("rule"), str):
        raise ValueError(f"fields: [{name}] needs parameters, labels, rule, and may have {sorted(keys - {'parameters', 'labels', 'rule'})}")
    flags, words = ("sided", "numbered", "inverse"), ("relation", "object", "role", "category", "after", "leading")
    if not all(isinstance(entry.get(key, False), bool) for key in flags) or not all(isinstance(entry.get(key, ""), str) for key in words):
        raise ValueError(f"fields: [{name}] {', '.join(flags)} are true or false, {', '.join(words)} are words")
    if entry.get("object", "group") not in get_args(Kind):
        raise ValueError(f"fields: [{name}] object is one of {', '.join(get_args(Kind))}")
    lists = [entry.get("parameters"), entry.get("labels")]
    if not all(isinstance(part, list) and all(isinstance(word, str) and word.strip() for word in part) for part in lists):
        raise ValueError(f"fields: [{name}] parameters and labels must be lists of words")
    return Field(name, tuple(entry["parameters"]), tuple(entry["labels"]), *(entry.get(key, default) for key, default in _DEFAULTS.items()))


_DEFAULTS: dict[str, object] = {
    "rule": "", "sided": False, "numbered": False, "relation": None, "object": None, "inverse": False, "role": None, "category": None, "after": None,
    "leading": None,
}  # fmt: skip


@cache
def _shared_table() -> Table:
    return read_table(PACKAGE / "data", "data", "fields")


@cache
def load_fields(language: Language) -> dict[str, Field]:
    """Return the fields that all infoboxes of conflicts share by name, in the order of fields.toml, with the parameters and labels of a wiki.

    ValueError where a file breaks its schema.
    """
    shared, wiki = _shared_table(), language.wiki("fields").only(*_shared_table().entries)
    fields: dict[str, Field] = {}
    for name in shared.entries:
        words = wiki.table(name).only("parameters", "labels")
        entry = dict(shared.table(name).only(*_SHARED_KEYS).entries)
        entry |= {"parameters": list(words.words("parameters")), "labels": list(words.words("labels"))}
        fields[name] = check_field(name, entry, _KEYS)
    _words_of(fields.values())
    return fields


@cache
def own_fields(kind: str, language: Language) -> dict[str, Field]:
    """The fields that only the infoboxes of one kind ("civilian_attack") have, by name: "civilian_attack.deaths"."""
    found = kind_named(kind, language)
    return {f"{kind}.{name}": check_field(f"{kind}.{name}", entry) for name, entry in found.fields.items()} if found else {}


def _words_of(fields: Iterable[Field]) -> tuple[dict[str, str], dict[str, str]]:
    """The fields by their parameters and by their folded labels; ValueError where one word stands for two."""
    tables: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for found in fields:
        for table, words in zip(tables, (found.parameters, map(fold_label, found.labels)), strict=True):
            for word in words:
                if table.setdefault(word, found.name) != found.name:
                    raise ValueError(f"fields: {word!r} stands for both {table[word]} and {found.name}")
    return tables


@lru_cache(maxsize=512)
def _tables(template: str, language: Language) -> tuple[dict[str, str], dict[str, str]]:
    """The fields of an infobox by parameter and by label: those of its kind, and of the shared ones those that it has too."""
    kind = find_kind(template, language)
    shared = [found for found in load_fields(language).values() if kind is None or kind.shared is None or found.name in kind.shared]
    common = _words_of(shared)
    own = _words_of(own_fields(kind.name, language).values()) if kind else ({}, {})
    return {**common[0], **own[0]}, {**common[1], **own[1]}


def labels_of_kind(template: str, language: Language) -> tuple[str, ...]:
    """Every label that an infobox of this template may have, as written."""
    kind = find_kind(template, language)
    known = [found for found in load_fields(language).values() if kind is None or kind.shared is None or found.name in kind.shared]
    known += own_fields(kind.name, language).values() if kind else ()
    return tuple(dict.fromkeys(label for found in known for label in found.labels))


def find_field(name: str, language: Language) -> Field | None:
    """Return a field by its name, shared ("date") or of one kind ("civilian_attack.deaths"); None for "" and unknown names."""
    kind, dot, _ = name.partition(".")
    return own_fields(kind, language).get(name) if dot else load_fields(language).get(name)


def fold_label(label: str) -> str:
    """Return a label as it is compared: without case, white space, line ends and a colon at its end."""
    return _SPACE.sub("", label).rstrip(":").casefold()


def field_of_label(label: str, template: str, language: Language) -> str:
    """Return the field that a label of a rendered infobox stands for, "" where none is known."""
    return _tables(template, language)[1].get(fold_label(label), "")


@lru_cache(maxsize=8192)
def field_of_parameter(name: str, template: str, language: Language) -> tuple[str, int | None]:
    """Return the field of a template parameter and the side that its number names ("commander2a" gives "commanders", 2).

    The side is None where the name has no number or it means no side, the field "" where none is known.
    """
    name, parameters = name.strip().casefold(), _tables(template, language)[0]
    if name in parameters:
        return parameters[name], None
    match = _NUMBERED.fullmatch(name)
    field = find_field(parameters.get(match["stem"], ""), language) if match else None
    if match and field and (field.sided or field.numbered):
        return field.name, int(match["number"]) if field.sided else None
    return "", None


def is_own(field: Field) -> bool:
    """Whether a field is one that only one kind of infobox has."""
    return "." in field.name


def is_sided(field: str, language: Language) -> bool:
    """Whether each side has a value of its own in this field; False for a field that is not known."""
    found = find_field(field, language)
    return found is not None and found.sided


def rule_of_field(field: str, language: Language) -> str:
    """Return the extraction rule of a field, "" for a field that is not known."""
    found = find_field(field, language)
    return found.rule if found else ""
