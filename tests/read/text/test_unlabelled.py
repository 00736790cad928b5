"""Rows whose labels a rendering dropped."""

from __future__ import annotations

from text_pages import FOOTER, LEAD, assert_positions, read, shown


def test_dropped_labels() -> None:
    text = f"""Battle of Hollenfurt

{LEAD}

Battle of Hollenfurt
Part of the Holle Wars

Date4 May 1701
(five hours)
Hollenfurt, Varn
Varnish victory

Duchy of Varn Kingdom of Esk
Commanders and leaders
Otto Rein Knud Hars
1,200 men 900 men
Casualties and losses
80 killed Unknown
{FOOTER}
"""
    article = read(text)
    assert shown(article) == {
        "title": ["Battle of Hollenfurt"],
        "part_of": ["Holle Wars"],
        "date": ["4 May 1701", "(five hours)"],
        "place": ["Hollenfurt, Varn"],
        "outcome": ["Varnish victory"],
        "belligerents": ["Duchy of Varn Kingdom of Esk"],
        "commanders": ["Otto Rein Knud Hars"],
        "strength": ["1,200 men 900 men"],
        "casualties": ["80 killed Unknown"],
    }
    assert_positions(article)
