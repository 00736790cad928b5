"""Wikitext becomes an article with exact positions."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wiki_pages import assert_exact, columns, read

from kg.read.error import ReadError
from kg.read.wikitext.article import read_wikitext_file

ARTICLE = """{{short description|Battle of 1701}}
{{Infobox military conflict<!-- scroll down -->
| conflict    = Battle of Hollenfurt
| partof      = the [[War of the Fens]]
| image       = Hollenfurt.jpg
| date        = {{start date|1701|5|4|df=y}}<ref>{{cite book|last=Lund|title=Fens|year=1950}}</ref>
| place       = near [[Hollenfurt (Varn)|Hollenfurt]]
| coordinates = {{coord|46|10|N|31|5|W|display=title}}
| result      =
| combatant1  = {{flag|Varn}}<br />{{flagicon|UK}} [[Royal Legion]]
| combatant1a = '''From June:'''<br>{{flagcountry|Lowmark}}
| combatant2  = {{plainlist|
* {{flagdeco|Esk}} [[Esk]]
** [[Red Guard]]
}}
| commander2  = [[Ada Quill]]{{KIA}}
| strength1   = 5,000&nbsp;men<br />~40 guns
| casualties3 = 12 civilians
| wappen      = none
| campaignbox = {{Campaignbox War of the Fens}}
}}

The '''Battle of Hollenfurt''' was fought between [[Varn]] and [[Esk]]<ref name="lund"/> in
the fens.

It ended in May.
== Background ==
Not in the lead.
"""


def test_article() -> None:
    article = read(ARTICLE)
    assert columns(article) == [
        ("title", "conflict", [(0, "Battle of Hollenfurt")]),
        ("part_of", "partof", [(0, "the War of the Fens")]),
        ("ignored", "image", [(0, "Hollenfurt.jpg")]),
        ("date", "date", [(0, "4 May 1701")]),
        ("place", "place", [(0, "near Hollenfurt")]),
        ("coordinates", "coordinates", [(0, "46°10′N 31°5′W")]),
        ("belligerents", "combatant", [(1, "Varn / Royal Legion"), (1, "From June: / Lowmark"), (2, "Esk / Red Guard")]),
        ("commanders", "commander", [(2, "Ada Quill †")]),
        ("strength", "strength", [(1, "5,000 men / ~40 guns")]),
        ("casualties", "casualties", [(0, "12 civilians")]),
        ("", "wappen", [(0, "none")]),
    ]
    assert [text.shown for text in article.lead] == ["The Battle of Hollenfurt was fought between Varn and Esk in the fens.", "It ended in May."]
    assert [(box.kind, box.title.shown if box.title else None) for box in article.boxes] == [("military conflict", "Battle of Hollenfurt")]
    assert article.source.text[slice(*article.title.span())] == "Battle of Hollenfurt"
    assert article.source.text[slice(*article.boxes[0].rows[3].span)].startswith("date        = {{start date|1701")
    assert article.issues == ()
    assert_exact(article)


PARTS = (
    "{{ }} [[ ]] | = {{flag| {{ubl| {{efn| <ref> </ref> <ref\xa0name=a> <br> <!-- --> ''' '' &nbsp; & < > {| |} {{{ }}} "
    "<small> </small> <nowiki> </nowiki> x é {{coord|1|2}} [http://a.b\xa0c] 1701 {{Infobox\xa0battle|date="
)
SOUP = st.lists(
    st.sampled_from([*(part.replace("\xa0", " ") for part in PARTS.split(" ")), "\n", "\n*", "\n|date=", "\n==H==\n", "\xa0"]), max_size=40
).map("".join)


@settings(max_examples=400)
@given(SOUP)
def test_any_markup_is_read_with_exact_positions(soup: str) -> None:
    assert_exact(read("{{Infobox battle\n|result=" + soup + "\n}}\n'''X''' " + soup))


def test_wikitext_file() -> None:
    article = read_wikitext_file(ARTICLE.encode(), "folder/hollenfurt.wiki")
    assert (article.source.title, article.source.file, article.source.url) == ("Battle of Hollenfurt", "folder/hollenfurt.wiki", None)
    assert read_wikitext_file(b"No box.", "some_page.wiki").source.title == "some page"
    with pytest.raises(ReadError):
        read_wikitext_file(b"\xff\xfe\x00", "x.wiki")


def test_corpus_positions(corpus: Path) -> None:
    for path in sorted((corpus / "xml").glob("*.xml")):
        root = ET.fromstring(path.read_bytes())
        assert_exact(read(root.findtext("revision/text", ""), root.findtext("title", "")))
