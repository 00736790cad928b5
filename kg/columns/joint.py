"""Which pieces of a casualties row tell of all sides together: civilians, totals, what stands after the last side's value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from kg.columns.pieces import Piece
from kg.columns.weights import JointWeights
from kg.columns.words import ColumnWords
from kg.patterns import lazy_pattern

Sign = Literal["civil", "sum", "sum_on_lines", "one_more", "other"]
_SPEAK_FOR = ("civil", "sum", "one_more")
_MOST_STARTS = 8
_BRACKETS = lazy_pattern(r"\([^()]*\)")


def find_signs(pieces: Sequence[Piece], columns: int, words: ColumnWords) -> list[Sign]:
    """What each piece's words show of its being of all sides together, each a feature of JointWeights."""
    one_line = bool(pieces) and pieces[0].line == pieces[-1].line
    signs = [_sign_of(piece.shown, one_line, words) for piece in pieces]
    last = max(
        (index for index, piece in enumerate(pieces) if words.patterns.combatants.search(_BRACKETS.sub(" ", piece.shown).casefold())), default=0
    )
    signs[:last] = ["other"] * last  # soldiers are one side's, and what stands before them too
    if signs.count("sum") > 1:  # each side has a sum of its own
        signs = ["other" if sign == "sum" else sign for sign in signs]
    if one_line and len(pieces) == columns + 1 and all(" " not in piece.shown for piece in pieces):
        signs[-1] = "one_more"  # one bare figure more than there are sides
    for index, (piece, after) in enumerate(pairwise(pieces), 1):
        if index > 1 and after.leads and not piece.leads and piece.whole:
            signs[index] = "civil"
    return signs


def _sign_of(shown: str, one_line: bool, words: ColumnWords) -> Sign:
    outside = _outside(shown)
    if words.patterns.joint.search(outside):
        return "civil"
    if words.patterns.sums.search(outside):
        return "sum" if one_line else "sum_on_lines"
    return "other"


def _outside(shown: str) -> str:
    """The words outside of brackets, in lower case."""
    return _BRACKETS.sub(" ", shown).casefold()


def weigh_sign(sign: Sign, weights: JointWeights) -> float:
    """How a sign speaks for a piece's being of all sides together."""
    by_sign: dict[Sign, float] = {
        "civil": weights.civil,
        "sum": weights.sum,
        "sum_on_lines": weights.sum_on_lines,
        "one_more": weights.one_more,
        "other": weights.other,
    }
    return by_sign[sign]


def joint_starts(pieces: Sequence[Piece], signs: Sequence[Sign]) -> tuple[int, ...]:
    """Return the pieces with which the part of all sides may begin; with the first one only where the row is a single line."""
    whole = (0,) if len(pieces) > 1 and pieces[0].line == pieces[-1].line else ()
    return (*whole, *(index for index, sign in enumerate(signs) if sign in _SPEAK_FOR and index))[:_MOST_STARTS]
