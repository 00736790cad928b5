"""The tags and parser functions of MediaWiki, the same in every wiki, as data (kg/data/wikitext.toml)."""

from __future__ import annotations

import re
from functools import cache

from kg.read.namespaces import wikitext_table
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Tags:
    """Names of tags in lower case, and of parser functions.

    ``raw`` are those whose content is handed on unparsed; of these ``verbatim`` show it as it stands, ``dropped`` show no words;
    ``breaks`` begin and end a line, ``form`` only change how words look, ``hidden`` is the style of what is not seen,
    ``invoke`` the parser function that calls a module,
    ``round`` the operator of #expr that rounds.
    """

    raw: tuple[str, ...]
    verbatim: frozenset[str]
    dropped: frozenset[str]
    breaks: frozenset[str]
    form: frozenset[str]
    hidden: re.Pattern[str]
    functions: tuple[str, ...]
    invoke: str
    round: str


@cache
def load_tags() -> Tags:
    """Return the tags and functions. ValueError where the file breaks its schema."""
    tags = wikitext_table().table("tags").only("raw", "verbatim", "dropped", "breaks", "form", "hidden")
    style = tags.word("hidden")
    hidden = re.compile(style, re.IGNORECASE)
    verbatim, dropped, breaks, form = (frozenset(tags.words(name)) for name in ("verbatim", "dropped", "breaks", "form"))
    functions = wikitext_table().table("functions").only("names", "invoke", "round")
    return Tags(
        tags.words("raw"), verbatim, dropped, breaks, form, hidden, functions.words("names"), functions.word("invoke"), functions.word("round")
    )
