"""Names in the lines of a cell: what stands in brackets, which flags, fates and footnotes belong to which name, and the name itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.extract.phrases.groups import is_formation
from kg.language.fold import fold_name
from kg.model.article import Cell, Line
from kg.model.finding import Kind, Mention
from kg.model.text import FATE, FLAG, LINK, NOTE, Mark, Span, Text, join_texts

# A longer line is no list of names: it is left to the ledger.
LONGEST_LINE = 2_000

_OPEN, _CLOSE = "([", ")]"
_BORDER = re.compile(r"\s{2,}(?![(\[†‡✝#])(?=\S)|\s*[\n•|]\s*")
_LANGUAGES = re.compile(r"[a-z]{2,3}(?:-[a-z]+)?(?:; ?[a-z]{2,3}(?:-[a-z]+)?)*")
_EDGE = " \t\n\u00a0,;:.•·*–—-/&|\u200e\u200f\u200b"
_ABBREVIATED = re.compile(r"(?:\b(?:Jr|Sr|St|Co|Bros|Inc|Ltd|[A-Z]|(?:[A-Z]\.)+[A-Z]))\.$")
_LEADING = re.compile(r"(?:and|&)\s+|[,;:.•·*–—|/\s\u200e\u200f\u200b-]+|(?:\d{1,2}\s*[).]\s+)(?=[^\W\d])")
_QUOTED = re.compile(r"[\"“”«»„‘'](?P<inside>[^\"“”«»„]+)[\"“”«»„’']")
_LIST = re.compile(r"\s*[,;]\s+(?:and\s+|&\s+)?|\s+(?:and|&|/|·)\s+")
_WORD = re.compile(r"\w+")
_AFTER_BRACKET = re.compile(r"\s*(?:[,;]\s*(?:and\s+|&\s+)?)?(?=\S)")
_TWO_CAPITALS = re.compile(r"[^\W\d_][\w'’-]*\.?\s+(?:[a-z]{1,3}\s+)?[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Item:
    """One name of a line: its words, the contents of the brackets behind it, and the marks that belong to it."""

    words: Text
    remarks: tuple[Text, ...] = ()
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


class _Bracket(NamedTuple):
    start: int
    end: int
    named: bool


def take_part(text: Text, start: int, end: int) -> Text:
    """Cut out a part of a text; a flag at its edge goes with what follows it, a footnote or a fate with what it follows."""
    part = text.cut(start, end)
    size, whole = len(part.shown), len(text.shown)
    early, late = start > 0, end < whole

    def belongs(mark: Mark) -> bool:
        if mark.start != mark.end:
            return True
        return not (late and mark.start == size) if mark.kind == FLAG else not (early and mark.start == 0)

    marks = tuple(mark for mark in part.marks if belongs(mark))
    return part if marks == part.marks else Text(part.shown, part.pieces, marks)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that touch or overlap; in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def span_words(text: Text) -> tuple[Span, ...]:
    """The places of a text's words with the links, flags and fates upon them."""
    words = text.strip()
    spans = [words.span()] if words.shown and words.pieces else []
    return merge_spans([*spans, *(mark.source for mark in text.marks if mark.kind in (FLAG, FATE, LINK))])


def find_brackets(text: Text) -> tuple[_Bracket, ...]:
    """The outermost brackets of a text that are no part of a name; ``named`` are those within a link, which only tell it from others."""
    found, depth, start = [], 0, 0
    shown = text.shown
    for at, character in enumerate(shown):
        if character in _OPEN:
            depth, start = depth + 1, at if depth == 0 else start
        elif character in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1))
    if depth:
        border = re.compile(r"\s{2,}").search(shown, start)
        found.append((start, border.start() if border else len(shown)))
    return tuple(bracket for start, end in found if (bracket := _judge_bracket(text, start, end)))


def _judge_bracket(text: Text, start: int, end: int) -> _Bracket | None:
    after = _WORD.search(text.shown, end)
    for link in text.marked(LINK):
        if link.start < start and end <= link.end:
            return _Bracket(start, end, True) if end == link.end else None
    if after and text.shown[end : after.start()].isspace() and is_formation(after.group()) and start > 0:
        return None
    return _Bracket(start, end, False)


def split_items(text: Text) -> tuple[Item, ...]:
    """Take a line apart into names with the brackets behind each; a flag, two blanks or a bracket before a name part two of them."""
    brackets = find_brackets(text)
    runs: list[Item] = []
    borders = _find_borders(text, brackets)
    for start, end in zip([0, *borders], [*borders, len(text.shown)], strict=True):
        item = _read_run(take_part(text, start, end))
        if item.words or item.remarks or item.flags or item.fates:
            runs.append(item)
    if len(runs) > 1 and not runs[-1].words and not runs[-1].remarks:
        last = runs.pop()
        runs[-1] = replace(runs[-1], fates=runs[-1].fates + last.fates, spans=merge_spans((*runs[-1].spans, *last.spans)))
    return tuple(runs)


def _find_borders(text: Text, brackets: tuple[_Bracket, ...]) -> list[int]:
    def outside(at: int) -> bool:
        inside = any(b.start < at < b.end for b in brackets)
        return not inside and not any(link.start < at < link.end for link in text.marked(LINK))

    borders = {match.end() for match in _BORDER.finditer(text.shown) if match.start() and outside(match.end())}
    for flag in text.marked(FLAG):
        if flag.start and outside(flag.start) and _WORD.search(text.shown[: flag.start]):
            borders.add(flag.start)
    for bracket in brackets:
        after = _AFTER_BRACKET.match(text.shown, bracket.end)
        if after and text.shown[: bracket.start].strip() and _begins_name(text, after.end(), bool(after.group().strip())):
            borders.add(after.end())
    return sorted(border for border in borders if border < len(text.shown))


def _begins_name(text: Text, at: int, listed: bool) -> bool:
    character = text.shown[at]
    if listed:
        return _TWO_CAPITALS.match(text.shown, at) is not None
    return character.isupper() or character.isdigit() or character in '"“' or any(link.start == at for link in text.marked(LINK))


def _read_run(run: Text) -> Item:
    brackets = find_brackets(run)
    first = next((b.start for b in brackets if run.shown[: b.start].strip()), None)
    lead = [b for b in brackets if not run.shown[: b.start].strip()]
    begin = lead[-1].end if lead else 0
    words = clean_name(take_part(run, begin, len(run.shown) if first is None else first))
    remarks = [run.cut(b.start, b.end) for b in brackets if not b.named]
    if first is not None:
        ends = [*(b.end for b in brackets if b.start >= first)]
        starts = [*(b.start for b in brackets if b.start > first), len(run.shown)]
        between = (take_part(run, end, start).strip(_EDGE) for end, start in zip(ends, starts, strict=True))
        remarks += [words for words in between if _WORD.search(words.shown)]
    contents = tuple(content for remark in remarks if (content := _open_bracket(remark)))
    notes = tuple(mark.value for mark in run.marked(NOTE))
    return Item(words, contents, run.marked(FLAG), run.marked(FATE), notes, span_words(run))


def _open_bracket(remark: Text) -> Text | None:
    inner = remark.cut(1, len(remark.shown) - (remark.shown[-1] in _CLOSE)) if remark.shown[0] in _OPEN else remark
    inner = inner.strip()
    if remark.shown[0] == "[" and (_LANGUAGES.fullmatch(inner.shown) or inner.shown.isdigit()):
        return None
    return inner if inner.shown else None


def clean_name(text: Text) -> Text:
    """Take bullets, joining words, end punctuation and quotation marks around the whole off a name."""
    while match := _LEADING.match(text.shown):
        text = take_part(text, match.end(), len(text.shown))
    end = len(text.shown.rstrip(_EDGE))
    if _ABBREVIATED.search(text.shown[: end + 1]):
        end += 1
    text = take_part(text, 0, end)
    quoted = _QUOTED.fullmatch(text.shown)
    return text.of(quoted, "inside").strip() if quoted else text


def plain(shown: str) -> str:
    """Shown words with single blanks."""
    return " ".join(shown.split())


def name_mention(words: Text, kind: Kind, also: tuple[str, ...] = ()) -> Mention | None:
    """Name an entity by words; the page linked to counts where the link is the name and not just a word of it."""
    name = plain(words.shown)
    if not _WORD.search(name) or not words.pieces:
        return None
    title = next((link.value for link in words.marked(LINK) if _is_title(link, words, name)), None)
    return Mention(name, kind, words.strip().span(), title, tuple(other for other in dict.fromkeys(also) if other and other != name))


def _is_title(link: Mark, words: Text, name: str) -> bool:
    if not link.value:
        return False
    beside = _WORD.findall(words.shown[: link.start] + " " + words.shown[link.end :])
    if not beside:
        return True
    linked, title = fold_name(words.shown[link.start : link.end]).split(), set(fold_name(link.value).split())
    return len(linked) > 0 and set(fold_name(name).split()) <= title


def split_list(text: Text, is_name: Callable[[Text], bool]) -> tuple[Text, ...]:
    """Split at commas, "and", "&" and slashes where each part is a name by itself; else the text stays whole."""
    brackets, links = find_brackets(text), text.marked(LINK)
    parts, at = [], 0
    for match in _LIST.finditer(text.shown):
        if any(b.start < match.start() < b.end for b in brackets) or any(link.start < match.start() < link.end for link in links):
            continue
        parts.append(take_part(text, at, match.start()))
        at = match.end()
    parts.append(take_part(text, at, len(text.shown)))
    parts = [part for part in parts if part.strip().shown]
    return tuple(parts) if len(parts) > 1 and all(is_name(part) for part in parts) else (text,)


def read_entries(cell: Cell, is_remark: Callable[[Line, Item], bool]) -> tuple[Entry, ...]:
    """Read the lines of a cell; a line that is only a remark (in brackets, or by ``is_remark``) goes to the name before it."""
    entries: list[Entry] = []
    named = -1
    for line in join_open_brackets(cell.lines):
        items = split_items(line.text) if len(line.text) <= LONGEST_LINE else ()
        if not items:
            continue
        if named >= 0 and len(items) == 1 and is_remark(line, items[0]):
            previous = entries[named]
            entries[named] = Entry(previous.line, (*previous.items[:-1], _add_remark(previous.items[-1], items[0])))
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


def _add_remark(item: Item, remark: Item) -> Item:
    words = (remark.words,) if remark.words else ()
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
