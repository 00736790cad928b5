"""The party that a flag stands for. All names but those of countries are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cells import article_of, context_of

from kg.extract.context import Context
from kg.extract.known import Groups
from kg.extract.names.flags import read_flag
from kg.language.language import Language
from kg.model.finding import Mention
from kg.model.text import FLAG, Mark, Span

OWN = [
    Mention("Varn", "group", Span(0, 1), "Duchy of Varn"),
    Mention("Loft", "group", Span(0, 1)),
    Mention("NRA", "group", Span(0, 1)),
    Mention("Kingdom of Marn", "group", Span(0, 1)),
    Mention("Army of Jutmark", "group", Span(0, 1)),
]
OTHERS = [Mention("Esk", "group", Span(0, 1), "Kingdom of Esk"), Mention("Republic of Hars", "group", Span(0, 1))]
GROUPS = Groups([*OWN, *OTHERS], OWN)


def context(source: str, language: Language | None = None) -> Context:
    article = article_of({})
    return context_of(replace(article, source=replace(article.source, text=source)), language=language)


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{flagicon|Varn}}", "Varn", ("Varn", "Duchy of Varn")),
        ("{{flagicon|Duchy of Varn}}", "Duchy of Varn", ("Varn", "Duchy of Varn")),
        ("{{flagicon|Duchy_of_Varn}}", "Duchy_of_Varn", ("Varn", "Duchy of Varn")),
        ("{{flagicon|Norland}}", "Norland", ("Norland", None)),
        ("{{flagicon|Marn}}", "Marn", ("Kingdom of Marn", None)),
        ("{{flagicon|Jutmark}}", "Jutmark", ("Jutmark", None)),
        ("{{flagicon|Hars}}", "Hars", ("Hars", None)),
        ("{{flagicon|Northern River Army}}", "Northern River Army", ("NRA", None)),
        ("{{flagicon|Esk|1699}}", "Esk", ("Esk", "Esk")),
        ("{{flagicon|Loft (1699–1703)}}", "Loft (1699–1703)", ("Loft", None)),
        ("[[File:Flag of Jubilee.svg|23px]]", "Jubilee", None),
        ("[[File:Flag of France.svg|23px]]", "France", ("France", None)),
        ("[[File:Flag of Loft.svg|23px]]", "Loft", ("Loft", None)),
        ('<img alt="Norland" src="x/Flag_of_Norland.svg.png">', "Norland", ("Norland", None)),
        ("[[File:Banner.svg|23px]]", "Banner.svg", None),
        ("{{flagicon|}}", " ", None),
        ("Jubilee", "Jubilee", None),
        ("Empire of Japan", "Empire of Japan", ("Empire of Japan", None)),
        ("{{flagicon|Germany|Nazi}}", "Germany", ("Nazi Germany", None)),
        ("{{flagicon|Germany|naval}}", "Germany", ("Germany", None)),
    ],
)
def test_flags(source: str, value: str, expected: tuple[str, str | None] | None) -> None:
    mark = Mark(FLAG, value, 0, 0, Span(0, len(source)))
    found = read_flag(mark, GROUPS, context(source))
    assert found == (Mention(expected[0], "group", mark.source, expected[1]) if expected else None)


def test_a_country_that_only_a_file_names_is_known_by_the_pack(wordless: Language) -> None:
    source = "[[File:Flag of France.svg|23px]]"
    mark = Mark(FLAG, "France", 0, 0, Span(0, len(source)))
    assert read_flag(mark, Groups(()), context(source, wordless)) is None
    assert read_flag(mark, Groups(()), context("{{flagicon|France}}", wordless)) == Mention("France", "group", mark.source)
