"""Traps: names that mean something else than the first item of the name. No wrong link among them; an abstention is right."""

from dataclasses import dataclass, field

import pytest

from kg.link.decide import Decision, decide_links
from kg.link.entities import Entity
from kg.link.index.lookup import Candidate, Item
from kg.link.names import name_key, normal_title
from kg.link.vocabulary import Kinds
from kg.rdf.terms import IRI

PERSON, GROUP, PLACE, CONFLICT, NONE = Kinds.PERSON, Kinds.GROUP, Kinds.PLACE, Kinds.CONFLICT, Kinds.NONE
STATE = Kinds.STATE | GROUP | PLACE


@dataclass
class Shelf:
    """An index in memory: items with their names (label and title unless told)."""

    items: tuple[Item, ...]
    also: dict[int, tuple[str, ...]] = field(default_factory=dict)
    complete: bool = False

    def by_title(self, title: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.title and item.title == normal_title(title))

    def by_name(self, name: str, kind: str) -> tuple[Candidate, ...]:
        named = [(item, called) for item in self.items for called in (item.label, item.title, *self.also.get(item.qid, ()))]
        return tuple(Candidate(item, called) for item, called in named if called and name_key(called) == name_key(name))


def entity(kind: str, name: str, years: tuple[int, int] | None = None, context: tuple[str, ...] = (), *, own: bool = False, **more: object) -> Entity:
    return Entity(IRI("https://example.org/x"), kind, (name,), years=years, own=own, context=context, **more)  # type: ignore[arg-type]


def decide(what: Entity, *items: Item, complete: bool = False) -> Decision:
    return decide_links([what], Shelf(items, complete=complete))[0]


def linked(decision: Decision) -> int | None:
    return decision.link.item.qid if decision.link else None


MODERN = (2014, 2015)
SYRIA = Item(858, "Syria", STATE, "Syria")
CASES = [
    # Homonymous persons of other centuries.
    ("person of another century", entity("person", "Otto Rein", (1941, 1941)), [Item(1, "Otto Rein", PERSON, "Otto Rein", 1650, 1710)], None),
    ("person not yet born", entity("person", "Otto Rein", (1701, 1701)), [Item(1, "Otto Rein", PERSON, "", 1950)], None),
    ("the homonym of the right century", entity("person", "Otto Rein", (1941, 1941)),
     [Item(1, "Otto Rein", PERSON, "", 1650, 1710), Item(2, "Otto Rein", PERSON, "", 1890, 1960)], 2),
    ("two homonyms at the time", entity("person", "Otto Rein", (1941, 1941)),
     [Item(1, "Otto Rein", PERSON, "", 1895, 1950), Item(2, "Otto Rein", PERSON, "", 1890, 1960)], None),
    ("a single name", entity("person", "Hollen Pasha", (1921, 1921)), [Item(1, "Hollen Pasha", PERSON)], None),
    ("a king and his number", entity("person", "King Otto", (1701, 1701)), [Item(1, "King Otto", PERSON)], None),
    ("a film of the person's name", entity("person", "Otto Rein", MODERN), [Item(1, "", NONE, "Otto Rein (film)")], None),
    ("a father of the same name", entity("person", "Otto Rein Jr", MODERN), [Item(1, "Otto Rein", PERSON, "Otto Rein")], None),
    ("a person whose page leads to a battle", entity("person", "Otto Rein", titles=("Siege of Zell",)),
     [Item(1, "Siege of Zell", CONFLICT, "Siege of Zell")], None),
    ("a state that is linked as a place", entity("place", "Syria", titles=("Syria",)), [Item(858, "Syria", GROUP, "Syria")], 858),
    # Battles with a namesake.
    ("battle of another year in the title", entity("conflict", "Siege of Hollen", (1940, 1940), own=True),
     [Item(1, "", NONE, "Siege of Hollen (1436)")], None),
    ("battle of another year by its dates", entity("conflict", "Siege of Hollen", (1940, 1940), own=True),
     [Item(1, "Siege of Hollen", CONFLICT, "Siege of Hollen", 1436, 1436)], None),
    ("the right one of two battles", entity("conflict", "Battle of Hollen", (1992, 1992), own=True),
     [Item(1, "", NONE, "Battle of Hollen (1992)"), Item(2, "", NONE, "Battle of Hollen (2020)")], 1),
    ("the same year, another month", entity("conflict", "Battle of Hollen (October 2014)", (2014, 2014), own=True),
     [Item(1, "", NONE, "Battle of Hollen (2014)")], None),
    ("the other war's front", entity("conflict", "Eastern Front", (1915, 1915)),
     [Item(1, "Eastern Front", CONFLICT, "Eastern Front (World War II)")], None),
    ("a label alone, of a battle that recurs", entity("conflict", "Battle of Hollen", (1701, 1701)), [Item(1, "Battle of Hollen", CONFLICT)], None),
    ("an uprising's namesake with a page of its own", entity("conflict", "Varn Uprising", (1944, 1944)),
     [Item(1, "Varn Uprising", CONFLICT, "Varn Uprising (1794)"), Item(2, "", NONE, "Varn Uprising")], 2),
    ("another year in the name", entity("conflict", "2017 Hollen offensive", (2017, 2017), own=True),
     [Item(1, "2016 Hollen offensive", CONFLICT)], None),
    # States, regions and their times.
    ("Syria the state", entity("group", "Syria", MODERN), [SYRIA, Item(2, "Syria", PLACE, "Syria (region)")], 858),
    ("Syria the place, today", entity("place", "Syria", MODERN), [SYRIA, Item(2, "Syria", PLACE, "Syria (region)")], 858),
    ("Syria in 1187", entity("place", "Syria", (1187, 1187)), [SYRIA, Item(2, "Syria", PLACE, "Syria (region)")], None),
    ("Congo, a film", entity("group", "Congo", MODERN), [Item(1, "", NONE, "Congo (film)")], None),
    ("Congo, either state", entity("group", "Congo", MODERN),
     [Item(974, "Congo", STATE, "Democratic Republic of the Congo"), Item(971, "Congo", STATE, "Republic of the Congo")], None),
    ("Germany in 1943", entity("group", "Germany", (1943, 1943)), [Item(183, "Germany", STATE, "Germany")], None),
    ("the army of Germany in 1943", entity("unit", "German Army", (1943, 1943)), [Item(1, "German Army", GROUP, "German Army")], None),
    ("a state founded early in a long conflict", entity("group", "Armenia", (1988, 2023)), [Item(399, "Armenia", STATE, "Armenia")], 399),
    ("a state founded late in a long conflict", entity("group", "Armenia", (1955, 1994)), [Item(399, "Armenia", STATE, "Armenia")], None),
    ("Germany at no told time", entity("group", "Germany"), [Item(183, "Germany", STATE, "Germany")], None),
    ("Georgia on a side is the country", entity("group", "Georgia", (2008, 2008)),
     [Item(230, "", NONE, "Georgia (country)"), Item(1428, "Georgia", PLACE, "Georgia (U.S. state)")], 230),
    ("Georgia the place is either", entity("place", "Georgia", (2008, 2008)),
     [Item(230, "", NONE, "Georgia (country)"), Item(1428, "Georgia", PLACE, "Georgia (U.S. state)")], None),
    ("the Soviet Union of 1995", entity("group", "Soviet Union", (1995, 1995)), [Item(15180, "Soviet Union", GROUP, "Soviet Union")], None),
    # Groups and their later namesakes.
    ("a group's later namesake", entity("group", "Hollen Front", (1950, 1951)), [Item(1, "Hollen Front", GROUP, "Hollen Front", 1990, 2000)], None),
    ("a group dissolved before", entity("group", "Hollen Front", MODERN), [Item(1, "Hollen Front", GROUP, "", 1950, 1960)], None),
    ("a band of the group's name", entity("group", "Varn Eagles", MODERN), [Item(1, "", NONE, "Varn Eagles (band)")], None),
    ("capitals are a name of their own", entity("group", "ISIL", MODERN), [Item(1, "Isil", NONE, "Isil")], None),
    ("a word is no capitals", entity("group", "Hamas", MODERN), [Item(1, "HAMAS", GROUP, "HAMAS")], None),
    ("capitals within a name", entity("group", "SDF Council", MODERN), [Item(1, "SDF Council", GROUP, "SDF Council")], 1),
    ("capitals within a name that has none", entity("group", "SDF Council", MODERN), [Item(1, "Sdf Council", GROUP, "Sdf Council")], None),
    ("a given name, a prophet's page", entity("group", "Ibrahim", MODERN), [Item(1, "", NONE, "Ibrahim")], None),
    ("a given name of a known kind", entity("unit", "Samson", MODERN), [Item(1, "Samson", GROUP, "Samson")], None),
    ("letters only", entity("group", "HLF", MODERN), [Item(1, "HLF", GROUP)], None),
    # Units without a country.
    ("a unit's number", entity("unit", "4th Armoured Division", MODERN), [Item(1, "4th Armoured Division", GROUP, "4th Armoured Division")], None),
    ("a unit's number, another country", entity("unit", "4th Armoured Division", MODERN, ("Syria",)),
     [Item(1, "", NONE, "4th Armoured Division (Norland)")], None),
    ("a unit's number, the side's country", entity("unit", "4th Armoured Division", MODERN, ("Syria",)),
     [Item(1, "", NONE, "4th Armoured Division (Syria)")], 1),
    ("another number", entity("unit", "Varnish 104th Brigade", MODERN), [Item(1, "Varnish 105th Brigade", GROUP)], None),
    ("a guard that many states have", entity("unit", "Republican Guard", MODERN), [Item(1, "Republican Guard", GROUP, "Republican Guard")], None),
    ("a navy in general", entity("unit", "Navy", MODERN), [Item(1, "navy", GROUP, "Navy")], None),
    # Places and what is named after them.
    ("a place, not its battle", entity("place", "Hollen", MODERN), [Item(1, "Hollen", CONFLICT, "Hollen")], None),
    ("a battle, not its place", entity("conflict", "Hollen", MODERN, own=True), [Item(1, "Hollen", PLACE, "Hollen")], None),
    ("a town of a name that recurs", entity("place", "Hollen", (1862, 1862)), [Item(1, "", NONE, "Hollen")], None),
    ("a province of a town's name", entity("place", "Hollen", MODERN), [Item(1, "Hollen", PLACE)], None),
    ("a person, not the place", entity("place", "Otto Rein", MODERN), [Item(1, "Otto Rein", PERSON, "Otto Rein")], None),
    # Pages that are no things.
    ("a page that tells names apart", entity("group", "Varn Guard", MODERN), [Item(1, "Varn Guard", Kinds.PAGE, "Varn Guard")], None),
    ("another transliteration that is another name", entity("person", "Philippe Retain", (1925, 1925)),
     [Item(1, "Philipp Rittoni", PERSON, "", 1850, 1930)], None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "items", "qid"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_no_wrong_link(what: Entity, items: list[Item], qid: int | None) -> None:
    assert linked(decide(what, *items)) == qid


@pytest.mark.parametrize(
    ("what", "items", "qid"),
    [
        (entity("group", "Jabhat Fateh al-Hollen", (2016, 2016)), [Item(1, "Jabhat Fatah ash-Hollen", GROUP, "", 2016, 2017)], 1),
        (entity("group", "Ahrar ash-Varn", MODERN), [Item(1, "Ahrar al-Varn", GROUP, "Ahrar al-Varn")], 1),
        (entity("person", "Suheil al-Harran", MODERN), [Item(1, "Suhayl al-Haran", PERSON, "", 1970)], 1),
        (entity("person", "O. Rein", MODERN), [Item(1, "Otto Rein", PERSON, "Otto Rein", 1970)], None),
        (entity("place", "Hollen", MODERN, (), around=(IRI("https://example.org/y"),)), [Item(1, "Hollen", PLACE, "Hollen")], None),
        (entity("unit", "Royal Navy", (1982, 1982)), [Item(1, "Royal Navy", GROUP, "Royal Navy")], 1),
        (entity("unit", "United States Air Force", MODERN), [Item(1, "", NONE, "United States Air Force")], 1),
    ],
)
def test_spellings(what: Entity, items: list[Item], qid: int | None) -> None:
    assert linked(decide(what, *items)) == qid


def test_what_is_linked_around_helps() -> None:
    varn = Entity(IRI("https://example.org/varn"), "group", ("Norland",), ("Norland",), years=MODERN)
    town = entity("place", "Hollen", MODERN, around=(varn.iri,))
    items = (Item(2, "Norland", STATE, "Norland"), Item(1, "Hollen", PLACE, "Hollen", countries=(2,)), Item(3, "Hollen", PLACE, "", countries=(4,)))
    assert [linked(decision) for decision in decide_links([varn, town], Shelf(items))] == [2, 1]


def test_pages_win_over_names() -> None:
    red = Entity(IRI("https://example.org/a"), "person", ("Otto Rein",), ("Otto Rein (general)",))
    own = Entity(IRI("https://example.org/b"), "conflict", ("Battle of Hollen",), ("Battle of Hollen",), pages=(7,))
    two = Entity(IRI("https://example.org/c"), "group", ("Varn",), ("Varn", "Varn Guard"))
    shelf = Shelf((Item(1, "Otto Rein", PERSON, "Otto Rein"), Item(2, "", NONE, "Varn"), Item(3, "", NONE, "Varn Guard")))
    assert [linked(decision) for decision in decide_links([red, own, two], shelf)] == [None, 7, None]


def test_an_entity_renamed_during_the_event_links_under_both_names() -> None:
    old = Entity(IRI("https://example.org/old"), "group", ("Jund al-Hollen",), years=MODERN, renamed=(IRI("https://example.org/new"),))
    new = Entity(IRI("https://example.org/new"), "group", ("Liwa al-Hollen",), years=MODERN, renamed=(old.iri,))
    decisions = decide_links([old, new], Shelf((Item(1, "Liwa al-Hollen", GROUP, "Liwa al-Hollen"),)))
    assert [(d.link.method, d.link.item.qid) if d.link else None for d in decisions] == [("name", 1), ("renamed", 1)]


NORLAND = Entity(IRI("https://example.org/norland"), "group", ("Norland",), ("Norland",), years=MODERN)
STATES = (Item(2, "Norland", STATE, "Norland"), Item(3, "Esk", STATE, "Esk"))


@pytest.mark.parametrize(
    ("item", "complete", "qid"),
    [
        (Item(1, "Otto Rein", PERSON, "Otto Rein", 1970, countries=(2,)), False, 1),
        (Item(1, "Otto Rein", PERSON, "Otto Rein", 1970, countries=(3,)), False, None),
        (Item(1, "Otto Rein", PERSON, "Otto Rein", 1970), True, 1),
        (Item(1, "Otto Rein", PERSON, "", 1970), True, None),
        (Item(1, "Otto Rein", PERSON, "", 1970, countries=(2,)), True, 1),
        (Item(1, "Otto Rein", PERSON, ""), False, 1),
    ],
)
def test_people_and_their_countries(item: Item, complete: bool, qid: int | None) -> None:
    person = entity("person", "Otto Rein", MODERN, around=(NORLAND.iri,))
    assert linked(decide_links([NORLAND, person], Shelf((*STATES, item), complete=complete))[1]) == qid


@pytest.mark.parametrize(
    ("years", "own", "start", "end", "fits"),
    [
        ((2017, 2017), False, 2011, None, True),
        ((2017, 2017), False, 2011, 2024, True),
        ((2017, 2017), False, 2019, None, False),
        ((2017, 2017), False, 1990, 2002, False),
        ((2017, 2017), False, 1500, 2018, False),
        ((2017, 2018), True, 2017, 2018, True),
        ((2017, 2018), True, 2017, None, True),
        ((2017, 2018), True, 2011, 2018, False),
    ],
)
def test_times_of_wars(years: tuple[int, int], own: bool, start: int, end: int | None, fits: bool) -> None:
    war = entity("conflict", "Varnish War", years, own=own)
    assert (linked(decide(war, Item(1, "Varnish War", CONFLICT, "Varnish War", start, end))) == 1) is fits


def test_with_all_kinds_known_an_item_of_none_is_no_candidate() -> None:
    assert decide(entity("group", "Varn Eagles", MODERN), Item(1, "", NONE, "Varn Eagles"), complete=True).reason == "it is of no kind of the domain"
