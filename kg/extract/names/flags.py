"""Whose flag it is: the party that a flag before a name stands for."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.context import Context
from kg.extract.known import Groups
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.model.finding import Mention
from kg.model.text import Mark
from kg.patterns import lazy_pattern

_YEARS = lazy_pattern(r"\s*\([^()]*\d{3,4}[^()]*\)\s*$")
_PICTURE = lazy_pattern(r"\.(?:svg|png|jpg|jpeg|gif|webp)\b", re.IGNORECASE)


@cache
def _load_countries(language: Language) -> frozenset[str]:
    """The folded names of countries in CODE/flags.toml."""
    return frozenset(fold_name(name) for name in language.table("flags").table("countries").names().values())


def read_flag(mark: Mark, groups: Groups, context: Context) -> Mention | None:
    """Name the party whose flag it is: one that the article's rows name where there is one of that name or title.

    A name that only the file of a picture gives ("Banner of Foo.svg") counts for a country and for a party that the rows name.
    """
    value = " ".join(mark.value.replace("_", " ").split())
    if not value or _PICTURE.search(value):
        return None
    known = groups.find(value) or groups.find(_YEARS.sub("", value)) or groups.find_abbreviated(value)
    if known and groups.is_namesake(known, value):
        return Mention(value, "group", mark.source, value)
    if known:
        return Mention(known.name, "group", mark.source, known.title)
    written = context.article.source.text[mark.source.start : mark.source.end]
    if _PICTURE.search(written) and fold_name(value) not in _load_countries(context.language):
        named = re.search(rf"(?:alt|link|title)\s*=\s*[\"']?{re.escape(value)}(?![\w.])", written)
        if named is None:
            return None
    return Mention(value, "group", mark.source)
