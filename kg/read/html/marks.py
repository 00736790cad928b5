"""What marks up a page of MediaWiki, as data (kg/data/wiki/en/html.toml): what is hidden, what a fate looks like."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The content of kg/data/wiki/en/html.toml, checked; the fates by what names them in lower case."""

    void: frozenset[str]
    block: frozenset[str]
    raw: tuple[str, ...]
    unshown: frozenset[str]
    hidden: frozenset[str]
    folded: frozenset[str]
    boxes: frozenset[str]
    aside: frozenset[str]
    aside_elements: frozenset[str]
    end_ids: frozenset[str]
    end_classes: frozenset[str]
    title_ids: frozenset[str]
    site: re.Pattern[str]
    content_classes: tuple[str, ...]
    content_ids: tuple[str, ...]
    footer_ids: frozenset[str]
    missing: frozenset[str]
    coordinate_ids: frozenset[str]
    coordinate_classes: frozenset[str]
    fates: dict[str, str]


def _words(data: dict[str, Any], section: str, key: str) -> tuple[str, ...]:
    words = data.get(section, {}).get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError(f"html.toml: [{section}] {key} is a list of words")
    return tuple(words)


def _names(data: dict[str, Any], section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in data.get(section, {}):
        for name in _words(data, section, value):
            if found.setdefault(name.casefold(), value) != value:
                raise ValueError(f"html.toml: [{section}] {name!r} stands for two")
    return found


@cache
def page_marks() -> PageMarks:
    """Return what kg/data/wiki/en/html.toml says; ValueError where it breaks its schema."""
    data = tomllib.loads(files("kg").joinpath("data/wiki/en/html.toml").read_text(encoding="utf-8"))
    return PageMarks(
        void=frozenset(_words(data, "elements", "void")),
        block=frozenset(_words(data, "elements", "block")),
        raw=_words(data, "elements", "raw"),
        unshown=frozenset(_words(data, "elements", "unshown")),
        hidden=frozenset(_words(data, "hidden", "classes")),
        folded=frozenset(_words(data, "hidden", "folded")),
        boxes=frozenset(_words(data, "boxes", "classes")),
        aside=frozenset(_words(data, "aside", "classes")),
        aside_elements=frozenset(_words(data, "aside", "elements")),
        end_ids=frozenset(_words(data, "aside", "end_ids")),
        end_classes=frozenset(_words(data, "aside", "end_classes")),
        title_ids=frozenset(_words(data, "title", "ids")),
        site=re.compile(data["title"]["site"]),
        content_classes=_words(data, "content", "classes"),
        content_ids=_words(data, "content", "ids"),
        missing=frozenset(_words(data, "missing", "names")),
        footer_ids=frozenset(_words(data, "footer", "ids")),
        coordinate_ids=frozenset(_words(data, "coordinates", "ids")),
        coordinate_classes=frozenset(_words(data, "coordinates", "classes")),
        fates=_names(data, "fates"),
    )
