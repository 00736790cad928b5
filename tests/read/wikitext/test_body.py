"""Which paragraphs below the lead are shown: those that may tell losses of the infobox again and cite."""

from __future__ import annotations

import pytest
from wiki_pages import read

PAGE = """{{Infobox military conflict
| conflict = Battle of Esk
| casualties1 = 1,045 killed<br>7 missing
| casualties2 = %s
}}
Lead: 1,045 were killed.<ref>{{cite book|title=Fens|last=Lund}}</ref>

== Aftermath ==
%s
"""
NOTE = "<ref>{{cite book|title=Fens|last=Lund}}</ref>"


@pytest.mark.parametrize(
    ("line", "is_shown"),
    [
        (f"They lost 1,045 killed.{NOTE}", True),
        (f"They lost 1045 killed.{NOTE}", True),
        ("They lost 1,045 killed.{{sfn|Lund|1950|p=3}}", True),
        ("They lost 1,045 killed.", False),
        (f"They lost 1,046 killed.{NOTE}", False),
        (f"They lost 21,045 killed.{NOTE}", False),
        (f"They lost 7 missing.{NOTE}", False),
        (f"They sold 1,045 sheep.{NOTE}", False),
        (f"* They lost 1,045 killed.{NOTE}", False),
        (f"| They lost 1,045 killed.{NOTE}", False),
    ],
)
def test_which_paragraphs_are_shown(line: str, is_shown: bool) -> None:
    article = read(PAGE % ("Unknown", f"{line}\nIt rained.{NOTE}"))
    assert [text.shown for text in article.body] == ([line.partition("<")[0].partition("{")[0]] if is_shown else [])


def test_notes_of_the_body_cite_and_say_nothing() -> None:
    explained = '<ref group="n">They left.</ref>'
    article = read(PAGE % ("Unknown", f"They lost 1,045 killed.{NOTE}{explained}"))
    assert [(note.reference and note.reference.title, note.text) for note in article.notes] == [("Fens", None), ("Fens", None)]


def test_a_page_of_numbers_is_not_shown_whole() -> None:
    lines = "\n".join(f"They lost 1,045 killed.{NOTE}" for _ in range(100))
    assert len(read(PAGE % ("Unknown", lines)).body) == 20
