"""How a wiki cites, as data (kg/data/wiki/CODE/citations.toml): citation templates, their parameters, the words of short citations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of
from kg.model.article import Reference
from kg.read.wikitext.tags import load_tags
from kg.values import dataclass

_PEOPLE = 9
_NAME = r"[^\W\d_][\w'’.-]*"
_PLACE_NUMBER = r"[\dIVXLivxl].*"


@dataclass(frozen=True, slots=True)
class Citations:
    """The content of citations.toml, checked and compiled.

    ``parts`` are the parameters of each part of a reference. ``author_last`` and ``author_first`` have the parameters of each author in order,
    ``editor_last`` those of each editor, ``short_author`` those of a short citation's authors.
    """

    work: re.Pattern[str]
    anchor: re.Pattern[str]
    parts: Mapping[str, tuple[str, ...]]
    author_last: tuple[tuple[str, ...], ...]
    author_first: tuple[tuple[str, ...], ...]
    editor_last: tuple[tuple[str, ...], ...]
    work_anchor: tuple[str, ...]
    work_date: tuple[str, ...]
    place: tuple[str, ...]
    page: tuple[str, ...]
    pages: tuple[str, ...]
    short_author: tuple[tuple[str, ...], ...]
    short_year: tuple[str, ...]
    page_sign: str
    pages_sign: str
    year: re.Pattern[str]
    written: re.Pattern[str]
    page_written: re.Pattern[str]
    pages_linked: re.Pattern[str]
    name_border: re.Pattern[str]
    languages: Mapping[str, str]
    items: frozenset[str]
    several: re.Pattern[str]
    same: re.Pattern[str]


def _numbered(names: tuple[str, ...], *, plain: bool = True) -> tuple[tuple[str, ...], ...]:
    """The parameters of each person by number; before them, if ``plain``, those without a number, which are the first person's."""
    numbers = [*([""] if plain else []), *map(str, range(1, _PEOPLE + 1))]
    return tuple(tuple(name.format(number) for name in names) for number in numbers)


def _work(names: tuple[str, ...]) -> re.Pattern[str]:
    """The beginning of a template that lists a work."""
    whole = any_of(name for name in names if not name.endswith(" *"))
    begun = any_of(name.removesuffix(" *") for name in names if name.endswith(" *"))
    module = rf"(?:{any_of((load_tags().invoke,))})\s*:\s*(?:{begun})"
    return re.compile(rf"\{{\{{\s*(?:(?:{begun})[ _-](?:[^\W\d_]| )+|(?:{whole})|{module})\s*(?=[|\n])", re.IGNORECASE)


def _written(joins: str, places: str) -> re.Pattern[str]:
    """A name, a year or none, a page: how short citations are written without a template."""
    return re.compile(
        rf"(?P<names>{_NAME}(?:(?:,? (?:{joins}) |, |/| ){_NAME}){{0,3}}?),? *\(?(?P<year>1[5-9]\d\d[a-z]?|20\d\d[a-z]?)?\)?[,:.]* *"
        rf"(?:(?:{places})\b\.? *{_PLACE_NUMBER}|\d[\d–—, -]*\.?)?",
    )


def _page_written(signs: str) -> re.Pattern[str]:
    """The pages at the end of a short citation that is written out."""
    return re.compile(rf"(?:\b(?:{signs})\b\.? *|\d{{4}}[a-z]?\)?[:,] *)(?P<pages>\d[\d–—, -]*?)\.?$", re.IGNORECASE)


def check_citations(table: Table) -> Citations:
    """Check the content of citations.toml; ValueError says what breaks its schema."""
    table.only("templates", "parts", "languages", "people", "works", "short", "words")
    templates = table.table("templates").only("works", "anchors", "items")
    people = table.table("people").only("author_last", "author_first", "editor_last")
    works = table.table("works").only("anchor", "date")
    short = table.table("short").only("place", "page", "pages", "author", "year")
    words = table.table("words").only("page", "pages", "undated", "circa", "several", "joins", "pages_written", "places", "same")
    parts = table.table("parts").only(*(field.name for field in fields(Reference))).groups()
    joins = any_of(words.words("joins"))
    anchors, same = any_of(templates.words("anchors")), any_of(words.words("same"))
    undated, circa = any_of(words.words("undated")), any_of(words.words("circa"))
    return Citations(
        work=_work(templates.words("works")),
        anchor=re.compile(rf"\{{\{{\s*(?:{anchors})\s*\|([^{{}}]*)\}}\}}", re.IGNORECASE),
        parts={field.name: parts.get(field.name, ()) for field in fields(Reference) if field.name in parts},
        author_last=_numbered(people.words("author_last")),
        author_first=_numbered(people.words("author_first")),
        editor_last=_numbered(people.words("editor_last")),
        work_anchor=works.words("anchor"),
        work_date=works.words("date"),
        place=short.words("place"),
        page=short.words("page"),
        pages=short.words("pages"),
        short_author=_numbered(short.words("author"), plain=False),
        short_year=short.words("year"),
        page_sign=words.word("page"),
        pages_sign=words.word("pages"),
        year=re.compile(rf"\d{{3,4}}[a-z]?|{undated}|(?:{circa}) \d{{4}}"),
        written=_written(joins, any_of(words.words("places"))),
        page_written=_page_written(any_of(words.words("pages_written"))),
        pages_linked=re.compile(rf"(?:^|[\s,(])(?:{any_of(words.words('pages_written'))})\b\.?\s*(?P<pages>\d[\d–—, -]*)\)?\.?$", re.IGNORECASE),
        languages=table.table("languages").names(),
        items=frozenset(templates.words("items")),
        several=re.compile(rf"[,;&/()]|\b(?:{any_of(words.words('several'))})\b", re.IGNORECASE),
        name_border=re.compile(rf",? (?:{joins}) |, |/"),
        same=re.compile(rf"(?:{same})\b", re.IGNORECASE),
    )


@cache
def load_citations(language: Language) -> Citations:
    """How the wiki in a language cites, read once."""
    return check_citations(language.wiki("citations"))
