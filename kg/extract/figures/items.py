"""One line of a strength or losses cell cut into its counts: each number with its words, what it is a part of and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.dates.text import QualifierDates
from kg.extract.dates.years import load_year_words
from kg.extract.figures.numbers import Amount, find_amounts, starts_name
from kg.extract.figures.numerals import load_number_words
from kg.extract.figures.vocabulary import PEOPLE, THINGS, load_count_words
from kg.extract.figures.words import CategoryWord, class_of, find_categories, find_noun, kind_of
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.text import FATE, LINK, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_NO_DATES = QualifierDates()
_BRACKETS = lazy_pattern(r"[()\[\]]")
_NUMBERED = lazy_pattern(r"\d\s+(?:[A-Z][\w.-]*\s+){1,3}$")
_CLAUSE_END = lazy_pattern(r";|(?<![A-Z])\.\s")
_SIGN = lazy_pattern(r"[†‡✝]")
_CLAUSES = lazy_pattern(r"[.,;:()\d]")
_OPENS_NUMBER = lazy_pattern(r"[\s:=–-]*\d")
_BRACKETED = lazy_pattern(r"[(\[][^()\[\]]*(?:[)\]]|$)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of a line: ``start`` to ``end`` are its words, ``zone`` the text up to the next number that tells of it.

    ``parent`` is the index of the count it is a part of; ``before`` are the kinds of loss named in front of it; ``title`` is the page that its
    noun links to, and ``total`` says that its words call it the total.
    """

    amount: Amount
    start: int
    end: int
    zone: tuple[int, int]
    noun: str | None
    categories: tuple[CategoryWord, ...]
    before: tuple[CategoryWord, ...] = ()
    parent: int | None = None
    title: str | None = None
    total: bool = False
    claim: str | None = None
    dates: QualifierDates = _NO_DATES
    note: str | None = None
    more: tuple[tuple[int, int], ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of loss that its words name."""
        return frozenset(word.category for word in self.categories)


class Bracket(NamedTuple):
    """Offsets of an outermost bracket with its signs."""

    start: int
    end: int


def split_counts(text: Text, dates: Sequence[tuple[int, int]], language: Language) -> tuple[Count, ...]:
    """The counts of a line in order; a count in a bracket or after "including" has its ``parent`` before it. ``dates`` are those of the line."""
    shown = text.shown
    amounts = find_counted(text, dates, language)
    shown = _blank_signs(text)
    if not amounts:
        return ()
    brackets = find_brackets(shown)
    tops = [find_enclosing(amount.figure, brackets) for amount in amounts]
    counts: list[Count] = []
    for index, amount in enumerate(amounts):
        zone = _zone(index, amounts, tops, brackets, shown)
        parent = _parent(index, amounts, tops, counts, shown, language)
        counts.append(_count(shown, amount, zone, parent, _before(index, amounts, tops, shown, language), language))
    return tuple(_find_totals(shown, [_with_title(count, text) for count in counts], language))


def _blank_signs(text: Text) -> str:
    """The words of a line without the signs that no mark calls a fate: a dagger may as well point to a footnote."""
    fates = [(mark.start, mark.end) for mark in text.marked(FATE)]
    return _SIGN.sub(lambda match: match.group() if any(a <= match.start() < b for a, b in fates) else " ", text.shown)


def _with_title(count: Count, text: Text) -> Count:
    """A count with the page that its noun links to."""
    links = [mark for mark in text.marked(LINK) if mark.end > mark.start and count.amount.end <= mark.start < count.end] if count.noun else []
    return replace(count, title=links[-1].value) if links else count


def _find_totals(shown: str, counts: Sequence[Count], language: Language) -> list[Count]:
    """Mark the counts that are called the total, in front of them ("Total, 1,450") or behind ("7,000 total dead", "1,450 in total")."""
    mark, low, done = load_count_words(language).total_mark, lower_letters(shown), list(counts)
    for index, count in enumerate(done):
        since = done[index - 1].end if index else 0
        parts = _CLAUSES.split(low[since : count.start].rstrip(" \t\n,:=–-"))
        before = (index == 0 or len(parts) > 1) and mark.search(parts[-1])
        opening = index == 0 and not parts[-1].strip() and mark.search(low, count.start, count.amount.figure)
        clause = _CLAUSES.split(low[count.amount.end : count.zone[1]], maxsplit=1)[0]
        behind = mark.search(clause)
        if before or opening or (behind and not _OPENS_NUMBER.match(low, count.amount.end + behind.end())):
            done[index] = replace(count, total=True, more=(*count.more, *_total_words(low, since, count, mark)))
    return done


def _total_words(low: str, since: int, count: Count, mark: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Where the words for a total stand before a count, or in its zone."""
    before = [match.span() for match in mark.finditer(low, since, count.start)]
    behind = mark.search(low, count.end, max(count.zone[1], count.end))
    return (*before[-1:], *((behind.span(),) if behind and not before else ()))


def find_counted(text: Text, dates: Sequence[tuple[int, int]], language: Language) -> list[Amount]:
    """Find the numbers of a line that count something: no date, no number of a formation, a hill or a model."""
    masked = text.shown
    for start, end in dates:
        masked = masked[:start] + "\ufffc" * (end - start) + masked[end:]
    links = [mark for mark in text.marked(LINK) if mark.end > mark.start]
    return [
        amount
        for amount in find_amounts(masked, language)
        if not (starts_name(masked, amount, language) and not _beside_category(masked, amount, language))
        and not any(mark.start == amount.figure and mark.value[:1].isdigit() and mark.end > amount.end for mark in links)
        and not _numbers_unit(text.shown, amount, language)
        and not _tells_of_part(text.shown, amount, language)
        and not _tells_of_each(text.shown, amount, language)
    ]


def _tells_of_part(shown: str, amount: Amount, language: Language) -> bool:
    """Whether a line says of a number only whose it is ("127 belonged to Fighter Command"): what is counted stands in a line before, if anywhere."""
    alone = not any(c.isalnum() for c in shown[: amount.start])
    return alone and load_count_words(language).predicate.match(lower_letters(shown), amount.end) is not None


def _tells_of_each(shown: str, amount: Amount, language: Language) -> bool:
    """Whether a number is that of each of several ("6 guns each", "each of 500 men", "12-man teams") or of a thing's crew ("a 2-man submarine")."""
    low, words = lower_letters(shown), load_number_words(language)
    if words.each_before.search(low, 0, amount.start) or words.each_behind.match(low, amount.end):
        return True
    if not is_strong(shown, amount, language):
        return False
    clause, before = _CLAUSE_END.split(shown[amount.end :], maxsplit=1)[0], shown[: amount.start]
    noun = find_noun(clause, find_categories(clause, language), language)
    counted = any(other.end == len(before.rstrip()) for other in find_amounts(before, language))
    named = clause[noun[0] : noun[1]] if noun else ""
    return counted or named.endswith("s") or kind_of(named, False, language) in THINGS


def is_strong(shown: str, amount: Amount, language: Language) -> bool:
    """Whether a figure says of how many people something is ("500-strong", "10-man")."""
    return any(match.end() == amount.end for match in load_number_words(language).strong.finditer(lower_letters(shown), amount.figure, amount.end))


def _numbers_unit(shown: str, amount: Amount, language: Language) -> bool:
    """Whether a number is that of a formation ("3 Commando Brigade")."""
    small, years = amount.high is not None and 1 < amount.high < 1000 and shown[amount.figure].isdigit(), load_year_words(language)
    return small and (years.numbered.match(shown, amount.end) or years.headed.match(lower_letters(shown), amount.end)) is not None


def _beside_category(shown: str, amount: Amount, language: Language) -> bool:
    """Whether a kind of loss stands right before or behind a number ("KIA 400", "Varn 300 killed"), so that it is no name."""
    before, behind = shown[max(0, amount.start - 40) : amount.start].rstrip(), shown[amount.end : amount.end + 40]
    if any(word.end == len(before) for word in find_categories(before, language)):
        return True
    offset = len(behind) - len(behind.lstrip())
    return not _NUMBERED.search(before + " ") and any(word.start == offset for word in find_categories(behind, language))


def find_brackets(shown: str) -> tuple[Bracket, ...]:
    """Find the outermost brackets; one that is not closed reaches to the end."""
    found, depth, start = [], 0, 0
    for match in _BRACKETS.finditer(shown):
        if match.group() in "([":
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append(Bracket(start, match.end()))
    return (*found, Bracket(start, len(shown) + 1)) if depth else tuple(found)


def find_enclosing(at: int, brackets: Sequence[Bracket]) -> Bracket | None:
    """The bracket that a place lies in."""
    return next((bracket for bracket in brackets if bracket.start < at < bracket.end), None)


def _zone(index: int, amounts: Sequence[Amount], tops: Sequence[Bracket | None], brackets: Sequence[Bracket], shown: str) -> tuple[int, int]:
    """From behind a number to the next number on its level, or to the end of its bracket."""
    own = tops[index]
    limit = own.end - 1 if own else len(shown)
    following = next((amounts[i].start for i in range(index + 1, len(amounts)) if tops[i] == own), limit)
    return amounts[index].end, min(following, limit)


def _parent(
    index: int, amounts: Sequence[Amount], tops: Sequence[Bracket | None], counts: Sequence[Count], shown: str, language: Language
) -> int | None:
    """The count that this one is a part of: the last before its bracket, or before "including" in the same clause."""
    if tops[index] is not None:
        outer = [i for i in range(index) if tops[i] is None]
        inner = [i for i in range(index) if tops[i] == tops[index]]
        if inner and _is_part(shown, amounts[inner[-1]].end, amounts[index].start, language):
            return inner[-1]
        return outer[-1] if outer else None
    previous = next((i for i in reversed(range(index)) if tops[i] is None), None)
    if previous is None:
        return None
    between = _blank_brackets(shown[amounts[previous].end : amounts[index].start])
    if _is_part(between, 0, len(between), language) or _is_of_them(shown, amounts[index], language):
        return previous
    return counts[previous].parent if ";" not in shown[amounts[previous].end : amounts[index].start] else None


def _is_of_them(shown: str, amount: Amount, language: Language) -> bool:
    """Whether words for a part stand right behind a number ("400 of whom died")."""
    match = load_count_words(language).part.search(lower_letters(shown), amount.end)
    return match is not None and not shown[amount.end : match.start()].strip() and " " in match.group()


def _is_part(shown: str, start: int, end: int, language: Language) -> bool:
    return load_count_words(language).part.search(lower_letters(shown), start, end) is not None


def _before(index: int, amounts: Sequence[Amount], tops: Sequence[Bracket | None], shown: str, language: Language) -> tuple[CategoryWord, ...]:
    """The kinds of loss named directly in front of a number ("KIA 400", "Killed: 4,610")."""
    own = tops[index]
    low = max([own.start if own else 0, *(amounts[i].end for i in range(index))])
    colon = shown.rfind(":", low, amounts[index].start) + 1
    near = find_categories(shown[colon : amounts[index].start], language) if colon else ()
    return _move_words(near, colon) if near else _move_words(find_categories(shown[low : amounts[index].start], language), low)


def _count(shown: str, amount: Amount, zone: tuple[int, int], parent: int | None, before: tuple[CategoryWord, ...], language: Language) -> Count:
    """The count with its noun and kinds, read from its zone with inner brackets blanked."""
    start, stop = zone
    clause = _CLAUSE_END.split(_blank_brackets(shown[start:stop]), maxsplit=1)[0]
    categories = find_categories(clause, language)
    noun, kinds = find_noun(clause, categories, language), _move_words(categories, start)
    end = max([amount.end, *(word.end for word in kinds), *([start + noun[1]] if noun else [])])
    counted = clause[noun[0] : noun[1]] if noun else None
    if counted and is_strong(shown, amount, language):
        return Count(amount, amount.start, end, zone, None, kinds, before, parent, note=" ".join(counted.split()))
    return Count(amount, amount.start, end, zone, counted, kinds, before, parent)


def _move_words(words: Sequence[CategoryWord], by: int) -> tuple[CategoryWord, ...]:
    return tuple([word._replace(start=word.start + by, end=word.end + by) for word in words])


def _blank_brackets(words: str) -> str:
    return _BRACKETED.sub(lambda match: " " * len(match.group()), words)


def _is_beside_animals(kind: str | None, after: Count, aircraft: bool, language: Language) -> bool:
    """Whether people stand before animals that share their fate ("40 men and 200 horses killed")."""
    return kind == PEOPLE and kind_of(after.noun or "", aircraft, language) == "animals"


def share_kinds(counts: Sequence[Count], aircraft: bool, language: Language) -> tuple[Count, ...]:
    """Give counts that name no kind the one that the next in a list names ("3 tanks and 1 car destroyed"), and nouns to kinds alone."""
    done = list(counts)
    for i in reversed(range(len(done) - 1)):
        this, after = done[i], done[i + 1]
        if this.categories or not this.noun or not after.categories or this.parent != after.parent:
            continue
        kind, other = class_of(this.noun, aircraft, language), class_of(after.noun, aircraft, language) if after.noun else None
        if after.noun and (kind in (None, other) or _is_beside_animals(kind, after, aircraft, language)):
            done[i] = replace(this, categories=after.categories)
    return tuple(done)
