"""Which kind of loss a number tells of, and what it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.figures.headings import Caption
from kg.extract.figures.items import Count
from kg.extract.figures.kinds import choose_kind, class_of_count, is_about_aircraft, name_counted, tells_of_aircraft
from kg.extract.figures.numbers import Amount
from kg.extract.figures.words import CategoryWord, find_categories
from kg.language.language import english


def words(*categories: str) -> tuple[CategoryWord, ...]:
    return tuple(CategoryWord(category, 0, 0) for category in categories)


def count(noun: str | None, parent: int | None = None) -> Count:
    return Count(Amount(4, 4, False, 0, 1, 0), 0, 1, (1, 1), noun, (), parent=parent)


@pytest.mark.parametrize(("lines", "expected"), [(["3 Bombers"], True), (["3 fighters", "seaplanes"], True), (["3 fighters"], False), ([], False)])
def test_tells_of_aircraft(lines: list[str], expected: bool) -> None:
    assert tells_of_aircraft(lines, english()) is expected


@pytest.mark.parametrize(
    ("noun", "categories", "year", "expected"),
    [
        ("fighters", (), 1943, True),
        ("fighters", (), 1700, False),
        ("fighters", (), None, False),
        ("fighters", ("destroyed",), None, True),
        ("fighters", ("damaged",), 2016, True),
        ("fighters", ("killed",), 1943, False),
        ("fighters", ("destroyed", "killed"), 1943, False),
        ("men", ("destroyed",), 1943, False),
        (None, ("destroyed",), 1943, False),
    ],
)
def test_fighters_that_were_destroyed_are_aircraft(noun: str | None, categories: tuple[str, ...], year: int | None, expected: bool) -> None:
    assert is_about_aircraft(replace(count(noun), categories=words(*categories)), year, english()) is expected


@pytest.mark.parametrize(
    ("noun", "categories", "scope", "aircraft", "expected"),
    [
        ("tanks", ("killed",), Caption(), False, "materiel"),
        ("fighters", (), Caption(), True, "materiel"),
        (None, (), Caption(noun="civilian"), False, "people"),
        (None, ("destroyed",), Caption(), False, "materiel"),
        ("Varnish", ("wounded",), Caption(), False, "people"),
        ("Varnish", (), Caption(), False, None),
    ],
)
def test_class_of_count(noun: str | None, categories: tuple[str, ...], scope: Caption, aircraft: bool, expected: str | None) -> None:
    assert class_of_count(count(noun), words(*categories), scope, aircraft, english()) == expected


@pytest.mark.parametrize(
    ("categories", "klass", "heading", "parent", "expected"),
    [
        (("killed",), "people", (), None, "killed"),
        (("killed", "missing"), "people", (), None, "casualties"),
        (("lost",), "people", (), None, "casualties"),
        (("lost",), "materiel", (), None, "destroyed"),
        (("captured",), "materiel", (), None, "materielCaptured"),
        (("captured",), "unit", (), None, "captured"),
        ((), "people", ("wounded",), "killed", "wounded"),
        ((), "people", (), "killed", "killed"),
        ((), "materiel", ("killed",), "killed", "destroyed"),
        ((), None, (), None, "casualties"),
    ],
)
def test_choose_kind(categories: tuple[str, ...], klass: str | None, heading: tuple[str, ...], parent: str | None, expected: str) -> None:
    assert choose_kind(words(*categories), klass, Caption(categories=words(*heading)), parent) == expected


@pytest.mark.parametrize(
    ("shown", "noun", "previous", "scope", "category", "expected"),
    [
        ("4 Light  Tanks lost", "Light  Tanks", None, Caption(), "destroyed", "Light Tanks"),
        ("4 lost", None, None, Caption(noun="civilian"), "casualties", "civilian"),
        ("4 Lost", None, count("men"), Caption(), "casualties", "men"),
        ("4 lost", None, count("tanks"), Caption(), "destroyed", "lost"),
        ("4", None, count("men"), Caption(), "casualties", None),
        ("4 dead", None, None, Caption(), "killed", None),
        ("4 suicides", None, None, Caption(), "killed", "suicides"),
        ("4 dead or Missing", None, None, Caption(), "casualties", "dead or Missing"),
        ("4", None, count("men"), Caption(), None, "men"),
        ("4 lost", None, count("men", parent=0), Caption(), "casualties", "lost"),
    ],
)
def test_name_counted(shown: str, noun: str | None, previous: Count | None, scope: Caption, category: str | None, expected: str | None) -> None:
    found = find_categories(shown, english())
    assert name_counted(shown, count(noun), found, previous, scope, category, english()) == expected
