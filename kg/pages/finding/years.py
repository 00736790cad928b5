"""Years in what one searches for, and the years that things cover."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kg.language.language import english
from kg.pages.parts.dates import Stretch


class Years(NamedTuple):
    """Years as dates of the graph count them (0 is 1 BC), first and last."""

    first: int
    last: int

    def meet(self, other: Years) -> bool:
        """Whether they have a year in common."""
        return self.first <= other.last and other.first <= self.last


class Wanted(NamedTuple):
    """What is searched for: words that a name must hold, and years, each as they were written, folded."""

    words: tuple[str, ...]
    years: tuple[tuple[str, Years], ...]


def read_wanted(folded: str) -> Wanted:
    """The words and the years of a folded text: "narva 1944", "esk 1701-1709", "331 bc"."""
    years = []
    for match in _pattern().finditer(folded):
        first, last, era = match["first"], match["last"], match["era"]
        if era:
            found = Years(1 - int(first), 1 - int(last or first))
        elif len(first) < 3 or (last and int(_whole(first, last)) < int(first)):
            continue
        else:
            found = Years(int(first), int(_whole(first, last or first)))
        if found.first <= found.last:
            years.append((match, found))
    rest = folded
    for match, _ in reversed(years):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return Wanted(tuple(rest.split()), tuple((match[0], found) for match, found in years))


def _whole(first: str, last: str) -> str:
    """The last year of a range whose century the first one tells: 1941-45."""
    return f"{first[: len(first) - len(last)]}{last}" if len(last) < len(first) else last


@cache
def _pattern() -> re.Pattern[str]:
    eras = "|".join(
        re.escape(word.casefold()) for word in sorted(english().table("dates").table("words").words("before_christ"), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?P<first>[0-9]{{1,4}})(?:\s*[-–—/]\s*(?P<last>[0-9]{{1,4}}))?(?:\s*(?P<era>(?:{eras})\.?))?(?![\w-])")


def join_years(stretches: Iterable[Stretch]) -> tuple[Years, ...]:
    """The years that stretches of time cover, in order, those that touch as one."""
    found: list[Years] = []
    for years in sorted(Years(math.floor(one.low), max(math.floor(one.low), math.ceil(one.high) - 1)) for one in stretches):
        if found and years.first <= found[-1].last + 1:
            found[-1] = Years(found[-1].first, max(found[-1].last, years.last))
        else:
            found.append(years)
    return tuple(found)
