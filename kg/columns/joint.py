"""Which pieces of a casualties row tell of all sides together: civilians, totals, what stands after the last side's value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from kg.columns.pieces import Piece
from kg.columns.words import load_column_words

CIVIL = 4.0
_SUM = 3.0
_ONE_MORE = 3.5
_OTHER = -1.5
_MOST_STARTS = 8
_BRACKETS = re.compile(r"\([^()]*\)")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_column_words()
    return _any_of(words.joint), _any_of(words.sums)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in sorted(words)) + r")\b")


def vote_joint(pieces: Sequence[Piece], columns: int) -> list[float]:
    """Return how each piece's words speak for its being of all sides together (a logarithm of odds)."""
    one_line = bool(pieces) and pieces[0].line == pieces[-1].line
    votes = [_vote(piece.shown, one_line) for piece in pieces]
    if votes.count(_SUM) > 1:  # each side has a sum of its own
        votes = [_OTHER if vote == _SUM else vote for vote in votes]
    if one_line and len(pieces) == columns + 1 and all(" " not in piece.shown for piece in pieces):
        votes[-1] = _ONE_MORE  # one bare figure more than there are sides
    for index, (piece, after) in enumerate(pairwise(pieces), 1):
        if index > 1 and after.leads and not piece.leads and piece.shown.casefold() in load_column_words().whole:
            votes[index] = CIVIL
    return votes


def _vote(shown: str, one_line: bool) -> float:
    outside = _BRACKETS.sub(" ", shown).casefold()
    joint, sums = _patterns()
    if joint.search(outside):
        return CIVIL
    if sums.search(outside):
        return _SUM if one_line else 0.0
    return _OTHER


def joint_starts(pieces: Sequence[Piece], votes: Sequence[float]) -> tuple[int, ...]:
    """Return the pieces with which the part of all sides may begin; with the first one only where the row is a single line."""
    whole = (0,) if len(pieces) > 1 and pieces[0].line == pieces[-1].line else ()
    return (*whole, *(index for index, vote in enumerate(votes) if vote > 0 and index))[:_MOST_STARTS]
