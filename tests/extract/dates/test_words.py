"""The vocabulary of dates: what dates.toml may say, and the patterns of clock times and durations."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import empty_pack, small_pack

from kg.extract.dates.words import load_date_words, load_time_words
from kg.language.language import Language, english

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def test_the_vocabulary_names_each_month_once() -> None:
    kinds = load_date_words(english()).kinds
    assert sorted({number for kind, number in kinds.values() if kind == "m"}) == list(range(1, 13))
    assert [kinds[name.casefold()] for name in MONTHS] == [("m", number) for number in range(1, 13)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[months]\nMavo = ['Mavo']", r"zz/dates.toml \[months\]: 'Mavo' must be a number"),
        ("[words]\nnever = ['x']", r"zz/dates.toml \[words\]: 'never' is not known"),
        ("[words]\njoin = 'to'", r"zz/dates.toml \[words\]: 'join' must be a list of words"),
        ("[writing]\nmonths = 'Capital'", r"zz/dates.toml \[writing\]: 'months' must be 'capital' or left out"),
        ("[holidays]\nwords = []", r"zz/dates.toml: 'holidays' is not known"),
    ],
)
def test_a_mistake_is_named_with_its_place(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "dates.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_date_words(Language("zz", tmp_path))


@pytest.mark.parametrize(
    ("shown", "clock"),
    [
        ("at 5:30", "at 5:30"), ("04:00–06:30", "04:00–06:30"), ("0530 hours", "0530 hours"), ("5 a.m. or later", "5 a.m."), ("12 hours", None),
        ("5:30 pm - 6 pm", "5:30 pm - 6 pm"), ("1943", None),
    ],
)  # fmt: skip
def test_clock_times(shown: str, clock: str | None) -> None:
    match = load_time_words(english()).clock.search(shown)
    assert (match.group() if match else None) == clock


@pytest.mark.parametrize(
    ("shown", "duration", "amounts"),
    [
        ("1 month, 2 weeks and 3 days", "1 month, 2 weeks and 3 days", [("months", 1), ("weeks", 2), ("days", 3)]),
        ("63 days of siege", "63 days", [("days", 63)]),
        ("12 hours", "12 hours", [("hours", 12)]),
        ("3 decades", None, []),
    ],
)
def test_durations(shown: str, duration: str | None, amounts: list[tuple[str, int]]) -> None:
    times = load_time_words(english())
    match = times.duration.search(shown)
    assert (match.group() if match else None) == duration
    assert [(times.units[unit], int(number)) for number, unit in times.amount.findall(shown)] == amounts


def test_another_language_brings_all_words_of_its_own(tmp_path: Path) -> None:
    words, times = load_date_words(small_pack(tmp_path)), load_time_words(small_pack(tmp_path))
    assert words.kinds == {
        "a. k": ("e", 0), "zirka": ("q", 0), "dis": ("j", 0), "nun": ("P", 0), "prima": ("m", 1), "fero": ("m", 3), "fer": ("m", 3), "mavo": ("m", 5),
    }  # fmt: skip
    assert (words.capital_months, words.capital_nouns, words.onset, times.units) == (False, True, frozenset(), {"tag": "days", "tagen": "days"})


def test_patterns_of_an_empty_pack_match_no_word(tmp_path: Path) -> None:
    words, times = load_date_words(empty_pack(tmp_path)), load_time_words(empty_pack(tmp_path))
    patterns = [
        words.onwards,
        words.old_calendar,
        words.new_calendar,
        words.weekdays,
        times.duration,
        times.ago,
        *(pattern for _, pattern in words.bounds),
    ]
    assert [pattern.pattern for pattern in patterns if pattern.search("since monday 3 days ago until may (o.s.) onwards")] == []
