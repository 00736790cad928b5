"""Names of sides for people."""

from __future__ import annotations

import pytest

from kg.graph.sides import name_sides
from kg.model.claim import Claim
from kg.model.text import Span
from kg.rdf.terms import CK, IRI, LANG_STRING, RDFS, Literal

SIDE = IRI("x:c/side/1")


def say(subject: str, predicate: str, value: str, start: int) -> Claim:
    return Claim(IRI(subject), CK.term(predicate), IRI(value), (Span(start, start + 1),), "row")


def labelled(name: str) -> Claim:
    return Claim(IRI(f"x:{name}"), RDFS.term("label"), Literal(name, LANG_STRING, "en"), (Span(0, 1),), "name")


@pytest.mark.parametrize(
    ("parties", "members", "name"),
    [
        (["Esk"], {}, "Esk"),
        (["Marn", "Esk"], {}, "Marn, Esk"),
        (["Varn", "Marn", "Esk"], {}, "Varn, Marn, Esk"),
        (["Varn", "Marn", "Esk", "Orm"], {}, "Varn, Marn, Esk …"),
        (["Marn", "Esk"], {"Marn": "League", "Esk": "League"}, "League"),
        (["Marn", "Esk"], {"Marn": "League"}, "Marn, Esk"),
        (["Marn"], {"Marn": "League"}, "Marn"),
        ([], {}, None),
    ],
)
def test_a_side_is_named_by_its_parties(parties: list[str], members: dict[str, str], name: str | None) -> None:
    claims = [say("x:c", "hasSide", SIDE, 0)]
    claims += [say(SIDE, "belligerent", f"x:{party}", place) for place, party in reversed(list(enumerate(parties)))]
    claims += [say(f"x:{party}", "memberOf", f"x:{whole}", 0) for party, whole in members.items()]
    claims += [labelled(each) for each in ("Varn", "Marn", "Esk", "Orm", "League")]
    found = [(one.subject, one.object) for one in name_sides(claims)]
    assert found == ([(SIDE, Literal(name, LANG_STRING, "en"))] if name else [])


def test_a_side_without_parties_is_named_by_those_its_people_belong_to() -> None:
    def led(person: str, affiliation: str, start: int) -> Claim:
        belonging = ((CK.term("affiliation"), IRI(f"x:{affiliation}")),)
        return Claim(IRI(SIDE), CK.term("commander"), IRI(f"x:{person}"), (Span(start, start + 1),), "commander", belonging)

    claims = [
        say("x:c", "hasSide", SIDE, 0),
        led("Storm", "Varn", 9),
        led("Rolf", "Esk", 4),
        led("Otto", "Esk", 6),
        labelled("Varn"),
        labelled("Esk"),
    ]
    assert [one.object for one in name_sides(claims)] == [Literal("Esk, Varn", LANG_STRING, "en")]
