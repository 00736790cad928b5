"""Lists of parties within a line. All names are invented."""

from __future__ import annotations

import pytest
from cells import text_of

from kg.extract.names.lists import split_parties
from kg.language.language import english


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[Varn]] and [[Esk]]", ["Varn", "Esk"]),
        ("{flag:Varn}Varn, {flag:Esk}Esk", ["Varn", "Esk"]),
        ("[[Esk Police|auxiliary police]], border guards", ["auxiliary police", "border guards"]),
        ("[[Esk Army|Army]], navy & town militia", ["Army", "navy", "town militia"]),
        ("[[Esk]] and its allied tribes", ["Esk and its allied tribes"]),
        ("[[Esk]] and other forces", ["Esk and other forces"]),
        ("[[Esk]], in the north", ["Esk, in the north"]),
        ("Army, navy and militia", ["Army, navy and militia"]),
        ("[[Esk]]; Varnish riders; and some others", ["Esk", "Varnish riders"]),
        ("[[Esk Navy and Army]]", ["Esk Navy and Army"]),
    ],
)
def test_the_names_of_a_list(written: str, expected: list[str]) -> None:
    assert [part.shown.strip() for part in split_parties(text_of(written), english())] == expected
