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
# What may stand about a word that says that there are none.
_AROUND = " \t\n.;,()*•–—-"
_NAMED = lazy_pattern(r"([A-Z][\w.'’-]*)\s+$")
# How many times larger than the second the first number of a range may be, in articles that write the larger number first.
_STEEPEST = 10


class Amount(NamedTuple):
    """A number as written: bounds (None: none given) and offsets of its words; ``figure`` is where its first digit stands.

    ``beyond`` says that the upper bound of a range is open ("100–400+").
    """

    low: int | None
    high: int | None
    approximate: bool
    start: int
    end: int
    figure: int
    beyond: bool = False


class _Written(NamedTuple):
    """One number or the numbers of a range as they stand in a text in lower case; ``opened`` where a plus sign follows the last."""

    parts: tuple[str, ...]
    start: int
    end: int
    opened: bool


def find_amounts(shown: str, language: Language) -> Iterator[Amount]:
    """Find the numbers that count something; names (T-34, 7th, No. 4), measures (37 mm, 80%) and times (3 weeks) are left out."""
    words, numerals, low = load_number_words(language), load_numerals(language), lower_letters(shown)
    if (alone := low.strip(_AROUND)) in words.nothing:
        start = low.index(alone)
        yield Amount(0, 0, False, start, start + len(alone), start)
        return
    least = 0
    doubtful = tuple(_find_beside(shown, low, language))
    for written in _find_written(shown, low, language):
        if written.start < least or not _is_count(shown, low, written, words) or any(a <= written.start < b for a, b in doubtful):
            continue
        bounds = _bounds(written.parts, numerals)
        if bounds is None:
            continue
        start, kinds = _modifiers_before(low, written.start, least, words)
        strong = words.strong.match(low, written.end)
        end, more = _modifiers_behind(low, strong.end() if strong else written.end, words)
        kinds += more
        if below := words.vague_below.search(low, least, start):
            start, kinds = below.start(), kinds + "<"
        if above := words.vague_above.match(low, end):
            end, kinds = above.end(), kinds + ">"
        if "b" in kinds and (second := _second_of(shown, low, written, end, language)):
            bounds, end = second
        beyond = written.opened and len(written.parts) > 1 and bounds[0] < bounds[1]
        lowest = None if "<" in kinds and not (written.opened or ">" in kinds) else bounds[0]
        highest = None if (written.opened and not beyond) or ">" in kinds else bounds[1]
        least = end
        yield Amount(lowest, highest, "~" in kinds, start, end, written.start, beyond and highest is not None)


def _find_written(shown: str, low: str, language: Language) -> Iterator[_Written]:
    """The numbers and ranges of a text, whether they count something or not."""
    numerals, at = load_numerals(language), 0
    blanked = _find_blanked(shown, low, language)
    while match := numerals.one.search(low, at):
        parts, at = [blanked.get(match.start(), match.group())], match.start()
        at += len(parts[0])
        opened = low.startswith("+", at)
        at += opened
        while (join := numerals.join.match(low, at)) and (following := numerals.one.match(low, join.end())):
            part = blanked.get(following.start(), following.group())
            if _is_another(parts, part, numerals):
                break
            parts.append(part)
            at = following.start() + len(part)
            opened = low.startswith("+", at)
            at += opened
        yield _Written(tuple(parts), match.start(), at, opened)


def _find_blanked(shown: str, low: str, language: Language) -> dict[int, str]:
    """The figures whose groups only blanks part ("14 443 men"), by where they begin.

    There are none beside figures with another sign, nor behind a word with a capital, which makes a name ("Hill 170 300 men").
    """
    numerals, words = load_numerals(language), load_number_words(language)
    if numerals.grouped.search(low):
        return {}
    found: dict[int, str] = {}
    for match in numerals.blanked.finditer(low):
        glued = words.glued_left.search(low, max(0, match.start() - 24), match.start())
        if not glued and not _ends_in_name(shown[: match.start()], words):
            found[match.start()] = match.group()
    return found


def _ends_in_name(before: str, words: NumberWords) -> bool:
    """Whether a word with a capital stands before a figure, which makes a name of both, unless it bounds or begins a sentence."""
    named = _NAMED.search(before)
    return named is not None and lower_letters(named[1]) not in words.kinds and lower_letters(named[1]) not in words.sentence


def _is_another(parts: Sequence[str], following: str, numerals: Numerals) -> bool:
    """Whether what stands behind a dash is no end of a range but the number of something else ("15,000 - 3 legions")."""
    first, second = _value(parts[0], numerals), _value(following, numerals)
    return first is not None and second is not None and second * _STEEPEST < first


def find_malformed(shown: str, language: Language) -> Iterator[tuple[int, int]]:
    """Find figures that no way of writing numbers explains: "1,5000", "10^30", "1 10 men"."""
    numerals, low = load_numerals(language), lower_letters(shown)
    for match in numerals.malformed.finditer(low):
        if not numerals.one.fullmatch(match.group()):
            yield match.span()
    yield from _find_beside(shown, low, language)


def _find_beside(shown: str, low: str, language: Language) -> Iterator[tuple[int, int]]:
    """Two figures side by side that are neither one number nor a number and a size."""
    numerals, words, blanked = load_numerals(language), load_number_words(language), _find_blanked(shown, low, language)
    for match in numerals.beside.finditer(low):
        if not (numerals.one.fullmatch(match.group()) or match.start() in blanked or _ends_in_name(shown[: match.start()], words)):
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
        if _adds(match.group(), low, match.start()):
            break
        kinds += words.kinds[match.group().strip()]
        start = match.start()
    return start, kinds


def _modifiers_behind(low: str, end: int, words: NumberWords) -> tuple[int, str]:
    """Where the words that bound a number from behind end, and how they bound it ("920 estimated", "40 or more")."""
    kinds = ""
    while match := words.after.match(low, end) or words.about.match(low, end):
        said = match.group().strip()
        kinds += "~" if words.about.fullmatch(low, end, match.end()) else ">" if said in words.plus else "<"
        end = match.end()
    return end, kinds


def _adds(sign: str, low: str, start: int) -> bool:
    """Whether a plus sign only adds a number to what stands before it ("1 brigade + 20 tanks")."""
    return sign.startswith("+") and sign != "+" and low[:start].strip(" \t\n(") != ""


def _second_of(shown: str, low: str, first: _Written, end: int, language: Language) -> tuple[tuple[int, int], int] | None:
    """The bounds in "between 5 and 7" with where the second ends."""
    numerals, joined = load_numerals(language), load_number_words(language).between.match(low, end)
    match = numerals.one.match(low, joined.end()) if joined else None
    if match is None:
        return None
    second = _find_blanked(shown, low, language).get(match.start(), match.group())
    bounds = _bounds((*first.parts, second), numerals)
    return (bounds, match.start() + len(second)) if bounds else None


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
