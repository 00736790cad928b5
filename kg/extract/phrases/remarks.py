"""Remarks behind a name, in brackets or footnotes: when it holds, and what else they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.dates.text import FoundDate, find_dates, read_qualifier_dates
from kg.extract.phrases.groups import first_token, load_group_words, tokens
from kg.extract.phrases.segments import one_line
from kg.language.language import Language
from kg.model.finding import Date, Value
from kg.model.text import Span, Text
from kg.patterns import lazy_pattern

_CLAUSE = lazy_pattern(r"\s*;\s*")
_COMMA = lazy_pattern(r"\s*,\s*")
# As many words before a date may begin its bound ("from", "early").
_MOST_BOUNDS = 8
_BEFORE_TIME = lazy_pattern(r"\s+(?=[^\W\d])")
_LONGEST_NOTE = 80
_SINGLE = "asOf"

Times = tuple[tuple[str, Date], ...]


class Remark(NamedTuple):
    """A remark taken apart: its words, the qualifiers "from", "until" and "asOf" that it gives, and the parts that say something else.

    ``bounded`` are those parts that end in words for since when or how long, without these and with what they say ("4th Army until May").
    ``further`` are parts with times beside the ones that the qualifiers give ("1937–41, 1944–45"): a claim has one time, so they are for its note.
    """

    text: Text
    times: Times
    parts: tuple[Text, ...]
    bounded: tuple[tuple[Text, Text, Times], ...] = ()
    further: tuple[Text, ...] = ()

    @property
    def shown(self) -> str:
        """The words as a reader sees them."""
        return self.text.shown

    @property
    def is_time(self) -> bool:
        """Whether it says nothing but when."""
        return bool(self.times) and not self.parts


def read_remark(text: Text, context: Context) -> Remark:
    """Take the parts of a remark that only say when it holds from those that say more; a date within the latter is no qualifier."""
    return _read_remark(text, context, bounds=True)


def _read_remark(text: Text, context: Context, *, bounds: bool) -> Remark:
    times: dict[str, Date] = {}
    parts = []
    bounded = []
    further = []
    for part, dates, offset in _split(text, context):
        inside = [(d.start - offset, d.end - offset) for d in dates if offset <= d.start and d.end <= offset + len(part.shown)]
        if not inside or not _only_time(part.shown, inside, context.language):
            parts.append(part)
            if bounds and inside and (bound := _split_bound(part, min(inside)[0], context)):
                bounded.append((part, *bound))
            continue
        found = read_qualifier_dates(part, context, evident=True)
        if not found:
            parts.append(part)
        given = {name: value for name, value in (("from", found.start), ("until", found.until), ("asOf", found.as_of)) if value is not None}
        if _holds_again(times, given) or any(word.isdigit() for word in _left(part.shown, inside)):
            further.append(part)
        times = {**given, **times}
    return Remark(text, tuple(times.items()), tuple(part for part in parts if tokens(part.shown)), tuple(bounded), tuple(further))


def _holds_again(times: dict[str, Date], given: dict[str, Date]) -> bool:
    """Whether times come on top of those that were given before: "1944–45" after "1937–41", but not "until 1700" after "from 1699"."""
    return any(times.get(name, value) != value for name, value in given.items())


def _split_bound(part: Text, first: int, context: Context) -> tuple[Text, Times] | None:
    """Part words from the time behind them that bounds them ("4th Army" and "until May"); None where they are not so built."""
    times_words = load_group_words(context.language).times
    starts = (word for word in _BEFORE_TIME.finditer(part.shown, 0, first) if first_token(part.shown, word.end()) in times_words)
    for word in deque(starts, _MOST_BOUNDS):
        remark = _read_remark(part.cut(word.end()), context, bounds=False)
        if not remark.is_time:
            continue
        times = tuple((name, value) for name, value in remark.times if name != _SINGLE)
        return (part.cut(0, word.start()).strip(), times) if times and len(times) == len(remark.times) else None
    return None


def _split(remark: Text, context: Context) -> Iterator[tuple[Text, tuple[FoundDate, ...], int]]:
    """The parts between semicolons and commas, with the dates found and where the part begins for them; a comma may stand in a date."""
    for clause in remark.split(_CLAUSE):
        dates = find_dates(clause, context, evident=True)
        commas = [m for m in _COMMA.finditer(clause.shown) if not any(d.start < m.start() < d.end for d in dates)]
        starts, ends = [0, *(m.end() for m in commas)], [*(m.start() for m in commas), len(clause.shown)]
        for start, end in zip(starts, ends, strict=True):
            part = clause.cut(start, end)
            alone = () if any(start <= d.start < end for d in dates) else find_dates(part.strip(), context, evident=True)
            yield (part.strip(), alone, 0) if alone else (part, dates, start)


def _only_time(shown: str, dates: Iterable[tuple[int, int]], language: Language) -> bool:
    words = load_group_words(language)
    return all(word in words.times or word.isdigit() for word in _left(shown, dates))


def _left(shown: str, dates: Iterable[tuple[int, int]]) -> Iterable[str]:
    """The words that are in no date."""
    for start, end in sorted(dates, reverse=True):
        shown = shown[:start] + " " + shown[end:]
    return tokens(shown)


def qualify_remarks(remarks: Iterable[Remark]) -> tuple[dict[str, Value], list[str]]:
    """The qualifiers that remarks give (the first remark that gives one counts), and the words of those that say something else."""
    qualifiers: dict[str, Value] = {}
    notes = []
    for remark in remarks:
        qualifiers = {**dict(remark.times), **qualifiers}
        if remark.further or (remark.parts and any(character.isalpha() for character in remark.shown)):
            notes.append(one_line(remark.text))
    return qualifiers, notes


def is_time(text: Text, context: Context) -> bool:
    """Whether a text says nothing but when."""
    return read_remark(text, context).is_time


def read_note_times(keys: Iterable[str], context: Context) -> tuple[Times, tuple[Span, ...]]:
    """The qualifiers of footnotes that say nothing but when ("From 1941"), and where they stand."""
    times: dict[str, Date] = {}
    spans = []
    for key in keys:
        text = context.note_texts.get(key)
        remark = read_remark(text, context) if text and len(text.shown) < _LONGEST_NOTE else None
        if remark and remark.is_time:
            for name, value in remark.times:
                times.setdefault(name, value)
            spans.append(remark.text.strip().span())
    return tuple(times.items()), tuple(spans)
