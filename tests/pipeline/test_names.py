"""Names in infoboxes of wikitext, from the reader to the facts: flags, titles, links. All names are invented but those of countries."""

from __future__ import annotations

import pytest
from wiki_pages import read

from kg.extract.article import extract
from kg.model.finding import Finding, Mention, Side

Named = tuple[str, int, str, tuple[str, ...]]

FRENCH = "{{flagicon|France}} [[First French Empire]]"
ARMS = "[[File:Arms of the Bergs.svg|20px]]"


def named(first: str, second: str, *leaders: str) -> list[Named]:
    """The commanders of a box with two parties: their side, name and what they are affiliated with."""
    box = "".join(
        f"| {name} = {value}\n"
        for name, value in zip(("combatant1", "combatant2", "commander1", "commander2"), (first, second, *leaders), strict=False)
    )
    findings = extract(read(f"{{{{Infobox military conflict\n| conflict = Battle of Lomb\n| date = 4 May 1701\n{box}}}}}")).findings
    return [_name(finding, finding.object) for finding in findings if finding.relation == "commander" and isinstance(finding.object, Mention)]


def _name(finding: Finding, mention: Mention) -> Named:
    side = finding.subject.number if isinstance(finding.subject, Side) else 0
    groups = tuple(value.name for name, value in finding.qualifiers if name == "affiliation" and isinstance(value, Mention))
    return finding.relation, side, mention.name, groups


@pytest.mark.parametrize(
    ("party", "leader", "affiliations"),
    [
        (FRENCH, "{{flagicon|France}} [[Nap Own]]", ("First French Empire",)),
        (f"{FRENCH}<br>[[France]]", "{{flagicon|France}} [[Nap Own]]", ("France",)),
        (f"{FRENCH}<br>{{{{flagicon|France}}}} [[French Legion]]", "{{flagicon|France}} [[Nap Own]]", ("France",)),
        ("{{flagicon|France|1790}} [[Convention]]<br>{{flag|France|royal}}", "{{flagicon|France|1790}} [[Nap Own]]", ("Convention",)),
        ("{{flag|Kingdom of Esk}}<br>{{flag|Varn}}", "{{flagicon|Kingdom of Esk}}{{flagicon|Varn}} [[Geo]]", ("Kingdom of Esk", "Varn")),
        ("{{flag|Kingdom of Esk}}<br>{{flag|Varn}}", "{{flagicon|Kingdom of Esk}}/{{flagicon|Varn}} [[Geo]]", ("Kingdom of Esk", "Varn")),
        (f"{ARMS} [[House of Berg]]", f"{ARMS} [[Tova Berg]]", ("House of Berg",)),
        (f"{ARMS} [[House of Berg]]", "[[Image:arms_of_the_Bergs.svg|15px|border]] [[Tova Berg]]", ("House of Berg",)),
        (f"{ARMS} [[House of Berg]]", "[[File:Arms of the Lunds.svg|20px]] [[Tova Berg]]", ()),
        (f"{ARMS} [[House of Berg]]\n* [[Berg Militia]]", f"{ARMS} [[Tova Berg]]", ()),
        (
            "{{flagicon image|Loft Partisans flag (1702).svg}} [[Partisans]]",
            "{{flagicon image|Loft Partisans flag (1702).svg}} [[P. Dahl]]",
            ("Partisans",),
        ),
        ("{{flagicon image|Banner.svg}} [[Cabinet]]", "{{flagicon image|Banner.svg|link=President of Loft}} [[Abd]]", ("Cabinet",)),
        ("[[Cabinet]]", "{{flagicon image|Banner.svg|link=President of Loft}} [[Abd]]", ()),
        ("{{army|Empire of Japan}}", "{{flagicon|Empire of Japan}} [[Nap Own]]", ("Empire of Japan",)),
        (FRENCH, "[[Nap Own]] {{flagicon|France}}", ("First French Empire",)),
    ],
)
def test_a_flag_means_the_party_that_bears_it(party: str, leader: str, affiliations: tuple[str, ...]) -> None:
    [found] = named(party, "[[Southland]]", leader)
    assert found[3] == affiliations


def test_a_flag_that_both_sides_bear_means_the_own_party() -> None:
    found = named("{{flagicon|Spain}} [[Reds]]", "{{flagicon|Spain}} [[Blues]]", "{{flagicon|Spain}} [[Ana]]", "{{flagicon|Spain}} [[Bea]]")
    assert found == [("commander", 1, "Ana", ("Reds",)), ("commander", 2, "Bea", ("Blues",))]
