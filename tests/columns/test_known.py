"""Names that stand elsewhere in the article are known in its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lost_columns import WORDS, article

from kg.columns.known import Known, find_known
from kg.model.text import Text


@pytest.mark.parametrize(
    ("lead", "runs"),
    [
        ("it was fought by Otto Rein.", {"otto rein"}),
        ("it was won by Otto Rein, Knud Hars.", {"otto rein", "knud hars"}),
        ("there the Duchy of Varn won.", {"duchy of varn"}),
        ("it was seen by Lt. Otto al-Reed himself.", {"lt otto", "lt otto al reed", "otto al reed", "al reed"}),
        ("it was (Red Band), “Blue Hand” here.", {"red band", "blue hand"}),
        ("nothing is known.", set()),
        ("an A b c d e f g H won.", set()),
    ],
)
def test_runs_of_words_with_capitals(lead: str, runs: set[str]) -> None:
    made = replace(article({}), lead=(Text.verbatim(lead, 0, len(lead)),))
    assert find_known(made, (), WORDS).runs == {tuple(run.split()) for run in runs}


def test_words_that_begin_and_end_lines_of_commanders() -> None:
    made = article({"commanders": "\nOtto Rein\nÉmile van Loft\nUnknown\n(Esk) Hars\nA b c d e", "units": "\nRed Band"})
    rows = [row for row in made.boxes[0].rows if row.field in ("commanders", "units")]
    known = find_known(replace(made, lead=()), rows, WORDS)
    assert known == Known(frozenset(), frozenset({"otto", "emile"}), frozenset({"rein", "loft"}))
