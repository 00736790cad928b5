"""The name spaces of a wiki: how links to pictures and categories begin, and what leads out of the wiki's articles.

The names that all wikis know stand in kg/data/wikitext.toml, those that a wiki adds in kg/data/wiki/CODE/templates.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.language.language import Language
from kg.language.table import Table, read_table


@dataclass(frozen=True, slots=True)
class Namespaces:
    """The names of name spaces in lower case; ``foreign`` are those, and prefixes of other wikis, that lead to no article of this one."""

    file: frozenset[str]
    category: frozenset[str]
    template: frozenset[str]
    foreign: frozenset[str]


def wikitext_table() -> Table:
    """What all wikis have in common (kg/data/wikitext.toml). ValueError where the file breaks its schema."""
    return read_table(Path(str(files("kg"))) / "data", "data", "wikitext").only("tags", "functions", "namespaces")


@cache
def load_namespaces(language: Language) -> Namespaces:
    """The name spaces of the wiki in a language."""
    kinds = ("file", "category", "template", "foreign")
    tables = [table.table("namespaces").only(*kinds) for table in (wikitext_table(), language.wiki("templates"))]
    return Namespaces(*(frozenset(word.casefold() for table in tables for word in table.words(kind)) for kind in kinds))


def is_foreign_prefix(prefix: str, language: Language) -> bool:
    """Whether a link whose target begins so leads to another wiki or out of the article name space."""
    return prefix.strip().casefold() in load_namespaces(language).foreign
