"""Templates as data: what each one shows (kg/data/wiki/CODE/templates.toml), the countries that flag templates name, the files that are flags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Literal, get_args

from kg.language.language import Language
from kg.language.table import Table
from kg.read.namespaces import load_namespaces
from kg.values import dataclass

Show = Literal[
    "nothing", "text", "argument", "arguments", "content", "list", "flag", "flag-file", "party", "branch", "fate", "date", "dates", "old-style",
    "coordinates", "circa", "note", "named-notes", "short-note", "full-note", "convert", "ship", "ship-class", "language", "link",
    "as-of", "expression", "choice", "formula", "labelled",
]  # fmt: skip
KINDS: tuple[Show, ...] = get_args(Show)
FATES = frozenset((
    "killed", "wounded", "captured", "executed", "missing", "surrendered", "diedOfWounds", "resigned", "defected", "assassinated", "arrested",
    "suicide", "relieved", "diedOfIllness",
))  # fmt: skip
_TABLES = (
    "template", "countries", "country_titles", "branches", "ships", "flag_files", "box", "boxes", "points", "namespaces", "parties", "dates",
    "ranges", "notes", "modules",
)  # fmt: skip
# A picture that is wider than so many pixels is no flag before a name.
_WIDEST_FLAG = 60
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """What templates of some names show: a kind of KINDS and what it needs.

    ``names`` are in lower case, one that ends in * stands for all that begin so; ``arguments`` are tried in order, ``title`` likewise for a
    list's heading and a link's page; ``text`` is a fixed text, or what stands between arguments; ``value`` is the fate, the branch, the
    language, the beginning of names that a language follows in, "ref" for a footnote that is a reference, "link" where
    the words shown name a page, or "title" for coordinates beside the title.
    """

    names: tuple[str, ...]
    show: Show
    arguments: tuple[str, ...] = ()
    text: str = ""
    value: str = ""
    title: tuple[str, ...] = ()


_RULE_KEYS = tuple(field.name for field in fields(Rule))


def _check_rule(entry: Table) -> Rule:
    entry.only(*_RULE_KEYS)
    names, show = entry.words("names"), entry.word("show")
    if not names or any(name != name.lower() for name in names):
        entry.fail("names", "must be there, in lower case")
    kind = next((kind for kind in KINDS if kind == show), None)
    if kind is None:
        entry.fail("show", f"must be one of {KINDS}, not {show!r}")
    if kind == "fate" and entry.word("value") not in FATES:
        entry.fail("value", f"must be one of {sorted(FATES)}")
    return Rule(names, kind, entry.words("arguments"), entry.word("text"), entry.word("value"), entry.words("title"))


@dataclass(frozen=True, slots=True)
class Templates:
    """The whole of templates.toml, checked: rules by name and by beginning of a name, and the tables of words they use.

    ``box_prefixes`` are what names of infobox templates begin with, ``boxes`` the kinds of those that are called otherwise. ``alias``,
    ``note_name``, ``note_group`` and ``note_content`` are names of parameters.
    ``display`` says where coordinates show, ``display_title`` that they show beside the title. ``modules`` are the templates that the
    functions of modules stand for.
    """

    rules: Mapping[str, Rule]
    beginnings: tuple[tuple[str, Rule], ...]
    countries: Mapping[str, str]
    country_titles: Mapping[str, str]
    branches: Mapping[str, Mapping[str, str]]
    ships: Mapping[str, str]
    flag_files: tuple[re.Pattern[str], ...]
    box_prefixes: tuple[str, ...]
    boxes: Mapping[str, str]
    points: tuple[tuple[str, ...], ...]
    display: tuple[str, ...]
    display_title: frozenset[str]
    alias: tuple[str, ...]
    unlinked: frozenset[str]
    months: tuple[str, ...]
    range_words: frozenset[str]
    note_name: tuple[str, ...]
    note_group: tuple[str, ...]
    note_content: tuple[str, ...]
    modules: Mapping[str, Mapping[str, str]]


def _is_beginning(name: str) -> bool:
    return name.endswith("*") and name != "*"


def _check_rules(table: Table) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for rule in map(_check_rule, table.tables("template")):
        for name in rule.names:
            if rules.setdefault(name, rule) is not rule:
                table.fail("template", f"has two rules for {name!r}")
    return rules


def check_templates(table: Table) -> Templates:
    """Check the content of templates.toml; ValueError says what breaks its schema."""
    rules = _check_rules(table.only(*_TABLES))
    parties = table.table("parties").only("alias", "unlinked")
    places = table.table("points").only("parameters", "display", "title")
    points = places.lists("parameters")
    if any(len(names) not in (2, 8) for names in points):
        table.fail("points", "has a latitude and a longitude, or four parts of each")
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in table.table("flag_files").only("patterns").words("patterns")]
    if any(pattern.groups != 1 for pattern in patterns):
        table.fail("flag_files", "must be patterns with one group, the party")
    months = table.table("dates").only("months").words("months")
    if len(months) not in (0, 12):
        table.fail("dates", "has twelve months")
    branches, notes = table.table("branches"), table.table("notes").only("name", "group", "content")
    modules = table.table("modules")
    return Templates(
        {name: rule for name, rule in rules.items() if not _is_beginning(name)},
        tuple((name[:-1], rule) for name, rule in rules.items() if _is_beginning(name)),
        {code.casefold(): name for code, name in table.table("countries").names().items()},
        table.table("country_titles").names(),
        {branch: branches.table(branch).names() for branch in branches.entries},
        table.table("ships").names(),
        tuple(patterns),
        tuple(word.lower() for word in table.table("box").only("prefixes").words("prefixes")),
        table.table("boxes").names(),
        points,
        places.words("display"),
        frozenset(places.words("title")),
        parties.words("alias"),
        frozenset(parties.words("unlinked")),
        months,
        frozenset(table.table("ranges").only("words").words("words")),
        notes.words("name"),
        notes.words("group"),
        notes.words("content"),
        {module: modules.table(module).names() for module in modules.entries},
    )


@cache
def load_templates(language: Language) -> Templates:
    """Return what the templates of a wiki show, read once."""
    return check_templates(language.wiki("templates"))


@lru_cache(maxsize=8192)
def find_rule(name: str, language: Language) -> Rule | None:
    """Return the rule for a template's name as written; a country code in capitals ({{UK}}) is that country's flag with its name."""
    tables = load_templates(language)
    folded = name.replace("_", " ").strip().lower()
    before, colon, after = folded.partition(":")
    if colon and before.strip() in load_namespaces(language).template:
        folded = after.strip()
    if rule := tables.rules.get(folded):
        return rule
    for beginning, found in tables.beginnings:
        if folded.startswith(beginning):
            return found
    if name.isupper() and folded in tables.countries:
        return Rule((folded,), "party", value=tables.countries[folded])
    return None


def name_country(argument: str, language: Language) -> str:
    """Return the name of the country that the argument of a flag template stands for; what is not a known code is a name itself."""
    argument = " ".join(argument.split())
    return load_templates(language).countries.get(argument.casefold(), argument)


def short_country(argument: str, language: Language) -> str:
    """Return a country's name without the brackets that only tell namesakes apart."""
    name = name_country(argument, language)
    return _BRACKETS.sub("", name) or name


def title_country(argument: str, language: Language) -> str:
    """Return the title of the page that a flag template links to."""
    name = name_country(argument, language)
    return load_templates(language).country_titles.get(name, name[:1].upper() + name[1:])


def name_branch(branch: str, country: str, language: Language) -> str | None:
    """Return the name of a country's navy, army or air force, None where it is not known."""
    return load_templates(language).branches.get(branch, {}).get(short_country(country, language))


def flag_of_file(file: str, options: list[str], language: Language, *, flag: bool = False) -> str | None:
    """Return the party whose flag a picture is: by the page it leads to, else by the file's name; None for any other picture.

    ``options`` are the words of the link to it; ``flag`` says that it is known to be one.
    """
    link = next((option.partition("=")[2].strip() for option in options if option.partition("=")[0].strip() == "link"), "")
    if link.casefold() in load_templates(language).unlinked:
        link = ""
    if flag and link:
        return link
    name = " ".join(file.replace("_", " ").split()).rpartition(".")[0]
    for pattern in load_templates(language).flag_files:
        if match := pattern.fullmatch(name):
            return link or short_country(match[1].strip(), language)
    return None


def name_picture(file: str, width: int | None) -> str | None:
    """Return the name by which a small picture before a name is told again where it stands twice ("Arms of Fenland.svg"); None for a large one."""
    name = " ".join(file.replace("_", " ").split())
    return name if "." in name and (width is None or width <= _WIDEST_FLAG) else None
