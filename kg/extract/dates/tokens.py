"""The words of a date expression, each with its kind, so that the grammar of dates can be a regular expression over kinds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d)(?![\d-])"
    r"|(?P<decade>\d{3,4})['’]?s\b"
    r"|(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]century\b"
    r"|(?P<number>\d+(?:[.,]\d{3}(?!\d))*)(?P<ordinal>st\b|nd\b|rd\b|th\b|\.(?=\s*[A-Za-z]))?"
    r"|(?P<word>(?:[A-Za-z]\.){2,3}[A-Za-z]?\b|[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_])|[A-Z])\.?"
    r"|(?P<dash>[-‐‑‒–—−]+)"
    r"|(?P<mark>[/,&~≈?+])"
    r"|(?P<other>[^\s])"
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """The vocabulary of kg/data/en/dates.toml, ready to look words up (folded, without a final full stop)."""

    months: dict[str, int]
    seasons: dict[str, int]
    kinds: dict[str, str]
    before_christ: frozenset[str]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    cues: frozenset[str]
    strong_cues: frozenset[str]
    old_calendar: re.Pattern[str]
    new_calendar: re.Pattern[str]
    weekdays: re.Pattern[str]


# One letter for each kind of word: they make the alphabet of the grammar in dates_grammar.
_KINDS = {
    "before_christ": "e",
    "anno_domini": "a",
    "approximate": "q",
    "part": "p",
    "join": "j",
    "also": "&",
    "between": "b",
    "present": "P",
    "filler": "o",
}


def _words_pattern(words: list[str], at_end: bool = False) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})\.?(?!\w)" + ("$" if at_end else ""), re.IGNORECASE)


@cache
def load_date_words() -> DateWords:
    """Read kg/data/en/dates.toml; ValueError where a kind of word is not known or a month has no number."""
    data = tomllib.loads(files("kg").joinpath("data/en/dates.toml").read_text(encoding="utf-8"))
    if set(data["words"]) != set(_KINDS):
        raise ValueError(f"dates.toml: kinds of words {sorted(set(data['words']) ^ set(_KINDS))}")
    bounds, calendars = data["bounds"], data["calendars"]
    return DateWords(
        months={name.casefold(): int(number) for number, names in data["months"].items() for name in names},
        seasons={name.casefold(): int(number) for number, names in data["seasons"].items() for name in names},
        kinds={word.casefold(): _KINDS[kind] for kind, words in data["words"].items() for word in words},
        before_christ=frozenset(word.casefold() for word in data["words"]["before_christ"]),
        bounds=tuple((name, _words_pattern(bounds[name], at_end=True)) for name in ("as_of", "until", "from")),
        cues=frozenset((*data["cues"]["strong"], *data["cues"]["weak"])),
        strong_cues=frozenset(data["cues"]["strong"]),
        old_calendar=_words_pattern(calendars["old"]),
        new_calendar=_words_pattern(calendars["new"]),
        weekdays=_words_pattern(data["weekdays"]["names"]),
    )


class Token(NamedTuple):
    """A word of a date expression: ``kind`` is its letter in the grammar, ``number`` what it counts (a day, a month, a year)."""

    kind: str
    text: str
    start: int
    end: int
    number: int = 0


def split_tokens(shown: str) -> tuple[Token, ...]:
    """Cut text into tokens; words that mean nothing to the grammar get the kind "x"."""
    return tuple(_token(match) for match in _TOKEN.finditer(shown))


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match.group()
    start, end = match.span()
    if match["number"]:
        number = match["number"]
        return Token(_number_kind(match), text, start, end, int(number) if len(number) <= 4 and number.isascii() and number.isdigit() else 0)
    if kind == "decade":
        return Token("D", text, start, end, int(match["decade"]))
    if kind == "century":
        return Token("C", text, start, end, int(match["century"]))
    if kind == "word":
        return _word_token(text, start, end)
    kinds = {"iso": "i", "dash": "-", "mark": {"/": "/", ",": ",", "&": "&", "~": "q", "≈": "q", "?": "?"}.get(text, "x")}
    return Token(kinds.get(kind, "x"), text, start, end)


def _number_kind(match: re.Match[str]) -> str:
    digits = match["number"]
    if not digits.isascii() or not digits.isdigit():
        return "x"
    if len(digits) <= 2:
        return "d" if 1 <= int(digits) <= 31 else "n"
    return "y" if len(digits) <= 4 and not match["ordinal"] else "x"


def _word_token(text: str, start: int, end: int) -> Token:
    words = load_date_words()
    folded = text.rstrip(".").casefold()
    month = words.months.get(folded)
    if month:
        return Token("m" if text[0].isupper() else "M", text, start, end, month)
    if folded in words.seasons:
        return Token("s", text, start, end, words.seasons[folded])
    kind = words.kinds.get(folded, "x")
    if kind in "ea" and not text.isupper():
        kind = "x"
    return Token(kind, text, start, end)
