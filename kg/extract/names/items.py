"""Names in the lines of a cell: what stands in brackets, which flags, fates and footnotes belong to which name, and the name itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.names.parts import CLOSING, EDGE, OPENING, Bracket, clean_name, find_brackets, load_list_patterns, merge_spans, span_words, take_part
from kg.extract.phrases.remarks import Remark, read_remark
from kg.extract.phrases.segments import is_within_link
from kg.language.language import Language
from kg.model.article import Cell, Line
from kg.model.text import FATE, FLAG, LINK, NOTE, Mark, Span, Text, join_texts
from kg.patterns import lazy_pattern
from kg.values import dataclass

# A longer line is no list of names: it is left to the ledger.
LONGEST_LINE = 2_000

_BORDER = lazy_pattern(r"\s{2,}(?![(\[†‡✝#])(?=\S)|\s*[\n•|]\s*")
_LANGUAGES = lazy_pattern(r"[a-z]{2,3}(?:-[a-z]+)?(?:; ?[a-z]{2,3}(?:-[a-z]+)?)*")
_WORD = lazy_pattern(r"\w+")
_TWO_CAPITALS = lazy_pattern(r"[^\W\d_][\w'’-]*\.?\s+(?:[a-z]{1,3}\s+)?[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Item:
    """One name of a line: its words, the contents of the brackets behind it, and the marks that belong to it."""

    words: Text
    remarks: tuple[Remark, ...] = ()
    flags: tuple[Mark, ...] = ()
    fates: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def shown(self) -> str:
        """The words as a reader sees them."""
        return self.words.shown


class Entry(NamedTuple):
    """A line of a cell and the names in it."""

    line: Line
    items: tuple[Item, ...]


def split_items(text: Text, context: Context) -> tuple[Item, ...]:
    """Take a line apart into names with the brackets behind each; a flag, two blanks or a bracket before a name part two of them."""
    brackets = find_brackets(text, context.language)
    runs: list[Item] = []
    borders = _find_borders(text, brackets, context.language)
    for start, end in zip([0, *borders], [*borders, len(text.shown)], strict=True):
        item = _read_run(take_part(text, start, end), context)
        if item.words or item.remarks or item.flags or item.fates:
            runs.append(item)
    if len(runs) > 1 and not runs[-1].words and not runs[-1].remarks:
        last = runs.pop()
        flags = runs[-1].flags or last.flags
        runs[-1] = replace(runs[-1], fates=runs[-1].fates + last.fates, flags=flags, spans=merge_spans((*runs[-1].spans, *last.spans)))
    return tuple(runs)


def _find_borders(text: Text, brackets: tuple[Bracket, ...], language: Language) -> list[int]:
    def outside(at: int) -> bool:
        return not any(b.start < at < b.end for b in brackets) and not is_within_link(text, at)

    borders = {match.end() for match in _BORDER.finditer(text.shown) if match.start() and outside(match.end())}
    for flag in text.marked(FLAG):
        behind = text.shown[flag.start :].strip()
        if flag.start and outside(flag.start) and _WORD.search(text.shown[: flag.start]) and not behind.startswith(tuple(OPENING)):
            borders.add(flag.start)
    for bracket in brackets:
        after = load_list_patterns(language).after_bracket.match(text.shown, bracket.end)
        if after and text.shown[: bracket.start].strip() and _begins_name(text, after.end(), bool(after.group().strip())):
            borders.add(after.end())
    return sorted(border for border in borders if border < len(text.shown))


def _begins_name(text: Text, at: int, listed: bool) -> bool:
    character = text.shown[at]
    if listed:
        return _TWO_CAPITALS.match(text.shown, at) is not None
    return character.isupper() or character.isdigit() or character in '"“' or any(link.start == at for link in text.marked(LINK))


def _read_run(run: Text, context: Context) -> Item:
    brackets = find_brackets(run, context.language)
    first = next((b.start for b in brackets if run.shown[: b.start].strip()), None)
    lead = [b for b in brackets if not run.shown[: b.start].strip()]
    begin = lead[-1].end if lead else 0
    words = clean_name(take_part(run, begin, len(run.shown) if first is None else first), context.language)
    remarks = [run.cut(b.start, b.end) for b in brackets if not b.named]
    if first is not None:
        ends = [*(b.end for b in brackets if b.start >= first)]
        starts = [*(b.start for b in brackets if b.start > first), len(run.shown)]
        between = (take_part(run, end, start).strip(EDGE) for end, start in zip(ends, starts, strict=True))
        remarks += [words for words in between if _WORD.search(words.shown)]
    contents = tuple(read_remark(content, context) for remark in remarks if (content := _open_bracket(remark)))
    notes = tuple(mark.value for mark in run.marked(NOTE))
    return Item(words, contents, run.marked(FLAG), run.marked(FATE), notes, span_words(run))


def _open_bracket(remark: Text) -> Text | None:
    inner = remark.cut(1, len(remark.shown) - (remark.shown[-1] in CLOSING)) if remark.shown[0] in OPENING else remark
    inner = inner.strip()
    if remark.shown[0] == "[" and (_LANGUAGES.fullmatch(inner.shown) or inner.shown.isdigit()):
        return None
    return inner if inner.shown else None


def read_entries(cell: Cell, context: Context, is_remark: Callable[[Line, Item], bool]) -> tuple[Entry, ...]:
    """Read the lines of a cell; a line that is only a remark (in brackets, or by ``is_remark``) goes to the name before it."""
    entries: list[Entry] = []
    named = -1
    for line in join_open_brackets(cell.lines):
        items = split_items(line.text, context) if len(line.text) <= LONGEST_LINE else ()
        if not items:
            continue
        if named >= 0 and len(items) == 1 and is_remark(line, items[0]):
            previous = entries[named]
            entries[named] = Entry(previous.line, (*previous.items[:-1], _add_remark(previous.items[-1], items[0], context)))
            continue
        entries.append(Entry(line, items))
        named = len(entries) - 1 if items[-1].words else named
    return tuple(entries)


def join_open_brackets(lines: Iterable[Line]) -> Iterator[Line]:
    """Set the lines of a bracket that is closed on a later line side by side."""
    waiting: list[Line] = []
    depth = 0
    for line in lines:
        waiting.append(line)
        depth += line.text.shown.count("(") - line.text.shown.count(")")
        if depth <= 0:
            yield waiting[0] if len(waiting) == 1 else replace(waiting[0], text=join_texts(part.text for part in waiting))
            waiting, depth = [], 0
        elif len(waiting) > 3:
            yield from waiting
            waiting, depth = [], 0
    yield from waiting


def _add_remark(item: Item, remark: Item, context: Context) -> Item:
    words = (read_remark(remark.words, context),) if remark.words else ()
    return replace(
        item,
        remarks=item.remarks + words + remark.remarks,
        fates=item.fates + remark.fates,
        notes=item.notes + remark.notes,
        spans=merge_spans((*item.spans, *remark.spans)),
    )


def only_bracketed(line: Line, item: Item) -> bool:
    """Whether a line holds nothing but brackets or marks of a fate."""
    return not item.words and bool(item.remarks or item.fates) and not item.flags
