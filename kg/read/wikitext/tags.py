"""The tags and parser functions of MediaWiki, the same in every wiki, as data (kg/data/wikitext.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.read.namespaces import wikitext_table


@dataclass(frozen=True, slots=True)
class Tags:
    """Names of tags in lower case, and of parser functions.

    ``raw`` are those whose content is handed on unparsed; of these ``verbatim`` show it as it stands, ``dropped`` show no words;
    ``breaks`` begin and end a line, ``hidden`` is the style of what is not seen.
    """

    raw: tuple[str, ...]
    verbatim: frozenset[str]
    dropped: frozenset[str]
    breaks: frozenset[str]
    hidden: re.Pattern[str]
    functions: tuple[str, ...]


@cache
def load_tags() -> Tags:
    """Return the tags and functions. ValueError where the file breaks its schema."""
    tags = wikitext_table().table("tags").only("raw", "verbatim", "dropped", "breaks", "hidden")
    style = tags.word("hidden")
    hidden = re.compile(style, re.IGNORECASE)
    verbatim, dropped, breaks = (frozenset(tags.words(name)) for name in ("verbatim", "dropped", "breaks"))
    return Tags(tags.words("raw"), verbatim, dropped, breaks, hidden, wikitext_table().table("functions").only("names").words("names"))
