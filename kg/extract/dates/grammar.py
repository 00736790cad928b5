"""The grammar of dates: from the words of a date or a range to what they state, nothing added but what they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from kg.extract.dates.partial import PartialDate, read_partial
from kg.extract.dates.resolve import OR, resolve
from kg.extract.dates.tokens import Token, split_tokens
from kg.extract.dates.words import load_date_words
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.patterns import lazy_pattern

# The alphabet of the grammar, a letter for each kind of token: d day or short number, n other two digits, y year, m month (M where its case
# leaves that open), s season, e BC, a AD, q circa, p part of ("late"), o "of", j "to", & "and", r "or", P "present", U "unknown", b "between",
# D decade, C century, i ISO date; - / , ? as they stand, x all else. The patterns over it are written with blanks (re.VERBOSE), so that each
# letter is seen to be one token.
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
# No expression has more parts: a longer chain is no date, and its words are left to the ledger.
_MOST_PARTS = 16
# A comma joins years of which the last comes after "or".
_JOIN = lazy_pattern(rf"(?:o?[-/j]+o*|(?P<choice>,?[r]o*|,(?=[dny](?:,[dny]){{0,{_MOST_PARTS}}},?r))|(?P<also>&))(?=[^-/j&r])")
_UNKNOWN = lazy_pattern(r"(?:\?+|U)(?![dmyisDCq])")
_UNKNOWN_BEFORE = lazy_pattern(r"(?:\?|U)[-j]o{0,4}$")
_MOST_UNKNOWN = 6
_PRESENT = "P"
# What an open range ends before.
_CLOSING = frozenset(")];")


@cache
def load_part_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of one date over the kinds of its tokens, in the orders that the language has. ValueError for an order that is not known."""
    orders = load_date_words(language).orders
    if unknown := sorted(orders - set(_FORMS)):
        language.table("dates").table("writing").fail("orders", f"has {unknown[0]!r}, not one of {', '.join(_FORMS)}")
    forms = "|".join(form for order, form in _FORMS.items() if order in orders or order == "month year")
    return re.compile(rf"(?: q o* | p -? o* ){{0,{_MOST_PARTS}}} (?: i | {forms} | {_OTHERS} ) \??", re.VERBOSE)


class DateExpression(NamedTuple):
    """A date (``first`` is ``last``) or a range; ``last`` is None where it is open, ``ongoing`` where it says so.

    ``choices`` are alternatives, of which ``first`` and ``last`` tell what all share; ``begun`` is False where the words say that the beginning
    is not known.
    """

    first: PartialDate
    last: PartialDate | None
    ongoing: bool
    start: int
    end: int
    tokens: tuple[Token, ...]
    before: Token | None
    after: Token | None
    choices: tuple[PartialDate, ...] = ()
    begun: bool = True

    @property
    def named(self) -> tuple[PartialDate, ...]:
        """The dates as they are written."""
        return self.choices or self.parts

    @property
    def parts(self) -> tuple[PartialDate, ...]:
        """The one or two dates that it names."""
        return (self.first,) if self.last is None or self.last == self.first else (self.first, self.last)

    @property
    def has_only_years(self) -> bool:
        """Whether it is made of bare years."""
        return all(part.month is None and not part.unspecified for part in self.named)


def scan_dates(shown: str, language: Language) -> Iterator[DateExpression]:
    """Find the date expressions of a text, the longest at each place; impossible days are found too (``exists`` is false)."""
    if load_date_words(language).anchor.search(lower_letters(shown)) is None:
        return
    part, tokens = load_part_pattern(language), split_tokens(shown, language)
    kinds = "".join([token.kind for token in tokens])
    at = 0
    while match := part.search(kinds, at):
        found = _expression_at(tokens, kinds, match, part)
        if isinstance(found, int):
            at = found
        else:
            yield found[0]
            at = found[1]


def _expression_at(tokens: Sequence[Token], kinds: str, match: re.Match[str], part: re.Pattern[str]) -> tuple[DateExpression, int] | int:
    """The longest expression whose first part a match over the kinds has found, and where it stops; where there is none, where to go on."""
    at = match.start()
    parts, joins, stop, ending = _chain(tokens, kinds, match, part)
    if len(parts) > _MOST_PARTS:
        return stop
    while (resolved := resolve(parts, joins)) is None:
        parts, joins, ending = parts[:-1], joins[:-1], ""
        if not parts:
            return at + 1
        stop = next((i for i in range(at, stop) if tokens[i].start >= parts[-1].end), stop)
    first, last, choices = resolved
    if first.start == last.start and first.month is None and first.year is None and not choices:
        return at + 1
    if not ending and (end := _open_end(tokens, kinds, stop, single=first == last)):
        stop, ending = end, _PRESENT
    unknown = _UNKNOWN_BEFORE.search(kinds, max(at - _MOST_UNKNOWN, 0), at) if first == last else None
    begin = unknown.start() if unknown else at
    words = tuple(tokens[begin:stop])
    before = tokens[begin - 1] if begin else None
    after = tokens[stop] if stop < len(tokens) else None
    return DateExpression(
        first, None if ending else last, ending == _PRESENT, words[0].start, words[-1].end, words, before, after, choices, unknown is None
    ), stop  # fmt: skip


def _open_end(tokens: Sequence[Token], kinds: str, stop: int, *, single: bool) -> int:
    """Where an end of the kind "1984–" or "1984 (present)" stops; 0 where there is none."""
    dash = kinds.startswith("-", stop)
    at = stop + dash
    if dash and (at == len(tokens) or tokens[at].text in _CLOSING):
        return at
    bracketed = [token.text for token in tokens[at : at + 3]]
    if single and len(bracketed) == 3 and bracketed[0] in "([" and bracketed[2] in _CLOSING and kinds[at + 1] == _PRESENT:
        return at + 3
    return 0


class _Chain(NamedTuple):
    """Parts of an expression, what joins them, where they stop, and "P" or "U" where the last is "present" or "unknown"."""

    parts: list[PartialDate]
    joins: list[str]
    stop: int
    ending: str = ""


def _chain(tokens: Sequence[Token], kinds: str, match: re.Match[str], pattern: re.Pattern[str]) -> _Chain:
    """Parts from a first one on that are joined by dashes, slashes or words."""
    at, stop = match.span()
    parts, joins = [read_partial(tokens[at:stop])], list[str]()
    between = at > 0 and tokens[at - 1].kind == "b"
    while join := _JOIN.match(kinds, stop):
        if kinds[join.end()] == _PRESENT:
            return _Chain(parts, joins, join.end() + 1, _PRESENT)
        if not (join["choice"] or join["also"]) and (unknown := _UNKNOWN.match(kinds, join.end())):
            return _Chain(parts, joins, unknown.end(), "U")
        following = pattern.match(kinds, join.end()) or pattern.match(kinds, join.end() + kinds.startswith("?", join.end()))
        if following is None:
            break
        part = read_partial(tokens[following.start() : following.end()])
        if join["also"] and not between and not _shares_month(parts[-1], part):
            break
        joins.append(OR if join["choice"] else join.group())
        parts.append(part)
        stop = following.end()
    return _Chain(parts, joins, stop)


def _shares_month(left: PartialDate, right: PartialDate) -> bool:
    """Whether "and" joins two days of one month ("4 and 5 May", "May 4 and 5") or two centuries ("the 4th and 5th century")."""
    if left.is_bare_day and right.is_century:
        return True
    bare_right = right.month is None and right.day is not None
    return (left.is_bare_day and right.day is not None) or (bare_right and left.month_first and left.year is None)
