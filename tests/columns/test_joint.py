"""Civilians, totals and what stands after the last side's value are of all sides together."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

import pytest
from lost_columns import WEIGHTS, WORDS, pieces_of

from kg.columns.joint import Sign, find_signs, joint_starts, weigh_sign


@pytest.mark.parametrize(
    ("value", "signs", "starts"),
    [
        ("80 killed 70 killed", ["other", "other"], (0,)),
        ("80 killed 70 killed 12 civilians", ["other", "other", "civil"], (0, 2)),
        ("80 killed (2 civilians) 70 killed", ["other", "other"], (0,)),
        ("80 killed\n70 killed\n12 civilians", ["other", "other", "civil"], (2,)),
        ("80 killed\n70 killed\nTotal: 150", ["other", "other", "sum_on_lines"], ()),
        ("80 killed 70 killed Total: 150", ["other", "other", "sum"], (0, 2)),
        ("Total: 80 Total: 70", ["other", "other"], (0,)),
        ("80 70 150 noncombat deaths (including some 40 civilians)", ["other", "other", "civil"], (0, 2)),
        ("80 killed 70 killed 4 million affected by famine", ["other", "other", "civil"], (0, 2)),
        ("80 70 150", ["other", "other", "one_more"], (0, 2)),
        ("80 70", ["other", "other"], (0,)),
        ("80\n70\n150", ["other", "other", "other"], ()),
        ("12 civilians", ["civil"], ()),
        ("80 soldiers\n12 civilians\n70 soldiers\n9 civilians", ["other", "other", "other", "civil"], (3,)),
        ("80 soldiers\n12 civilians\n70 fighters", ["other", "other", "other"], ()),
        ("12 civilians (2 soldiers)\n70 killed", ["civil", "other"], ()),
        ("80 killed 70 killed Unknown\nHolm burnt", ["other", "other", "other", "civil"], (3,)),
    ],
)
def test_signs(value: str, signs: list[Sign], starts: tuple[int, ...]) -> None:
    pieces = pieces_of(value, "casualties")
    assert find_signs(pieces, 2, WORDS) == signs
    assert joint_starts(pieces, signs) == starts


def test_one_figure_more_depends_on_the_number_of_sides() -> None:
    assert find_signs(pieces_of("80 70 150 300", "casualties"), 3, WORDS)[-1] == "one_more"
    assert find_signs(pieces_of("80 70 150 300", "casualties"), 2, WORDS)[-1] == "other"
    assert find_signs((), 2, WORDS) == []


def test_only_the_first_starts_are_tried() -> None:
    pieces = pieces_of("\n".join(f"{number} civilians" for number in range(1, 13)), "casualties")
    assert joint_starts(pieces, find_signs(pieces, 2, WORDS)) == tuple(range(1, 9))


def test_every_sign_is_a_feature() -> None:
    assert {sign: weigh_sign(sign, WEIGHTS.joint) for sign in get_args(Sign)} == {
        field.name: getattr(WEIGHTS.joint, field.name) for field in fields(WEIGHTS.joint)
    }
