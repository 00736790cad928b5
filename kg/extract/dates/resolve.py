"""What the dates of one expression share: months, eras and years that only one of them names, and which of them are alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.dates.calendar import is_same_day
from kg.extract.dates.partial import BEFORE_CHRIST, PartialDate, span_century, to_astronomical
from kg.model.finding import Date

# How the grammar writes that one of two dates is meant.
OR = "r"
_SLASH = "/"
# How many digits of a year alternatives may leave open; more than a century is too much for the edge of a range.
_DIGITS = range(1, 4)
_MOST_OPEN = 2


class Resolved(NamedTuple):
    """The first and the last date of an expression; ``choices`` where it names alternatives, of which the two then tell what all share."""

    first: PartialDate
    last: PartialDate
    choices: tuple[PartialDate, ...] = ()


def resolve(parts: Sequence[PartialDate], joins: Sequence[str]) -> Resolved | None:
    """Complete months, eras and years that the parts share; None where a day stays without a month or alternatives share nothing."""
    done = _shorten_years(parts, joins)
    if done is None:
        return None
    joins = [OR if _is_choice(left, right, join) else join for left, right, join in zip(done, done[1:], joins, strict=False)]
    for i, join in enumerate(joins, 1):
        if done[i].month is None and done[i].day is not None and done[i - 1].month_first:
            done[i] = done[i]._replace(month=done[i - 1].month, month_first=True)
        if join == OR and done[i].day is None and done[i].month is not None and done[i - 1].month is not None:
            done[i] = done[i]._replace(day=done[i - 1].day)
    for i in reversed(range(len(done) - 1)):
        done[i] = _complete_from_next(done[i], done[i + 1], joins[i])
    for i in range(1, len(done)):
        year = done[i - 1].year
        if done[i].year is None and year is not None and done[i].month is not None:
            done[i] = done[i]._replace(year=year + _is_before(done[i], done[i - 1]))
    if any(part.day is not None and part.month is None for part in done):
        return None
    return Resolved(done[-1], done[-1]) if _is_dual(done, joins) else _choose(done, joins)


def _choose(parts: Sequence[PartialDate], joins: Sequence[str]) -> Resolved | None:
    """Gather alternatives: those of a range count as far as they agree."""
    groups = [[parts[0]]]
    for join, part in zip(joins, parts[1:], strict=True):
        if join == OR:
            groups[-1].append(part)
        else:
            groups.append([part])
    first, last = _shared(groups[0]), _shared(groups[-1])
    if first is None or last is None:
        return None
    if len(groups) == 1:
        return Resolved(first, first, tuple(parts) if len(parts) > 1 else ())
    return Resolved(first, last) if max(first.unspecified, last.unspecified) <= _MOST_OPEN else None


def _shared(parts: Sequence[PartialDate]) -> PartialDate | None:
    """What alternatives agree in: the day, the month, the year, the decade or the century; None where they agree in nothing."""
    if len(parts) == 1:
        return parts[0]
    whole = PartialDate(parts[0].start, parts[-1].end, approximate=any(part.approximate for part in parts), era=parts[-1].era)
    years, months, days = ({part[field] for part in parts} for field in (2, 3, 4))
    if len(years) == 1 and not any(part.unspecified for part in parts):
        month = parts[0].month if len(months) == 1 else None
        return whole._replace(year=parts[0].year, month=month, day=parts[0].day if len(days) == 1 and month else None)
    return _span(whole, [date for part in parts if (date := part.to_date())]) if all(part.year is not None for part in parts) else None


def _span(whole: PartialDate, dates: Sequence[Date]) -> PartialDate:
    """The shortest of decade, century and longer spans that holds all dates; a year with all digits open where none does."""
    before = dates[0].year < 1
    for digits in _DIGITS:
        scope = 10**digits
        year = to_astronomical(max((1 - dates[0].year) // scope * scope, 1), BEFORE_CHRIST) if before else dates[0].year
        span = Date(year, unspecified=digits)
        if all(span.first_year <= one.first_year and one.last_year <= span.last_year for one in dates):
            return whole._replace(year=year, unspecified=digits)
    return whole._replace(year=dates[0].year, unspecified=_DIGITS.stop)


def _is_choice(left: PartialDate, right: PartialDate, join: str) -> bool:
    """Whether a slash stands between alternatives: months or seasons, the second without a day ("15 July/August 717", "spring/summer 1477")."""
    return join == _SLASH and left.month is not None and right.month is not None and right.day is None


def _shorten_years(parts: Sequence[PartialDate], joins: Sequence[str]) -> list[PartialDate] | None:
    """Read "44" after "1943" as 1944, "3 BC" after "264/" as 263 BC; None where a short number follows what is no year."""
    done = list(parts[:1])
    for join, part in zip(joins, parts[1:], strict=True):
        left = done[-1]
        if left.year is None or left.day is not None or left.unspecified or left.era == BEFORE_CHRIST or part.month is not None or part.unspecified:
            done.append(part)
            continue
        if part.year is None and part.day is not None:
            year = _fill_digits(left.year, part.day, part)
            if year <= left.year:
                return None
            part = part._replace(year=year, day=None)
        elif join == _SLASH and part.era == BEFORE_CHRIST and part.year is not None and not left.era:
            year = _fill_digits(left.year, 1 - part.year, part)
            part = part._replace(year=to_astronomical(year, part.era)) if 1 - part.year < year < left.year else part
        done.append(part)
    return done


def _fill_digits(year: int, short: int, part: PartialDate) -> int:
    """A year that is written with its last digits only, by the year before it."""
    digits = 10 if short < 10 and (part.end - part.start == 1 or part.era) else 100
    return year // digits * digits + short


def _complete_from_next(part: PartialDate, after: PartialDate, join: str) -> PartialDate:
    if part.is_bare_day and after.is_century and part.day is not None:
        return span_century(part, part.day, after.era)
    if part.month is None and part.day is not None and after.month is None and after.era:
        return part._replace(year=to_astronomical(part.day, after.era), day=None, era=after.era)
    if part.month is None and part.day is not None:
        part = part._replace(month=after.month)
    if part.year is None and after.year is not None and part.month is not None:
        part = part._replace(year=after.year, era=after.era)
        return part._replace(year=after.year - 1) if _is_before(after, part) and join != OR else part
    if part.year is not None and not part.era and after.era == BEFORE_CHRIST:
        return _to_bc(part)
    return part


def _to_bc(part: PartialDate) -> PartialDate:
    """A date whose year turns out to be before Christ."""
    if part.is_century and part.year is not None:
        return span_century(part, part.year // 100 + 1, BEFORE_CHRIST)
    return part._replace(year=to_astronomical(part.year or 0, BEFORE_CHRIST), era=BEFORE_CHRIST)


def _is_before(left: PartialDate, right: PartialDate) -> bool:
    """Whether left's month and day come before right's within a year; seasons and bare years are not compared."""
    if left.month is None or right.month is None or left.month > 12 or right.month > 12:
        return False
    return (left.month, left.day or right.day or 0) < (right.month, right.day or left.day or 0)


def _is_dual(parts: Sequence[PartialDate], joins: Sequence[str]) -> bool:
    """Whether two days about a slash are one day in the Julian and the Gregorian calendar ("5/16 July 1711")."""
    return len(parts) == 2 and list(joins) == [_SLASH] and are_dual(*parts)


def are_dual(old: PartialDate, new: PartialDate) -> bool:
    """Whether two days are one day, the first in the Julian, the second in the Gregorian calendar."""
    julian, gregorian = old.to_date(), new.to_date()
    return julian is not None and gregorian is not None and is_same_day(julian, gregorian)
