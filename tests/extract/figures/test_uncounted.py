"""Strength and losses told without a number: statements, notes on figures, and what is left alone. All names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from cells import article_of, brief, context_of
from small_pack import empty_pack, small_pack, speak

from kg.extract.figures.counts import read_casualties, read_strength
from kg.extract.figures.uncounted import load_run_words, state_uncounted
from kg.extract.rows.units import parse_units, state_listed_units
from kg.language.language import english
from kg.model.finding import Finding
from kg.pipeline.ledger import account

PARTIES = (("Varn", None, 1), ("Norland League", None, 2))


def read(written: str, field: str) -> tuple[list[tuple[str, str, object]], tuple[str, ...]]:
    """The remarks and the noted findings of a cell, and the words that are left unread."""
    article = article_of({field: [written]})
    context, row = context_of(article, PARTIES), article.boxes[0].rows[0]
    found = (
        [*read_strength(row, context), *state_listed_units(parse_units(row, context), context)]
        if field == "strength"
        else [*read_casualties(row, context)]
    )
    results = state_uncounted(row, found, "strengthRemark" if field == "strength" else "lossesRemark", context)
    findings = [result for result in results if isinstance(result, Finding)]
    told = [
        (relation, value if relation.endswith(("Remark", "Unknown")) else "", qualifiers.get("note", ""))
        for _, relation, value, qualifiers in brief(list(results))
        if relation.endswith("Remark") or "note" in qualifiers
    ]
    left = tuple(issue.message.split(": ")[-1] for issue in account(article, findings, []).issues)
    return told, left


@pytest.mark.parametrize(
    ("field", "written", "expected"),
    [
        ("strength", "Several thousand fighters", [("strengthRemark", "Several thousand fighters", "")]),
        ("strength", "Unknown number of aircraft", [("strengthRemark", "Unknown number of aircraft", "")]),
        ("strength", "300 men\na small number of mules", [("strengthRemark", "a small number of mules", "")]),
        ("strength", "Most of the garrison", [("strengthRemark", "Most of the garrison", "")]),
        ("strength", "Improvised armoured vehicles", [("strengthRemark", "Improvised armoured vehicles", "")]),
        ("strength", "Varn:\n300 men\nNorland League:\nUnknown number of boats", [("strengthRemark", "Norland League: Unknown number of boats", "")]),
        ("strength", "Elements of 2 Varnish divisions", [("strength", "", "Elements of")]),
        ("strength", "about 900 soldiers, supplemented by the town watch", [("strength", "", "supplemented by the town watch")]),
        ("strength", "900 men; some militia; 40 boats", [("strengthRemark", "some militia", "")]),
        ("strength", "900 men, supplemented by the watch, and 40 boats", [("strength", "", "supplemented by the watch")]),
        ("strength", "40 rangers (for 5–31 July 1943)", []),
        ("strength", "40 rangers (as of 5 July 1943)", []),
        ("strength", "40 rangers,\n(including 5 scouts,\n6 guides)", []),
        ("strength", "40 rangers attached to the guard", [("strength", "", "attached to the guard")]),
        ("strength", "900 men\n(not all of them in the fight)", [("strength", "", "not all of them in the fight")]),
        ("casualties", "Heavy", [("lossesRemark", "Heavy", "")]),
        ("casualties", "40 killed\nseveral mortars destroyed", [("lossesRemark", "several mortars destroyed", "")]),
        ("casualties", "Red Galley sunk 1 boat lost", [("lossesRemark", "Red Galley sunk", "")]),
        ("casualties", "Unknown, thought to be around 40 killed", [("lossesRemark", "Unknown", "")]),
        ("casualties", "40 killed\n1 escaped", [("lossesRemark", "1 escaped", "")]),
        ("casualties", "40 killed, wounded unknown", [("lossesRemark", "wounded unknown", "")]),
        ("casualties", "Remainder killed or dispersed", [("lossesRemark", "Remainder killed or dispersed", "")]),
        ("casualties", "Some boats sunk. All spies taken", [("lossesRemark", "Some boats sunk. All spies taken", "")]),
        ("casualties", "40 killed\nVarn: Unknown", [("lossesRemark", "Varn: Unknown", "")]),
    ],
)  # fmt: skip
def test_words_without_a_number_are_stated(field: str, written: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(written, field) == (expected, ())


@pytest.mark.parametrize(
    ("field", "written", "left"),
    [
        ("casualties", "Ground forces\n40 killed", ("Ground forces",)),
        ("casualties", "Archive research\n40 killed", ("Archive research",)),
        ("casualties", "Killed\n40", ("Killed",)),
        ("strength", "Esk\n40 men", ("Esk",)),
        ("casualties", "See heavy losses below", ("heavy losses",)),
        ("strength", "(boats with losses:)\n3 boats", ("boats with losses",)),
        ("strength", "400 men rising to 900", ("rising",)),
        ("casualties", "The Varnish army lost 40 soldiers", ("Varnish army",)),
    ],
)
def test_headings_and_names_are_no_statements(field: str, written: str, left: tuple[str, ...]) -> None:
    assert read(written, field) == ([], left)


def test_a_line_that_only_says_unknown_stays_a_stated_unknown() -> None:
    article = article_of({"casualties": ["Killed?\nWounded?"]})
    context, row = context_of(article, PARTIES), article.boxes[0].rows[0]
    assert brief(list(state_uncounted(row, read_casualties(row, context), "lossesRemark", context))) == [("side 1", "statedUnknown", "losses", {})]


@pytest.mark.parametrize(
    ("shown", "joining", "part_of", "pointing"),
    [
        ("and, with men", "and, with ", False, False), ("elements of the", None, True, False), ("see below", None, False, True),
        ("(boats:)", None, False, True),
        ("android", None, False, False), (" + men", " + ", False, False),
    ],
)  # fmt: skip
def test_words_that_begin_a_run(shown: str, joining: str | None, part_of: bool, pointing: bool) -> None:
    words = load_run_words(english())
    joined = words.joining.match(shown)
    found = (joined.group() if joined else None, words.part_of.fullmatch(shown) is not None, words.pointer.match(shown) is not None)
    assert found == (joining, part_of, pointing)


def test_patterns_of_an_empty_pack_match_no_word(tmp_path: Path) -> None:
    words = load_run_words(empty_pack(tmp_path))
    found = (words.joining.match("and"), words.part_of.fullmatch("part of"), words.pointer.match("see"), words.trailing.search(" men and"))
    assert found == (None, None, None, None)


def test_statements_are_made_of_words_of_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(small_pack(tmp_path), monkeypatch)
    article = article_of({"casualties": ["40 mortos\nmulte naves\nseveral boats"]})
    context, row = context_of(article, PARTIES), article.boxes[0].rows[0]
    told = brief(list(state_uncounted(row, read_casualties(row, context), "lossesRemark", context)))
    assert [value for _, relation, value, _ in told if relation == "lossesRemark"] == ["multe naves"]
