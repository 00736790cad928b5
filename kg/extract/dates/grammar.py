"""The grammar of dates: from the words of a date or a range to what they state, nothing added but what they share."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from kg.extract.dates.tokens import Token, split_tokens
from kg.extract.dates.words import load_date_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.finding import Date
from kg.patterns import lazy_pattern

# The alphabet of the grammar, a letter for each kind of token: d day or short number, n other two digits, y year, m month (M where its case
# leaves that open), s season, e BC, a AD, q circa, p part of ("late"), o "of", j "to", & "and", P "present", b "between", D decade, C century,
# i ISO date; - / , ? as they stand. The patterns over it are written with blanks (re.VERBOSE), so that each letter is seen to be one token.
Order = Literal["day month year", "month day year", "year month day", "month year"]
_YEAR = r"(?: a [dny] | y [ea]? | [dn] [ea] )"
# What stands in any order, and what each order adds, as they are tried.
_FORMS: dict[Order, str] = {
    "day month year": rf"d o* [mM] (?: ,? o? {_YEAR} )?",
    "year month day": rf"{_YEAR} ,? o? m (?: o? d )?",
    "month year": rf"m o? ,? {_YEAR}",
    "month day year": rf"m o? d (?: ,? {_YEAR} )? (?! [mM] )",
}
_OTHERS = rf"m | s o? ,? {_YEAR} | s | {_YEAR} | [DC] [ea]? | d d? ,? y [ea]? | [dn]"
_MONTHS, _NUMBERS, _ERAS, _SPANS, _ASIDE = (frozenset(letters.split()) for letters in ("m M s", "d n y", "e a", "D C", "q p o , ?"))
_JOIN = lazy_pattern(r"(?:o?[-/j]+o*|(?P<also>&))(?=[^-/j&])")


@cache
def load_part_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of one date over the kinds of its tokens, in the orders that the language has. ValueError for an order that is not known."""
    orders = load_date_words(language).orders
    if unknown := sorted(orders - set(_FORMS)):
        language.table("dates").table("writing").fail("orders", f"has {unknown[0]!r}, not one of {', '.join(_FORMS)}")
    forms = "|".join(form for order, form in _FORMS.items() if order in orders or order == "month year")
    return re.compile(rf"(?: [qp] o* )* (?: i | {forms} | {_OTHERS} ) \??", re.VERBOSE)


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
        return self.month <= 12 and self.day <= monthrange(leap, self.month)[1]

    def to_date(self) -> Date | None:
        """The date, or None where the year is not known."""
        return None if self.year is None else Date(self.year, self.month, self.day, self.approximate, self.unspecified)


class DateExpression(NamedTuple):
    """A date (``first`` is ``last``) or a range; ``last`` is None where it is open, ``ongoing`` where it says so."""

    first: PartialDate
    last: PartialDate | None
    ongoing: bool
    start: int
    end: int
    tokens: tuple[Token, ...]
    before: Token | None
    after: Token | None

    @property
    def parts(self) -> tuple[PartialDate, ...]:
        """The one or two dates that it names."""
        return (self.first,) if self.last is None or self.last == self.first else (self.first, self.last)

    @property
    def has_only_years(self) -> bool:
        """Whether it is made of bare years."""
        return all(part.month is None and not part.unspecified for part in self.parts)


def scan_dates(shown: str, language: Language) -> Iterator[DateExpression]:
    """Find the date expressions of a text, the longest at each place; impossible days are found too (``exists`` is false)."""
    if load_date_words(language).anchor.search(lower_letters(shown)) is None:
        return
    part, tokens = load_part_pattern(language), split_tokens(shown, language)
    kinds = "".join([token.kind for token in tokens])
    at = 0
    while match := part.search(kinds, at):
        found = _expression_at(tokens, kinds, match, part)
        if found is None:
            at = match.start() + 1
        else:
            yield found[0]
            at = found[1]


def _expression_at(tokens: Sequence[Token], kinds: str, match: re.Match[str], part: re.Pattern[str]) -> tuple[DateExpression, int] | None:
    """The longest expression whose first part a match over the kinds has found, and where it stops."""
    at = match.start()
    parts, stop, present, joins = _chain(tokens, kinds, match, part)
    while parts:
        resolved = _resolve(parts, joins)
        if resolved is not None:
            break
        parts, joins, present = parts[:-1], joins[:-1], False
        stop = next((i for i in range(at, stop) if parts and tokens[i].start >= parts[-1].end), stop)
    else:
        return None
    first, last = resolved[0], resolved[-1]
    if first.start == last.start and first.month is None and first.year is None:
        return None
    opened = not present and kinds[stop : stop + 1] == "-" and (stop + 1 == len(tokens) or tokens[stop + 1].text in ")];")
    if opened:
        stop += 1
    words = tuple(tokens[at:stop])
    before = tokens[at - 1] if at else None
    after = tokens[stop] if stop < len(tokens) else None
    ongoing = present or opened
    return DateExpression(first, None if ongoing else last, ongoing, words[0].start, words[-1].end, words, before, after), stop


def _chain(tokens: Sequence[Token], kinds: str, match: re.Match[str], pattern: re.Pattern[str]) -> tuple[list[PartialDate], int, bool, list[str]]:
    """Parts from a first one on that are joined by dashes, slashes or words; where they stop; whether the last is "present"."""
    at, stop = match.span()
    parts, joins = [_part(tokens[at:stop])], list[str]()
    between = at > 0 and tokens[at - 1].kind == "b"
    while join := _JOIN.match(kinds, stop):
        if kinds[join.end()] == "P":
            return parts, join.end() + 1, True, joins
        following = pattern.match(kinds, join.end())
        if following is None:
            break
        part = _part(tokens[join.end() : following.end()])
        if join["also"] and not between and not _shares_month(parts[-1], part):
            break
        joins.append(join.group())
        parts.append(part)
        stop = following.end()
    return parts, stop, False, joins


def _shares_month(left: PartialDate, right: PartialDate) -> bool:
    """Whether "and" joins two days of one month ("4 and 5 May", "May 4 and 5")."""
    bare_left = left.month is None and left.day is not None and left.year is None
    bare_right = right.month is None and right.day is not None
    return (bare_left and right.day is not None) or (bare_right and left.month_first and left.year is None)


def _part(tokens: Sequence[Token]) -> PartialDate:
    """One part from the tokens that _PART matched."""
    kinds = "".join(token.kind for token in tokens)
    start, end = tokens[0].start, tokens[-1].end
    approximate = "q" in kinds or kinds.endswith("?")
    core = [token for token in tokens if token.kind not in _ASIDE]
    if core[0].kind == "i":
        iso = [int(number) for number in core[0].text.split("-")]
        return PartialDate(start, end, iso[0], iso[1] if 1 <= iso[1] <= 12 else 0, iso[2], approximate)
    era = "e" if "e" in kinds else "a" if "a" in kinds else ""
    if core[0].kind in _SPANS:
        return _span_of_years(core[0], era, PartialDate(start, end, approximate=approximate))
    month = next((token for token in core if token.kind in _MONTHS), None)
    numbers = [token for token in core if token.kind in _NUMBERS]
    year_token = _year_of(core, numbers, month)
    day_token = next((token for token in numbers if token is not year_token), None)
    return PartialDate(
        start, end, _astronomical(year_token.number, era) if year_token else None, month.number if month else None,
        day_token.number if day_token else None, approximate, 0, era, bool(month and day_token and month.start < day_token.start),
    )  # fmt: skip


def _year_of(core: Sequence[Token], numbers: Sequence[Token], month: Token | None) -> Token | None:
    """The number that is the year: three or four digits, or next to an era."""
    for left, right in pairwise(core):
        if right.kind in _ERAS and left.kind in _NUMBERS:
            return left
        if left.kind == "a" and right.kind in _NUMBERS:
            return right
    return next((token for token in reversed(numbers) if token.kind == "y"), None)


def _span_of_years(token: Token, era: str, part: PartialDate) -> PartialDate:
    """A decade or a century as its first year with open digits."""
    if token.kind == "D":
        open_digits = 2 if token.number % 100 == 0 else 1
        return part._replace(year=token.number if era != "e" else None, unspecified=open_digits)
    year = (token.number - 1) * 100
    return part._replace(year=-year if era == "e" else year, unspecified=2)


def _astronomical(year: int, era: str) -> int:
    return 1 - year if era == "e" else year


def _resolve(parts: list[PartialDate], joins: list[str]) -> list[PartialDate] | None:
    """Complete months, eras and years that the parts share; None where a day stays without a month."""
    done = _shorten_years(parts)
    if done is None:
        return None
    for i in range(1, len(done)):
        if done[i].month is None and done[i].day is not None and done[i - 1].month_first:
            done[i] = done[i]._replace(month=done[i - 1].month, month_first=True)
    for i in reversed(range(len(done) - 1)):
        done[i] = _complete_from_next(done[i], done[i + 1])
    for i in range(1, len(done)):
        year = done[i - 1].year
        if done[i].year is None and year is not None and done[i].month is not None:
            done[i] = done[i]._replace(year=year + _is_before(done[i], done[i - 1]))
    if any(part.day is not None and part.month is None for part in done):
        return None
    return done[-1:] if _is_dual(done, joins) else done


def _shorten_years(parts: list[PartialDate]) -> list[PartialDate] | None:
    """Read "44" after "1943" as 1944; None where a short number follows what is no year."""
    done = parts[:1]
    for part in parts[1:]:
        left = done[-1]
        short = part.month is None and part.year is None and not part.unspecified
        if short and part.day is not None and left.year is not None and left.day is None and left.era != "e" and not left.unspecified:
            digits = 10 if part.day < 10 and part.end - part.start == 1 else 100
            year = left.year // digits * digits + part.day
            if year <= left.year:
                return None
            part = part._replace(year=year, day=None)
        done.append(part)
    return done


def _complete_from_next(part: PartialDate, after: PartialDate) -> PartialDate:
    if part.month is None and part.day is not None and after.month is None and after.era:
        return part._replace(year=_astronomical(part.day, after.era), day=None, era=after.era)
    if part.month is None and part.day is not None:
        part = part._replace(month=after.month)
    if part.year is None and after.year is not None and part.month is not None:
        part = part._replace(year=after.year, era=after.era)
        return part._replace(year=after.year - 1) if _is_before(after, part) else part
    if part.year is not None and not part.era and after.era == "e":
        return part._replace(year=_astronomical(part.year, "e"), era="e")
    return part


def _is_before(left: PartialDate, right: PartialDate) -> bool:
    """Whether left's month and day come before right's within a year; seasons and bare years are not compared."""
    if left.month is None or right.month is None or left.month > 12 or right.month > 12:
        return False
    return (left.month, left.day or right.day or 0) < (right.month, right.day or left.day or 0)


def _is_dual(parts: list[PartialDate], joins: list[str]) -> bool:
    """Whether two days about a slash are one day in the Julian and the Gregorian calendar ("5/16 July 1711")."""
    if len(parts) != 2 or joins != ["/"] or any(part.day is None or not part.exists for part in parts):
        return False
    old, new = (date(part.year or 1, part.month or 1, part.day or 1) if (part.year or 0) > 1582 else None for part in parts)
    return old is not None and new is not None and (new - old).days == new.year // 100 - new.year // 400 - 2
