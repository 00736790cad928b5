"""People as a line tells of them: several under one title, words behind a linked name. All names are invented."""

from __future__ import annotations

import pytest
from cells import article_of, context_of, text_of

from kg.extract.known import Groups
from kg.extract.names.items import split_items
from kg.extract.names.person import Person, qualify_person, read_people, read_person, split_behind_link
from kg.language.language import english
from kg.model.finding import Date, Mention, Phrase, Term
from kg.model.text import Span

GROUPS = Groups([Mention("Northern River Army", "group", Span(0, 1)), Mention("Varn", "group", Span(0, 1), "Duchy of Varn")])
Told = tuple[str, dict[str, object]]


def people(written: str) -> list[Told]:
    """The people of a line, each with what is told of them."""
    context = context_of(article_of({"commanders": [written]}))
    found = [person for item in split_items(text_of(written), context) for person in read_people(item, context, GROUPS)]
    return [(person.mention.name, {name: _show(value) for name, value in qualify_person(person)}) for person in found if isinstance(person, Person)]


def _show(value: object) -> object:
    if isinstance(value, Mention | Term):
        return value.name
    return value.text if isinstance(value, Phrase) else value.value if isinstance(value, Date) else value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("chieftains [[Lehe|Le]] and Sur †", [("Le", {"role": "chieftains"}), ("Sur", {"fate": "killed", "role": "chieftains"})]),
        ("Admirals [[Len Mop]] and [[Nat Oop]]", [("Len Mop", {"rank": "Admirals"}), ("Nat Oop", {"rank": "Admirals"})]),
        ("[[Totil|King Totil]] [[Killed in action|�]]", [("Totil", {"fate": "killed", "rank": "King"})]),
        ("Kings [[Lehe]]", [("Kings Lehe", {})]),
        ("[[Lehe]] and Mago", [("Lehe", {}), ("Mago", {})]),
        ("[[Otto Rein]], [[Karl Berg]] and others", [("Otto Rein", {}), ("Karl Berg", {})]),
        ("[[Otto Rein]] and others", [("Otto Rein", {})]),
        ("[[Alf of Cast]]-centre", [("Alf of Cast", {"role": "centre"})]),
        ("[[Sanch]]-right wing", [("Sanch", {"role": "right wing"})]),
        ("Alf of Cast-right wing", [("Alf of Cast", {"role": "right wing"})]),
        ("Jean-Luc Rein", [("Jean-Luc Rein", {})]),
        ("[[Otto Rein]] in absentia", [("Otto Rein", {"note": "in absentia"})]),
        ("[[Otto Rein]] (naval)", [("Otto Rein", {"role": "naval"})]),
        ("[[Otto Rein]] (501st Regiment)", [("Otto Rein", {"affiliation": "501st Regiment"})]),
        ("[[Otto Rein]] ([[4th Army (Esk)|4th Army]] until May 12)", [("Otto Rein", {"affiliation": "4th Army", "until": "1701-05-12"})]),
        ("[[Otto Rein]] (acting commander until 12 May)", [("Otto Rein", {"role": "acting commander", "until": "1701-05-12"})]),
        (
            "[[Otto Rein]] ([[4th Army (Esk)|4th Army]] until the spring)",
            [("Otto Rein", {"affiliation": "4th Army", "note": "4th Army until the spring"})],
        ),
        ("[[Otto Rein]] (captured on 12 May)", [("Otto Rein", {"fate": "captured", "note": "captured on 12 May"})]),
        ("[[Otto Rein]] (deposed tyrant)", [("Otto Rein", {"role": "deposed tyrant"})]),
        ("[[Otto Rein]] (Archbishop of Loft)", [("Otto Rein", {"role": "Archbishop of Loft"})]),
        ("General Sir [[Otto Rein]]", [("Otto Rein", {"rank": "General"})]),
    ],
)
def test_people_of_a_line(written: str, expected: list[Told]) -> None:
    assert people(written) == expected


def test_a_name_covers_its_title_and_links_to_its_page() -> None:
    context = context_of(article_of({"commanders": ["Sultan [[Amur II]]"]}))
    words = text_of("Sultan [[Amur II]]")
    [item] = split_items(words, context)
    person = read_person(item, words, context, GROUPS)
    assert person is not None
    assert (person.mention.title, person.mention.also, person.mention.span) == ("Amur II", ("Sultan Amur II",), Span(0, 16))


@pytest.mark.parametrize(
    ("written", "rest"), [("[[Alf]] – left wing", "left wing"), ("[[Alf]] of Esk", ""), ("[[Alf]]", ""), ("Alf of [[Esk]] then", "")]
)
def test_words_behind_a_linked_name(written: str, rest: str) -> None:
    assert split_behind_link(text_of(written), english())[1].shown == rest
