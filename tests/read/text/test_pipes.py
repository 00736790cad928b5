"""Infoboxes that a rendering kept as tables with bars."""

from __future__ import annotations

import pytest
from text_pages import FOOTER, LEAD, assert_positions, read

OUTER = f"""Battle of Hollenfurt

{LEAD}

| Battle of Hollenfurt | |||
|---|---|---|---|
| Part of the Holle Wars | |||
| |||
| Date | 4 May 1701 |
| Belligerents | |||
| Duchy of Varn | Kingdom of Esk |
| Commanders and leaders | |||
| Otto Rein † | Knud Hars |
| Units involved | |||
| | Esk Guard |
| Casualties and losses | |||
| 80 killed | 70 killed |
| 12 civilians killed |||
{FOOTER}
"""


INNER = OUTER.replace("\n| |||", "\n |||").replace("\n| ", "\n").replace("\nEsk Guard", "\n| Esk Guard").replace("|---|---|---|---|", "---|---|---")


OWN_LINES = f"""Battle of Hollenfurt

Battle of Hollenfurt |
Part of the Holle Wars |
Date |
4 May 1701 |
Belligerents |
Duchy of Varn
|
Kingdom of Esk |
Commanders and leaders |
Otto Rein †|
Knud Hars|
Units involved |
|
Esk Guard |
Casualties and losses |
80 killed |
70 killed |

{LEAD}
{FOOTER}
"""


@pytest.mark.parametrize("text", [OUTER, INNER, OWN_LINES], ids=["outer bars", "inner bars", "own lines"])
def test_tables_with_bars(text: str) -> None:
    article = read(text)
    found = {row.field: [(cell.column, [line.text.shown for line in cell.lines]) for cell in row.cells] for row in article.boxes[0].rows}
    civilians = [(0, ["12 civilians killed"])] if "civilians" in text else []
    assert found == {
        "title": [(0, ["Battle of Hollenfurt"])],
        "part_of": [(0, ["Holle Wars"])],
        "date": [(0, ["4 May 1701"])],
        "belligerents": [(1, ["Duchy of Varn"]), (2, ["Kingdom of Esk"])],
        "commanders": [(1, ["Otto Rein"]), (2, ["Knud Hars"])],
        "units": [(2, ["Esk Guard"])],
        "casualties": [(1, ["80 killed"]), (2, ["70 killed"]), *civilians],
    }
    assert [text.shown for text in article.lead] == [LEAD]
    assert_positions(article)
