"""What pages say of themselves in one line."""

from __future__ import annotations

from page_graph import index, iri

from kg.pages.catalogue import Catalogue
from kg.pages.conflict import read_conflict
from kg.pages.leads import LONGEST, cut, lead_of_conflict, lead_of_thing
from kg.pages.thing import read_thing


def test_a_conflict_tells_who_when_where_and_how_it_ended() -> None:
    lead = lead_of_conflict(read_conflict(index(), iri("conflict/Tarsk_offensive"), str))
    assert lead.startswith("Tarsk offensive: Drava")
    assert " against " in lead
    assert "Government victory" in lead


def test_a_person_tells_its_conflicts() -> None:
    lead = lead_of_thing(read_thing(index(), iri("person/Osk_Marel"), Catalogue((), (), {}), str))
    assert lead.startswith("Osk Marel (person): ")
    assert "Tarsk offensive" in lead


def test_a_long_line_is_cut_at_a_word() -> None:
    line = cut("word  " * 100)
    assert len(line) <= LONGEST
    assert line.endswith("word…")
    assert cut("a\n b") == "a b"
