"""The words of a date expression, each with its kind, so that the grammar of dates can be a regular expression over kinds."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.dates.words import DateWords, load_date_words
from kg.language.language import Language
from kg.patterns import lazy_pattern

_WORD = "word"
_NUMBERS = frozenset("dny")
_DIGITS = lazy_pattern(r"\d+")
_MARKS = {"/": "/", ",": ",", "&": "&", "~": "q", "≈": "q", "?": "?"}


class Token(NamedTuple):
    """A word of a date expression: ``kind`` is its letter in the grammar, ``number`` what it counts (a day, a month, a year)."""

    kind: str
    text: str
    start: int
    end: int
    number: int = 0


def split_tokens(shown: str, language: Language) -> tuple[Token, ...]:
    """Cut text into tokens; words that mean nothing to the grammar get the kind "x"."""
    words = load_date_words(language)
    tokens = []
    for match in words.token.finditer(shown):
        text = match.group()
        # Most words mean nothing to dates, so that is told first.
        if match.lastgroup == _WORD and text.rstrip(".").casefold() not in words.kinds:
            tokens.append(Token("x", text, match.start(), match.end()))
        else:
            tokens.append(_token(match, words, behind_number=bool(tokens) and tokens[-1].kind in _NUMBERS))
    return tuple(tokens)


def _token(match: re.Match[str], words: DateWords, *, behind_number: bool) -> Token:
    group, text = match.lastgroup, match.group()
    start, end = match.span()
    match group:
        case "word" | "phrase":
            return _word_token(text, start, end, words, behind_number=behind_number)
        case "number" | "ordinal":
            number = match["number"]
            plain = len(number) <= 4 and number.isascii() and number.isdigit()
            return Token(_number_kind(number, match["ordinal"], words), text, start, end, int(number) if plain else 0)
        case "dash":
            return Token("-", text, start, end)
        case "mark":
            return Token(_MARKS.get(text, "x"), text, start, end)
        case "iso":
            return Token("i", text, start, end)
        case "numeric":
            return _numeric_token(text, start, end)
        case "decade":
            return Token("D", text, start, end, int(match["decade"]))
        case "century":
            return Token("C", text, start, end, int(match["century"]))
    return Token("x", text, start, end)


def _number_kind(digits: str, ordinal: str | None, words: DateWords) -> str:
    if not digits.isascii() or not digits.isdigit():
        return "x"
    if len(digits) <= 2:
        return "d" if 1 <= int(digits) <= 31 else "n"
    return "y" if len(digits) <= 4 and (not ordinal or ordinal in words.year_endings) else "x"


def _numeric_token(text: str, start: int, end: int) -> Token:
    """A date in numbers as an ISO date; where day and month cannot be told apart ("3/5/2014"), its year."""
    numbers = [int(number) for number in _DIGITS.findall(text)]
    if "." in text:
        day, month, year = numbers
    elif numbers[0] > 31:
        year, month, day = numbers
    elif numbers[0] > 12:
        day, month, year = numbers
    elif numbers[1] > 12:
        month, day, year = numbers
    else:
        return Token("y", text, start, end, numbers[2])
    return Token("i", f"{year:04d}-{month:02d}-{day:02d}", start, end)


def _word_token(text: str, start: int, end: int, words: DateWords, *, behind_number: bool) -> Token:
    """A word of the vocabulary; one that counts only in capitals also counts with stops ("b.c.") or right behind a number ("216 bc")."""
    folded = " ".join(text.rstrip(".").casefold().split())
    kind, number = words.kinds.get(folded, ("x", 0))
    if kind == "m" and words.capital_months and not text[0].isupper():
        kind = "M"
    elif folded in words.capitals and not text.isupper() and not (behind_number or "." in folded):
        kind = "x"
    return Token(kind, text, start, end, number)
