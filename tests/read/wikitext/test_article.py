"""Wikitext becomes an article with exact positions."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import mwparserfromhell
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wiki_pages import assert_exact, columns, lines_of, marked, read, shown

from kg.model.article import Line
from kg.model.issue import Issue
from kg.model.text import Span, Text
from kg.read.error import ReadError
from kg.read.wikitext.article import read_wikitext_file
from kg.read.wikitext.scan import read_call, scan
from kg.read.wikitext.show import link_title

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


LINK = ("link", "Varn", "Varn")
BOTH = (("bold", "", "Esk"), ("italic", "", "Esk"))
VALUES = [
    ("[[Varn]]", [("Varn", (LINK,))]),
    ("[[varn_(state)#Army|Army]]s", [("Armys", (("link", "Varn (state)", "Armys"),))]),
    ("[[:Varn]] [[#Notes|a]] [[Category:X]][[:de:Varn|V]]", [("Varn a V", (LINK,))]),
    ("'''Varn''' ''and'' '''''Esk'''''", [("Varn and Esk", (("bold", "", "Varn"), ("italic", "", "and"), *BOTH))]),
    ("<small>a<br/>b</small> c", [("a", (("small", "", "a"),)), ("b c", (("small", "", "b"),))]),
    ("a<!-- b -->c&nbsp;&ndash; d<nowiki>[[e]]</nowiki>", [("ac – d[[e]]", ())]),
    ("{{flag|UK}}", [("United Kingdom", (("flag", "United Kingdom", ""), ("link", "United Kingdom", "United Kingdom")))]),
    ("{{Flag|Varn (1701–1720)|army}}", [("Varn", (("flag", "Varn", ""), ("link", "Varn (1701–1720)", "Varn")))]),
    ("{{flag|Varn|name=Kingdom}}", [("Kingdom", (("flag", "Varn", ""), ("link", "Varn", "Kingdom")))]),
    ("{{USA}}", [("United States", (("flag", "United States", ""), ("link", "United States", "United States")))]),
    ("{{flagicon|URS}}[[Varn]]", [("Varn", (("flag", "Soviet Union", ""), LINK))]),
    ("{{flagicon image|Flag of Esk (1700-1720).svg}} a", [("a", (("flag", "Esk", ""),))]),
    ("[[File:Naval Ensign of Esk.svg|23px]] [[File:Bridge.jpg|9px|link=Esk]] a", [("a", (("flag", "Esk", ""),))]),
    ("[[File:Flag of Esk.svg|23px|link=Esk Republic]] a", [("a", (("flag", "Esk Republic", ""),))]),
    ("{{navy|UK}}", [("Royal Navy", (("flag", "United Kingdom", ""), ("link", "Royal Navy", "Royal Navy")))]),
    ("{{navy|Esk}}", [("Esk", (("flag", "Esk", ""),))]),
    ("A{{KIA}} B {{POW}}", [("A † B (POW)", (("fate", "killed", "†"), ("fate", "captured", "(POW)")))]),
    ("{{coord|46.5|-31|display=inline}}", [("46.5°, -31°", (("coordinates", "46.5 -31.0", "46.5°, -31°"),))]),
    ("{{lang|de|Varn}} {{lang-fr|Esk}}", [("Varn Esk", (("lang", "de", "Varn"), ("lang", "fr", "Esk")))]),
    ("{{ill|Ada Quill|de}}", [("Ada Quill", (("link", "Ada Quill", "Ada Quill"),))]),
    ("{{HMS|Fen|K12|6}} {{USS|Reed||2}}", [("HMS Fen Reed", (("link", "HMS Fen (K12)", "HMS Fen"), ("link", "USS Reed", "Reed")))]),
    ("{{sclass-|Fen|cruiser|1}}", [("Fen-class cruiser", (("link", "Fen-class cruiser", "Fen-class cruiser"),))]),
    ("{{efn|From May}}", [("", (("note", "@35", ""),))]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_value(value: str, expected: list[object]) -> None:
    assert [marked(line.text) for line in lines_of(value)] == expected


LINES = [
    ("a<br>b<br/>c", [(0, "a"), (0, "b"), (0, "c")]),
    ("a\nb", [(0, "a"), (0, "b")]),
    ("\n* a\n** b\n* c\nd", [(1, "a"), (2, "b"), (1, "c"), (0, "d")]),
    ("a<br>*b<br>* c", [(0, "a"), (1, "b"), (1, "c")]),
    ("\n;a\n:b", [(0, "a"), (1, "b")]),
    ("{{ubl|a|b {{ubl|c}}}}", [(1, "a"), (1, "b"), (2, "c")]),
    ("a{{plainlist|\n* b\n* c\n}}d", [(0, "a"), (1, "b"), (1, "c"), (0, "d")]),
    ("{{collapsible list|title=T|a|b}}", [(0, "T"), (1, "a"), (1, "b")]),
    ("{{nowrap|{{small|a}}}} {{nowrap begin}}b{{nowrap end}}", [(0, "a b")]),
    ("{{start and end dates|1701|5|4|1702|6|df=y}}", [(0, "4 May 1701 – June 1702")]),
    ("{{start date|May 1701}}", [(0, "May 1701")]),
    ("{{OldStyleDate|14 May|1701|3 May}}", [(0, "14 May [O.S. 3 May] 1701")]),
    ("{{circa|3,000}}{{snd}}{{formatnum:4000}}", [(0, "c. 3,000 – 4000")]),
    ("{{convert|8|to|10|mi|km}} {{cvt|5|t}}", [(0, "8 to 10 mi 5 t")]),
    ("a {{age in days|1701|5|4}}{{citation needed|date=May 2010}}", [(0, "a")]),
    ("\n{| class=x\n! h\n|-\n| style=y | a || b\n|}\n", [(0, "h"), (0, "a"), (0, "b")]),
    ("<div style='display:none'>x</div>a", [(0, "a")]),
    ("{{{1|a}}} {{#tag:ref|b}}c", [(0, "a c")]),
    ("[https://example.org A site] [b]", [(0, "A site [b]")]),
    ("5 < 6 & 7", [(0, "5 < 6 & 7")]),
]


@pytest.mark.parametrize(("value", "expected"), LINES)
def test_lines(value: str, expected: list[tuple[int, str]]) -> None:
    assert shown(value) == expected


def test_blank_lines_and_rules_are_kept() -> None:
    lines = lines_of("a\n\nb<hr/>c<br><br>d")
    assert [(line.text.shown, line.gap, line.rule) for line in lines] == [("a", 0, False), ("b", 1, False), ("c", 0, True), ("d", 1, False)]


def test_footnote_on_a_line_of_its_own_belongs_to_the_line_before() -> None:
    assert [marked(line.text) for line in lines_of('a<br><ref name="x"/>')] == [("a", (("note", "/x", ""),))]


def test_positions_are_those_of_the_source() -> None:
    value = "x {{nowrap|[[Varn|Kingdom of  Varn]]}} &amp; y"
    line = lines_of(value)[0]
    source = f"{{{{Infobox military conflict|result={value}}}}}"
    assert line.text.shown == "x Kingdom of Varn & y"
    assert [source[slice(*line.text.span(at, end))] for at, end in ((0, 1), (2, 9), (13, 17), (18, 19))] == ["x", "Kingdom", "Varn", "&amp;"]


@pytest.mark.parametrize(
    ("target", "title"),
    [
        ("battle of X", "Battle of X"), ("A_b#c", "A b"), ("#c", None), (":Category:X", None), ("Category:X", None), ("de:X", None),
        ("Operation: X", "Operation: X"), ("wikt:x", None), ("A&amp;B", "A&B"), ("", None), ("a{b", None),
    ],
)  # fmt: skip
def test_link_title(target: str, title: str | None) -> None:
    assert link_title(target) == title


UNKNOWN = Issue("unknown-template", "no rule says what the template 'Fen soup' shows", Span(36, 54))


def test_unknown_template_shows_its_arguments_and_is_told() -> None:
    article = read("{{Infobox military conflict|result={{Fen soup|a|[[b]]}}}}".replace("|[[b]]", "|k=v|b"))
    assert [marked(line.text) for line in article.boxes[0].rows[0].cells[0].lines] == [("a b", (("template", "Fen soup", "a b"),))]
    assert [(issue.code, issue.message) for issue in article.issues] == [(UNKNOWN.code, UNKNOWN.message)]


PARAMETERS = [
    ("combatant1=a|casualties3=b", [("belligerents", [(1, "a")]), ("casualties", [(0, "b")])]),
    ("combatant3=a|casualties3=b", [("belligerents", [(3, "a")]), ("casualties", [(3, "b")])]),
    ("commander2a=b|commander1=a|commander2=c", [("commanders", [(1, "a"), (2, "b"), (2, "c")])]),
    ("result=a|result=b", [("outcome", [(0, "b")])]),
    ("result=|place=<!-- none -->", []),
    ("lat_deg=10|lat_min=30|lat_dir=S|lon_deg=5|lon_dir=E", [("coordinates", [(0, "10°30′S 5°E")])]),
    ("latitude=10.5|longitude=-5", [("coordinates", [(0, "10.5°, -5°")])]),
]


@pytest.mark.parametrize(("parameters", "rows"), PARAMETERS)
def test_parameters(parameters: str, rows: list[object]) -> None:
    assert [(field, cells) for field, _, cells in columns(read(f"{{{{Infobox military conflict|{parameters}}}}}"))] == rows


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Infobox military conflict", "military conflict"), ("infobox_War", "war"), ("Infobox civilian attack", "civilian attack"),
        ("Warbox", "military conflict"), ("Operational plan", "operational plan"), ("Infobox military unit", "military unit"),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: str) -> None:
    assert [box.kind for box in read(f"{{{{{name}\n|name=X}}}}").boxes] == [kind]


def test_boxes_out_of_the_domain_and_in_comments_are_left_out() -> None:
    article = read("{{Infobox settlement|name=X}}<!-- {{Infobox battle|date=1701}} -->\n==H==\n{{Infobox battle|date=1702}}")
    assert columns(article) == [("date", "date", [(0, "1702")])]


BROKEN = [
    ("{{Infobox battle\n|date=1701\n|place={{flag|A\n|result=[[B\n}}\n\nLead.", [("date", "1701"), ("place", "flag|A"), ("outcome", "B")]),
    ("{{Infobox battle\n|date=1701\n|result=B", [("date", "1701"), ("outcome", "B")]),
    ("{{Infobox battle\n|date=1701<ref>x\n|result=B\n}}", [("date", "1701x"), ("outcome", "B")]),
    ("{{Infobox battle\n|date=1701<!-- x\n|result=B\n}}", [("date", "1701")]),
    ("{{Infobox battle\n|date=1701\n|result=a}} b}}", [("date", "1701"), ("outcome", "a")]),
]


@pytest.mark.parametrize(("text", "rows"), BROKEN)
def test_unclosed_markup_spoils_nothing_else(text: str, rows: list[tuple[str, str]]) -> None:
    article = read(text)
    assert [(field, cells[0][1]) for field, _, cells in columns(article)] == rows
    assert_exact(article)


def test_unclosed_infobox_is_told_and_the_lead_is_read() -> None:
    article = read(BROKEN[0][0])
    assert {issue.code for issue in article.issues} == {"unclosed-markup"}
    assert [text.shown for text in article.lead] == ["Lead."]


@pytest.mark.parametrize("nested", ["{{nowrap|" * 1000 + "x" + "}}" * 1000, "[[a|" * 1000 + "x" + "]]" * 1000])
def test_deep_nesting_is_told(nested: str) -> None:
    article = read(f"{{{{Infobox battle|date=1701|place={nested}}}}}")
    assert [issue.code for issue in article.issues] == ["nested-too-deep"]
    assert columns(article) == [("date", "date", [(0, "1701")])]


def test_many_rows() -> None:
    count = 20_000
    article = read("{{Infobox battle\n" + "".join(f"|p{n}=v{n}\n" for n in range(count)) + "}}")
    assert [row.label for row in article.boxes[0].rows] == [f"p{n}" for n in range(count)]


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


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_plain_text_shows_itself(text: str) -> None:
    clean = "".join(character for character in text if character.isalnum() or character in " ,.")
    assert [" ".join(line.text.shown.split()) for line in lines_of("x" + clean)] == [" ".join(("x" + clean).split())]


def test_wikitext_file() -> None:
    article = read_wikitext_file(ARTICLE.encode(), "folder/hollenfurt.wiki")
    assert (article.source.title, article.source.file, article.source.url) == ("Battle of Hollenfurt", "folder/hollenfurt.wiki", None)
    assert read_wikitext_file(b"No box.", "some_page.wiki").source.title == "some page"
    with pytest.raises(ReadError):
        read_wikitext_file(b"\xff\xfe\x00", "x.wiki")


def test_empty_line_is_no_line() -> None:
    assert lines_of("<br><br>") == ()
    assert lines_of("a") == (Line(Text("a", lines_of("a")[0].text.pieces)),)


def _templates(source: str, start: int, end: int) -> Counter[str]:
    """All templates of a range, those in references too."""
    markup, found = scan(source, start, end), Counter[str]()
    for at, stop in markup.ends.items():
        if source.startswith("{{", at) and at not in markup.parameters:
            found[source[at:stop]] += 1
        elif source[at : at + 4].lower() == "<ref" and source[stop - 2] != "/":
            found += _templates(source, source.index(">", at) + 1, source.rindex("</", at, stop))
    return found


def test_structure_is_that_of_mwparserfromhell(corpus: Path) -> None:
    for path in sorted((corpus / "xml").glob("*.xml"))[::6]:
        text = ET.fromstring(path.read_bytes()).findtext("revision/text", "")
        oracle = mwparserfromhell.parse(text).filter_templates()
        assert _templates(text, 0, len(text)) == Counter(map(str, oracle)), path.name
        for template in oracle:
            source = str(template)
            call = read_call(scan(source), 0)
            expected = [(str(p.name).strip(), str(p.value).strip()) for p in template.params]
            assert [(a.name, source[a.start : a.end]) for a in call.arguments] == expected


def test_corpus_positions(corpus: Path) -> None:
    for path in sorted((corpus / "xml").glob("*.xml")):
        root = ET.fromstring(path.read_bytes())
        assert_exact(read(root.findtext("revision/text", ""), root.findtext("title", "")))
