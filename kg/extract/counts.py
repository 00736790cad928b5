"""Strength and losses: every number of a cell as an estimate with its bounds, its kind, what is counted, of whom and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.article import Cell, Line, Row
from kg.extract.context import Context
from kg.extract.counts_headings import Heading, Scope, add_heading, enter_line, find_flag, is_heading, join_scopes, known_groups, read_heading
from kg.extract.counts_items import Count, read_counts, share_kinds
from kg.extract.counts_kinds import choose_kind, class_of_count, name_counted, tells_of_aircraft
from kg.extract.counts_words import is_unknown, load_count_words, read_claim
from kg.extract.numbers import find_malformed
from kg.extract.parties_known import Groups
from kg.extract.segments import link_pieces, note_keys, one_line
from kg.finding import CONFLICT, Estimate, Finding, Issue, Mention, Phrase, Side, Term, Value
from kg.text import Span, Text, join_texts

_INLINE = re.compile(r"\s+(?:and\s+)?(?=(?:[A-Z][^:;,()\d\n]{1,40}|(?:1\d|20)\d\d(?:[–-]\d{2,4})?):(?:\s|\d))")
_MOST_LINES_IN_BRACKET = 6


@dataclass(frozen=True, slots=True)
class _Draft:
    """An estimate on its way: the count with all that its line and the headings say."""

    estimate: Estimate
    depth: int
    line: int
    klass: str | None
    spans: tuple[Span, ...]
    qualifiers: tuple[tuple[str, Value], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stays the same while a cell is read; ``losses`` tells losses from strength."""

    context: Context
    groups: Groups
    losses: bool
    aircraft: bool


def read_strength(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``strength``: an estimate for each number, ``statedUnknown`` where a side's is said to be unknown."""
    for cell in row.cells:
        yield from _read_cell(cell, "strength", context)


def read_casualties(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``losses``: an estimate for each number with the kind of loss, ``statedUnknown`` where a side's are said to be unknown."""
    for cell in row.cells:
        yield from _read_cell(cell, "losses", context)


def _read_cell(cell: Cell, relation: str, context: Context) -> Iterator[Finding | Issue]:
    lines = tuple(_join_brackets(cell.lines))
    subject = _subject(cell)
    if subject is None:
        if lines:
            yield Issue("side-unknown", f"the side of these {relation} is not known", Span(lines[0].text.span().start, lines[-1].text.span().end))
        return
    for line in lines:
        for start, end in find_malformed(line.text.shown):
            yield Issue("number-malformed", f"not a number: {line.text.shown[start:end]}", line.text.span(start, end))
    reader = _Reader(context, known_groups(context), relation == "losses", tells_of_aircraft(line.text.shown for line in lines))
    drafts = _read_lines(lines, reader)
    for draft in drafts:
        yield Finding(subject, relation, draft.estimate, draft.spans, "count", draft.qualifiers, cell.basis, draft.notes)
    unknown = tuple(line.text.strip().span() for line in lines if is_unknown(line.text))
    if unknown and not drafts:
        yield Finding(subject, "statedUnknown", Term(relation), unknown, "unknown", basis=cell.basis)


def _subject(cell: Cell) -> Side | None:
    """The side of a cell; all sides where no column is known but the words tell of civilians or of both sides."""
    if cell.column is not None:
        return Side(cell.column) if cell.column else CONFLICT
    counted = [line for line in cell.lines if any(c.isdigit() for c in line.text.shown)]
    joint = counted and all(load_count_words().civilians.search(line.text.shown) for line in counted)
    return CONFLICT if joint else None


def _join_brackets(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of the cell; those that a bracket runs over are one, and one that holds headings in its midst is cut at them."""
    at = 0
    while at < len(lines):
        end = at + 1
        while end < min(len(lines), at + _MOST_LINES_IN_BRACKET) and _is_open(lines[at:end]) and any(")" in one.text.shown for one in lines[end:]):
            end += 1
        text = lines[at].text if end == at + 1 or _is_open(lines[at:end]) else join_texts((one.text for one in lines[at:end]), "\n")
        end = at + 1 if text is lines[at].text else end
        for piece in _cut_headings(text):
            yield replace(lines[at], text=piece)
        at = end


def _is_open(lines: Sequence[Line]) -> bool:
    shown = "".join(line.text.shown for line in lines)
    return shown.count("(") > shown.count(")")


def _cut_headings(text: Text) -> Iterator[Text]:
    """Cut a line before each heading that follows a count: "... killed Per Varn: 40 captured"."""
    at = 0
    for match in _INLINE.finditer(text.shown):
        before = text.shown[at : match.start()]
        if any(c.isdigit() for c in before) and before.count("(") == before.count(")"):
            yield text.cut(at, match.start())
            at = match.end()
    yield text.cut(at)


def _read_lines(lines: Sequence[Line], reader: _Reader) -> tuple[_Draft, ...]:
    drafts: list[_Draft] = []
    headings: tuple[Heading, ...] = ()
    since = 0
    for number, line in enumerate(lines):
        if line.rule:
            headings, since = (), len(drafts)
        headings = enter_line(headings, line.depth)
        counts = read_counts(line.text, reader.context)
        if counts:
            drafts += _draft_line(line, number, counts, headings, drafts, reader)
        elif (claim := _bare_claim(line.text)) is not None:
            drafts[since:] = [_claim(draft, claim, line.text.strip().span()) for draft in drafts[since:]]
            since = len(drafts)
        elif is_heading(line.text, reader.groups) and not is_unknown(line.text):
            headings = add_heading(headings, read_heading(line.text, reader.context, reader.groups), line.depth)
            since = len(drafts)
    return tuple(drafts)


def _bare_claim(text: Text) -> str | None:
    """Whose figures the lines above are: a line that is nothing but "(X claim)"."""
    shown = text.shown.strip()
    return read_claim(shown) if shown[:1] in ("(", "[") and shown[-1:] in (")", "]") else None


def _claim(draft: _Draft, claim: str, span: Span) -> _Draft:
    if draft.estimate.according_to:
        return draft
    return replace(draft, estimate=replace(draft.estimate, according_to=claim), spans=(*draft.spans, span))


def _draft_line(
    line: Line, number: int, counts: tuple[Count, ...], headings: tuple[Heading, ...], before: Sequence[_Draft], reader: _Reader
) -> list[_Draft]:
    inline = _inline_heading(line.text, counts[0], reader)
    scope = join_scopes(headings, inline)
    flag = find_flag(line.text, reader.context, reader.groups)
    scope = replace(scope, of=flag or scope.of or _bracketed_party(line.text, counts, reader))
    spans = tuple(heading.scope.span for heading in headings if heading.scope.span) + ((inline.span,) if inline.span else ())
    labelled = bool(counts[0].before) and not counts[-1].categories
    counts = share_kinds(counts, reader.aircraft)
    drafts: list[_Draft] = []
    for index, count in enumerate(counts):
        parent = drafts[count.parent] if count.parent is not None else _parent_above(line, number, count, before)
        previous = counts[index - 1] if index else None
        drafts.append(_draft(line, number, count, previous, labelled, scope, parent, spans, reader))
    return [draft for draft, count in zip(drafts, counts, strict=True) if not (reader.losses and _is_kept(line.text, count))]


def _is_kept(text: Text, count: Count) -> bool:
    """Whether the words tell of people who were not lost ("500 escaped")."""
    return not count.categories and load_count_words().kept.search(text.shown, *count.zone) is not None


def _inline_heading(text: Text, first: Count, reader: _Reader) -> Scope:
    """The heading on the line itself: what stands before the last colon in front of the first number."""
    colon = text.shown.rfind(":", 0, first.amount.start)
    if colon < 0 or "(" in text.shown[colon : first.amount.start]:
        return Scope()
    scope = read_heading(text.cut(0, colon), reader.context, reader.groups)
    return replace(scope, categories=())


def _bracketed_party(text: Text, counts: Sequence[Count], reader: _Reader) -> Mention | None:
    """The party in a bracket behind a count ("216 killed (Varn)"), or the one linked formation in front of "(500 men)"."""
    for match in re.finditer(r"\(([^()\d]+)\)", text.shown):
        known = reader.groups.find(match[1])
        if known:
            return Mention(known.name, known.kind, text.of(match, 1).span(), known.title)
    front = text.cut(0, counts[0].start)
    links = list(link_pieces(front))
    if front.shown.rstrip().endswith("(") and len(links) == 1:
        linked, title = links[0]
        return Mention(one_line(linked), "unit", linked.span(), title)
    return None


def _parent_above(line: Line, number: int, count: Count, before: Sequence[_Draft]) -> _Draft | None:
    """The count of a line above that this line divides: it is shallower, or this line is in brackets or begins with "including"."""
    shown = line.text.shown.strip()
    near = [draft for draft in before if draft.line == number - 1 and draft.estimate.within is None]
    if shown.startswith("(") or load_count_words().part.match(line.text.shown.lstrip(" (&,")):
        return near[0] if near else None
    above = [draft for draft in before if draft.depth < line.depth]
    if not above:
        return None
    same_line = [draft for draft in above if draft.line == above[-1].line]
    between = [draft for draft in before if draft.line > above[-1].line and draft.depth < line.depth]
    return same_line[0] if len(same_line) == 1 and not between else None


def _draft(
    line: Line,
    number: int,
    count: Count,
    previous: Count | None,
    labelled: bool,
    scope: Scope,
    parent: _Draft | None,
    spans: tuple[Span, ...],
    reader: _Reader,
) -> _Draft:
    text, amount = line.text, count.amount
    words = (count.before or (previous.before if previous else ())) if labelled else count.categories
    klass = class_of_count(count, words, scope, reader.aircraft)
    category = choose_kind(words, klass, scope, parent.estimate.category if parent else None) if reader.losses else None
    counted = name_counted(text.shown, count, words, previous, scope, reader.losses)
    own = text.span(count.start, count.end)
    estimate = Estimate(
        amount.low, amount.high, own, category, counted, amount.approximate, scope.of,
        parent.estimate if parent and _fits(amount.low, amount.high, klass, parent) else None, count.claim or scope.claim,
    )  # fmt: skip
    elsewhere = tuple(text.span(word.start, word.end) for word in words if not count.start <= word.start < count.end)
    more = tuple(text.span(start, end) for start, end in count.more if end > start)
    flag = (scope.of.span,) if scope.of else ()
    return _Draft(
        estimate, line.depth, number, klass, tuple(sorted({own, *elsewhere, *more, *spans, *flag})), _qualifiers(count, scope),
        note_keys(text.cut(count.start, max(count.zone[1], count.end))),
    )  # fmt: skip


def _fits(low: int | None, high: int | None, klass: str | None, parent: _Draft) -> bool:
    """Whether a count may be a part of another: of the same kind of things and no larger."""
    largest, whole = high if high is not None else low, parent.estimate.high
    return (klass is None or parent.klass is None or klass == parent.klass) and (whole is None or largest is None or largest <= whole)


def _qualifiers(count: Count, scope: Scope) -> tuple[tuple[str, Value], ...]:
    dates = count.dates or scope.dates
    named: Iterable[tuple[str, Value | None]] = (
        ("from", dates.start), ("until", dates.until), ("asOf", dates.as_of), ("note", Phrase(scope.note) if scope.note else None),
    )  # fmt: skip
    return tuple((name, value) for name, value in named if value is not None)
