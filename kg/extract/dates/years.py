"""Dates among counts: which numbers of a line are years, and which are those of a formation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.context import Context
from kg.extract.dates.dotted import find_dotted
from kg.extract.dates.grammar import DateExpression, scan_dates
from kg.extract.dates.text import is_plausible
from kg.language.language import Language
from kg.language.words import any_of, lower_letters
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_YEAR_HEADING = lazy_pattern(r"\s*:")
_YEAR_TITLE = lazy_pattern(r"\s+[A-Z][^\d:]{1,40}:\s*$")
_CAPITAL = lazy_pattern(r"\s+[A-Z]")
_YEAR_OPENED = lazy_pattern(r"[(\[](?:[^()\[\]]*[,;])?\s*(?:[a-z]+\s+)?$")


@dataclass(frozen=True, slots=True, eq=False)
class YearWords:
    """Which bare years are dates, and which numbers belong to the name of a formation. Patterns are for text in lower case, but for ``numbered``."""

    cue: re.Pattern[str]
    article: re.Pattern[str]
    closing: re.Pattern[str]
    numbered: re.Pattern[str]
    headed: re.Pattern[str]


@cache
def load_year_words(language: Language) -> YearWords:
    """Read the tables of losses.toml on years and numbered formations."""
    years = language.table("losses").table("years").only("cues", "articles", "closing")
    numbered = language.table("losses").table("numbered").only("units", "heads")
    units, heads = any_of(numbered.words("units")), any_of(map(lower_letters, numbered.words("heads")))
    cues, articles, closing = (any_of(map(lower_letters, years.words(name)), blank=r"\s+") for name in ("cues", "articles", "closing"))
    return YearWords(
        cue=re.compile(rf"\b(?:{cues})\s+$"),
        article=re.compile(rf"\b(?:{articles})\s+$"),
        closing=re.compile(rf"\s*(?:(?:{closing})\b\.?\s*)?[)\],;]"),
        numbered=re.compile(rf"\s+(?:[A-Z][\w'’-]*\s+){{0,4}}(?:{units})\b"),
        headed=re.compile(rf"\s+(?:[^\W\d_][\w'’-]*\s+){{0,3}}(?:{heads})\b[^:]*:"),
    )


def find_date_ranges(text: Text, context: Context) -> tuple[tuple[int, int], ...]:
    """Offsets of the dates in a text: their digits count no one. Bare years need a bracket, a colon or a word such as "in"."""
    worded = ((found.start, found.end) for found in scan_dates(text.shown, context.language) if _is_date(found, text.shown, context))
    dotted = tuple((found.start, found.end) for found in find_dotted(text.shown, context))
    return (*dotted, *((start, end) for start, end in worded if not any(low <= start < high for low, high in dotted)))


def _is_date(found: DateExpression, shown: str, context: Context) -> bool:
    plausible = is_plausible(found, shown, context.language)
    if not found.has_only_years:
        return plausible
    if found.start == 0 and _YEAR_TITLE.match(shown, found.end):
        return True
    years = [part.year for part in found.parts if part.year is not None]
    spans = found.ongoing or found.first != found.last
    near = _is_near(years, context)
    if not near and not (spans and all(1000 <= year <= 2100 for year in years)):
        return False
    words, low = load_year_words(context.language), lower_letters(shown)
    if _YEAR_OPENED.search(shown, 0, found.start) and (words.closing.match(low, found.end) or (near and spans)):
        return True
    named = words.article.search(low, 0, found.start) and _CAPITAL.match(shown, found.end)
    return near and bool(_YEAR_HEADING.match(shown, found.end) or named or (plausible and words.cue.search(low, 0, found.start)))


def _is_near(years: Sequence[int], context: Context) -> bool:
    """Whether years lie within ten of the conflict, so that a bare "1943" may be meant as one."""
    start, end = context.period.start, context.period.end
    low = start.year - 10 if start else 1000
    high = end.year + 10 if end and not context.period.ongoing else 2100
    return all(low <= year <= high for year in years)
