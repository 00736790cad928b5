"""File names stay inside their folder, tell titles apart, and are taken by every file system."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.output.file_names import FileNames, safe_stem


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Battle of Orvel", "Battle_of_Orvel"),
        ("Zweitälerkrieg (1911)", "Zweitälerkrieg_(1911)"),
        ("Schlacht bei Zell a. d. Orvel, 1911–12", "Schlacht_bei_Zell_a._d._Orvel,_1911–12"),
        (" a  b ", "a_b"),
        ("戦い", "戦い"),
        ("a\u0308", "ä"),
    ],
)
def test_titles_that_make_file_names(title: str, stem: str) -> None:
    assert safe_stem(title) == stem


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("../../x", "_.._x~"), ("/etc/passwd", "_etc_passwd~"), ('<>:"|?*\\', "________~"), ("a\0b\nc", "a_b_c~"), ("a\u202eb\u200b", "a_b_~"),
        (".hidden", "hidden~"),
        ("..", "_~"), ("", "_~"), ("CON", "_CON~"), ("con.flict", "_con.flict~"), ("LPT1", "_LPT1~"), ("-rf", "_rf~"), ("~", "_~"), ("a.", "a~"),
        ("x" * 2000, "x" * 120 + "~"), ("é" * 2000, "é" * 60 + "~"), ("戦" * 2000, "戦" * 40 + "~"),
    ],
)  # fmt: skip
def test_titles_that_do_not_are_changed_and_end_in_a_hash(title: str, start: str) -> None:
    stem = safe_stem(title)
    assert stem.startswith(start)
    assert len(stem) == len(start) + 8


@given(st.text())
def test_every_title_gives_a_name_within_the_folder(title: str) -> None:
    stem = safe_stem(title)
    assert 0 < len(stem.encode()) <= 140
    assert not set(stem) & set('<>:"/\\|?*\0')
    assert stem[0] not in ".-~"
    assert stem.isprintable()
    assert Path(stem).name == stem


@given(st.lists(st.sampled_from(["a", "A", "ä", "a\u0308", "Ä", "ß", "ss", "a/b", "a:b", "a b", "a_b"]), max_size=12))
def test_names_are_distinct_where_case_and_accents_do_not_count(titles: list[str]) -> None:
    names = FileNames()
    chosen = [names.choose(title, f"owner {number}") for number, title in enumerate(titles)]
    folded = {unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold()) for name in chosen}
    assert len(folded) == len(titles)
    assert [names.choose(title, f"owner {number}") for number, title in enumerate(titles)] == chosen
