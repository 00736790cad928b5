"""What rows of strength and losses say without a number: lines of their own ("several mortars destroyed"), and words behind a figure or a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.context import Context
from kg.extract.figures.counts import subject_of
from kg.extract.figures.headings import Caption, is_heading
from kg.extract.figures.numbers import find_amounts
from kg.extract.figures.vocabulary import load_clause_words, load_count_words
from kg.extract.figures.words import says_how_many, tells_something
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.segments import note_keys, one_line
from kg.extract.unread import WORD, find_runs, is_covered, positions_of
from kg.language.language import Language
from kg.language.words import any_of, lower_letters
from kg.model.article import Cell, Line, Row
from kg.model.finding import Finding, Phrase, Side
from kg.model.issue import Issue
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

# A line that is one bracket and counts nothing tells more of the line above; one that ends in a colon is a heading.
_BRACKET = lazy_pattern(r"\s*[(\[][^()\[\]\d]*[^()\[\]\d:][)\]]\.?\s*")
_END = lazy_pattern(r"\s*(?:[,;.:()\[\]]|$)")
_NOTED = frozenset({"strength", "losses", "unit", "participant"})
# No line of counts is longer; what stands behind is left to the ledger.
_LONGEST_LINE = 2000

Result = Finding | Issue


@dataclass(frozen=True, slots=True, eq=False)
class RunWords:
    """Patterns of the words in a line that no figure stands for: what joins a run of them to others, and what it begins or ends with.

    All are for text in lower case.
    """

    joining: re.Pattern[str]
    part_of: re.Pattern[str]
    pointer: re.Pattern[str]
    trailing: re.Pattern[str]
    opened: re.Pattern[str]


@cache
def load_run_words(language: Language) -> RunWords:
    """Read the table of losses.toml on runs of words; ValueError where it has a list that is not known."""
    table = language.table("losses").table("runs").only("joining", "partitive", "articles", "trailing", "pointing", "relating")
    joining, partitive, articles, trailing, pointing = (
        any_of(map(lower_letters, table.words(name))) for name in ("joining", "partitive", "articles", "trailing", "pointing")
    )
    return RunWords(
        joining=re.compile(rf"(?:(?:{joining}|&|\+)(?!\w)|[\s,.;:*·–—-])+"),
        part_of=re.compile(rf"\w.*\b(?:{partitive})(?:\s+(?:{articles}))?", re.DOTALL),
        pointer=re.compile(rf"\s*[(\[]?\s*(?:(?:{pointing})\b|.*:\s*[)\]]\s*$)"),
        trailing=re.compile(rf"(?:[\s,]+(?:{trailing}|&))+$"),
        opened=re.compile(rf"[(\[]\s*(?:(?:{articles})\s+)?$"),
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """The cell that is read, whose it is, the relation its remarks are told with, and the language."""

    cell: Cell
    subject: Side
    relation: str
    language: Language


def state_uncounted(row: Row, results: Iterable[Result], relation: str, context: Context) -> tuple[Result, ...]:
    """Add to the results of a row what its other words say: ``relation`` ("lossesRemark") for statements, else a note on the finding they qualify.

    Words that neither state something nor clearly belong to a finding are left to the ledger.
    """
    done = list(results)
    covered, places = positions_of(done), _Places(done)
    groups, language = context.groups, context.language
    for cell in row.cells:
        subject = subject_of(cell, language)
        if subject is None:
            continue
        setting = _Setting(cell, subject, relation, language)
        scope: Scope[Caption] = Scope()
        for index, line in enumerate(cell.lines):
            text = line.text.cut(0, _LONGEST_LINE)
            scope = scope.enter(line)
            if is_heading(text, groups, language) and index + 1 < len(cell.lines):
                scope = scope.open(Caption(scope=one_line(text).rstrip(" :"), span=text.strip().span()), line)
            elif any(is_covered(text, word, covered) for word in WORD.finditer(text.shown)):
                for run in find_runs(text, covered):
                    _read_run(text, run, setting, places, done)
            elif _BRACKET.fullmatch(text.shown) and (above := _find_above(cell, index, places)) is not None:
                _add_note(done, above, text.strip(" \t\n()[]."))
            elif _is_statement(text.shown, language) and not load_run_words(language).pointer.match(lower_letters(text.shown)):
                done.append(_remark_line(setting, replace(line, text=text), scope.told))
    return tuple(done)


def _find_above(cell: Cell, index: int, places: _Places) -> int | None:
    """The index of the last finding of the line above."""
    above = cell.lines[index - 1].text if index else None
    return places.before(above, len(above)) if above else None


def _is_statement(shown: str, language: Language) -> bool:
    """Whether words state something, and count nothing but those who were not lost ("12 escaped"), or perhaps not ("2 possibly sunk")."""
    counted, words, low = any(True for _ in find_amounts(shown, language)), load_count_words(language), lower_letters(shown)
    return tells_something(shown, language) and (not counted or words.kept.search(low) is not None or words.doubt.search(low) is not None)


def _remark_line(setting: _Setting, line: Line, told: Sequence[Caption]) -> Finding:
    """The statement that a whole line makes, with the headings over it."""
    text = line.text.strip(" \t\n,;:.*•#†‡")
    over = [caption for caption in told if caption.span]
    words = ": ".join([*(caption.scope or "" for caption in over), one_line(text)])
    spans = tuple(sorted({*(caption.span for caption in over if caption.span), text.span()}))
    return Finding(setting.subject, setting.relation, Phrase(words), spans, "uncounted", basis=setting.cell.basis, notes=note_keys(line.text))


def _read_run(text: Text, run: tuple[int, int], setting: _Setting, places: _Places, done: list[Result]) -> None:
    """Read the words of a run within a line: a note on the finding before or behind it, or a statement of its own."""
    language, low = setting.language, lower_letters(text.shown)
    patterns = load_run_words(language)
    joined = patterns.joining.match(low, *run)
    start, end = (joined.end() if joined else run[0]), run[1]
    idle = load_clause_words(language).idle
    if start >= end or all(lower_letters(word.group()) in idle for word in WORD.finditer(text.shown, start, end)):
        return
    end += _closing(text.shown, start, end)
    words = text.cut(start, end)
    counted = any(True for _ in find_amounts(words.shown, language))
    if not counted and patterns.part_of.fullmatch(low, start, end) and tells_something(words.shown, language):
        _add_note(done, places.behind(text, end), words)
        return
    words = words.cut(0, len(patterns.trailing.sub("", low[start:end])))
    ends = words.shown and _END.match(text.shown, start + len(words.shown)) is not None
    if not (counted or ends) and patterns.opened.search(low, 0, start) and (behind := places.behind(text, end)) is not None:
        _add_note(done, behind, words)
        return
    if not counted and ends and (patterns.opened.search(low, 0, start) or _qualifies(words.shown, language)):
        _add_note(done, places.before(text, start), words)
    elif _is_statement(words.shown, language) and (counted or ends or says_how_many(words.shown, language)):
        phrase = Phrase(one_line(words))
        done.append(
            Finding(setting.subject, setting.relation, phrase, (words.span(),), "uncounted", basis=setting.cell.basis, notes=note_keys(words))
        )


def _qualifies(shown: str, language: Language) -> bool:
    """Whether words behind a figure or a name tell more of it: "mostly from Varn", "attached to the guard"."""
    first = WORD.match(shown)
    return first is not None and lower_letters(first.group()) in load_clause_words(language).qualifying and len(shown) > first.end()


def _closing(shown: str, start: int, end: int) -> int:
    """How many signs behind a run close the brackets that it opens."""
    return 1 if shown.count("(", start, end) > shown.count(")", start, end) and shown[end : end + 1] == ")" else 0


class _Places:
    """Where the findings that can bear a note stand: asked for the one next to a place of a line, without looking at all of them."""

    def __init__(self, results: Iterable[Result]) -> None:
        noted = [(index, found) for index, found in enumerate(results) if isinstance(found, Finding) and found.relation in _NOTED]
        self._ends = sorted((span.end, index, span.start) for index, found in noted for span in found.evidence)
        self._starts = sorted((span.start, index, span.end) for index, found in noted for span in found.evidence)

    def before(self, text: Text, at: int) -> int | None:
        """The index of the finding whose words in the line end last before an offset."""
        line, last = text.span(), text.span(0, at).end if at else text.span().start
        position = bisect_right(self._ends, last, key=lambda place: place[0]) - 1
        return self._ends[position][1] if position >= 0 and self._ends[position][2] >= line.start else None

    def behind(self, text: Text, at: int) -> int | None:
        """The index of the finding whose words in the line begin first behind an offset."""
        line, first = text.span(), text.span(at - 1, at).end
        position = bisect_left(self._starts, first, key=lambda place: place[0])
        return self._starts[position][1] if position < len(self._starts) and self._starts[position][2] <= line.end else None


def _add_note(done: list[Result], index: int | None, words: Text) -> None:
    """Add words to the note of a finding, and their place to its evidence."""
    finding = done[index] if index is not None else None
    if index is None or not isinstance(finding, Finding):
        return
    qualifiers = dict(finding.qualifiers)
    former = qualifiers.get("note")
    qualifiers["note"] = Phrase(f"{former.text}; {one_line(words)}" if isinstance(former, Phrase) else one_line(words))
    done[index] = replace(finding, qualifiers=tuple(qualifiers.items()), evidence=tuple(sorted({*finding.evidence, words.span()})))
