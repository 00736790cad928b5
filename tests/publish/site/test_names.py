"""File names of pages: a function of the IRI, portable, and distinct where IRIs are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_graph import BASE

from kg.graph.iris import encode_segment
from kg.publish.site.links import SiteLinks
from kg.publish.site.names import Place, SiteNames, file_segment, fold_path


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("conflict/Battle_of_Lomna", Place("site/conflict/Battle_of_Lomna.html")),
        ("conflict/Battle_of_Lomna/side/1/strength/x", Place("site/conflict/Battle_of_Lomna.html")),
        ("person/Kütahya", Place("site/person/K~C3~BCtahya.html")), ("group/a%22b", Place("site/group/a~22b.html")),
        ("de/group/Drava", Place("site/de/group/Drava.html")), ("place/CON", Place("site/place/~43ON.html")),
        ("place/con.flict", Place("site/place/~63on.flict.html")), ("place/Conflict", Place("site/place/Conflict.html")),
        ("place/.5", Place("site/place/~2E5.html")),
        ("article/T/0123456789ab", Place("site/article/T.html")), ("article/T", Place("site/article/T.html")),
        ("article/T/0123456789ab#char-1-2", Place("site/article/T.html", "char-1-2")),
        ("article/T/person/Old_Hand", Place("site/article/T.html", "person/Old_Hand")),
        ("article/T/side/2/group/Ö", Place("site/article/T.html", "side/2/group/~C3~96")),
        ("article/T/conflict/A/side/1", Place("site/article/T/conflict/A.html")),
        ("claim/0123456789abcdef", Place("site/claim/01.html", "0123456789abcdef")), ("reference/ab12", Place("site/reference/ab.html", "ab12")),
        ("ontology#Claim", Place("site/ontology/index.html", "Claim")), ("ontology", Place("site/ontology/index.html")),
        ("software/conflict-kg/1", None), ("graph/links", None), ("conflict/", None), ("", None),
    ],
)  # fmt: skip
def test_an_iri_has_its_place(path: str, place: Place | None) -> None:
    assert SiteNames(BASE).find(BASE + path) == place


def test_an_iri_of_others_has_no_place() -> None:
    assert SiteNames(BASE).find("https://example.org/conflict/A") is None


def test_names_that_collide_have_a_hash_of_their_own() -> None:
    names = SiteNames(BASE, [fold_path("site/group/Free_State.html")])
    found = [names.find(f"{BASE}group/{name}") for name in ("Free_State", "Free_state", "Free_Statue")]
    assert [bool(place and re.fullmatch(r"site/group/Free_[Ss]tate~~[0-9a-f]{8}\.html", place.path)) for place in found] == [True, True, False]
    assert len({place.path.lower() for place in found if place}) == 3
    assert names.find(f"{BASE}group/Free_state/side/1#x") == Place(found[1].path if found[1] else "", "x")
    assert names.plain_path(f"{BASE}group/Free_state") == "site/group/Free_state.html"


@given(st.text(min_size=1), st.text(min_size=1))
def test_segments_are_portable_and_distinct(one: str, other: str) -> None:
    first, second = encode_segment(one), encode_segment(other)
    names = file_segment(first), file_segment(second)
    assert (first == second) == (names[0] == names[1])
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_()!,'+~-][A-Za-z0-9._()!,'+~-]*", name)
        assert len(name) < 200
        assert not re.match(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", name, re.IGNORECASE)


@pytest.mark.parametrize(
    ("here", "iri", "link"),
    [
        ("index.html", "person/A", "site/person/A.html"), ("site/about.html", "person/A", "person/A.html"),
        ("site/conflict/X.html", "person/A", "../person/A.html"), ("site/article/T/conflict/X.html", "person/A", "../../../person/A.html"),
        ("site/article/T.html", "article/T/0123456789ab#char-1-2", "#char-1-2"), ("site/person/A.html", "person/A", "A.html"),
        ("index.html", "graph/links", ""),
    ],
)  # fmt: skip
def test_links_are_relative(here: str, iri: str, link: str) -> None:
    assert SiteLinks(SiteNames(BASE), here).page(BASE + iri) == link


@pytest.mark.parametrize(("iri", "link"), [("https://example.org/x", "https://example.org/x"), ("javascript:alert(1)", ""), ("data:text/html,x", "")])
def test_only_addresses_that_are_safe_are_linked(iri: str, link: str) -> None:
    links = SiteLinks(SiteNames(BASE), "site/about.html")
    assert links.page(iri) == links.href(iri) == link


def test_on_its_article_a_claim_is_a_place_of_the_page() -> None:
    claim = f"{BASE}claim/0123456789abcdef"
    assert SiteLinks(SiteNames(BASE), "site/article/T.html", claims=True).page(claim) == "#claim-0123456789abcdef"
    assert SiteLinks(SiteNames(BASE), "site/queries/a.html").page(claim) == "../claim/01.html#0123456789abcdef"


def test_data_files_are_those_of_the_page_s_articles_while_these_are_few() -> None:
    names = SiteNames(BASE)
    assert SiteLinks(names, "site/person/A.html", {"T": "T"}).forms("x") == (
        ("Turtle", "../../data/articles/T.ttl"), ("JSON-LD", "../../data/articles/T.jsonld"),
    )  # fmt: skip
    assert SiteLinks(names, "site/person/A.html", {"T": "T", "U": "U"}).forms("x")[2] == ("Turtle of U", "../../data/articles/U.ttl")
    assert SiteLinks(names, "site/person/A.html", dict.fromkeys("ABCD", "x")).forms("x") == (("all files of this release", "../../index.html#data"),)
