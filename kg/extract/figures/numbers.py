"""Numbers in running text with their bounds: figures, ranges, words, "at least", "up to", "c." and "+"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# Figures: grouped by commas (Western, then Indian), by narrow blanks, by blanks where a group begins with a nought, by full stops;
# decimals, which count only before "million" and the like; plain. Repetitions are bounded so that no text is read twice over.
_FIGURE = "|".join(
    (
        r"\d{1,3}(?:,\d{3}){1,4}(?!\d|,\d)",
        r"\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)",
        r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,4}(?!\d)",
        r"\d{1,3}(?: \d{3}){0,2} 0\d{2}(?: \d{3}){0,2}(?!\d)",
        r"\d{1,3}(?:\.\d{3}){1,4}(?![\d.]|\s*(?:million|mln|billion|thousand))",
        r"\d{1,12}(?:\.\d{1,6})?(?=\s*(?:million|mln|billion|thousand|lakh|crore)\b)",
        r"\d{1,12}\.\d{1,2}(?![\d.])",
        r"\d{1,12}(?!\d|[.,]\d)",
    )
)
_DASH = r"\s*[-‐‑‒–—−]\s*"
_MALFORMED = re.compile(r"(?<![\w.,])\d{1,40}(?:,\d{1,40}){1,40}(?![\w,])|(?<!\d)\d{1,12}\s?\^\s?\d+")
# What a figure may not touch: letters, hyphens of names and words, signs of money and degrees, another figure ("40 of 60").
_GLUED_LEFT = re.compile(r"[\w^$£€°]$|[±×]\s*$|\w[-‐‑./]$|\d[,/]$|(?:\d\s+|\bout\s+)of\s+(?:an?\s+|the\s+|its\s+)?(?:est\.?\s+|estimated\s+)?$")
_GLUED_RIGHT = re.compile(r"[^\W\d_]|['’]s\b|[-‐‑][^\W\d_]|[°^/.,:]\d|[°\"″]")
_LAST_WORD = re.compile(r"[^\W_][\w.'’-]*$")
# A small word right before a figure, as renderings that lose the border between two lines have it ("infantry1,200").
_LOST_BORDER = re.compile(r"(?<![^\W\d_])[a-z]{3,}$")
_LISTED = re.compile(r"(?:\d+\s*(?:,|and|&)\s*)+$")
_SHORT_FIGURE = re.compile(r"\d{1,3}k?", re.IGNORECASE)
_FROM_NAME = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")
_SHORTENED = re.compile(r"\d{1,3}(?:\.\d+)?")


class Amount(NamedTuple):
    """A number as written: bounds (None: none given) and offsets of its words; ``figure`` is where its first digit stands."""

    low: int | None
    high: int | None
    approximate: bool
    start: int
    end: int
    figure: int


@dataclass(frozen=True, slots=True)
class _Numbers:
    amount: re.Pattern[str]
    figure: re.Pattern[str]
    values: dict[str, int]
    multiples: dict[str, int]
    before: re.Pattern[str]
    kinds: dict[str, str]
    after: re.Pattern[str]
    plus: frozenset[str]
    measure: re.Pattern[str]
    named: re.Pattern[str]
    strong: re.Pattern[str]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _load_numbers() -> _Numbers:
    """The vocabulary of kg/data/en/numbers.toml as patterns."""
    data = tomllib.loads(files("kg").joinpath("data/en/numbers.toml").read_text(encoding="utf-8"))
    values, multiples, bounds = data["values"], data["multiples"], data["bounds"]
    tens = _any_of(word for word, value in values.items() if value >= 20)
    simple = rf"(?:(?:{tens})-)?(?:{_any_of(values)})"
    word = rf"(?:(?:half a|a|{simple})\s+(?:dozen|hundred|thousand|million)(?:\s+thousand)?|{simple})(?![\w-])"
    figure = rf"(?:(?:{_FIGURE})(?:\s*(?:{_any_of(multiples)})\b|k\b)?)"
    one = rf"(?:{figure}|\b{word})"
    join = rf"(?:{_DASH}|\s*~\s*|\s+to\s+|\s+or\s+)"
    modifiers = dict.fromkeys(bounds["approximate"], "~") | dict.fromkeys(bounds["at_least"], ">") | dict.fromkeys(bounds["at_most"], "<")
    kinds = modifiers | dict.fromkeys(data["exact"]["words"], "") | dict.fromkeys(data["between"]["words"], "b")
    return _Numbers(
        amount=re.compile(rf"{one}\+?(?:{join}{one}\+?)*", re.IGNORECASE),
        figure=re.compile(one, re.IGNORECASE),
        values=values,
        multiples=multiples,
        before=re.compile(rf"(?:^|(?<![\w]))(?:{_any_of(kinds)})\s*$", re.IGNORECASE),
        kinds=kinds,
        after=re.compile(rf"\s*(?:{_any_of([*bounds['plus'], *bounds['minus']])})(?![\w-])", re.IGNORECASE),
        plus=frozenset(bounds["plus"]),
        measure=re.compile(rf"\s*-?\s*(?:{_any_of(data['measures']['words'])})(?![\w-])", re.IGNORECASE),
        strong=re.compile(rf"[-‐‑](?:{_any_of(data['strong']['words'])})(?!\w)", re.IGNORECASE),
        named=re.compile(rf"(?:^|(?<!\w))(?:{_any_of(data['names']['words'])})\s*$", re.IGNORECASE),
    )


def find_amounts(shown: str) -> Iterator[Amount]:
    """Find the numbers that count something; names (T-34, 7th, No. 4), measures (37 mm, 80%) and times (3 weeks) are left out."""
    numbers = _load_numbers()
    least = 0
    for match in numbers.amount.finditer(shown):
        if match.start() < least or not _is_count(shown, match):
            continue
        bounds = _bounds(match.group(), numbers)
        if bounds is None:
            continue
        least_value, most_value, opened = bounds
        start, kinds = _modifiers_before(shown, match.start(), least, numbers)
        strong = numbers.strong.match(shown, match.end())
        end = strong.end() if strong else match.end()
        after = numbers.after.match(shown, end)
        if after:
            end = after.end()
            kinds += ">" if after.group().strip().casefold() in numbers.plus else "<"
        if "b" in kinds and (second := _second_of(shown, match.start(), end, numbers)):
            least_value, most_value, end = second
        low = None if "<" in kinds and not (opened or ">" in kinds) else least_value
        high = None if opened or ">" in kinds else most_value
        least = end
        yield Amount(low, high, "~" in kinds, start, end, match.start())


def find_malformed(shown: str) -> Iterator[tuple[int, int]]:
    """Find figures that no way of writing numbers explains: "1,5000", "10^30"."""
    figure = _load_numbers().figure
    for match in _MALFORMED.finditer(shown):
        if not figure.fullmatch(match.group()):
            yield match.span()


def starts_name(shown: str, amount: Amount) -> bool:
    """Whether a figure follows a word that makes it a name ("Ju 87", "Hill 170"); a range, a large number or one with bounds is none."""
    before, figure = _LISTED.sub("", shown[: amount.start]).rstrip(" \u00a0"), shown[amount.figure : amount.end]
    if amount.start < amount.figure or not _SHORT_FIGURE.fullmatch(figure):
        return False
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    capital = word.group()[0].isupper() or any(c.isdigit() for c in word.group())
    return capital and _has_no_sentence_word(word.group())


def _has_no_sentence_word(word: str) -> bool:
    """Whether a capitalised word may be the first part of a name such as "Ju 87": not a word that itself bounds or joins numbers."""
    numbers = _load_numbers()
    return word.casefold() not in numbers.kinds and word.casefold() not in ("and", "or", "total", "killed", "plus", "including")


def _is_count(shown: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    numbers = _load_numbers()
    left, right = shown[max(0, start - 24) : start], shown[end : end + 24]
    if left.endswith("[") and right.startswith("]"):
        return False
    abbreviated = left.endswith(".") and numbers.before.search(left) is not None
    if (_GLUED_LEFT.search(left) and not abbreviated and not _LOST_BORDER.search(left)) or (
        _GLUED_RIGHT.match(right) and not numbers.strong.match(right)
    ):
        return False
    if numbers.measure.match(right) or numbers.named.search(left):
        return False
    if _FROM_NAME.search(left) and re.match(r"\s+[A-Z]", right):
        return False
    return not (re.match(r"\s+of\s+(?:which|whom|the|these|them)\b", right) and match.group().isalpha())


def _modifiers_before(shown: str, start: int, least: int, numbers: _Numbers) -> tuple[int, str]:
    kinds = ""
    while match := numbers.before.search(shown, max(least, start - 30), start):
        if match.end() != start or match.start() < least or match.start() == match.end():
            break
        kinds += numbers.kinds[match.group().strip().casefold()]
        start = match.start()
    return start, kinds


def _second_of(shown: str, start: int, end: int, numbers: _Numbers) -> tuple[int, int, int] | None:
    """The bounds in "between 5 and 7" with where the second ends."""
    joined = _AND.match(shown, end)
    second = numbers.figure.match(shown, joined.end()) if joined else None
    if joined is None or second is None:
        return None
    bounds = _bounds(f"{shown[start : joined.start()]}–{second.group()}", numbers)
    return (*bounds[:2], second.end()) if bounds else None


def _bounds(written: str, numbers: _Numbers) -> tuple[int, int, bool] | None:
    """Lowest and highest of the figures of a range, and whether a plus sign leaves it open."""
    parts = [match.group() for match in numbers.figure.finditer(written)]
    shared = next((word for word in numbers.multiples if parts[-1].casefold().endswith(word)), None)
    last = _value(parts[-1], numbers)
    values = [_value(part, numbers) for part in parts]
    if last is None:
        return None
    if len(parts) > 1 and _SHORTENED.fullmatch(parts[0]):
        longer = parts[0] + (f" {shared}" if shared else ",000" if parts[-1].endswith(",000") else "")
        scaled = _value(longer, numbers)
        values[0] = scaled if scaled is not None and scaled < last else values[0]
    known = [value for value in values if value is not None]
    if len(known) != len(parts):
        return None
    return min(known), max(known), written.rstrip().endswith("+")


def _value(written: str, numbers: _Numbers) -> int | None:
    """The value of one figure or number word."""
    text = written.casefold().strip()
    factor = 1
    while word := next((word for word in numbers.multiples if text.endswith(word)), None):
        factor, text = factor * numbers.multiples[word], text[: -len(word)].strip()
    if text.endswith("k") and text[:-1].replace(",", "").replace(".", "").isdigit():
        factor, text = factor * 1000, text[:-1]
    if text in ("", "a"):
        return factor
    if text == "half a":
        return factor // 2
    if text[0].isdigit():
        return _figure_value(text, factor)
    parts = [numbers.values.get(part) for part in text.split("-")]
    known = [part for part in parts if part is not None]
    return sum(known) * factor if len(known) == len(parts) else None


def _figure_value(text: str, factor: int) -> int | None:
    if re.fullmatch(r"\d+\.\d+", text) and factor > 1:
        whole, fraction = text.split(".")
        scale: int = 10 ** len(fraction)
        return int(whole + fraction) * factor // scale
    if re.fullmatch(r"\d+\.\d{1,2}", text):
        return None
    digits = re.sub(r"[,.\s\u00a0\u202f\u2009]", "", text)
    return int(digits) * factor if len(digits) <= 12 else None
