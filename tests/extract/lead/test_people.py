"""What the lead adds about commanders."""

from __future__ import annotations

import pytest
from cells import brief, quotes
from leads import STATED, article, commander, context, read_stated

from kg.extract.known import Known
from kg.extract.lead.article import read_lead
from kg.extract.lead.people import short_names
from kg.model.finding import Finding


@pytest.mark.parametrize(
    ("lead", "infobox", "expected"),
    [
        ("Varnish Maj. Gen. Otto Hars came.", {}, [{"rank": "Maj. Gen."}]),
        ("Field Marshal ([[Feldmarschall]]) [[Otto Hars]] came.", {}, [{"rank": "Field Marshal"}]),
        ("General Otto Hars came.", {"rank": "Colonel"}, []),
        ("General Otto Hars came. Marshal Otto Hars left.", {}, [{"rank": "General"}]),
        ("General Rein Knud came.", {}, []),
        ("Otto Hars came. Hars was wounded.", {}, [{"fate": "wounded"}]),
        ("Hars was wounded.", {}, []),
        ("Otto Hars was badly wounded on 5 May 1701.", {}, [{"fate": "wounded"}]),
        ("Otto Hars was executed on 5 May 1705.", {}, []),
        ("Otto Hars was killed.", {"fate": "captured"}, []),
        (
            "The commander-in-chief was General Otto Hars of the Norland Army.",
            {},
            [{"rank": "General"}, {"role": "commander-in-chief"}, {"affiliation": "Norland Army"}],
        ),
        ("General Otto Hars of the Esk Corps was killed.", {"affiliation": "Maren"}, [{"rank": "General"}]),
        ("Otto Hars served as supreme commander.", {}, [{"role": "supreme commander"}]),
        ("The commander of the Esk Corps, Otto Hars, came.", {"rank": "General"}, [{"role": "commander of the Esk Corps"}]),
    ],
)
def test_what_the_lead_adds_about_commanders(lead: str, infobox: dict[str, str], expected: list[dict[str, str]]) -> None:
    found = read_stated(lead, (*STATED, commander("Otto Hars", **infobox)))
    assert [f[3] for f in brief(found) if f[:3] == ("side 1", "commander", "Otto Hars")] == expected


def test_a_commander_is_known_by_his_page() -> None:
    of = article("[[General]] [[Otto Hars|Otto von Hars]] came.")
    found = [f for f in read_lead(of, context(of), (*STATED, commander("O. Hars", title="Otto Hars"))) if isinstance(f, Finding)]
    assert brief(found) == [("side 1", "commander", "O. Hars", {"rank": "General"})]
    assert quotes(of, found[0]) == ("General]] [[Otto Hars|Otto von Hars",)


@pytest.mark.parametrize(
    ("lead", "people", "expected"),
    [
        ("Otto Hars came.", ["Otto Hars"], {"hars": Known("person", None, "Otto Hars")}),
        ("Otto Hars and Rein Hars came.", ["Otto Hars", "Rein Hars"], {}),
        ("Hars came.", ["Otto Hars"], {}),
        ("Otto Lee came.", ["Otto Lee"], {}),
        ("Otto d'Hars came.", ["Otto d'Hars"], {}),
        ("Hars came.", ["Hars"], {}),
    ],
)
def test_short_names(lead: str, people: list[str], expected: dict[str, Known]) -> None:
    assert short_names(article(lead), [commander(name) for name in people]) == expected
