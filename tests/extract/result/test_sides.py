"""Which side a name in a result stands for, and how sure that is. All names are invented but those of real states."""

from __future__ import annotations

import pytest
from cells import article_of, context_of

from kg.extract.result.sides import Known, Sided, find_side

KNOWN = Known(
    (
        ("kingdom of varn", 1, "party"), ("free rangers", 1, "party"), ("republic of zell", 2, "party"), ("zellian union of esk", 3, "party"),
        ("umbria", 3, "party"), ("rangers", 2, "unit"), ("ada berg", 2, "person"), ("hill clans", 1, "affiliation"),
        ("assembly - commune", 2, "label"), ("loyal", 1, "label"), ("loyal", 2, "label"),
    ),
    frozenset({1, 2, 3}),
    (("rz", "Republic of Zell".casefold()),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sided"),
    [
        ("Kingdom of Varn", Sided(1, "name")),
        ("RZ", Sided(2, "name")),
        ("Rangers", Sided(2, "name")),
        ("Ada Berg", Sided(2, "name")),
        ("Hill Clans", Sided(1, "name")),
        ("Varnish", Sided(1, "state")),
        ("Varnish government forces", Sided(1, "state")),
        ("Umbrian", Sided(3, "state")),
        ("Zell", Sided(2, "state")),
        ("Eskish", Sided(3, "word")),
        ("Free", Sided(1, "word")),
        ("Commune", Sided(2, "word")),
        ("Loyal", None),
        ("Morish", None),
        ("Va", None),
        ("Varnish Zellian", None),
    ],
)
def test_the_side_of_a_name(name: str, sided: Sided | None) -> None:
    assert find_side(name, KNOWN, context_of(article_of({"outcome": [name]}))) == sided
