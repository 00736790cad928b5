"""IRIs: readable, legal, stable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iris import DEFAULT_BASE, Minter, digest, name_segment
from kg.rdf.terms import IRI

MINTER = Minter(DEFAULT_BASE, "Battle of Varn (1701)", "ab" * 32)


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("Battle of Varn (1701)", "Battle_of_Varn_(1701)"),
        ("Siege of Krój–Lést", "Siege_of_Krój–Lést"),
        ("  a \t b ", "a_b"),
        ("a/b?c#d%e", "a∕b%3Fc%23d%25e"),
        ('<>"{}|\\^`', "%3C%3E%22%7B%7D%7C∖%5E%60"),
        ("..", "․․"),
        ("../../x", "..∕..∕x"),
        ("a\x00b\x01c", "a␀b␁c"),
        ("", "_"),
        ("\u202eevil", "%E2%80%AEevil"),
    ],
)
def test_name_segment(name: str, segment: str) -> None:
    assert name_segment(name) == segment


def test_a_very_long_name_is_cut_and_told_apart() -> None:
    first, second = name_segment("x" * 2000 + "1"), name_segment("x" * 2000 + "2")
    assert first != second
    assert len(first) == len(second) == 167


@given(st.text(max_size=60))
def test_every_name_makes_a_legal_iri(name: str) -> None:
    assert IRI(f"{DEFAULT_BASE}group/{name_segment(name)}")


@given(st.text(alphabet=st.sampled_from("/\\.\x00\x01\n\x7fa %"), max_size=12))
def test_no_segment_has_an_octet_that_servers_refuse(name: str) -> None:
    segment = name_segment(name)
    assert not re.search(r"%2F|%5C|%0|%1|%2E", segment)
    assert segment.strip(".")


@pytest.mark.parametrize(("language", "root"), [("en", ""), ("en-GB", ""), ("de", "de/"), ("zh-Hant", "zh/"), ("SR", "sr/")])
def test_entities_of_other_wikis_have_their_language_in_the_iri(language: str, root: str) -> None:
    minter = Minter(DEFAULT_BASE, "Varn", "ab" * 32, language=language)
    assert minter.linked("place", "Esk") == f"{DEFAULT_BASE}{root}place/Esk"
    assert minter.conflict() == f"{DEFAULT_BASE}{root}conflict/Varn"
    assert minter.scoped("person", "Otto") == f"{DEFAULT_BASE}{root}article/Varn/person/Otto"
    assert minter.article() == f"{minter.page()}/abababababab" == f"{DEFAULT_BASE}{root}article/Varn/abababababab"


@given(
    st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30), st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30)
)
def test_digest_keeps_parts_apart(one: str, other: str) -> None:
    if "\x1f" not in one + other:
        assert digest(one, other) != digest(one + other)


def test_minted_iris() -> None:
    article = "https://w3id.org/conflict-kg/article/Battle_of_Varn_(1701)"
    assert MINTER.conflict() == "https://w3id.org/conflict-kg/conflict/Battle_of_Varn_(1701)"
    assert MINTER.side(2) == MINTER.conflict() + "/side/2"
    assert MINTER.side(0) == MINTER.conflict()
    assert MINTER.linked("group", "Duchy of Varn") == "https://w3id.org/conflict-kg/group/Duchy_of_Varn"
    assert MINTER.scoped("person", "Otto Rein") == article + "/person/Otto_Rein"
    assert MINTER.scoped("group", "1st Division", 2) == article + "/side/2/group/1st_Division"
    assert MINTER.article() == article + "/abababababab"
    assert MINTER.part("char=3,9") == article + "/abababababab#char=3,9"
