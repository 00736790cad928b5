"""The words of a date expression, each with its kind, so that the grammar of dates can be a regular expression over kinds."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.dates.words import DateWords, load_date_words
from kg.language.language import Language

_WORD = "word"
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
            tokens.append(_token(match, words))
    return tuple(tokens)


def _token(match: re.Match[str], words: DateWords) -> Token:
    group, text = match.lastgroup, match.group()
    start, end = match.span()
    match group:
        case "word" | "phrase":
            return _word_token(text, start, end, words)
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


def _word_token(text: str, start: int, end: int, words: DateWords) -> Token:
    folded = " ".join(text.rstrip(".").casefold().split())
    kind, number = words.kinds.get(folded, ("x", 0))
    if kind == "m" and words.capital_months and not text[0].isupper():
        kind = "M"
    elif folded in words.capitals and not text.isupper():
        kind = "x"
    return Token(kind, text, start, end, number)
