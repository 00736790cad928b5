"""The places of the place row, each its own mention, and the coordinates."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kg.extract.context import Context
from kg.extract.phrases.points import FoundPoint, find_points
from kg.extract.phrases.segments import link_pieces, note_keys, one_line, split_outside_links, strip_leading
from kg.extract.unread import WORD, find_runs, positions_of
from kg.model.article import Row
from kg.model.finding import CONFLICT, Finding, Mention, Phrase
from kg.model.issue import Issue
from kg.model.text import LINK, Text

_RULE = "place"
# No line of places is longer; what stands behind is left to the ledger.
_LONGEST_LINE = 2000
_BRACKETS = re.compile(r"[()\[\]]")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_WORD_BEHIND = re.compile(r"[^\w,;:()]*\w")
_JOINED = re.compile(r"(?:and|or)\s+", re.IGNORECASE)
_BARE_DASH = re.compile(r"\s*[-–—/]\s*")
_RESIDUE = re.compile(r"[\s/,;:.]*(?:coordinates:?)?[\s/,;:.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    leading: re.Pattern[str]
    separator: re.Pattern[str]
    remark: re.Pattern[str]
    whole: re.Pattern[str]
    telling: frozenset[str]
    about: frozenset[str]


@cache
def _load_words() -> _Words:
    """The vocabulary of kg/data/en/places.toml."""
    data = tomllib.loads(files("kg").joinpath("data/en/places.toml").read_text(encoding="utf-8"))

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    directions, units = any_of(data["directions"]["words"]), any_of(data["directions"]["units"])
    distance = rf"(?:about\s+|c\.\s*)?\d[\d.,]*\s*(?:{units})\b\.?\s*(?:\([^()]*\)\s*)?"
    way = rf"(?:{distance})?(?:to\s+)?(?:the\s+)?(?:{directions})(?:\s+coast)?\s+(?:of|off)\s+|{distance}(?:of|off|from)\s+"
    return _Words(
        leading=re.compile(rf"(?:{way})|(?:{any_of(data['leading']['words'])})(?:\s+|$)", re.IGNORECASE),
        separator=re.compile(rf"\s*[,;\n•·|]\s*|\s+/\s+|(?<=\w)/(?=[A-ZÀ-Þ])|(?:^|\s+)(?:{any_of(data['between']['words'])}|&)\s+(?:the\s+)?(?=\S)"),
        remark=re.compile(rf"\s*(?:{any_of(data['remark']['words'])}|\d)\b", re.IGNORECASE),
        whole=re.compile(any_of(data["whole"]["names"])),
        telling=frozenset((*data["telling"]["words"], *data["directions"]["words"])),
        about=frozenset(word for key in ("leading", "between", "directions", "telling") for name in data[key]["words"] for word in WORD.findall(name))
        | frozenset(word for name in data["directions"]["units"] for word in WORD.findall(name)),
    )


def read_place(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``place`` for every place named, and ``coordinates`` where the cell holds them."""
    for text in _texts(row):
        points = tuple(find_points(text))
        yield from _coordinates(points)
        found: list[Finding] = []
        for piece in _without_points(text, points):
            for name in _pieces(piece):
                mentions = tuple(_mentions(name))
                notes = note_keys(name)
                found += (Finding(CONFLICT, "place", mention, (mention.span,), _RULE, notes=notes) for mention in mentions)
        yield from _note_words_before(text, found)


def read_coordinates(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``coordinates``; a value that is no point is an issue."""
    for text in _texts(row):
        points = tuple(find_points(text))
        yield from _coordinates(points)
        if not points and text.strip():
            yield Issue("coordinates-not-read", f"no point: {one_line(text)}", text.strip().span())


def _texts(row: Row) -> Iterator[Text]:
    return (line.text.cut(0, _LONGEST_LINE) for cell in row.cells for line in cell.lines)


def _coordinates(points: Iterable[FoundPoint | Issue]) -> Iterator[Finding | Issue]:
    for found in points:
        if isinstance(found, Issue):
            yield found
        else:
            yield Finding(CONFLICT, "coordinates", found.point, found.spans, "coordinates")


def _note_words_before(text: Text, found: Sequence[Finding]) -> Iterator[Finding]:
    """Put what stands before a name and tells where about it ("8 km south of") as a note on the place."""
    words, notes = _load_words(), dict[int, Text]()
    for start, end in find_runs(text, positions_of(found)):
        run = [word.casefold() for word in WORD.findall(text.shown[start:end])]
        behind = _WORD_BEHIND.match(text.shown, end)
        if behind and words.telling.intersection(run) and all(word in words.about or word.isdigit() for word in run):
            joined = _JOINED.match(text.shown, start, end)
            notes[text.span(behind.end() - 1, behind.end()).start] = text.cut(joined.end() if joined else start, end)
    for finding in found:
        note = notes.get(finding.evidence[0].start)
        told = () if note is None else (("note", Phrase(one_line(note))),)
        yield replace(finding, qualifiers=told, evidence=(*((note.span(),) if note else ()), *finding.evidence))


def _without_points(text: Text, points: Iterable[FoundPoint | Issue]) -> Iterator[Text]:
    """The parts of a text about the words of its coordinates."""
    at = 0
    for start, end in sorted(words for found in points if isinstance(found, FoundPoint) for words in found.words):
        yield text.cut(at, start)
        at = max(at, end)
    yield text.cut(at)


def _pieces(text: Text) -> Iterator[Text]:
    """The pieces of a line that name one place each: outside and inside of brackets, between separators."""
    words = _load_words()
    for part in _bracketed(text):
        for piece in _split(part):
            bare = strip_leading(piece.strip(" \t\n\ufeff,;:.*–—-"), words.leading)
            if bare and "°" not in bare.shown and not _RESIDUE.fullmatch(bare.shown) and _CAPITAL.search(bare.shown):
                yield bare


def _bracketed(text: Text) -> Iterator[Text]:
    """Cut at brackets; a bracket that says no place ("from 1941", "8 km") is left out."""
    links = [(mark.start, mark.end) for mark in text.marked(LINK)]
    at, inside = 0, False
    for match in _BRACKETS.finditer(text.shown):
        if any(start < match.start() < end for start, end in links):
            continue
        part = text.cut(at, match.start())
        if not (inside and _load_words().remark.match(part.shown)):
            yield part
        at, inside = match.end(), match.group() in "(["
    yield text.cut(at)


def _split(part: Text) -> Iterator[Text]:
    """Split at separators, but keep a whole name that holds one."""
    words = _load_words()
    at = 0
    for match in words.whole.finditer(part.shown):
        yield from split_outside_links(part.cut(at, match.start()), words.separator)
        yield part.of(match)
        at = match.end()
    yield from split_outside_links(part.cut(at), words.separator)


def _mentions(piece: Text) -> Iterator[Mention]:
    """What a piece names: its links, each by itself; without links, or where links make one name ("Dutch-Belgian border"), the whole."""
    links = list(link_pieces(piece))
    if not links:
        yield Mention(one_line(piece), "place", piece.span())
        return
    marks = [mark for mark in piece.marked(LINK) if mark.end > mark.start]
    if any(_BARE_DASH.fullmatch(piece.shown[left.end : right.start]) for left, right in itertools.pairwise(marks)):
        yield Mention(one_line(piece), "place", piece.span())
        return
    if len(links) > 1:
        yield from (Mention(one_line(linked), "place", linked.span(), title) for linked, title in links)
        return
    linked, title = links[0]
    rest = piece.cut(marks[0].end)
    named = rest.shown and all(_CAPITAL.match(word) for word in rest.shown.split())
    whole = piece.cut(marks[0].start) if named else linked
    yield Mention(one_line(whole), "place", whole.span(), title)
