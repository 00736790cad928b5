"""Names of what is counted in front of their numbers. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, read_cell

from kg.extract.figures.labels import find_labels
from kg.extract.figures.remarks import read_counts
from kg.extract.figures.words import is_label, label_noun
from kg.language.language import english


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Infantry: 10,000", ["Infantry"]),
        ("Infantry – 10,000", ["Infantry"]),
        ("Infantry 10,000", ["Infantry"]),
        ("infantry 10,000, field guns 20", ["infantry", "field guns"]),
        ("Infantry: 10,000 (2,000 engaged)", []),
        ("Infantry: 10,000 (all engaged)", ["Infantry"]),
        ("Infantry: 10,000 men", []),
        ("Infantry 10,000, others unknown", []),
        ("Varn: 10,000", []),
        ("10,000 infantry", []),
    ],
)
def test_find_labels(written: str, expected: list[str]) -> None:
    text = read_cell(written, 0, len(written)).lines[0].text
    counts = read_counts(text, context_of(article_of({})))
    assert [written[start:end] for start, end in find_labels(written, counts, english())] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Field guns", "Field guns"),
        ("Total aircraft lost", "aircraft"),
        ("ARTILLERY", "ARTILLERY"),
        ("Brigades", "Brigades"),
        ("Fighters", "Fighters"),
    ],
)
def test_labels(name: str, expected: str) -> None:
    assert (is_label(name, english()), label_noun(name, english())) == (True, expected)


@pytest.mark.parametrize("name", ["", "Army", "Home Guard", "Varn", "Killed", "Phase 2", "Infantry (1943)", "Northern front", "x" * 60 + " infantry"])
def test_other_words_are_no_labels(name: str) -> None:
    assert not is_label(name, english())
