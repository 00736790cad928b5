"""The weights of the column search (weights.toml): how much each feature speaks, as a logarithm of odds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, NamedTuple

from kg.resources import PACKAGE, read_toml
from kg.values import dataclass

_PLACE = "kg/columns/weights.toml"


class Feature(NamedTuple):
    """A feature with its weight, and the reason why it speaks."""

    group: str
    name: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class BorderWeights:
    """For a border right before a line or a place within a line."""

    line_opens_bracket: float
    line_in_lower_case: float
    line_goes_on: float
    line_nested: float
    list_begins: float
    list_ends: float
    line_subordinate: float
    same_flags: float
    other_flags: float
    kind_changes_at_line: float
    same_first_words: float
    same_last_word: float
    first_key_again: float
    whole_line_at_end: float
    least: float
    kind_changes: float
    flag_before_name: float
    flag_before: float
    wide_gap: float
    bullet: float
    whole_after: float
    whole_before: float
    figure_after_words: float
    figure_after_figure: float
    figure_hedged: float
    figure_heading: float
    figure_other_words: float
    name_most: float
    name_nothing: float
    name_doubled: float
    name_base: float
    name_new: float
    flag_new_name: float
    run_within: float
    run_ends: float
    run_begins: float
    end_noun: float
    start_word: float
    end_then_start: float
    ordinal: float
    series: float
    one_word_before: float
    noun_of: float
    bracket_before: float
    end_noun_after: float
    start_word_alone: float
    known_name_within: float
    known_name_ends: float
    known_name_begins: float
    person_after_bracket: float
    person_begins_after_bracket: float
    person_goes_on: float
    person_whole: float
    person_short: float
    person_one_word: float
    person_ends_with_given: float
    person_begins_with_given: float
    person_known_first: float
    person_known_last: float
    person_title: float
    person_long_line: float


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """For two pieces being of one side."""

    likely_border: float
    full_name: float
    shared_word: float
    flag: float
    opposed: float
    allied: float
    together: float
    leader: float
    yields: float
    listed: float


@dataclass(frozen=True, slots=True)
class JointWeights:
    """For a piece of a casualties row being of all sides together."""

    civil: float
    sum: float
    sum_on_lines: float
    one_more: float
    other: float


@dataclass(frozen=True, slots=True)
class CellWeights:
    """For pieces making one cell, and a border where the setting of lines has one."""

    empty: float
    empty_units: float
    empty_of_three: float
    empty_parties: float
    joint: float
    joint_not_apart: float
    joint_on_next_line: float
    all_joint: float
    all_joint_again: float
    repeat: float
    repeat_on_lines: float
    whole_with_others: float
    one_value: float
    after_heading: float
    double_tight: float
    double_usual: float
    double_usual_everywhere: float
    double_first_line: float
    single_mid_line: float
    single_one_line: float
    single_tight: float
    single_tight_everywhere: float
    single_gap: float
    single_gap_everywhere: float


@dataclass(frozen=True, slots=True)
class SideWeights:
    """For the number of sides."""

    civil_with_side: float
    name_border: float
    third: float
    third_in_row: float
    third_told: float
    third_listed: float
    third_opposed: float
    third_denied: float
    third_loose: float
    third_flagged: float
    fourth: float
    row: float
    temper: float
    sure: float
    two: float
    sure_of_two: float
    sure_in_doubt: float
    number: float
    sure_of_number: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of the search, by the part of it that they are for; weights.toml says what each is for."""

    borders: BorderWeights
    links: LinkWeights
    joint: JointWeights
    cells: CellWeights
    sides: SideWeights


@cache
def load_features() -> tuple[Feature, ...]:
    """The features of weights.toml in order. ValueError where the file breaks its schema."""
    return _features(read_toml(PACKAGE / "columns" / "weights.toml"))


@cache
def load_weights() -> Weights:
    """The weights of weights.toml. ValueError where the file breaks its schema."""
    return to_weights(load_features())


def read_features(text: str) -> tuple[Feature, ...]:
    """Read and check the text of a file of weights."""
    import tomllib

    return _features(tomllib.loads(text))


def _features(data: Mapping[str, Any]) -> tuple[Feature, ...]:
    return tuple(_feature(group, name, entry) for group, table in data.items() for name, entry in table.items())


def _feature(group: str, name: str, entry: Mapping[str, Any]) -> Feature:
    place = f"{_PLACE} [{group}] {name!r}"
    if not isinstance(entry, dict) or entry.keys() != set(Feature._fields[2:]):
        raise ValueError(f"{place} must have a weight and a reason")
    weight, reason = entry["weight"], entry["reason"]
    if not isinstance(weight, float) or not math.isfinite(weight):
        raise ValueError(f"{place}: the weight must be a finite number with a decimal point")
    if not isinstance(reason, str) or not reason:
        raise ValueError(f"{place}: the reason must be words")
    return Feature(group, name, weight, reason)


def to_weights(features: Iterable[Feature]) -> Weights:
    """The weights of features; ValueError where one is missing or not known."""
    listed = tuple(features)
    groups = {"borders": BorderWeights, "links": LinkWeights, "joint": JointWeights, "cells": CellWeights, "sides": SideWeights}
    known = {(group, field.name) for group, kind in groups.items() for field in fields(kind)}
    if strange := sorted(known ^ {(feature.group, feature.name) for feature in listed}):
        raise ValueError(f"{_PLACE} {strange[0]} is " + ("missing" if strange[0] in known else "not known"))

    def of(group: str) -> dict[str, float]:
        return {feature.name: feature.weight for feature in listed if feature.group == group}

    return Weights(**{group: kind(**of(group)) for group, kind in groups.items()})
