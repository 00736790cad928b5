"""The frame of a plain-text article: where its title, lead, infobox and footnotes stand among the lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kg.domain.kinds import conflict_template
from kg.language.language import Language
from kg.patterns import lazy_pattern
from kg.read.text.labels import Label, find_labels
from kg.read.text.lines import SourceLine, begins_value, is_banner, is_tail
from kg.read.text.words import load_frame
from kg.values import dataclass

_NOTE = lazy_pattern(r"(?P<key>\d{1,3}|[a-z])\.[ \u00a0\t]+(?P<cited>[\^↑][ \u00a0]*)?(?=\S)")
_LONG_PROSE = 200
_OVERLAP = 0.6
_WORD = lazy_pattern(r"\w+")
_NUMBER = lazy_pattern(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Indexes of lines: ``title`` and ``box_title`` of one line (None where there is none), ``lead`` of paragraphs as ranges of lines.

    ``names`` stand between the infobox's title and its first label (the name in other scripts), ``captions`` there are of pictures.
    ``labels`` are in order; ``end`` is the first line after the last row; ``notes`` are the ranges of footnotes;
    ``kind`` is the template that the labels betray.
    """

    title: int | None
    lead: tuple[range, ...]
    box_title: int | None
    names: tuple[int, ...]
    captions: tuple[int, ...]
    labels: tuple[Label, ...]
    end: int
    notes: tuple[range, ...]
    kind: str


def fold_title(text: str) -> str:
    """Return a title as it is compared: letters and digits only, without case, accents and a year in brackets."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^()]*\)", " ", text).casefold())
    return " ".join(_WORD.findall("".join(character for character in plain if not unicodedata.combining(character))))


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one event: equal, or most words of the shorter one shared."""
    first, second = fold_title(one), fold_title(other)
    if first == second:
        return bool(first)
    words, others = set(first.split()), set(second.split())
    return bool(words and others) and len(words & others) >= max(2, _OVERLAP * max(len(words), len(others)))


def find_layout(lines: Sequence[SourceLine], stop: int, language: Language) -> Layout:
    """Find the parts of an article in its lines up to ``stop`` (the licence sentence)."""
    lines = lines[:stop]
    labels, kind = find_labels(lines, language)
    first = labels[0].first if labels else len(lines)
    title = _find_title(lines, first, language)
    if not labels:
        notes = _find_notes(lines, 0 if title is None else title + 1, language)
        limit = notes[0].start if notes else len(lines)
        lead = _paragraphs(lines, 0 if title is None else title + 1, _tail_index(lines, 0 if title is None else title + 1, limit, language), language)
        return Layout(title, lead, None, (), (), (), len(lines), notes, kind)
    box_title, body = _find_box_title(lines, title, first, language)
    start = 0 if title is None else title + 1
    lead = _paragraphs(lines, start, box_title if box_title is not None else body, language)
    between = [index for index in range((box_title + 1) if box_title is not None else body, first) if lines[index].text]
    names = _names(lines, between, box_title, labels[0], language)
    notes = _find_notes(lines, labels[-1].last + 1, language)
    limit = notes[0].start if notes else len(lines)
    end = _find_end(lines, labels[-1], limit, lines[title].text if title is not None else "", not lead, language)
    lead += _paragraphs(lines, end, _tail_index(lines, end, limit, language), language)
    captions = tuple(index for index in between if index not in names)
    return Layout(title, lead, box_title, names, captions, labels, end, notes, kind)


def layout_around(lines: Sequence[SourceLine], first: int, stop: int, language: Language) -> Layout:
    """Find title, lead and footnotes around an infobox that takes up lines first to stop."""
    title = _find_title(lines, first, language)
    start = 0 if title is None else title + 1
    notes = _find_notes(lines, stop, language)
    limit = notes[0].start if notes else len(lines)
    lead = _paragraphs(lines, start, first, language) + _paragraphs(lines, stop, _tail_index(lines, stop, limit, language), language)
    return Layout(title, lead, None, (), (), (), stop, notes, conflict_template(language))


def _find_title(lines: Sequence[SourceLine], first: int, language: Language) -> int | None:
    for index in range(first):
        line = lines[index]
        if line.text and not is_banner(line, language):
            return None if line.prose else index
    return None


def _find_box_title(lines: Sequence[SourceLine], title: int | None, first: int, language: Language) -> tuple[int | None, int]:
    """Return the line of the infobox's title and the line where the infobox begins."""
    start = 0 if title is None else title + 1
    body = max((index + 1 for index in range(start, first) if lines[index].prose), default=start)
    candidates = [i for i in range(body, first) if lines[i].text and not is_banner(lines[i], language) and not _NUMBER.fullmatch(lines[i].text)]
    page = lines[title].text if title is not None else ""
    same = [index for index in candidates if same_title(lines[index].text, page)]
    if same:
        return same[-1], same[-1]
    return (candidates[0], candidates[0]) if candidates and (body > start or title is None) else (None, body)


def _names(lines: Sequence[SourceLine], between: Sequence[int], box_title: int | None, label: Label, language: Language) -> tuple[int, ...]:
    if label.field == "part_of":
        return tuple(between)
    script = load_frame(language).script
    foreign = []
    for index in between:
        letters = [character for character in lines[index].text if character.isalpha()]
        latin = sum(unicodedata.name(character, "").startswith(script) for character in letters)
        adjacent = box_title is not None and index == box_title + 1 and len(lines[index].text) < 80
        if letters and (latin < len(letters) / 2 or adjacent):
            foreign.append(index)
        else:
            break
    return tuple(foreign)


def _paragraphs(lines: Sequence[SourceLine], start: int, end: int, language: Language) -> tuple[range, ...]:
    found: list[range] = []
    first = None
    for index in range(start, end + 1):
        shown = index < end and lines[index].text and not is_banner(lines[index], language) and not _NUMBER.fullmatch(lines[index].text)
        if shown and first is None:
            first = index
        elif not shown and first is not None:
            found.append(range(first, index))
            first = None
    return tuple(found)


def _tail_index(lines: Sequence[SourceLine], start: int, limit: int, language: Language) -> int:
    return next((index for index in range(start, limit) if lines[index].text and is_tail(lines[index], language)), limit)


def _find_end(lines: Sequence[SourceLine], label: Label, limit: int, title: str, lead_wanted: bool, language: Language) -> int:
    opening = fold_title(title)
    for index in range(label.last + 1, limit):
        line = lines[index]
        if not line.text:
            continue
        if is_tail(line, language):
            return index
        sentence = _without_article(fold_title(line.text[: len(title) + 20]), language) if line.prose else ""
        long = len(line.text) >= (_LONG_PROSE if not lead_wanted else _LONG_PROSE // 2)
        if line.prose and ((opening and sentence.startswith(opening)) or (long and _leaves_box(lines, label, index, limit, language))):
            return index
    return limit


def _leaves_box(lines: Sequence[SourceLine], label: Label, index: int, limit: int, language: Language) -> bool:
    """Whether a paragraph below the last label is no value: it stands apart, does not begin as one, and no value comes after it."""
    apart = lines[index - 1].blank or not any(line.blank for line in lines[label.first : index])
    if not apart or begins_value(lines[index], language):
        return False
    for line in lines[index + 1 : limit]:
        if line.prose or is_tail(line, language):
            return True
        if line.text and begins_value(line, language):
            return False
    return True


def _without_article(folded: str, language: Language) -> str:
    article = next((start for word in load_frame(language).title_articles if folded.startswith(start := f"{word} ")), "")
    return folded[len(article) :]


def _find_notes(lines: Sequence[SourceLine], start: int, language: Language) -> tuple[range, ...]:
    """Return the footnotes as ranges of lines: numbered or lettered paragraphs that begin with 1 or a and follow one another."""
    starts: list[int] = []
    expected: tuple[str, ...] = ("1", "a")
    for index in range(start, len(lines)):
        match = _NOTE.match(lines[index].text)
        if match and match["key"] in expected and len(lines[index].text) > len(match.group()) + 15:
            starts.append(index)
            key = match["key"]
            expected = (str(int(key) + 1),) if key.isdigit() else (chr(ord(key) + 1),)
    limits = [*starts[1:], len(lines)]
    return tuple(range(first, _blank_after(lines, first, limit, language)) for first, limit in zip(starts, limits, strict=False))


def _blank_after(lines: Sequence[SourceLine], index: int, limit: int, language: Language) -> int:
    return next((at for at in range(index + 1, limit) if not lines[at].text or is_tail(lines[at], language)), limit)


def note_parts(line: SourceLine) -> tuple[str, int, bool]:
    """Return a footnote's key, the place in the source where its words begin, and whether it is a citation."""
    match = _NOTE.match(line.text)
    if match is None:
        raise ValueError(f"not a footnote: {line.text[:40]!r}")
    return match["key"], line.start + match.end(), bool(match["cited"])
