"""Fates told by marks, words and signs. All names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from cells import text_of

from kg.extract.phrases.fates import FINALITY, fate_at_start, fate_of_mark, fate_of_words, final_fate, load_fates, take_fate
from kg.language.language import Language, english
from kg.model.text import FATE, Mark, Span


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("KIA", "killed"),
        ("pow", "captured"),
        ("killed in action", "killed"),
        (" killed  in\naction. ", "killed"),
        ("†", "killed"),
        ("killed off", None),
        ("", None),
    ],
)
def test_a_fate_that_words_tell_as_a_whole(words: str, fate: str | None) -> None:
    assert fate_of_words(words, english()) == fate


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("killed four days after the battle", "killed"),
        (" Died of wounds in May", "diedOfWounds"),
        ("captured, later freed", "captured"),
        ("later captured", None),
        ("killedeer", None),
        ("", None),
    ],
)
def test_a_fate_that_a_remark_begins_with(words: str, fate: str | None) -> None:
    assert fate_at_start(words, english()) == fate


@pytest.mark.parametrize(
    ("written", "name", "fates"),
    [
        ("Karl Wend †", "Karl Wend", ("killed",)),
        ("Karl Wend†", "Karl Wend", ("killed",)),
        ("Karl Wend KIA", "Karl Wend", ("killed",)),
        ("Karl Wend (x", "Karl Wend (", ("assassinated",)),
        ("Karl Wend WIA †", "Karl Wend", ("killed", "wounded")),
        ("Karl Wendx", "Karl Wendx", ()),
        ("Karl † Wend", "Karl † Wend", ()),
        ("[[Karl Wend]] #", "Karl Wend", ("diedOfIllness",)),
    ],
)
def test_signs_are_taken_off_the_end_of_a_name(written: str, name: str, fates: tuple[str, ...]) -> None:
    found = take_fate(text_of(written), english())
    assert (found[0].shown, found[1]) == (name, fates)


@pytest.mark.parametrize(
    ("value", "fate"), [("killed", "killed"), ("KIA", "killed"), ("Diedofwounds", None), ("dow", "diedOfWounds"), ("gone", None)]
)
def test_the_fate_of_a_mark(value: str, fate: str | None) -> None:
    assert fate_of_mark(Mark(FATE, value, 0, 0, Span(0, 1)), english()) == fate


@pytest.mark.parametrize(
    ("fates", "final"),
    [(["wounded", "captured", "killed"], "killed"), (["resigned", "wounded"], "wounded"), (["executed", "captured"], "executed"), ([], None)],
)
def test_of_several_fates_the_most_final_counts(fates: list[str], final: str | None) -> None:
    assert final_fate(fates) == final


def test_english_has_words_for_every_fate() -> None:
    assert set(load_fates(english()).words.values()) == set(FINALITY)


def test_the_words_come_from_the_pack(lomnish: Language, wordless: Language) -> None:
    mark = Mark(FATE, "padlo", 0, 0, Span(0, 1))
    words = ["padlo", "UJ", "killed", "†"]
    told = [[fate_of_words(word, lomnish) for word in words], fate_at_start("ujat ek 1701", lomnish), fate_of_mark(mark, lomnish)]
    assert told == [["killed", "captured", None, None], "captured", "killed"]
    assert [(name.shown, fates) for name, fates in (take_fate(text_of(f"Karl {sign}"), lomnish) for sign in ("†", "UJ", "KIA"))] == [
        ("Karl", ("killed",)),
        ("Karl", ("captured",)),
        ("Karl KIA", ()),
    ]
    assert [fate_of_words(word, wordless) for word in words] == [None] * 4
    assert (fate_at_start("ujat", wordless), fate_of_mark(mark, wordless), take_fate(text_of("Karl †"), wordless)[1]) == (None, None, ())


def test_a_fate_that_a_mark_gives_by_its_term_needs_no_words(wordless: Language) -> None:
    assert fate_of_mark(Mark(FATE, "killed", 0, 0, Span(0, 1)), wordless) == "killed"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('[words]\nkilled = ["padlo"]\nwounded = ["Padlo"]', "'Padlo' of wounded is told of another fate"),
        ('[words]\nvanished = ["padlo"]', "'vanished' is not known"),
        ('[marks]\nkilled = ["+"]', "'marks' is not known"),
    ],
)
def test_vocabularies_are_checked_on_load(words: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "fates.toml").write_text(words, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_fates(Language("xx", tmp_path))
