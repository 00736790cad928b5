"""One date as far as its words go, read from the tokens that the grammar has found."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.extract.dates.tokens import Token
from kg.model.finding import Date

_MONTHS, _NUMBERS, _ERAS, _SPANS, _ASIDE = (frozenset(letters.split()) for letters in ("m M s", "d n y", "e a", "D C", "q p o , ?"))
BEFORE_CHRIST, _ANNO_DOMINI = "e", "a"
_OPEN_IN_CENTURY = 2


class PartialDate(NamedTuple):
    """A date as far as its words go: a day may lack its month, a month its year. ``start`` and ``end`` are offsets in the text."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    unspecified: int = 0
    era: str = ""
    month_first: bool = False

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a day."""
        if self.day is None or self.month is None:
            return True
        leap = 2000 if self.year is None or self.year < 1 else self.year
        return 1 <= self.month <= 12 and 1 <= self.day <= monthrange(leap, self.month)[1]

    @property
    def is_bare_day(self) -> bool:
        """Whether it is nothing but a number of one or two digits."""
        return self.day is not None and self.month is None and self.year is None

    @property
    def is_century(self) -> bool:
        """Whether it is a span of a hundred years."""
        return self.unspecified == _OPEN_IN_CENTURY

    def to_date(self) -> Date | None:
        """The date, or None where the year is not known."""
        return None if self.year is None else Date(self.year, self.month, self.day, self.approximate, self.unspecified)


def read_partial(tokens: Sequence[Token]) -> PartialDate:
    """One date from its tokens."""
    kinds = "".join(token.kind for token in tokens)
    start, end = tokens[0].start, tokens[-1].end
    approximate = "q" in kinds or kinds.endswith("?")
    core = [token for token in tokens if token.kind not in _ASIDE]
    if core[0].kind == "i":
        iso = [int(number) for number in core[0].text.split("-")]
        return PartialDate(start, end, iso[0], iso[1] if 1 <= iso[1] <= 12 else 0, iso[2], approximate)
    era = next((kind for kind in (BEFORE_CHRIST, _ANNO_DOMINI) if kind in kinds), "")
    if core[0].kind in _SPANS:
        return _span_of_years(core[0], era, PartialDate(start, end, approximate=approximate))
    month = next((token for token in core if token.kind in _MONTHS), None)
    numbers = [token for token in core if token.kind in _NUMBERS]
    year_token = _year_of(core, numbers)
    day_token = next((token for token in numbers if token is not year_token), None)
    return PartialDate(
        start, end, to_astronomical(year_token.number, era) if year_token else None, month.number if month else None,
        day_token.number if day_token else None, approximate, 0, era, bool(month and day_token and month.start < day_token.start),
    )  # fmt: skip


def _year_of(core: Sequence[Token], numbers: Sequence[Token]) -> Token | None:
    """The number that is the year: three or four digits, or next to an era."""
    for left, right in pairwise(core):
        if right.kind in _ERAS and left.kind in _NUMBERS:
            return left
        if left.kind == _ANNO_DOMINI and right.kind in _NUMBERS:
            return right
    return next((token for token in reversed(numbers) if token.kind == "y"), None)


def _span_of_years(token: Token, era: str, part: PartialDate) -> PartialDate:
    """A decade or a century as a year with open digits."""
    if token.kind == "C":
        return span_century(part, token.number, era)
    open_digits = _OPEN_IN_CENTURY if token.number % 100 == 0 else 1
    return part._replace(year=to_astronomical(token.number, era), unspecified=open_digits, era=era)


def span_century(part: PartialDate, number: int, era: str) -> PartialDate:
    """A century by its number; before Christ as its last year, else as its first round one."""
    year = (1 - number) * 100 if era == BEFORE_CHRIST else max((number - 1) * 100, 1)
    return part._replace(year=year, day=None, unspecified=_OPEN_IN_CENTURY, era=era)


def to_astronomical(year: int, era: str) -> int:
    """The year as astronomers count it: 1 BC is 0."""
    return 1 - year if era == BEFORE_CHRIST else year
