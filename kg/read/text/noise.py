"""What a plain text shows of a range of its source: reference marks, flags and files are left out, and become marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from typing import NamedTuple

from kg.language.language import Language
from kg.language.words import lower_letters
from kg.model.article import Line
from kg.model.text import FATE, FLAG, NOTE, Mark, Piece, Span, Text
from kg.patterns import lazy_pattern
from kg.read.emoji import name_flag, show_flags
from kg.read.text.lines import SourceLine
from kg.read.text.words import Frame, load_frame
from kg.values import dataclass

_BULLET = lazy_pattern(r"(?P<stars>\*+)[ \u00a0]*|(?P<dots>(?:[•·◦▪‣][ \u00a0]*)+)|(?P<dash>-)[ \u00a0]+")
_NUMBER_AT_END = lazy_pattern(r"(?:^|(?<=[^\d\s,–-])[ \u00a0])(?P<number>[1-9]\d{0,2})$")
_ALONE = 0.8
_BLANKS = " \t\u00a0"
# A character without which there is nothing to leave out: brackets, tags, flags, daggers.
_SUSPECT = lazy_pattern(r"[\[<{\U0001F1E6-\U0001F1FF\U0001F3F4†✝]")
_BRACKET = lazy_pattern(r"\([^()]*\)")
_BLANK_RUN = lazy_pattern(r"[ \t\u00a0]+")


class Removal(NamedTuple):
    """A range of the source that is not shown, and the mark that stands for it (kind "" for none)."""

    start: int
    end: int
    kind: str = ""
    value: str = ""


def find_numbers(lines: Sequence[SourceLine]) -> dict[int, int]:
    """Return the places of reference numbers that older renderings leave bare at the end of lines: where each begins, by where it ends.

    They are told from figures by being a sequence: together they are 1 to n, nearly each one once.
    """
    found = [(int(match["number"]), line, match) for line in lines if (match := _NUMBER_AT_END.search(line.text))]
    counts: dict[int, int] = {}
    for number, _, _ in found:
        counts[number] = counts.get(number, 0) + 1
    top = 0
    while any(number in counts for number in (top + 1, top + 2)):
        top += 1
    sequence = {number for number in range(1, top + 1) if counts.get(number) == 1}
    if top < 1 or len(sequence) < _ALONE * top:
        return {}
    if len(sequence) == 1 and not any(number == 1 and (line.prose or line.text == "1") for number, line, _ in found):
        return {}
    return {line.end: line.start + match.start() for number, line, match in found if number in sequence}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text as a whole: where its bare reference numbers stand (by their ends), the names of files in it, its language."""

    language: Language
    numbers: Mapping[int, int] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def know_lines(lines: Sequence[SourceLine], language: Language) -> Known:
    """Gather what is known of a text from its lines."""
    return Known(language, find_numbers(lines), known_files(lines, language))


def _removal(match: re.Match[str], offset: int, language: Language) -> Removal:
    start, end = match.start() + offset, match.end() + offset
    if match["note"]:
        return Removal(start, end, NOTE, match["key"])
    if match["flag"]:
        value = name_flag(match["flag"], language)
        return Removal(start, end, FLAG if value else "", value)
    return Removal(start, end, FATE if match["dagger"] else "", "killed" if match["dagger"] else "")


def find_removals(source: str, start: int, end: int, known: Known) -> list[Removal]:
    """Return what is not shown of source[start:end], in order and without overlap."""
    text = source[start:end]
    found = []
    if _SUSPECT.search(text) or "px" in text:
        found = [_removal(match, start, known.language) for match in load_frame(known.language).noise.finditer(text)]
    number = known.numbers.get(end)
    if number is not None and number >= start - 1:
        found.append(Removal(max(number, start), end))
    found += find_files(text, start, known)
    found += [
        Removal(start + match.start(), start + match.end(), FLAG, match["name"]) for match in load_frame(known.language).flag_twice.finditer(text)
    ]
    if len(found) < 2:
        return found
    kept: list[Removal] = []
    for removal in sorted(found, key=lambda removal: (removal.start, -removal.end)):
        if not kept or removal.start >= kept[-1].end:
            kept.append(removal)
    return kept


def show(source: str, start: int, end: int, removals: Iterable[Removal]) -> Text:
    """Return source[start:end] without the removals, whose marks stand (empty) where they were."""
    shown: list[str] = []
    pieces: list[Piece] = []
    marks: list[Mark] = []
    at, length = start, 0
    for removal in (*removals, Removal(end, end)):
        if removal.start > at:
            pieces.append(Piece(length, at, removal.start))
            shown.append(source[at : removal.start])
            length += removal.start - at
        if removal.kind:
            marks.append(Mark(removal.kind, removal.value, length, length, Span(removal.start, removal.end)))
        at = max(at, removal.end)
    return Text("".join(shown), tuple(pieces), tuple(marks))


def take_bullet(text: Text) -> tuple[int, Text]:
    """Return the depth that a text's bullets tell (0 for none) and the text without them."""
    match = _BULLET.match(text.shown)
    if not match or (match["dash"] and not text.shown[match.end() :].strip()):
        return 0, text
    depth = len(match["stars"] or "") or sum(character in "•·◦▪‣" for character in match["dots"] or "") or 1
    return depth, text.cut(match.end())


def read_line(source: str, line: SourceLine, gap: int, known: Known, *, parties: bool = False) -> Line:
    """Return a line of a cell as it is shown; bullets become its depth, deeper where the line stands in further than two blanks.

    In a row of ``parties`` a flag that stands without a name shows whose it is.
    """
    depth, text = take_bullet(show(source, line.start, line.end, find_removals(source, line.start, line.end, known)))
    if depth == 1 and line.text[0] in "•·◦▪‣":
        depth = max(1, indent_of(source, line) // 2)
    return Line((show_flags(text) if parties else text).strip(), depth, gap)


def indent_of(source: str, line: SourceLine) -> int:
    """Return the number of blanks before a line."""
    before = source[max(0, line.start - 40) : line.start]
    return len(before) - len(before.rstrip(_BLANKS))


def known_files(lines: Iterable[SourceLine], language: Language) -> frozenset[str]:
    """Return the file names that begin a line, bullets apart; they tell where a file's name begins in mid-line."""
    names, pattern = set(), load_frame(language).file
    for line in lines:
        match = pattern.search(line.text) if "." in line.text and len(line.text) < 1000 else None
        if match:
            bullet = _BULLET.match(line.text)
            names.add(line.text[bullet.end() if bullet else 0 : match.end()].strip(_BLANKS))
    return frozenset(names)


def find_files(text: str, offset: int, known: Known) -> list[Removal]:
    """Return the file names in a line, as flags where their names tell whose."""
    if "." not in text:
        return []
    bullet = _BULLET.match(text)
    low = bullet.end() if bullet else 0
    removals: list[Removal] = []
    frame = load_frame(known.language)
    for match in frame.file.finditer(text):
        end = match.end()
        start = _file_start(text, low, match, known.files, frame, bool(removals))
        stem = text[start:end].strip(_BLANKS).rpartition(".")[0]
        value = _party_of_file(stem, frame)
        removals.append(Removal(start + offset, end + offset, FLAG if value else "", value))
        low = end
    return removals


def _file_start(text: str, low: int, match: re.Match[str], names: frozenset[str], frame: Frame, later: bool) -> int:
    before = text[low : match.end()].rstrip(_BLANKS)
    shorter = [at.end() for at in _BLANK_RUN.finditer(before) if before[at.end() :] in names]
    if shorter:
        return low + shorter[-1]
    openings = [opening.start() for opening in frame.opening.finditer(lower_letters(before))]
    if openings:
        return low + openings[-1]
    following = text[match.end() :].split(" ", 1)[0]
    again = before.rfind(following) if len(following) > 2 else -1
    if again > 0 and (later or before.count(" ") > 6):
        return low + again
    return match.start() if later else low


def _party_of_file(stem: str, frame: Frame) -> str:
    words = _BRACKET.sub(" ", stem.replace("_", " "))
    for closing in frame.closings:
        words = words.replace(f"-{closing}", f" {closing}")
    words = words.strip()
    opening = frame.opening.match(lower_letters(words))
    if opening and words[opening.end() :].startswith(" "):
        return frame.file_article.sub("", words[opening.end() :].strip())
    parts = words.split(" ")
    for index, (_, second) in enumerate(pairwise(parts), 1):
        if second.casefold() in frame.closings:
            return "" if any(character.isdigit() for part in parts[index:] for character in part) else " ".join(parts[:index])
    return ""
