"""What stands about the counts of a line: whose figures they are, of which day, in what case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.dotted import read_dates
from kg.extract.dates.text import QualifierDates
from kg.extract.dates.words import load_row_words
from kg.extract.dates.years import find_date_ranges
from kg.extract.figures.items import Bracket, Count, find_brackets, find_enclosing, split_counts
from kg.extract.figures.ranges import join_ranges
from kg.extract.figures.vocabulary import load_claim_words, load_clause_words, load_count_words
from kg.extract.figures.words import find_categories, read_claim
from kg.extract.phrases.segments import one_line
from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.text import Text
from kg.patterns import lazy_pattern

_NO_DATES = QualifierDates()
_CLAUSE = lazy_pattern(r"[^;,:]+")
_LETTERS = lazy_pattern(r"[^\W\d_]+")


class _Remark(NamedTuple):
    """What a bracket says: whose claim (``inner``: only of the counts in it) and of which day, with the offsets of the words.

    ``plain`` are its words where they say neither and count nothing ("initially").
    """

    claim: str | None
    inner: bool
    claim_words: tuple[tuple[int, int], ...]
    dates: QualifierDates
    date_words: tuple[tuple[int, int], ...]
    plain: str | None


def read_counts(text: Text, context: Context) -> tuple[Count, ...]:
    """The counts of a line with what its brackets and the words behind them say: whose claim, of which day, in what case.

    A bracket's claim reaches back to the bracket before; its date and its other words belong to the count before it.
    """
    ranges, reach = find_date_ranges(text, context), 0
    done = list(join_ranges(split_counts(text, ranges, context.language), text.shown, context.language))
    brackets = find_brackets(text.shown) if done else ()
    for bracket in brackets:
        remark = _read_remark(text, bracket, ranges, context)
        inside = [i for i, count in enumerate(done) if bracket.start < count.start < bracket.end]
        before = [i for i, count in enumerate(done) if reach <= count.start < bracket.start and find_enclosing(count.amount.figure, brackets) is None]
        if remark.dates:
            for i in before[-1:] or inside[-1:]:
                done[i] = replace(done[i], dates=remark.dates, more=(*done[i].more, *remark.date_words))
        if remark.plain and before and not inside:
            words = (bracket.start + 1, min(bracket.end - 1, len(text.shown)))
            done[before[-1]] = _add_kinds(done[before[-1]], text.shown, words, context.language) or _add_note(
                done[before[-1]], remark.plain, words, context.language
            )
        if remark.claim:
            for i in inside if remark.inner else (*before, *inside):
                done[i] = replace(done[i], claim=done[i].claim or remark.claim, more=(*done[i].more, *remark.claim_words))
            reach = reach if remark.inner else bracket.end
    return tuple(_with_circumstance(_with_inline_claim(count, text.shown, context.language), text, ranges, context) for count in done)


def _read_remark(text: Text, bracket: Bracket, ranges: Sequence[tuple[int, int]], context: Context) -> _Remark:
    start = bracket.start + 1
    inside = text.cut(start, min(bracket.end - 1, len(text.shown)))
    claim, words, inner = None, list[tuple[int, int]](), False
    for clause in _CLAUSE.finditer(inside.shown):
        claim = None if any(c.isdigit() for c in clause.group()) else read_claim(clause.group(), context.language)
        if claim:
            words.append((clause.start() + start, clause.end() + start))
            inner = inside.shown[clause.end() : clause.end() + 1] == ":"
            break
    dated = tuple((low, high) for low, high in ranges if bracket.start < low < bracket.end)
    died = load_row_words(context.language).deaths.search(lower_letters(inside.shown))
    dates = read_dates(inside, context) if dated and not died else _NO_DATES
    told = any(c.isalpha() for c in inside.shown) or one_line(inside) in load_count_words(context.language).estimated
    plain = one_line(inside) if told and not claim and not dates else None
    return _Remark(claim, inner, tuple(words), dates, dated if dates else (), plain)


def _with_inline_claim(count: Count, shown: str, language: Language) -> Count:
    """Read "650,000 according to X" in the words behind a number."""
    match = load_claim_words(language).inline.search(lower_letters(shown), *count.zone)
    if match is None or count.claim or match.group().count('"') % 2:
        return count
    start, end = match.span("named" if match["named"] else "short")
    return replace(count, claim=shown[start:end].strip(), more=(*count.more, match.span()))


def _with_circumstance(count: Count, text: Text, ranges: Sequence[tuple[int, int]], context: Context) -> Count:
    """Read "in Esk", "during the retreat", "on 4 May" behind a count: dates qualify it, other words are its note."""
    match = load_clause_words(context.language).circumstance.match(lower_letters(text.shown), count.end, max(count.zone[1], count.end))
    if match is None or any(low < match.end("words") and match.start("words") < high for low, high in count.more):
        return count
    words = match.span("words")
    if lower_letters(text.shown[slice(*words)]).strip() in load_clause_words(context.language).idle:
        return count
    dated = [(low, high) for low, high in ranges if words[0] <= low < words[1]]
    dates = read_dates(text.of(match, "words"), context) if dated else _NO_DATES
    if not dates:
        return _add_note(count, " ".join(text.shown[slice(*words)].split()), words, context.language)
    return count if count.dates else replace(count, dates=dates, more=(*count.more, *dated))


def _add_kinds(count: Count, shown: str, words: tuple[int, int], language: Language) -> Count | None:
    """A count with the kinds of loss that a bracket names and nothing else: "22,000 (POW)"; None where it says more, or the count's own words do."""
    inside, vocabulary = shown[slice(*words)], load_count_words(language)
    kinds = find_categories(inside, language)
    rest = set(_LETTERS.findall(vocabulary.category.sub(" ", lower_letters(inside)))) - vocabulary.beside
    if not kinds or rest or count.categories or count.before:
        return None
    moved = tuple(kind._replace(start=kind.start + words[0], end=kind.end + words[0]) for kind in kinds)
    return replace(count, categories=moved, more=(*count.more, words))


def _add_note(count: Count, note: str, words: tuple[int, int], language: Language) -> Count:
    """Add a remark; "estimated" makes the figure approximate, "in total" says nothing more."""
    vocabulary, said = load_count_words(language), lower_letters(note).strip(" .")
    count = replace(count, more=(*count.more, words))
    if said in vocabulary.estimated:
        return replace(count, amount=count.amount._replace(approximate=True))
    if vocabulary.total_mark.fullmatch(said):
        return replace(count, total=True)
    if said in vocabulary.total:
        return count
    return replace(count, note=f"{count.note}; {note}" if count.note else note)
