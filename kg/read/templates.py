"""Templates as data: what each one shows (kg/data/wiki/en/templates.toml), the countries that flag templates name, the files that are flags."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model.article import Reference

KINDS = (
    "nothing", "text", "argument", "arguments", "content", "list", "flag", "flag-file", "party", "branch", "fate", "date", "dates", "old-style",
    "coordinates", "circa", "note", "named-notes", "short-note", "full-note", "convert", "ship", "ship-class", "language", "link",
)  # fmt: skip
FATES = frozenset((
    "killed", "wounded", "captured", "executed", "missing", "surrendered", "diedOfWounds", "resigned", "defected", "assassinated", "arrested",
    "suicide", "relieved", "diedOfIllness",
))  # fmt: skip
_TABLES = frozenset({"template", "countries", "country_titles", "branches", "ships", "flag_files", "foreign", "boxes", "citation", "points"})
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """What templates of some names show: a kind of KINDS and what it needs.

    ``names`` are in lower case, one that ends in * stands for all that begin so; ``arguments`` are tried in order, ``title`` likewise for a
    list's heading; ``text`` is a fixed text, or what stands between arguments; ``value`` is the fate, the branch or the language.
    """

    names: tuple[str, ...]
    show: str
    arguments: tuple[str, ...] = ()
    text: str = ""
    value: str = ""
    title: tuple[str, ...] = ()


def _check_rule(entry: Mapping[str, Any]) -> Rule:
    known = {field.name for field in fields(Rule)}
    where = f"templates.toml: {entry.get('names', entry)}"
    if not entry.keys() <= known:
        raise ValueError(f"{where}: may have {sorted(known)}")
    for key in ("names", "arguments", "title"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise ValueError(f"{where}: {key} must be a list of words")
    if not entry.get("names") or any(name != name.lower() for name in entry["names"]):
        raise ValueError(f"{where}: names must be there, in lower case")
    if entry.get("show") not in KINDS:
        raise ValueError(f"{where}: show must be one of {KINDS}")
    if entry["show"] == "fate" and entry.get("value") not in FATES:
        raise ValueError(f"{where}: value must be one of {sorted(FATES)}")
    arguments, title = tuple(entry.get("arguments", ())), tuple(entry.get("title", ()))
    return Rule(tuple(entry["names"]), entry["show"], arguments, entry.get("text", ""), entry.get("value", ""), title)


@dataclass(frozen=True, slots=True)
class Templates:
    """The whole of templates.toml, checked: rules by name and by beginning of a name, and the tables of words they use."""

    rules: Mapping[str, Rule]
    beginnings: tuple[tuple[str, Rule], ...]
    countries: Mapping[str, str]
    country_titles: Mapping[str, str]
    branches: Mapping[str, Mapping[str, str]]
    ships: Mapping[str, str]
    flag_files: tuple[re.Pattern[str], ...]
    foreign: frozenset[str]
    boxes: Mapping[str, str]
    citation: Mapping[str, tuple[str, ...]]
    points: tuple[tuple[str, ...], ...]


def _is_beginning(name: str) -> bool:
    return name.endswith("*") and name != "*"


def check_templates(data: Mapping[str, Any]) -> Templates:
    """Check the content of templates.toml; ValueError says what breaks its schema."""
    if data.keys() != _TABLES:
        raise ValueError(f"templates.toml: must have the tables {sorted(_TABLES)}")
    rules: dict[str, Rule] = {}
    for rule in map(_check_rule, data["template"]):
        for name in rule.names:
            if rules.setdefault(name, rule) is not rule:
                raise ValueError(f"templates.toml: two rules for {name!r}")
    if not data["citation"].keys() <= {field.name for field in fields(Reference)}:
        raise ValueError("templates.toml: [citation] names a part that no reference has")
    if any(len(names) not in (2, 8) for names in data["points"]["parameters"]):
        raise ValueError("templates.toml: [points] has a latitude and a longitude, or four parts of each")
    patterns = data["flag_files"]["patterns"]
    if any(re.compile(pattern).groups != 1 for pattern in patterns):
        raise ValueError("templates.toml: each pattern of flag_files has one group, the party")
    return Templates(
        {name: rule for name, rule in rules.items() if not _is_beginning(name)},
        tuple((name[:-1], rule) for name, rule in rules.items() if _is_beginning(name)),
        {code.casefold(): name for code, name in data["countries"].items()},
        data["country_titles"],
        data["branches"],
        data["ships"],
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns),
        frozenset(data["foreign"]["prefixes"]),
        data["boxes"],
        {part: tuple(names) for part, names in data["citation"].items()},
        tuple(map(tuple, data["points"]["parameters"])),
    )


@cache
def load_templates() -> Templates:
    """Return what templates.toml says, read once."""
    return check_templates(tomllib.loads(files("kg").joinpath("data/wiki/en/templates.toml").read_text(encoding="utf-8")))


@cache
def find_rule(name: str) -> Rule | None:
    """Return the rule for a template's name as written; a country code in capitals ({{UK}}) is that country's flag with its name."""
    tables = load_templates()
    folded = name.replace("_", " ").strip().lower()
    folded = folded.removeprefix("template:").strip()
    if rule := tables.rules.get(folded):
        return rule
    for beginning, found in tables.beginnings:
        if folded.startswith(beginning):
            return found
    if name.isupper() and folded in tables.countries:
        return Rule((folded,), "party", value=tables.countries[folded])
    return None


def name_country(argument: str) -> str:
    """Return the name of the country that the argument of a flag template stands for; what is not a known code is a name itself."""
    argument = " ".join(argument.split())
    return load_templates().countries.get(argument.casefold(), argument)


def short_country(argument: str) -> str:
    """Return a country's name without the brackets that only tell namesakes apart."""
    name = name_country(argument)
    return _BRACKETS.sub("", name) or name


def title_country(argument: str) -> str:
    """Return the title of the page that a flag template links to."""
    name = name_country(argument)
    return load_templates().country_titles.get(name, name[:1].upper() + name[1:])


def name_branch(branch: str, country: str) -> str | None:
    """Return the name of a country's navy, army or air force, None where it is not known."""
    return load_templates().branches.get(branch, {}).get(short_country(country))


def flag_of_file(file: str, options: list[str], *, flag: bool = False) -> str | None:
    """Return the party whose flag a picture is: by the page it leads to, else by the file's name; None for any other picture.

    ``options`` are the words of the link to it; ``flag`` says that it is known to be one.
    """
    link = next((option.partition("=")[2].strip() for option in options if option.partition("=")[0].strip() == "link"), "")
    if flag and link:
        return link
    name = " ".join(file.replace("_", " ").split()).rpartition(".")[0]
    for pattern in load_templates().flag_files:
        if match := pattern.fullmatch(name):
            return link or short_country(match[1].strip())
    return None


def is_foreign_prefix(prefix: str) -> bool:
    """Whether a link whose target begins so leads to another wiki or out of the article name space."""
    return prefix.strip().casefold() in load_templates().foreign
