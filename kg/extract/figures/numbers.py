"""Numbers in running text with their bounds: figures, ranges, words, "at least", "up to", "c." and "+"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.figures.numerals import NumberWords, Numerals, load_number_words, load_numerals
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.patterns import lazy_pattern

_LAST_WORD = lazy_pattern(r"[^\W_][\w.'’-]*$")
# A small word right before a figure, as renderings that lose the border between two lines have it ("infantry1,200").
_LOST_BORDER = lazy_pattern(r"(?<![^\W\d_])[a-z]{3,}$")
_CAPITAL = lazy_pattern(r"\s+[A-Z]")
_NO_DIGIT = lazy_pattern(r"\D")
_LONGEST_NUMBER = 12


class Amount(NamedTuple):
    """A number as written: bounds (None: none given) and offsets of its words; ``figure`` is where its first digit stands."""

    low: int | None
    high: int | None
    approximate: bool
    start: int
    end: int
    figure: int


class _Written(NamedTuple):
    """One number or the numbers of a range as they stand in a text in lower case; ``opened`` where a plus sign follows the last."""

    parts: tuple[str, ...]
    start: int
    end: int
    opened: bool


def find_amounts(shown: str, language: Language) -> Iterator[Amount]:
    """Find the numbers that count something; names (T-34, 7th, No. 4), measures (37 mm, 80%) and times (3 weeks) are left out."""
    words, numerals, low = load_number_words(language), load_numerals(language), lower_letters(shown)
    least = 0
    for written in _find_written(low, numerals):
        if written.start < least or not _is_count(shown, low, written, words):
            continue
        bounds = _bounds(written.parts, numerals)
        if bounds is None:
            continue
        start, kinds = _modifiers_before(low, written.start, least, words)
        strong = words.strong.match(low, written.end)
        end = strong.end() if strong else written.end
        after = words.after.match(low, end)
        if after:
            end = after.end()
            kinds += ">" if after.group().strip() in words.plus else "<"
        if "b" in kinds and (second := _second_of(low, written, end, language)):
            bounds, end = second
        lowest = None if "<" in kinds and not (written.opened or ">" in kinds) else bounds[0]
        highest = None if written.opened or ">" in kinds else bounds[1]
        least = end
        yield Amount(lowest, highest, "~" in kinds, start, end, written.start)


def _find_written(low: str, numerals: Numerals) -> Iterator[_Written]:
    """The numbers and ranges of a text, whether they count something or not."""
    at = 0
    while match := numerals.one.search(low, at):
        parts, at = [match.group()], match.end()
        opened = low.startswith("+", at)
        at += opened
        while (join := numerals.join.match(low, at)) and (following := numerals.one.match(low, join.end())):
            parts.append(following.group())
            at = following.end()
            opened = low.startswith("+", at)
            at += opened
        yield _Written(tuple(parts), match.start(), at, opened)


def find_malformed(shown: str, language: Language) -> Iterator[tuple[int, int]]:
    """Find figures that no way of writing numbers explains: "1,5000", "10^30"."""
    numerals = load_numerals(language)
    for match in numerals.malformed.finditer(lower_letters(shown)):
        if not numerals.one.fullmatch(match.group()):
            yield match.span()


def starts_name(shown: str, amount: Amount, language: Language) -> bool:
    """Whether a figure follows a word that makes it a name ("Ju 87", "Hill 170"); a range, a large number or one with bounds is none."""
    words = load_number_words(language)
    if amount.start < amount.figure or not load_numerals(language).short_figure.fullmatch(lower_letters(shown[amount.figure : amount.end])):
        return False
    before = shown[: amount.start]
    listed = words.listed.search(lower_letters(before))
    word = _LAST_WORD.search((before[: listed.start()] if listed else before).rstrip(" \u00a0"))
    if word is None:
        return False
    capital = word.group()[0].isupper() or any(c.isdigit() for c in word.group())
    # A word that itself bounds or joins numbers is no first part of a name.
    return capital and lower_letters(word.group()) not in words.kinds and lower_letters(word.group()) not in words.sentence


def _is_count(shown: str, low: str, written: _Written, words: NumberWords) -> bool:
    start, end = written.start, written.end
    left, right = low[max(0, start - 24) : start], low[end : end + 24]
    if left.endswith("[") and right.startswith("]"):
        return False
    if words.glued_left.search(left):
        abbreviated = left.endswith(".") and words.before.search(left) is not None
        if not abbreviated and not _LOST_BORDER.search(shown[max(0, start - 24) : start]):
            return False
    if words.glued_right.match(right) and not words.strong.match(right):
        return False
    if words.measure.match(right) or words.named.search(left):
        return False
    if words.origin.search(left) and _CAPITAL.match(shown, end):
        return False
    return not (words.partitive.match(right) and low[start:end].isalpha())


def _modifiers_before(low: str, start: int, least: int, words: NumberWords) -> tuple[int, str]:
    """Where the words that bound a number begin, and how they bound it."""
    kinds = ""
    while match := words.before.search(low, max(least, start - 30), start):
        if match.end() != start or match.start() < least or match.start() == match.end():
            break
        kinds += words.kinds[match.group().strip()]
        start = match.start()
    return start, kinds


def _second_of(low: str, first: _Written, end: int, language: Language) -> tuple[tuple[int, int], int] | None:
    """The bounds in "between 5 and 7" with where the second ends."""
    numerals, joined = load_numerals(language), load_number_words(language).between.match(low, end)
    second = numerals.one.match(low, joined.end()) if joined else None
    bounds = _bounds((*first.parts, second.group()), numerals) if second else None
    return (bounds, second.end()) if second and bounds else None


def _bounds(parts: Sequence[str], numerals: Numerals) -> tuple[int, int] | None:
    """Lowest and highest of the numbers of a range."""
    values = [_value(part, numerals) for part in parts]
    last = values[-1]
    if last is None:
        return None
    if len(parts) > 1 and numerals.shortened.fullmatch(parts[0]):
        shared = next((word for word in numerals.multiples if parts[-1].endswith(word)), None)
        thousands = f"{numerals.group}000" if numerals.group and parts[-1].endswith(f"{numerals.group}000") else ""
        longer = parts[0] + (f" {shared}" if shared else thousands)
        scaled = _value(longer, numerals)
        values[0] = scaled if scaled is not None and scaled < last else values[0]
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if len(known) == len(parts) else None


def _value(written: str, numerals: Numerals) -> int | None:
    """The value of one figure or number word, in lower case."""
    text = written.strip()
    if text.isdecimal():
        return int(text) if len(text) <= _LONGEST_NUMBER else None
    factor = 1
    while word := next((word for word in numerals.multiples if text.endswith(word)), None):
        factor, text = factor * numerals.multiples[word], text[: -len(word)].strip()
    suffix = next((one for one in numerals.suffixes if text.endswith(one) and text[:1].isdigit()), None)
    if suffix:
        factor, text = factor * numerals.suffixes[suffix], text[: -len(suffix)]
    if not text or text in numerals.articles:
        return factor
    if text in numerals.halves:
        return factor // 2
    if text[0].isdigit():
        return _figure_value(text, factor, numerals)
    parts = [numerals.values.get(part) for part in text.split("-")]
    known = [part for part in parts if part is not None]
    return sum(known) * factor if len(known) == len(parts) else None


def _figure_value(text: str, factor: int, numerals: Numerals) -> int | None:
    decimals = numerals.decimals.fullmatch(text)
    if decimals and factor > 1:
        whole, fraction = decimals.groups()
        scale: int = 10 ** len(fraction)
        return int(whole + fraction) * factor // scale
    if decimals and len(decimals[2]) < 3:
        return None
    digits = _NO_DIGIT.sub("", text)
    return int(digits) * factor if len(digits) <= _LONGEST_NUMBER else None
