"""Puts lost columns together again: which side each part of a row belongs to, where a rendering joined the cells.

Each row told for sides is taken apart at every possible border (kg.columns.pieces); names link its pieces to those of other
rows (kg.columns.names); all ways to set the borders are weighed together (kg.columns.search). Where the odds are
even, the piece stays without a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from kg.columns.borders import Scoring
from kg.columns.cells import Cells, is_flat, score_cells
from kg.columns.flag_words import mark_flag_words
from kg.columns.joint import find_signs, joint_starts, weigh_sign
from kg.columns.known import find_known
from kg.columns.names import (
    Link,
    Name,
    find_names,
    find_shorts,
    is_titled_by_two,
    link_lead,
    link_names,
    link_people,
    piece_flags,
    tells_of_three,
    tells_of_two,
)
from kg.columns.partitions import RowProblem, Weighed, weigh_rows
from kg.columns.pieces import Piece, cut_pieces, split_names
from kg.columns.weights import SideWeights, Weights, load_weights
from kg.columns.words import ColumnWords, load_column_words
from kg.language.language import pack_of
from kg.model.article import Article, Box, Cell, Line, Row
from kg.model.text import FLAG, Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_COLUMNS = (2, 3, 4)
_GROUPS = ("belligerents", "units")
# Rows are weighed in all ways to set their borders, which takes time by the square: longer ones than any infobox has keep no column.
_MOST_LINES, _LONGEST_ROW = 160, 4_000
_MOSTLY = 0.75
_BEFORE_ROW = 40
# CRLF is one line end.
_LINE_END = r"(?:\r\n|\r(?!\n)|(?<!\r)\n)"
_BLANK_LINE_BEFORE = lazy_pattern(rf"{_LINE_END}[^\S\r\n]*{_LINE_END}[^\S\r\n]*\Z")
_STAR = lazy_pattern(r"\*+[ \u00a0]*")


@dataclass(frozen=True, slots=True)
class _Model:
    """What the search goes by: the words of the article's language and the weights."""

    words: ColumnWords
    weights: Weights


@dataclass(frozen=True, slots=True)
class _Puzzle:
    """One row to be solved, taken apart; ``scoring`` is what its borders are scored by."""

    row: Row
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    double: bool
    scoring: Scoring
    cells: Cells


class SideOdds(NamedTuple):
    """How likely a stretch of a row is of which side: ``shares[n]`` for column n, ``shares[0]`` for all sides together."""

    field: str
    span: Span
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Solution:
    """The rows of a box, and what they say together."""

    puzzles: dict[str, _Puzzle]
    weighed: Weighed


def assign_columns(article: Article, weights: Weights | None = None) -> Article:
    """Return the article with the columns of its infobox rows; cells that have one already are left as they are.

    A cell gets its column where the odds are at least three to one, with ``basis`` naming what decided; else it keeps None. The ``weights`` are
    those of weights.toml unless given. LookupError where the article's language has no pack.
    """
    if not any(_is_lost(row) for box in article.boxes for row in box.rows):
        return article
    model = _load_model(article, weights)
    return replace(article, boxes=tuple(_solve_box(box, article, model) for box in article.boxes))


def weigh_sides(article: Article, weights: Weights | None = None) -> Iterator[SideOdds]:
    """Yield the odds by which assign_columns decides, for each piece of the rows whose columns were lost."""
    model = _load_model(article, weights)
    for solution in filter(None, (_weigh_box(box, article, model) for box in article.boxes)):
        for field, puzzle in solution.puzzles.items():
            for piece, shares in zip(puzzle.pieces, solution.weighed.shares[field], strict=True):
                yield SideOdds(field, puzzle.lines[piece.line].text.span(piece.start, piece.end), (shares[-1], *shares[:-1]))


def _load_model(article: Article, weights: Weights | None) -> _Model:
    return _Model(load_column_words(pack_of(article.source.language)), weights or load_weights())


def _is_lost(row: Row) -> bool:
    if all(cell.column is not None for cell in row.cells):
        return False
    lines = [line for cell in row.cells for line in cell.lines]
    return len(lines) <= _MOST_LINES and sum(len(line.text) for line in lines) <= _LONGEST_ROW


def _solve_box(box: Box, article: Article, model: _Model) -> Box:
    solution = _weigh_box(box, article, model)
    if solution is None:
        return box
    solved = {field: replace(puzzle.row, cells=tuple(_cells(field, solution, model.weights.sides))) for field, puzzle in solution.puzzles.items()}
    return replace(box, rows=tuple(solved.get(row.field, row) if _is_lost(row) else row for row in box.rows))


def _weigh_box(box: Box, article: Article, model: _Model) -> _Solution | None:
    lost = mark_flag_words([row for row in box.rows if _is_lost(row)], model.words)
    if not lost:
        return None
    puzzles = _cut_rows(box, lost, article, model)
    texts = (*article.lead, *(note.text for note in article.notes if note.text))
    names = _find_names(puzzles, texts, model)
    links = _find_links(puzzles, names, texts, model)
    rows = {field: _row_problem(puzzle, model.weights) for field, puzzle in puzzles.items()}
    sides = model.weights.sides
    told = _told_of_three(names, texts, model) or sides.third_opposed * is_titled_by_two(names, article.source.title, model.words)
    told += sides.third_loose * _is_loose(puzzles, article.source.text) + sides.third_flagged * _has_flags_in_line(puzzles)
    priors = {columns: _prior(columns, len(rows), told, sides) for columns in _COLUMNS}
    return _Solution(puzzles, weigh_rows(rows, links, priors, model.weights))


def _is_loose(puzzles: dict[str, _Puzzle], source: str) -> bool:
    """Whether the rendering sets lines in a way that tells little of columns: in double spacing, or with breaks lost around bare stars."""
    starred = any(
        line.depth and source[max(0, line.text.span().start - 2) : line.text.span().start].strip() == "*"
        for puzzle in puzzles.values()
        for line in puzzle.lines
    )
    return starred or any(puzzle.double for puzzle in puzzles.values())


def _has_flags_in_line(puzzles: dict[str, _Puzzle]) -> bool:
    """Whether a line of the parties has several flags: they part its names, of whatever side these are."""
    lines = puzzles["belligerents"].lines if "belligerents" in puzzles else ()
    return any(len(line.text.marked(FLAG)) > 1 for line in lines)


def _row_problem(puzzle: _Puzzle, weights: Weights) -> RowProblem:
    votes = {columns: _vote(puzzle, columns, weights) for columns in _COLUMNS}
    own = {columns: vote.pieces for columns, vote in votes.items()}
    return RowProblem(puzzle.pieces, puzzle.double, puzzle.cells, own, {columns: vote.joint for columns, vote in votes.items()})


def _told_of_three(names: Sequence[Name], texts: Sequence[Text], model: _Model) -> float:
    """How far the article speaks for three sides or more."""
    said = any(phrase in text.shown.casefold() for text in texts for phrase in model.words.three)
    listed = tells_of_three(names, texts, model.words)
    weights = model.weights.sides
    for_three = max(weights.third_told * said, weights.third_listed * listed)
    of_two = any(phrase in text.shown.casefold() for text in texts for phrase in model.words.two)
    return for_three or weights.third_opposed * tells_of_two(names, texts, model.words) + weights.third_denied * of_two


def _prior(columns: int, rows: int, told: float, weights: SideWeights) -> float:
    if columns == _COLUMNS[0]:
        return 0.0
    return weights.third + weights.third_in_row * rows + told + weights.fourth * (columns - _COLUMNS[1])


def _is_double(box: Box, source: str) -> bool:
    """Whether the rendering sets a blank line between any two lines: then the rows, too, all stand apart."""
    rows = [row for row in box.rows[1:] if row.label]
    apart = sum(bool(_BLANK_LINE_BEFORE.search(source[max(0, row.span.start - _BEFORE_ROW) : row.span.start])) for row in rows)
    return len(rows) > 1 and apart >= _MOSTLY * len(rows)


def _cut_rows(box: Box, lost: Sequence[Row], article: Article, model: _Model) -> dict[str, _Puzzle]:
    known = find_known(article, lost, model.words)
    double = _is_double(box, article.source.text)
    return {
        row.field: _puzzle(row, Scoring(row.field, known, model.words, model.weights.borders, article.source.text), double, model) for row in lost
    }


def _puzzle(row: Row, scoring: Scoring, double: bool, model: _Model) -> _Puzzle:
    lines = tuple(line for cell in row.cells for line in cell.lines)
    pieces = cut_pieces(lines, scoring)
    return _Puzzle(row, lines, pieces, double, scoring, score_cells(pieces, double, is_flat(pieces, double), model.weights.cells))


def _find_names(puzzles: dict[str, _Puzzle], texts: Sequence[Text], model: _Model) -> tuple[Name, ...]:
    shorts = find_shorts(texts, model.words)
    named = ((field, puzzles[field].pieces) for field in _GROUPS if field in puzzles)
    return tuple(name for field, pieces in named for name in find_names(field, pieces, shorts, model.words, model.weights.links))


def _find_links(puzzles: dict[str, _Puzzle], names: Sequence[Name], texts: Sequence[Text], model: _Model) -> tuple[Link, ...]:
    words, weights = model.words, model.weights.links
    links: list[Link] = []
    for field, puzzle in puzzles.items():
        flags = piece_flags([line.text for line in puzzle.lines], puzzle.pieces)
        own = [name for name in names if name.row == "belligerents" or field != "belligerents"]
        links += link_names(own, field, puzzle.pieces, flags, words, weights)
    links += link_lead(names, texts, words, weights)
    if "commanders" in puzzles:
        links += link_people(names, puzzles["commanders"].pieces, texts, words, weights)
    return tuple(links)


class _Votes(NamedTuple):
    """What a row's own words speak for: for each piece its columns and all sides together; and where a part of all sides may begin."""

    pieces: tuple[tuple[float, ...], ...]
    joint: tuple[int, ...]


def _vote(puzzle: _Puzzle, columns: int, weights: Weights) -> _Votes:
    signs = find_signs(puzzle.pieces, columns, puzzle.scoring.words)
    losses = puzzle.row.field == "casualties"
    against = weights.sides.civil_with_side
    votes = [((against if losses and sign == "civil" else 0.0,) * columns + (weigh_sign(sign, weights.joint),)) for sign in signs]
    return _Votes(tuple(votes), joint_starts(puzzle.pieces, signs) if losses else ())


def _cells(field: str, solution: _Solution, weights: SideWeights) -> Iterator[Cell]:
    """The cells of a solved row: neighbouring pieces of one column are set together again."""
    puzzle, weighed = solution.puzzles[field], solution.weighed
    decided = _widen_doubt(puzzle, _decide_row(weighed.shares[field], _sure(weighed, weights), weights.sure_in_doubt), weights.name_border)
    for column, group in groupby(range(len(puzzle.pieces)), key=lambda index: decided[index]):
        indexes = list(group)
        doubtful = column is None and field in _GROUPS
        parts = _part_names(indexes, puzzle, weighed.shares[field], weights.sure_of_two) if doubtful else [indexes]
        lines = tuple(line for part in parts for line in _lines(puzzle, part))
        yield Cell(lines, column, None if column is None else _basis(puzzle, column))


def _part_names(indexes: Sequence[int], puzzle: _Puzzle, shares: Sequence[Sequence[float]], likely: float) -> list[list[int]]:
    """Pieces in doubt, parted where two are likely of different columns: that border is not sure enough to state sides, yet it parts two names.

    A single word on either side of it is no name.
    """
    parts = [[indexes[0]]]
    for before, index in pairwise(indexes):
        apart = _likeliest(shares[before]) != _likeliest(shares[index]) and min(max(shares[before]), max(shares[index])) >= likely
        if apart and min(_words_of(parts[-1], puzzle), _words_of(_rest_of_line(indexes, index, puzzle), puzzle)) > 1:
            parts.append([])
        parts[-1].append(index)
    return parts


def _rest_of_line(indexes: Sequence[int], index: int, puzzle: _Puzzle) -> list[int]:
    return [other for other in indexes if other >= index and puzzle.pieces[other].line == puzzle.pieces[index].line]


def _words_of(indexes: Sequence[int], puzzle: _Puzzle) -> int:
    return sum(len(puzzle.pieces[index].shown.split()) for index in indexes)


def _widen_doubt(puzzle: _Puzzle, decided: Sequence[int | None], name_border: float) -> list[int | None]:
    """Leave no name half in doubt: where a border would stand amid one there is doubt, and doubt spreads within a line up to where a name may end."""
    widened = list(decided)
    for index in range(1, len(decided)):
        before, piece = puzzle.pieces[index - 1 : index + 1]
        if decided[index] != decided[index - 1] and not (piece.leads or before.whole or piece.whole) and piece.border < name_border:
            widened[index - 1 : index + 1] = [None, None]
    order = range(1, len(widened))
    for indexes, here, there in ((order, 0, -1), (reversed(order), -1, 0)):
        for index in indexes:
            piece = puzzle.pieces[index]
            if not piece.leads and piece.border < name_border and widened[index + there] is None:
                widened[index + here] = None
    return widened


def _sure(weighed: Weighed, weights: SideWeights) -> float:
    """From which probability on a side is stated: it depends on how sure the number of sides is."""
    if weighed.columns[_COLUMNS[0]] >= weights.two:
        return weights.sure_of_two
    return weights.sure_of_number if max(weighed.columns.values()) >= weights.number else weights.sure


def _decide_row(row: Sequence[Sequence[float]], sure: float, sure_in_doubt: float) -> list[int | None]:
    """The columns of a row's pieces; where some of them are in doubt, so is the border, and the others must be surer."""
    decided = [_decide(shares, sure) for shares in row]
    return [_decide(shares, max(sure, sure_in_doubt)) for shares in row] if None in decided else decided


def _likeliest(shares: Sequence[float]) -> int:
    return max(range(len(shares)), key=lambda column: shares[column])


def _decide(shares: Sequence[float], sure: float) -> int | None:
    best = _likeliest(shares)
    if shares[best] < sure:
        return None
    return 0 if best == len(shares) - 1 else best + 1


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
            yield from split_names(part, puzzle.scoring) if puzzle.row.field in _GROUPS else (part,)


def _end_of(puzzle: _Puzzle, index: int) -> int:
    piece = puzzle.pieces[index]
    following = puzzle.pieces[index + 1] if index + 1 < len(puzzle.pieces) else None
    return following.start if following and following.line == piece.line else len(puzzle.lines[piece.line].text)
