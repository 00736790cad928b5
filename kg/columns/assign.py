"""Puts lost columns together again: which side each part of a row belongs to, where a rendering joined the cells.

Each row told for sides is taken apart at every possible border (kg.columns.pieces); names link its pieces to those of other
rows (kg.columns.names); all ways to set the borders are weighed together (kg.columns.search). Where the odds are
even, the piece stays without a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.columns.joint import CIVIL, joint_starts, vote_joint
from kg.columns.names import Link, find_names, link_lead, link_names, link_people, piece_flags
from kg.columns.pieces import Known, Piece, cut_pieces, split_names
from kg.columns.search import Odds, Problem, weigh_ways
from kg.columns.words import fold_name, load_column_words
from kg.model.article import Article, Box, Cell, Line, Row
from kg.model.text import Text

_SURE = 0.75
_ROUNDS = 3
_NOT_JOINT = -2.0
_NAME_BORDER = -1.0
_MOST_LINES = 400
_MORE_SIDES = -6.0
_MORE_CELLS = -2.0
_THREE_SIDES = 22.0
_MOST_WORDS = 20_000
# CRLF is one line end.
_LINE_END = r"(?:\r\n|\r(?!\n)|(?<!\r)\n)"
_BLANK_LINE_BEFORE = re.compile(rf"{_LINE_END}[^\S\r\n]*{_LINE_END}[^\S\r\n]*\Z")
_STAR = re.compile(r"\*+[ \u00a0]*")


@dataclass(frozen=True, slots=True)
class _Puzzle:
    """One row to be solved, taken apart; ``known`` is what the rest of the article tells of names."""

    row: Row
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    double: bool
    known: Known


def assign_columns(article: Article) -> Article:
    """Return the article with the columns of its infobox rows; cells that have one already are left as they are.

    A cell gets its column where the odds are at least three to one, with ``basis`` naming what decided; else it keeps None.
    """
    return replace(article, boxes=tuple(_solve_box(box, article) for box in article.boxes))


def _solve_box(box: Box, article: Article) -> Box:
    lost = [row for row in box.rows if any(cell.column is None for cell in row.cells) and sum(len(cell.lines) for cell in row.cells) <= _MOST_LINES]
    if not lost:
        return box
    known = _known_names(article, lost)
    double = _is_double(box, article.source.text)
    puzzles = {row.field: _puzzle(row, known, double, article.source.text) for row in lost}
    texts = (*article.lead, *(note.text for note in article.notes if note.text))
    links = _find_links(puzzles, texts)
    solutions = [(columns, _solve(puzzles, links, columns)) for columns in (2, 3)]
    columns, odds = max(solutions, key=lambda solution: _weight_of(solution[0], solution[1], texts))
    solved = {field: replace(puzzle.row, cells=tuple(_cells(puzzle, odds[field], columns))) for field, puzzle in puzzles.items()}
    return replace(box, rows=tuple(solved.get(row.field, row) if row in lost else row for row in box.rows))


def _weight_of(columns: int, odds: dict[str, Odds], texts: Sequence[Text]) -> float:
    return sum(row.total for row in odds.values()) + _prior(columns, len(odds), texts)


def _prior(columns: int, rows: int, texts: Sequence[Text]) -> float:
    if columns == 2:
        return 0.0
    said = any(phrase in text.shown.casefold() for text in texts for phrase in load_column_words().three)
    return _MORE_SIDES + _MORE_CELLS * rows + (_THREE_SIDES if said else 0.0)


def _known_names(article: Article, rows: Sequence[Row]) -> Known:
    """What lead, footnotes and lines of the rows tell of names."""
    runs: set[tuple[str, ...]] = set()
    texts = [text.shown for text in article.lead] + [note.text.shown for note in article.notes if note.text]
    left = _MOST_WORDS
    for text in texts:
        shown = text.split()[:left]
        left -= len(shown)
        for run in _capital_runs(shown):
            runs.add(run)
    people = [line.split() for row in rows if row.field == "commanders" for cell in row.cells for line in (part.text.shown for part in cell.lines)]
    firsts = frozenset(fold_name(words[0]) for words in people if 2 <= len(words) <= 4 and not words[0].startswith("("))
    lasts = frozenset(fold_name(words[-1]) for words in people if 2 <= len(words) <= 4 and not words[0].startswith("("))
    return Known(frozenset(runs), firsts, lasts)


def _capital_runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Runs of two to seven words that begin and end with a capital and have no mark between them."""
    for start, word in enumerate(words):
        if not word.strip("(\"“'‘")[:1].isupper() and not word.startswith("al-"):
            continue
        for end in range(start, min(start + 7, len(words))):
            closed = words[end].rstrip("\"”)'’")[-1:] in ",.;:" and not (len(words[end]) <= 3 and words[end].endswith("."))
            if words[end].strip("(\"“'‘")[:1].isupper() or words[end].startswith("al-"):
                run = tuple(fold_name(" ".join(part.strip("()[]\"“”,;:'‘’") for part in words[start : end + 1])).split())
                if len(run) > 1:
                    yield run
            if closed:
                break


def _is_double(box: Box, source: str) -> bool:
    """Whether the rendering sets a blank line between any two lines: then the rows, too, all stand apart."""
    rows = [row for row in box.rows[1:] if row.label]
    apart = sum(bool(_BLANK_LINE_BEFORE.search(source[max(0, row.span.start - 40) : row.span.start])) for row in rows)
    return len(rows) > 1 and apart >= 0.75 * len(rows)


def _puzzle(row: Row, known: Known, double: bool, source: str) -> _Puzzle:
    lines = tuple(line for cell in row.cells for line in cell.lines)
    return _Puzzle(row, lines, cut_pieces(lines, row.field, known, source, double), double, known)


def _find_links(puzzles: dict[str, _Puzzle], texts: Sequence[Text]) -> tuple[Link, ...]:
    names = tuple(name for field in ("belligerents", "units") if field in puzzles for name in find_names(field, puzzles[field].pieces, texts))
    links: list[Link] = []
    for field, puzzle in puzzles.items():
        flags = piece_flags([line.text for line in puzzle.lines], puzzle.pieces)
        links += link_names([name for name in names if name.row == "belligerents" or field != "belligerents"], field, puzzle.pieces, flags)
    links += link_lead(names, texts)
    if "commanders" in puzzles:
        links += link_people(names, puzzles["commanders"].pieces, texts)
    return tuple(links)


def _solve(puzzles: dict[str, _Puzzle], links: Sequence[Link], columns: int) -> dict[str, Odds]:
    """Weigh the rows in turn, each with what the odds of the others say of the names it shares with them."""
    linked: dict[str, list[tuple[int, tuple[str, int], float]]] = {field: [] for field in puzzles}
    for link in links:
        linked[link.one[0]].append((link.one[1], link.other, link.weight))
        linked[link.other[0]].append((link.other[1], link.one, link.weight))
    odds: dict[str, Odds] = {}
    for _ in range(_ROUNDS):
        for field, puzzle in puzzles.items():
            odds[field] = weigh_ways(_problem(field, puzzle, linked[field], odds, columns))
    return odds


def _problem(field: str, puzzle: _Puzzle, links: Sequence[tuple[int, tuple[str, int], float]], odds: dict[str, Odds], columns: int) -> Problem:
    """A row to be weighed: its pieces, and the votes that pieces of other rows cast by their links."""
    joint = vote_joint(puzzle.pieces, columns)
    losses = field == "casualties"
    votes = [[_NOT_JOINT if losses and vote == CIVIL else 0.0] * columns + [vote] for vote in joint]
    for index, (other, there), weight in links:
        if other in odds:
            for column, share in enumerate(odds[other].pieces[there][:columns]):
                votes[index][column] -= weight * (1 - share) if weight > 0 else -weight * share
    starts = joint_starts(puzzle.pieces, joint) if losses else ()
    return Problem(puzzle.pieces, columns, tuple(tuple(row) for row in votes), starts, puzzle.double)


def _cells(puzzle: _Puzzle, odds: Odds, columns: int) -> Iterator[Cell]:
    """The cells of a solved row: neighbouring pieces of one column are set together again."""
    decided = _widen_doubt(puzzle, [_decide(shares, columns) for shares in odds.pieces])
    for column, group in groupby(range(len(puzzle.pieces)), key=lambda index: decided[index]):
        indexes = list(group)
        yield Cell(tuple(_lines(puzzle, indexes)), column, None if column is None else _basis(puzzle, column))


def _widen_doubt(puzzle: _Puzzle, decided: Sequence[int | None]) -> list[int | None]:
    """Leave no name half in doubt: doubt spreads within a line up to where a name may end."""
    widened = list(decided)
    order = range(1, len(widened))
    for indexes, here, there in ((order, 0, -1), (reversed(order), -1, 0)):
        for index in indexes:
            piece = puzzle.pieces[index]
            if not piece.leads and piece.border < _NAME_BORDER and widened[index + there] is None:
                widened[index + here] = None
    return widened


def _decide(shares: Sequence[float], columns: int) -> int | None:
    best = max(range(columns + 1), key=lambda column: shares[column])
    if shares[best] < _SURE:
        return None
    return 0 if best == columns else best + 1


def _basis(puzzle: _Puzzle, column: int) -> str:
    if column == 0:
        return "all-sides"
    return "cells-in-one-line" if len(puzzle.lines) == 1 else "column-borders"


def _lines(puzzle: _Puzzle, indexes: Sequence[int]) -> Iterator[Line]:
    for number, group in groupby(indexes, key=lambda index: puzzle.pieces[index].line):
        own = list(group)
        line = puzzle.lines[number]
        start, end = puzzle.pieces[own[0]].start, _end_of(puzzle, own[-1])
        text = line.text.cut(start, end).strip()
        star = _STAR.match(text.shown) if start else None
        depth = len(star.group().rstrip()) if star else line.depth if start == 0 else 0
        text = text.cut(star.end()) if star else text
        if text:
            part = Line(text, depth, line.gap if start == 0 else 0, line.rule and start == 0)
            yield from split_names(part, puzzle.known) if puzzle.row.field == "belligerents" else (part,)


def _end_of(puzzle: _Puzzle, index: int) -> int:
    piece = puzzle.pieces[index]
    following = puzzle.pieces[index + 1] if index + 1 < len(puzzle.pieces) else None
    return following.start if following and following.line == piece.line else len(puzzle.lines[piece.line].text)
