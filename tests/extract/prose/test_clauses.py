"""Running text with its names and dates marked."""

from __future__ import annotations

import pytest
from cells import context_of, show
from hypothesis import given
from hypothesis import strategies as st
from leads import article, context, group

from kg.extract.known import Known, Names
from kg.extract.prose.clauses import mark_names, mask
from kg.extract.prose.matching import Found
from kg.extract.prose.names import Slot
from kg.model.finding import Mention
from kg.model.text import Span, Text


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("The Red Hill Front met General Otto Hars.", "The ⟪G0⟫ met ⟪R1⟫ ⟪P2⟫."),
        ("[[General]] [[Otto Hars]]'s [[1st Army (Varn)|First Army]]", "⟪R0⟫ ⟪P1⟫'s ⟪G2⟫"),
        ("Varnish Maj. Gen. Otto Hars", "Varnish ⟪R0⟫ ⟪P1⟫"),
        ("Syrian Maj. Gen. Otto Hars", "Syrian ⟪R0⟫ ⟪P1⟫"),
        ("on 4 May 1701, the Battle of Loft", "on ⟪D0⟫, the ⟪E1⟫"),
        ("the al-Nahr-aligned Jund al-Esk", "the ⟪N0⟫-aligned ⟪G1⟫"),
        ("the Army of the Hills (AOH) of Varn", "the ⟪G0⟫ of ⟪G1⟫"),
        ("the [[Army of the Hills]] (AOH) of Varn", "the ⟪G0⟫ of ⟪G1⟫"),
        ("The German [[army]] of 5,000 men", "The German army of 5,000 men"),
        ("the Varn campaign", "the ⟪G0⟫ campaign"),
        ("the Loft campaign and the 1701–02 Norland civil war", "the ⟪E0⟫ and the ⟪E1⟫"),
        ("the 1701 German invasion of Norland", "the ⟪E0⟫"),
        ("a German offensive in the German civil war", "a German offensive in the ⟪E0⟫"),
        ("in 1701 Loft fell", "in ⟪D0⟫ ⟪N1⟫ fell"),
        ("in the Loft Governorate", "in the ⟪L0⟫"),
        ("Prince Rein of Norland", "⟪P0⟫ of ⟪N1⟫"),
        ("the 35th Infantry Brigade", "the ⟪G0⟫"),
        ("King Knud, ⟪G7⟫", "⟪P0⟫, <G7>"),
    ],
)
def test_marked_names(written: str, masked: str) -> None:
    text = show(written, 0, len(written))
    known = Names({"red hill front": Known("group"), "varn": Known("group")})
    prose = mark_names(text, context_of(article("Esk.")), known)
    assert prose.masked == masked


@given(st.text(alphabet="Aa Bb.,()⟪⟫G0'’-’1701May General", max_size=60))
def test_every_offset_of_masked_text_leads_back(source: str) -> None:
    prose = mark_names(Text.verbatim(source, 0, len(source)), context_of(article("Esk.")), Names())
    assert prose.place(len(prose.masked)) == len(source)
    assert [slot.start for slot in prose.slots] == sorted(slot.start for slot in prose.slots)
    assert all(a.end <= b.start for a, b in zip(prose.slots, prose.slots[1:], strict=False))


def test_what_a_match_covers_is_found_in_the_source() -> None:
    text = Text.verbatim("-- The Varn Army fled, 4 May.", 3, 29)
    party, day = Slot("G", 4, 13, group("Varn Army")), Slot("D", 20, 25)
    prose = mask(text, (party, day))
    found = Found(prose.masked, 0, len(prose.masked), {"subject": (6, 7), "rest": (8, 19)})
    assert prose.masked == "The ⟪G0⟫ fled, ⟪D1⟫."
    assert (prose.span(found), prose.span(found, "rest")) == (Span(3, 28), Span(17, 28))
    assert prose.shown(found, "rest").shown == " fled, 4 May"
    assert (prose.slot(found, "subject"), prose.slot(found, "object")) == (party, None)


def test_a_slot_of_no_width_stands_before_a_blank() -> None:
    assert mask(Text.verbatim("fled", 0, 4), (Slot("G", 0, 0, group("Varn")),)).masked == "⟪G0⟫ fled"


def test_names_that_an_article_has_made_known() -> None:
    of = article("The Army of the Hills (AOH) fled.")
    where = context(of, "Army of the Hills", "Varn")
    found = where.names_with([Mention("O. Hars", "person", Span(0, 1), "Otto Hars")])
    assert found == {
        "army of the hills": Known("group"),
        "varn": Known("group"),
        "o hars": Known("person", "Otto Hars"),
        "otto hars": Known("person", "Otto Hars"),
        "aoh": Known("group"),
    }
