"""A cell whose borders were lost, taken apart at every place where a border could stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.columns.words import ColumnWords, fold_name, load_column_words
from kg.model.article import Line
from kg.model.text import FLAG

_START = re.compile(
    r"(?<=[ \u00a0])(?=[\"“'‘]?[A-ZÀ-ÞĀ-Ž0-9Ѐ-Я~≈<>±*]|al[- ]|unknown\b|none\b|pro-|anti-"
    r"|(?:about|around|approx(?:imately|\.)?|over|nearly|almost|some|at least|up to|more than|c\.|ca\.) ?[\d~])"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_NUMBER = re.compile(r"[~≈<>±]?\d")
_INITIAL = re.compile(r"(?:^|[ \u00a0.])[A-Z]\.?$")
_HEADING = re.compile(r"(?P<heading>[^:()]{1,60}):(?=\s|$)")
_NAMES = ("belligerents", "commanders", "units")
_LONGEST = 4_000
_SHORT_LINE = 4
_IMPOSSIBLE = -5.0
_MOST = 160
_CLEAR = 0.3
_NEW_NAME = 0.0


class Piece(NamedTuple):
    """A part of a line from one possible border to the next: line.text.shown[start:end].

    ``border`` is how far its own words speak for a border right before it (a logarithm of odds); for the first piece of a line
    that is about what the line begins with. ``key`` is what a cell seldom says twice, "" where there is no such thing.
    """

    line: int
    start: int
    end: int
    shown: str
    border: float
    key: str
    gap: int
    depth: int

    @property
    def leads(self) -> bool:
        """Whether it begins its line."""
        return self.start == 0


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the article tells of names: runs of words that stand together elsewhere, and words that begin or end lines."""

    runs: frozenset[tuple[str, ...]]
    firsts: frozenset[str]
    lasts: frozenset[str]


def cut_pieces(lines: Sequence[Line], field: str, known: Known, source: str, double: bool) -> tuple[Piece, ...]:
    """Take the lines of a cell apart; ``field`` is the row's, ``source`` the article's text (for blanks that are not shown).

    Where lines are not ``double`` spaced, a cell that ends within a line began there, so that borders are sought only in lines with
    which a cell may begin. Of very many possible borders the likeliest are kept.
    """
    usual = sorted(len(line.text.shown.split()) for line in lines)[len(lines) // 2] if lines else 0
    borders = [(index, 0, _line_border(line) + (_change_score(lines[index - 1], line, field) if index else 0.0)) for index, line in enumerate(lines)]
    inline: list[tuple[int, int, float]] = []
    for index, line in enumerate(lines):
        if len(line.text) <= _LONGEST and len(lines) < _MOST and (double or index == 0 or line.gap):
            scored = ((at, _inline_border(line, at, field, known, source, usual)) for at in _inline_starts(line, field))
            inline += [(index, at, border) for at, border in scored if border > _IMPOSSIBLE]
    inline = sorted(inline, key=lambda border: (-border[2], border))[: max(0, _MOST - len(lines))]
    borders = sorted(borders + inline)
    return tuple(_with_repeats(list(_pieces_between(lines, borders, field)), field))


def split_names(line: Line, known: Known) -> Iterator[Line]:
    """Part a line of a belligerents' cell where a further party's name surely begins, as where the breaks between lines were lost."""
    starts = [0]
    for at in _inline_starts(line, "belligerents") if len(line.text) <= _LONGEST else ():
        flagged = any(mark.kind == FLAG and mark.start == at for mark in line.text.marks)
        score = _name_score(line.text.shown[:at].rstrip(), line.text.shown[at:], "belligerents", known, load_column_words(), 0.0)
        if score + 3.0 * flagged >= _NEW_NAME:
            starts.append(at)
    for index, (start, end) in enumerate(zip(starts, [*starts[1:], len(line.text)], strict=True)):
        yield replace(line, text=line.text.cut(start, end).strip(), gap=line.gap if index == 0 else 0, rule=line.rule and index == 0)


def _with_repeats(pieces: Sequence[Piece], field: str) -> Iterator[Piece]:
    """A cell often begins as the one before it did; and a value such as "Unknown" at the end of a row is a cell by itself."""
    for index, piece in enumerate(pieces):
        again = index > 0 and piece.key and piece.key == pieces[0].key and piece.key not in load_column_words().kinds.values()
        alone = index == len(pieces) - 1 and piece.leads and piece.shown.casefold() in load_column_words().whole
        yield piece._replace(border=piece.border + 1.5 * bool(again) + 1.5 * alone * (field != "belligerents"))


def _pieces_between(lines: Sequence[Line], borders: Sequence[tuple[int, int, float]], field: str) -> Iterator[Piece]:
    for index, (number, start, border) in enumerate(borders):
        line = lines[number]
        following = borders[index + 1] if index + 1 < len(borders) else (len(lines), 0, 0.0)
        end = following[1] if following[0] == number else len(line.text)
        shown = line.text.shown[start:end].strip()
        yield Piece(number, start, end, shown, border, _key(shown, field), line.gap, line.depth)


def _line_border(line: Line) -> float:
    shown = line.text.shown
    if shown.startswith(("(", ")", ",", ";")):
        return -8.0
    if shown[:1].islower() and not shown.startswith(("al-", "al ", "unknown", "none", "c. ", "ca. ", "approx", "around", "pro-", "anti-")):
        return -2.0
    if line.depth and line.gap == 0:
        return -5.0
    if re.match(r"support|air support|alleged|arms suppl|former\b|others?\b|until\b", shown, re.IGNORECASE):
        return -1.5
    return 0.0


def _change_score(before: Line, line: Line, field: str) -> float:
    """How a change between two lines speaks for a border: of flags (commanders), from states to risings (parties), of wording."""
    now, past = line.text.shown, before.text.shown
    if field == "commanders":
        flags, earlier = ({mark.value for mark in part.text.marked(FLAG)} for part in (line, before))
        return (-2.0 if flags == earlier else 2.5) if earlier else 0.0
    if field == "belligerents":
        kinds = party_kind(now), party_kind(past)
        return 2.0 if all(kinds) and kinds[0] != kinds[1] else 0.0
    words, others = fold_name(now).split(), fold_name(past).split()
    if len(words) > 2 and words[:2] == others[:2]:
        return -1.5
    return -0.7 if words[-1:] == others[-1:] and words and words[-1] not in load_column_words().kinds else 0.0


def party_kind(shown: str) -> str:
    """Return "state" or "rising" for a party whose name tells, else ""."""
    words, folded = load_column_words(), fold_name(re.sub(r"\([^()]*\)", " ", shown))
    parts = frozenset(folded.split()) | frozenset(re.sub(r"\([^()]*\)", " ", shown).casefold().split())
    if parts & words.rising:
        return "rising"
    return "state" if folded in words.states or parts & words.state else ""


def _inline_starts(line: Line, field: str) -> Iterator[int]:
    """Places in a line, outside brackets and not after a word that holds on to the next, where a new value could begin."""
    shown, words = line.text.shown, load_column_words()
    depth = 0
    last = 0
    for match in _START.finditer(shown):
        at = match.start()
        depth += shown.count("(", last, at) - shown.count(")", last, at)
        last = at
        before = shown[:at].rstrip()
        if depth > 0 or not before or before[-1] in ",:;/–—-+(&" or before[-1:] == "*":
            continue
        previous = before.rsplit(None, 1)[-1].casefold().strip("\"“”'")
        if (previous in words.open and not _is_whole_name(before)) or _ORDINAL.fullmatch(previous):
            continue
        number = _NUMBER.match(shown, at)
        if number and (previous in words.before_number or field == "commanders"):
            continue
        if field not in _NAMES and not number and previous[-1:].isdigit() and not _stands_after_number(shown[at:]):
            continue
        yield at


def _stands_after_number(right: str) -> bool:
    """Whether words after a number begin something new, and do not say what is counted."""
    first = right.split(None, 1)[0].casefold().strip(",.;")
    words = load_column_words()
    return right.casefold() in words.whole or first in words.before_number or bool(_HEADING.match(right))


def _is_whole_name(before: str) -> bool:
    return fold_name(before) in load_column_words().countries


def _inline_border(line: Line, at: int, field: str, known: Known, source: str, usual: float) -> float:
    shown, words = line.text.shown, load_column_words()
    left, right = shown[:at].rstrip(), shown[at:]
    score = _figure_score(left, right, words) if field not in _NAMES else min(_CLEAR, _name_score(left, right, field, known, words, usual))
    if field == "belligerents" and _changes_kind(left, right):
        score += 1.5
    if any(mark.kind == FLAG and mark.start == at for mark in line.text.marks) and at:
        score += 3.0 if field in ("belligerents", "commanders") else 1.5
    if _wide_gap(line, at, source):
        score += 2.5
    if right.startswith("*"):
        score += 3.0
    first = right.split(None, 1)[0].casefold().strip(",.;")
    if first in words.whole and len(right.split()) == 1:
        score += 4.0
    if left.casefold() in words.whole:
        score += 4.0
    return score


def _wide_gap(line: Line, at: int, source: str) -> bool:
    start, end = line.text.span(at - 1, at)
    around = source[max(0, start - 1) : end + 1]
    return ("\u00a0" in around and " " in around) or "  " in around


def _figure_score(left: str, right: str, words: ColumnWords) -> float:
    if _NUMBER.match(right) and not _ORDINAL.match(right):
        return 0.0 if left[-1:].isalpha() or left[-1:] in ")+*" else -0.5
    first = right.split(None, 1)[0].casefold().strip(",.;")
    if first in words.before_number or first in words.whole:
        return 0.0
    if _HEADING.match(right):
        return 0.5
    return -2.5


def _name_score(left: str, right: str, field: str, known: Known, words: ColumnWords, usual: float) -> float:
    lefts, rights = fold_name(left).split(), fold_name(right).split()
    if not lefts or not rights:
        return -4.0
    previous = left.rsplit(None, 1)[-1].casefold().strip(",.;)")
    following = right.split(None, 1)[0].casefold().strip(",.;\"“'‘")
    score = -3.0 + _run_score(lefts, rights, known)
    if field == "commanders":
        return score + _person_score(left, right, known, words, usual)
    score += 1.0 * (previous in words.ends) + 0.7 * (following in words.starts) + 1.2 * bool(_ORDINAL.match(right))
    score -= 1.5 * _is_series(left, right) + 1.0 * (len(lefts) == 1 and not _is_country(lefts))
    score += 0.8 * (re.match(r"\S+ of\b", right) is not None and previous not in words.starts) + 0.5 * left.endswith(")")
    score -= 2.0 * (following in words.ends and not re.match(r"\S+ of\b", right)) + 1.0 * (previous in words.starts and len(lefts) == 1)
    return score + _country_score(lefts, rights)


def _changes_kind(left: str, right: str) -> bool:
    kinds = party_kind(" ".join(left.split()[-3:])), party_kind(" ".join(right.split()[:3]))
    return all(kinds) and kinds[0] != kinds[1]


def _is_series(left: str, right: str) -> bool:
    """Whether two formations differ by their numbers only ("1st Division 2nd Division")."""
    match = _ORDINAL.match(right)
    if not match:
        return False
    following = right[match.end() :].split()[:2]
    return bool(following) and " ".join(following) in _ORDINAL.sub("", left)


def _country_score(lefts: Sequence[str], rights: Sequence[str]) -> float:
    """How names that are known in themselves speak: against a border within one, for one at their ends."""
    around = range(1, 7)
    if any(_is_country([*lefts[-before:], *rights[:after]]) for before in around[: len(lefts)] for after in around[: len(rights)]):
        return -6.0
    ended = any(_is_country(lefts[-size:]) for size in around[: len(lefts)])
    begun = any(_is_country(rights[:size]) for size in around[: len(rights)])
    return 2.0 * ended + 2.0 * begun


def _is_country(words: Sequence[str]) -> bool:
    return " ".join(words) in load_column_words().countries


def _person_score(left: str, right: str, known: Known, words: ColumnWords, usual: float) -> float:
    after_bracket = left.endswith(")")
    lefts, rights = _bare_words(left.rpartition(")")[2]), _bare_words(re.split(r"[(,]", right, maxsplit=1)[0])
    if after_bracket and rights:
        return 2.0 + 1.0 * (rights[0] in words.titles or rights[0] in words.given)
    if not lefts or not rights:
        return 0.0
    if _INITIAL.search(left) or lefts[-1] in words.titles:
        return -6.0
    size = len(lefts) + len(rights)
    if rights[-1] in words.whole and len(rights) == 1:
        return 2.0
    score = -4.0 if size < _SHORT_LINE else 0.0
    score -= 1.5 * (len(lefts) == 1 or len(rights) == 1) + 1.0 * (len(lefts) > 1 and lefts[-1] in words.given)
    score += 1.8 * (rights[0] in words.given) + 1.0 * (rights[0] in known.firsts) + 0.7 * (lefts[-1] in known.lasts)
    return score + 1.5 * (rights[0] in words.titles) + 1.0 * (size > 1.5 * usual > 0)


def _bare_words(shown: str) -> list[str]:
    """The words outside brackets, folded each for itself."""
    return [fold_name(word) for word in re.sub(r"\([^()]*\)?", " ", shown).split()]


def _run_score(lefts: Sequence[str], rights: Sequence[str], known: Known) -> float:
    """How words that stand together elsewhere in the article speak: against a border within them, for one at their ends."""
    score = 0.0
    if (lefts[-1], rights[0]) in known.runs:
        score -= 4.0
    score += 2.0 * any(tuple(lefts[-size:]) in known.runs for size in range(2, min(8, len(lefts) + 1)))
    score += 1.5 * any(tuple(rights[:size]) in known.runs for size in range(2, min(8, len(rights) + 1)))
    return score


def _key(shown: str, field: str) -> str:
    heading = _HEADING.match(shown)
    if heading:
        return fold_name(heading["heading"])
    if field in _NAMES:
        last = shown.rsplit(None, 1)[-1] if field == "belligerents" and " " in shown else ""
        return fold_name(shown) if last[:1].islower() and not last.startswith("al-") else ""
    kinds = load_column_words().kinds
    outside = re.sub(r"\([^()]*\)", " ", shown).casefold()
    told = [kinds[word] for word in re.findall(r"[^\W\d_]+", outside) if word in kinds]
    if told:
        return next((kind for kind in told if kind != "men"), told[0])
    plain = fold_name(outside)
    return "" if any(character.isdigit() for character in shown) or len(plain) < 8 or plain in load_column_words().whole else plain
