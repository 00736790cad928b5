"""A difference: the row of the table that differences.toml describes. None and () mean not told."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.resources import PACKAGE, read_toml
from kg.tables.schema import Table, make_table
from kg.values import dataclass

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
CHANGES = (ADDED, REMOVED, CHANGED)

ARTICLE_ADDED, ARTICLE_REMOVED, ARTICLE_CHANGED = "article-added", "article-removed", "article-changed"
EXTRACTOR, ONTOLOGY, MERGE, LINK, WIKIDATA, UNEXPLAINED = "extractor", "ontology", "merge", "link", "wikidata", "unexplained"
# In the order in which they are told.
CAUSES = (ARTICLE_ADDED, ARTICLE_REMOVED, ARTICLE_CHANGED, EXTRACTOR, ONTOLOGY, MERGE, LINK, WIKIDATA, UNEXPLAINED)

KINDS = ("article", "fact", "name", "description", "merge", "link", "wikidata")


@dataclass(frozen=True, slots=True)
class Difference:
    """What one side says and the other does not, or says otherwise."""

    causes: tuple[str, ...]
    change: str
    kind: str
    article: str | None
    page: str | None
    address: str | None
    old_revision: str | None
    new_revision: str | None
    subject: str
    subject_iri: str
    property: str
    aspects: tuple[str, ...]
    old_value: str | None
    new_value: str | None
    old_details: tuple[str, ...]
    new_details: tuple[str, ...]
    old_quote: str | None
    new_quote: str | None
    old_claim: str | None
    new_claim: str | None


@cache
def load_data() -> dict[str, Any]:
    """The entries of differences.toml. ValueError where it does not fit causes, changes and kinds."""
    data = read_toml(PACKAGE / "diff" / "differences.toml")
    for name, wanted in (("cause", CAUSES), ("kind", KINDS)):
        if tuple(data[name]) != wanted:
            raise ValueError(f"differences.toml [{name}] has {', '.join(wanted)}, in this order")
    return data


@cache
def load_table() -> Table:
    """The table of differences and its columns; ValueError where differences.toml does not fit the rows."""
    data = load_data()
    return make_table("differences", Difference, data["table"], data["column"])


def order_causes(causes: set[str] | frozenset[str]) -> tuple[str, ...]:
    """Causes in the order in which they are told."""
    return tuple(sorted(causes, key=CAUSES.index))


def describe_what(difference: Difference) -> str:
    """The property, and in brackets what of it changed where that is not the value alone: "commander (fate)"."""
    aspects = [aspect for aspect in difference.aspects if aspect not in ("value", "words")]
    if not aspects and (difference.old_value, difference.old_details) == (difference.new_value, difference.new_details):
        aspects = list(difference.aspects)
    return f"{difference.property} ({', '.join(aspects)})" if aspects else difference.property


def sort_key(difference: Difference) -> tuple[object, ...]:
    """The order of the differences of one article: the article itself, its facts, names and the rest; by subject, property and value."""
    return (
        KINDS.index(difference.kind), difference.subject_iri, difference.property, CHANGES.index(difference.change), difference.old_value or "",
        difference.new_value or "", difference.old_claim or "", difference.new_claim or "", difference.old_details, difference.new_details,
    )  # fmt: skip
