"""The vocabulary of dates (kg/data/CODE/dates.toml): months, seasons, the words that join, bound and cue dates, and how numbers of days end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from kg.language.language import Language
from kg.language.table import Table
from kg.language.words import any_of, lower_letters
from kg.values import dataclass

# The kinds of words that dates.toml lists by name, each with the letter that stands for it in the grammar (kg.extract.dates.grammar).
_KINDS = {
    "before_christ": "e",
    "anno_domini": "a",
    "approximate": "q",
    "part": "p",
    "join": "j",
    "also": "&",
    "or": "r",
    "between": "b",
    "present": "P",
    "unknown": "U",
    "filler": "o",
}
_TABLES = (
    "writing", "endings", "months", "seasons", "words", "bounds", "onwards", "onset", "edges", "elsewhere", "phases", "cues", "calendars", "weekdays",
    "clock", "durations",
)  # fmt: skip
_UNITS = ("years", "months", "weeks", "days", "hours", "minutes")
CAPITAL = "capital"
_DASH = r"[-‐‑‒–—−]+"
_BLANK = r"\s+"
_LETTER = r"[^\W\d_]"
# How words before a date bound what it is told of, in the order that they are tried.
Bound = Literal["as_of", "until", "from"]
_BOUNDS: tuple[Bound, ...] = ("as_of", "until", "from")
# How words before a date of the date row bound the whole time.
Edge = Literal["latest", "earliest", "end"]
_EDGES: tuple[Edge, ...] = ("latest", "earliest", "end")


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """The vocabulary, ready for use. Words are folded, without a final full stop; patterns are for text in lower case, but for ``token``.

    ``kinds`` gives each word its letter in the grammar and the number of a month or season; those of ``capitals`` count only in capitals.
    ``anchor`` finds what no date is without: a digit, a month or a season.
    """

    token: re.Pattern[str]
    anchor: re.Pattern[str]
    kinds: dict[str, tuple[str, int]]
    capitals: frozenset[str]
    capital_months: bool
    capital_nouns: bool
    year_endings: frozenset[str]
    orders: frozenset[str]
    bounds: tuple[tuple[Bound, re.Pattern[str]], ...]
    onwards: re.Pattern[str]
    cues: frozenset[str]
    strong_cues: frozenset[str]
    onset: frozenset[str]
    open_onset: frozenset[str]
    old_calendar: re.Pattern[str]
    new_calendar: re.Pattern[str]
    weekdays: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWords:
    """Patterns of clock times and durations for text in lower case; ``units`` names the unit that a word stands for.

    ``long_ago`` is what is left of "144 years ago" too where a page computes the number.
    """

    clock: re.Pattern[str]
    duration: re.Pattern[str]
    amount: re.Pattern[str]
    ago: re.Pattern[str]
    long_ago: re.Pattern[str]
    units: dict[str, str]


@cache
def load_date_words(language: Language) -> DateWords:
    """Read dates.toml; ValueError where a kind of word is not known, or a month or season has no number."""
    table = language.table("dates").only(*_TABLES)
    words, bounds, cues = table.table("words").only(*_KINDS), table.table("bounds").only(*_BOUNDS), table.table("cues").only("strong", "weak")
    writing, onset, calendars = (table.table(name) for name in ("writing", "onset", "calendars"))
    months, seasons = _numbered(table.table("months"), "m"), _numbered(table.table("seasons"), "s")
    kinds = {_fold(word): (letter, 0) for kind, letter in _KINDS.items() for word in words.words(kind)}
    strong = frozenset(map(_fold, cues.words("strong")))
    onwards = _any_low(table.table("onwards").only("words").words("words"))
    return DateWords(
        token=_token_pattern(table.table("endings"), (one for part in ("words", "months", "seasons") for one in table.table(part).groups().values())),
        anchor=re.compile(rf"\d|{any_of(map(lower_letters, (*months, *seasons)))}"),
        kinds=kinds | seasons | months,
        capitals=frozenset(_fold(word) for kind in _KINDS for word in words.words(kind) if word.isupper()),
        capital_months=_begin_capital(writing, "months"),
        capital_nouns=_begin_capital(writing, "nouns"),
        year_endings=frozenset(table.table("endings").words("year")),
        orders=frozenset(writing.only("orders", "months", "nouns").words("orders")),
        bounds=tuple((name, _word_pattern(bounds.words(name), "$")) for name in _BOUNDS),
        onwards=re.compile(rf"\s*(?:{onwards})(?!\w)"),
        cues=strong | frozenset(map(_fold, cues.words("weak"))),
        strong_cues=strong,
        onset=frozenset(map(_fold, onset.only("words", "open").words("words"))),
        open_onset=frozenset(map(_fold, onset.words("open"))),
        old_calendar=_word_pattern(calendars.only("old", "new", "other").words("old")),
        new_calendar=_word_pattern(calendars.words("new")),
        weekdays=_word_pattern(table.table("weekdays").only("names").words("names")),
    )


@dataclass(frozen=True, slots=True, eq=False)
class RowWords:
    """What the date row adds: words before a date that bound the time, words of a date that is of something else, years of other calendars."""

    edges: tuple[tuple[Edge, re.Pattern[str]], ...]
    other: re.Pattern[str]
    deaths: re.Pattern[str]
    closing: re.Pattern[str]
    opening: re.Pattern[str]
    other_year: re.Pattern[str]
    phases: re.Pattern[str]


@cache
def load_row_words(language: Language) -> RowWords:
    """Read the words of dates.toml that only the date row needs."""
    table = language.table("dates")
    edges, elsewhere = table.table("edges").only(*_EDGES), table.table("elsewhere").only("other", "closing", "opening", "deaths")
    other = rf"(?:{_any_low(table.table('calendars').words('other'))})\.?"
    return RowWords(
        edges=tuple((name, _word_pattern(edges.words(name), r"\s*$")) for name in _EDGES),
        other=_word_pattern((*elsewhere.words("other"), *elsewhere.words("deaths"))),
        deaths=_word_pattern(elsewhere.words("deaths")),
        closing=_word_pattern(elsewhere.words("closing")),
        opening=_word_pattern(elsewhere.words("opening")),
        phases=_word_pattern(table.table("phases").only("words").words("words")),
        other_year=re.compile(rf"(?<!\w)(?:\d{{1,4}}\s*{other}(?!\w)|{other}\s*\d{{1,4}}(?!\d))"),
    )


@cache
def load_time_words(language: Language) -> TimeWords:
    """Read the clock times and durations of dates.toml."""
    clock = language.table("dates").table("clock").only("before", "after_time", "after_hour")
    durations = language.table("dates").table("durations").only(*_UNITS, "joining", "ago")
    units = {lower_letters(word): unit for unit in _UNITS for word in durations.words(unit)}
    before, after_time, after_hour = (_any_low(clock.words(name)) for name in ("before", "after_time", "after_hour"))
    joining, ago = (_any_low(durations.words(name)) for name in ("joining", "ago"))
    hour = rf"(?:{after_hour})\b\.?"
    time = rf"(?:\d{{1,2}}:\d\d(?::\d\d)?(?:\s*{hour})?|\d{{3,4}}\s*(?:{after_time})\b|\d{{1,2}}\s*{hour})"
    amount = rf"(?<!\d)(\d{{1,6}})\s*({any_of(units)})\b"
    return TimeWords(
        clock=re.compile(rf"\b(?:(?:{before})\s+)?{time}(?:\s*[–—-]\s*{time})?"),
        duration=re.compile(rf"{amount}(?:[\s,]*(?:(?:{joining})\s+)?{amount})*"),
        amount=re.compile(amount),
        ago=re.compile(rf"\s+(?:{ago})\b"),
        long_ago=re.compile(rf"(?<!\w)(?:{any_of(units)})\s+(?:{ago})(?!\w)"),
        units=units,
    )


def _fold(word: str) -> str:
    """A word as it is looked up."""
    return word.rstrip(".").casefold()


def _any_low(words: Iterable[str]) -> str:
    return any_of(map(lower_letters, words), blank=_BLANK)


def _word_pattern(words: Iterable[str], end: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_low(words)})\.?(?!\w){end}")


def _begin_capital(writing: Table, name: str) -> bool:
    """Whether months or nouns begin with a capital."""
    case = writing.word(name)
    return case == CAPITAL or (bool(case) and writing.fail(name, f"must be {CAPITAL!r} or left out"))


def _numbered(table: Table, letter: str) -> dict[str, tuple[str, int]]:
    """The words of a table whose names are numbers (months, seasons)."""
    if wrong := next((name for name in table.entries if not name.isdecimal()), None):
        table.fail(wrong, "must be a number")
    return {_fold(word): (letter, int(name)) for name, words in table.groups().items() for word in words}


def _token_pattern(endings: Table, words: Iterable[Iterable[str]]) -> re.Pattern[str]:
    """What a text is cut into: ISO dates, numbers with their endings, phrases of the vocabulary, words, dashes and marks."""
    endings.only("day", "year", "decade", "century")
    ordinals = sorted({*endings.words("day"), *endings.words("year")}, key=lambda word: (-len(word), word))
    decade, century = any_of(endings.words("decade")), any_of(endings.words("century"))
    ordinal = "|".join(map(_ending, ordinals)) or any_of(())
    phrases = [word.rstrip(".") for alike in words for word in alike if " " in word]
    phrase = rf"(?P<phrase>(?<!\w)(?i:{any_of(phrases, blank=_BLANK)})(?!\w))\.?|" if phrases else ""
    return re.compile(
        rf"{phrase}(?P<word>(?:[A-Za-z]\.){{2,3}}(?:[A-Za-z]\b)?|[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_])|[A-Z])\.?"
        r"|(?P<iso>\d{4}-\d\d-\d\d)(?![\d-])"
        r"|(?P<numeric>\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}/\d{1,2}/\d{1,2})(?![\d/])"
        rf"|(?P<decade>\d{{3,4}})(?:{decade})\b"
        rf"|(?P<century>\d{{1,2}})(?:{any_of(ordinals)})[ -](?:{century})\b"
        rf"|(?P<number>\d+(?:[.,]\d{{3}}(?!\d))*)(?P<ordinal>{ordinal})?"
        rf"|(?P<dash>{_DASH})"
        r"|(?P<mark>[/,&~≈?+])"
        r"|(?P<other>[^\s])"
    )


def _ending(ending: str) -> str:
    """The pattern of an ending: a letter ends with the word, a sign counts only before a word or a second number."""
    return re.escape(ending) + (r"\b" if ending[-1].isalnum() else rf"(?=\s*(?:{_LETTER}|{_DASH}\s*\d))")
