"""What marks up a page of MediaWiki, as data: what all wikis share (kg/data/html.toml), and what is a wiki's own (kg/data/wiki/CODE/html.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.language.language import Language
from kg.language.table import Table, read_table
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The lists of words of kg/data/html.toml, checked: classes, identifiers and names of elements, by table and key."""

    elements_void: frozenset[str]
    elements_block: frozenset[str]
    elements_raw: frozenset[str]
    elements_unshown: frozenset[str]
    hidden_classes: frozenset[str]
    hidden_folded: frozenset[str]
    aside_classes: frozenset[str]
    aside_elements: frozenset[str]
    aside_end_ids: frozenset[str]
    aside_end_classes: frozenset[str]
    title_ids: frozenset[str]
    missing_names: frozenset[str]
    footer_ids: frozenset[str]
    coordinates_ids: frozenset[str]
    coordinates_classes: frozenset[str]
    coordinates_shown: frozenset[str]
    coordinates_other: frozenset[str]
    coordinates_degrees: frozenset[str]
    coordinates_decimal: frozenset[str]
    coordinates_point: frozenset[str]
    coordinates_latitude: frozenset[str]
    coordinates_longitude: frozenset[str]
    rows_titles: frozenset[str]
    rows_pictures: frozenset[str]
    rows_navigation: frozenset[str]
    rows_notes: frozenset[str]
    flags_classes: frozenset[str]
    footnotes_marks: frozenset[str]
    footnotes_texts: frozenset[str]
    footnotes_citations: frozenset[str]
    footnotes_data: frozenset[str]
    links_foreign: frozenset[str]
    links_external: frozenset[str]


@dataclass(frozen=True, slots=True)
class PagePatterns:
    """The patterns of kg/data/html.toml and the lists whose order counts, compiled and checked."""

    content_classes: tuple[str, ...]
    content_ids: tuple[str, ...]
    site: re.Pattern[str]
    note_key: re.Pattern[str]
    note_item: re.Pattern[str]
    coins: Mapping[str, tuple[str, ...]]
    config: Mapping[str, re.Pattern[str]]
    invisible: re.Pattern[str]
    small: re.Pattern[str]
    frame: re.Pattern[str]
    notes: re.Pattern[str]
    item: re.Pattern[str]
    licence: re.Pattern[str]
    licensed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class WikiMarks:
    """What the pages of one wiki are marked up with: the classes of its infoboxes."""

    boxes: frozenset[str]


@cache
def _page_table() -> Table:
    return read_table(Path(str(files("kg"))) / "data", "data", "html")


@cache
def page_marks() -> PageMarks:
    """What all pages of MediaWiki are marked up with; ValueError where kg/data/html.toml breaks its schema."""
    parts = (field.name.partition("_") for field in fields(PageMarks))
    return PageMarks(*(frozenset(_page_table().table(section).words(key)) for section, _, key in parts))


@cache
def page_patterns() -> PagePatterns:
    """The patterns of pages of MediaWiki; ValueError where kg/data/html.toml breaks its schema."""
    table = _page_table()
    styles = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.table("styles").names().items()}
    addresses = {name: re.compile(pattern) for name, pattern in table.table("addresses").names().items()}
    notes = table.table("footnotes")
    site, key, item = table.table("title").word("site"), notes.word("key"), notes.word("item")
    return PagePatterns(
        table.table("content").words("classes"),
        table.table("content").words("ids"),
        re.compile(site),
        re.compile(key),
        re.compile(item),
        table.table("coins").groups(),
        {name: re.compile(pattern) for name, pattern in table.table("config").names().items()},
        styles["invisible"],
        styles["small"],
        styles["frame"],
        styles["notes"],
        addresses["item"],
        addresses["licence"],
        addresses["licensed"],
    )


@cache
def wiki_marks(language: Language) -> WikiMarks:
    """What marks the pages of the wiki in a language; ValueError where its html.toml breaks its schema."""
    table = language.wiki("html").only("boxes", "fates")
    return WikiMarks(frozenset(table.table("boxes").only("classes").words("classes")))
