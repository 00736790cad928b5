"""Strength and losses: every number of a cell as an estimate with its bounds, its kind, what is counted, of whom and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from kg.extract.context import Context
from kg.extract.dates.years import find_date_ranges
from kg.extract.figures.drafted import Draft, Reader, Setting, claim_draft
from kg.extract.figures.drafts import draft_line
from kg.extract.figures.headings import Caption, is_heading, names_formation, open_heading, read_heading
from kg.extract.figures.items import Count, find_counted
from kg.extract.figures.kinds import tells_of_aircraft
from kg.extract.figures.labels import is_leading, leading_name
from kg.extract.figures.numbers import find_malformed
from kg.extract.figures.remarks import read_counts
from kg.extract.figures.vocabulary import load_clause_words, load_count_words
from kg.extract.figures.wholes import part_overfull
from kg.extract.figures.words import is_unknown, read_claim
from kg.extract.parsed import Parsed
from kg.extract.phrases.headings import Scope
from kg.extract.phrases.phases import heads_phase
from kg.language.language import Language
from kg.language.words import any_of, lower_letters
from kg.model.article import Cell, Line, Row
from kg.model.finding import CONFLICT, Finding, Side, Term
from kg.model.issue import Issue
from kg.model.text import Span, Text, join_texts
from kg.patterns import lazy_pattern

_MOST_LINES_IN_BRACKET = 6
# No line of counts is longer; what stands behind is left to the ledger.
_LONGEST_LINE = 2000
_SIGNED = lazy_pattern(r"\s*[–—•·-]\s+\S")
_LAST_WORD = lazy_pattern(r"[^\W\d_]+$")


@cache
def load_inline_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of what stands before a heading within a line, which is a name or years and a colon. ValueError for a table that is not known."""
    joining = any_of(language.table("losses").table("inline_headings").only("joining").words("joining"))
    name = r"[A-Z][^:;,()\d\n]{1,40}|(?<=[;,]\s)[^\W\d_][^:;,()\d\n]{1,40}"
    return re.compile(rf"\s+(?:(?:{joining})\s+)?(?=(?:{name}|(?:1\d|20)\d\d(?:[–-]\d{{2,4}})?):(?:\s|\d))")


@cache
def load_named_pattern(language: Language) -> re.Pattern[str]:
    """The pattern of what stands before a name in front of a number, in a list of such: ", " in "Esk 200 killed, Varn 300 killed"."""
    joining = any_of(language.table("losses").table("inline_headings").only("joining").words("joining"))
    return re.compile(rf"[,;]\s+(?:(?:{joining})\s+)?(?=(?P<name>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){{0,3}})\s+\d)")


class Counted(NamedTuple):
    """A line of a cell with the counts in it."""

    line: Line
    counts: tuple[Count, ...]


def read_strength(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``strength``: an estimate for each number, ``statedUnknown`` where a side's is said to be unknown."""
    yield from state_figures(parse_figures(row, context), "strength", context)


def read_casualties(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``losses``: an estimate for each number with the kind of loss, ``statedUnknown`` where a side's are said to be unknown."""
    yield from state_figures(parse_figures(row, context), "losses", context)


def parse_figures(row: Row, context: Context) -> Parsed[Counted]:
    """Read the counts of each line; whose they are depends on the parties of the article, and is read when they are known."""
    row = _of_all(row, context.language)
    return Parsed(row, tuple((cell, tuple(_read_cell(cell, context))) for cell in row.cells))


def _of_all(row: Row, language: Language) -> Row:
    """A row of losses whose first cell is its only one and tells of everybody ("400,000 in total killed", "8 million displaced"): of the conflict."""
    filled = [cell for cell in row.cells if any(line.text for line in cell.lines)]
    if row.field != "casualties" or len(filled) != 1 or filled[0].column != 1 or filled[0].basis is not None:
        return row
    words = load_count_words(language)
    lines = [lower_letters(line.text.shown) for line in filled[0].lines if any(c.isdigit() for c in line.text.shown)]
    whole = lines and (words.total_mark.search(lines[0]) or words.everybody.search(lines[0]))
    return replace(row, cells=(replace(filled[0], column=0, basis="all-sides"),)) if whole and any(map(words.everybody.search, lines)) else row


def _read_cell(cell: Cell, context: Context) -> Iterator[Counted]:
    stated = subject_of(cell, context.language) is not None
    lines = list(_join_brackets([_shorten(line) for line in indent_signs(cell.lines) if line.text], context))
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        phase = following is not None and heads_phase(line, context, plain=cell.basis is not None)
        yield Counted(line, read_counts(line.text, context) if stated and not phase else ())


def state_figures(parsed: Parsed[Counted], relation: Literal["strength", "losses"], context: Context) -> Iterator[Finding | Issue]:
    """State the figures of each cell; those of a cell without a side are an issue."""
    for cell, counted in parsed.cells:
        yield from _state_cell(cell, counted, relation, context)


def _state_cell(cell: Cell, counted: Sequence[Counted], relation: str, context: Context) -> Iterator[Finding | Issue]:
    language = context.language
    lines = [line for line, _ in counted]
    subject = subject_of(cell, language)
    if subject is None:
        if lines:
            yield Issue("side-unknown", f"the side of these {relation} is not known", Span(lines[0].text.span().start, lines[-1].text.span().end))
        return
    for line in lines:
        for start, end in find_malformed(line.text.shown, language):
            yield Issue("number-malformed", f"not a number: {line.text.shown[start:end]}", line.text.span(start, end))
    reader = Reader(
        context, context.parties_of(subject.number), relation == "losses", tells_of_aircraft((line.text.shown for line in lines), language)
    )
    drafts = _draft_lines(counted, reader)
    for draft in drafts:
        yield Finding(subject, relation, draft.estimate, draft.spans, "count", draft.qualifiers, cell.basis, draft.notes)
    unknown = tuple(line.text.strip().span() for line in lines if is_unknown(line.text, language))
    if unknown and not drafts:
        yield Finding(subject, "statedUnknown", Term(relation), unknown, "unknown", basis=cell.basis)


def indent_signs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines that begin with a dash or a bullet written as a sign are one deeper than those without above them ("300<br>– 40 killed")."""
    plain = next((at for at, line in enumerate(lines) if not _SIGNED.match(line.text.shown)), len(lines))
    signed = (at > plain and _SIGNED.match(line.text.shown) is not None for at, line in enumerate(lines))
    return tuple(replace(line, depth=line.depth + 1) if under else line for line, under in zip(lines, signed, strict=True))


def _shorten(line: Line) -> Line:
    return line if len(line.text) <= _LONGEST_LINE else replace(line, text=line.text.cut(0, _LONGEST_LINE))


def subject_of(cell: Cell, language: Language) -> Side | None:
    """The side of a cell; all sides where no column is known but the words tell of civilians or of both sides."""
    if cell.column is not None:
        return Side(cell.column) if cell.column else CONFLICT
    civilians = load_count_words(language).civilians
    counted = [line for line in cell.lines if any(c.isdigit() for c in line.text.shown)]
    joint = counted and all(civilians.search(lower_letters(line.text.shown)) for line in counted)
    return CONFLICT if joint else None


def _join_brackets(lines: Sequence[Line], context: Context) -> Iterator[Line]:
    """Lines of the cell; those that a bracket runs over are one, and one that holds headings in its midst is cut at them."""
    at = 0
    while at < len(lines):
        end = at + 1
        last = min(len(lines), at + _MOST_LINES_IN_BRACKET)
        while end < last and _is_open(lines[at:end]) and any(")" in one.text.shown for one in lines[end:last]):
            end += 1
        end = at + 1 if _is_open(lines[at:end]) else end
        while end < last and _runs_on(lines[end - 1].text.shown, lines[end], context):
            end += 1
        text = lines[at].text if end == at + 1 else join_texts((one.text for one in lines[at:end]), "\n")
        end = at + 1 if text is lines[at].text else end
        for piece in _cut_headings(text, context):
            yield lines[at] if piece is lines[at].text else replace(lines[at], text=piece)
        at = end


def _runs_on(shown: str, following: Line, context: Context) -> bool:
    """Whether a line breaks off in the midst of a clause that the next one ends: "4,500 men from", "2,300 dead, wounded,"."""
    words, clauses = load_count_words(context.language), load_clause_words(context.language)
    low, behind = lower_letters(shown.rstrip()), lower_letters(following.text.shown.strip())
    if following.rule or following.gap or not behind[:1].isalpha() or any(c.isdigit() for c in behind) or behind.endswith(":"):
        return False
    if not any(c.isdigit() for c in low):
        return False
    last = _LAST_WORD.search(low)
    if last and last.group() in clauses.breaking:
        return True
    match = words.category.match(behind)
    return low.endswith(",") and match is not None and words.category.search(low) is not None


def _is_open(lines: Sequence[Line]) -> bool:
    shown = "".join(line.text.shown for line in lines)
    return shown.count("(") > shown.count(")")


def _cut_headings(text: Text, context: Context) -> Iterator[Text]:
    """Cut a line before each heading that follows a count: "... killed Per Varn: 40 captured"."""
    at, part = 0, load_count_words(context.language).part
    matches = [m for m in load_inline_pattern(context.language).finditer(text.shown) if not part.match(lower_letters(text.shown), m.end())]
    if not matches and leading_name(text.shown, context.language):
        named = load_named_pattern(context.language).finditer(text.shown)
        matches = [match for match in named if is_leading(match["name"], context.language)]
    dates = find_date_ranges(text, context) if matches else ()
    counted = find_counted(text, dates, context.language) if matches else []
    for match in matches:
        before = text.shown[at : match.start()]
        follows = any(at <= amount.start < match.start() for amount in counted)
        if follows and before.count("(") == before.count(")") and not any(low < match.end() < high for low, high in dates):
            yield text.cut(at, match.start())
            at = match.end()
    yield text.cut(at)


def _draft_lines(counted: Sequence[Counted], reader: Reader) -> tuple[Draft, ...]:
    """The estimates of a cell; each heading and rule begins a section, and counts are parts only of others in theirs."""
    drafts: list[Draft] = []
    scope: Scope[Caption] = Scope()
    since = section = 0
    headed = -1
    for number, (line, counts) in enumerate(counted):
        if line.rule:
            since, section = len(drafts), section + 1
        scope = scope.enter(line)
        if counts:
            drafts += draft_line(Setting(line, number, section, scope.told), counts, drafts, reader)
        elif (claim := _bare_claim(line.text, reader.language)) is not None:
            drafts[since:] = [claim_draft(draft, claim, line.text.strip().span()) for draft in drafts[since:]]
            since = len(drafts)
        elif _is_heading(line, counted[number + 1 : number + 2], reader) and not is_unknown(line.text, reader.language):
            bare, headed = headed == number - 1 and number > 0, number
            scope = open_heading(scope, read_heading(line.text, reader.context, reader.groups), line, reader.context, bare=bare)
            since, section = len(drafts), section + 1
    return part_overfull(drafts)


def _is_heading(line: Line, following: Sequence[Counted], reader: Reader) -> bool:
    """Whether a line heads those below it, as is_heading says, or names a formation under which deeper lines count."""
    deeper = any(other.counts and other.line.depth > line.depth for other in following)
    return is_heading(line.text, reader.groups, reader.language) or (deeper and names_formation(line.text, reader.language))


def _bare_claim(text: Text, language: Language) -> str | None:
    """Whose figures the lines above are: a line that is nothing but "(X claim)"."""
    shown = text.shown.strip()
    return read_claim(shown, language) if shown[:1] in ("(", "[") and shown[-1:] in (")", "]") else None
