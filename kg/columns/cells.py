"""What pieces of a row weigh as one cell: what a cell says twice, and how the setting of lines speaks for the border after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.columns.borders import NUMBER
from kg.columns.pieces import Piece
from kg.columns.weights import CellWeights

_LIST_GAP = 2


class Cells(NamedTuple):
    """The weights of all cells that a row could have, without votes.

    ``inner[end][start]`` is the weight of the pieces from start to before end with the border that follows them, ``outer[start]`` the same by
    start, from end start + 1 on; ``last[end][start]`` that of a row's last cell, which no border follows. ``flat`` is a row whose lines all stand
    equally far apart.
    """

    flat: bool
    inner: Sequence[Sequence[float]]
    outer: Sequence[Sequence[float]]
    last: Sequence[Sequence[float]]


def is_flat(pieces: Sequence[Piece], double: bool) -> bool:
    """Whether the lines of a row all stand equally far apart: in single spacing all with a blank line between them, or none."""
    gaps = [piece.gap for piece in pieces[1:] if piece.leads]
    return all(gap < _LIST_GAP for gap in gaps) if double else not any(gaps) or all(gaps)


def score_cells(pieces: Sequence[Piece], double: bool, flat: bool, weights: CellWeights) -> Cells:
    """Weigh every run of pieces as a cell."""
    size = len(pieces)
    within = [_score_border(pieces, end, double, flat, True, weights) for end in range(1, size)]
    beyond = [_score_border(pieces, end, double, flat, False, weights) for end in range(1, size)]
    repeats = _score_repeats(pieces, weights)
    contents = [_score_contents(pieces, start, repeats, weights) for start in range(size)]
    outer = []
    for start, own in enumerate(contents):
        stop = next((index for index in range(start, size) if pieces[index].line != pieces[start].line), size)
        borders = within[start:stop] + beyond[stop:]
        outer.append([border + repeated + whole for border, (repeated, whole) in zip(borders, own, strict=False)])
    inner = [[outer[start][end - start - 1] for start in range(end)] for end in range(size)]
    last = [[sum(contents[start][end - start - 1]) for start in range(end)] for end in range(size + 1)]
    return Cells(flat, inner, outer, last)


class _Repeat(NamedTuple):
    """A piece whose key stood before: where last, where the time before that (-1: nowhere), and what saying it twice weighs."""

    last: int
    earlier: int
    weight: float


def _score_repeats(pieces: Sequence[Piece], weights: CellWeights) -> list[_Repeat | None]:
    places: dict[str, list[int]] = {}
    repeats: list[_Repeat | None] = []
    for index, (piece, key) in enumerate(zip(pieces, _keys_under_headings(pieces), strict=True)):
        before = places.setdefault(key, [-1]) if key else [-1]
        on_line = piece.leads and ":" not in piece.shown
        weight = weights.repeat_on_lines if on_line else weights.repeat
        repeats.append(_Repeat(before[-1], before[-2] if len(before) > 1 else -1, weight) if before[-1] >= 0 else None)
        before.append(index)
    return repeats


def _keys_under_headings(pieces: Sequence[Piece]) -> Iterator[str]:
    """The keys of pieces, each below the last heading that the row has again: "Initially: 900 men; in total: 950" is of one side."""
    heads = Counter(piece.key for piece in pieces if piece.shown.endswith(":"))
    above = ""
    for piece in pieces:
        if piece.shown.endswith(":"):
            above = piece.key if heads[piece.key] > 1 else above
            yield piece.key
        else:
            yield f"{above}: {piece.key}" if piece.key else ""


def _score_contents(pieces: Sequence[Piece], start: int, repeats: Sequence[_Repeat | None], weights: CellWeights) -> list[tuple[float, float]]:
    """For each end of a cell that begins with a piece, what its repeats weigh and what it weighs that it is one value, or one of its pieces is."""
    repeated, whole = 0.0, False
    scores = []
    for end in range(start + 1, len(pieces) + 1):
        repeat = repeats[end - 1]
        heads = pieces[end - 1].shown.endswith(":")
        if repeat and repeat.last >= start and (heads or start > repeat.earlier):  # what comes thrice is a list, but for headings
            repeated += repeat.weight
        whole = whole or (pieces[end - 1].whole and pieces[end - 1].depth == 0)
        alone = end == start + 1 and _shares_line(pieces, start) and (whole or NUMBER.match(pieces[start].shown) is not None)
        scores.append((repeated, weights.one_value if alone else weights.whole_with_others if whole and end > start + 1 else 0.0))
    return scores


def _shares_line(pieces: Sequence[Piece], index: int) -> bool:
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    return not pieces[index].leads or (following is not None and not following.leads)


def _score_border(pieces: Sequence[Piece], end: int, double: bool, flat: bool, in_one_line: bool, weights: CellWeights) -> float:
    """How the setting of lines speaks for a border before piece ``end``; ``in_one_line`` where the cell before it stands in one line."""
    after = pieces[end]
    score = after.border + (weights.after_heading if pieces[end - 1].shown.endswith(":") else 0.0)
    if double:
        return score + (_score_double_gap(after.gap, end, flat, weights) if after.leads else 0.0)
    if not after.leads:
        return score if in_one_line else score + weights.single_mid_line
    if in_one_line:
        score += weights.single_one_line
    if after.gap:
        return score + (weights.single_gap_everywhere if flat else weights.single_gap)
    return score + (weights.single_tight_everywhere if flat else weights.single_tight)


def _score_double_gap(gap: int, end: int, flat: bool, weights: CellWeights) -> float:
    if gap == 0:
        return weights.double_tight
    if gap == 1:
        return weights.double_usual_everywhere if flat else weights.double_usual
    return weights.double_first_line if end == 1 else 0.0
