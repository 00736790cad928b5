"""Damaged bzip2: what is wrong is told in its place, and the blocks that are whole are given."""

from __future__ import annotations

import bz2

import pytest

from kg.unpacking.chunk import Damage
from kg.unpacking.stream import unpack

WORDS = b"Battle of Esk, 4 May 1701. " * 40
PACKED = bz2.compress(WORDS)


@pytest.mark.parametrize("kept", range(4, 30))
def test_a_block_that_breaks_off_before_another_costs_no_other(kept: int) -> None:
    found = list(unpack(iter((PACKED[:kept] + PACKED,))))
    assert b"".join(chunk for chunk in found if not isinstance(chunk, Damage)) == WORDS
    assert any(isinstance(chunk, Damage) for chunk in found) is (kept >= 10)
