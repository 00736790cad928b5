"""Which places lie within which, from the order of a row. The names of towns are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of

from kg.extract.rows.place import read_place
from kg.extract.rows.within import Level, level_of
from kg.language.language import pack_of
from kg.model.finding import Finding, Mention
from kg.model.text import Span


def pairs(written: str) -> list[tuple[str, str]]:
    article = article_of({"place": [written]})
    found = [one for one in read_place(article.boxes[0].rows[0], context_of(article)) if isinstance(one, Finding) and one.relation == "placeWithin"]
    assert all(one.basis == "place-order" and len(one.evidence) == 2 for one in found)
    return [(one.subject.name, one.object.name) for one in found if isinstance(one.subject, Mention) and isinstance(one.object, Mention)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hollenfurt, Norway", [("Hollenfurt", "Norway")]),
        ("[[Hollenfurt]], [[Norway]]", [("Hollenfurt", "Norway")]),
        ("Near [[Hollenfurt]], [[Norway]]", [("Hollenfurt", "Norway")]),
        ("Livna, Bel Oblast, Russian SFSR", [("Livna", "Bel Oblast"), ("Bel Oblast", "Russian SFSR")]),
        ("Livna, Bel Oblast", [("Livna", "Bel Oblast")]),
        ("Loft, Alba, Ireland", [("Loft", "Ireland"), ("Alba", "Ireland")]),
        ("Loft, Alba, Marr County, Ireland", [("Loft", "Ireland"), ("Alba", "Ireland"), ("Marr County", "Ireland")]),
        ("Marr Province, Ireland", [("Marr Province", "Ireland")]),
        ("Loft, Ireland\\nAlba, Norway", [("Loft", "Ireland"), ("Alba", "Norway")]),
        ("[[Loft]], [[Georgia (country)|Georgia]]", [("Loft", "Georgia")]),
        ("Loft, Alba", []),
        ("Norway, Loft", []),
        ("Norway, Ireland", []),
        ("Loft, Norway, Ireland", []),
        ("Loft, Alba, Marr Province", []),
        ("Loft, Marr Province, Fen Province, Ireland", []),
        ("Loft and Ireland", []),
        ("Loft / Ireland", []),
        ("Loft (Ireland)", []),
        ("English Channel, France", []),
        ("Balkans, Greece", []),
        ("Loft, Fen Sea", []),
        ("Fen Coast, Norway", []),
        ("Norway", []),
    ],
)
def test_containment_is_told_where_the_order_settles_it(written: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(written.replace("\\n", "\n")) == expected


@pytest.mark.parametrize(
    ("name", "title", "level"),
    [
        ("Norway", None, Level.STATE), ("Russian SFSR", None, Level.STATE), ("Norge", "Norway", Level.STATE), ("Scotland", None, Level.STATE),
        ("Bel Oblast", None, Level.DIVISION), ("Texas", None, Level.DIVISION), ("County Marr", None, Level.DIVISION),
        ("Fen Sea", None, Level.WIDE), ("Eastern Front", None, Level.WIDE), ("Hollenfurt", None, Level.SPOT), ("Seaham", None, Level.SPOT),
    ],
)  # fmt: skip
def test_levels(name: str, title: str | None, level: Level) -> None:
    assert level_of(Mention(name, "place", Span(0, 1), title), pack_of("en")) is level
