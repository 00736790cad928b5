"""What wikitext shows: values of infoboxes with their lines, depths and marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wiki_pages import columns, lines_of, marked, read, shown

from kg.language.language import english
from kg.model.article import Line
from kg.model.issue import Issue
from kg.model.text import Span, Text
from kg.read.wikitext.show import link_title

LINK = ("link", "Varn", "Varn")


BOTH = (("bold", "", "Esk"), ("italic", "", "Esk"))


VALUES = [
    ("[[Varn]]", [("Varn", (LINK,))]),
    ("[[varn_(state)#Army|Army]]s", [("Armys", (("link", "", "Armys"),))]),
    ("[[varn_(state)#Army|Varn]] [[Esk#Fall|fall]]", [("Varn fall", (("link", "Varn (state)", "Varn"), ("link", "", "fall")))]),
    ("{{slink|Esk|Fall}}, {{ill|fall of Esk|de|lt=fall}}", [("Fall, fall", (("link", "Esk", "Fall"), ("link", "Fall of Esk", "fall")))]),
    ("A [[Prisoner of war|‡]], B ([[Death by natural causes|†]])", [("A ‡, B ( †)", (("fate", "captured", "‡"), ("fate", "diedOfIllness", "†")))]),
    ("[[Prisoner of war|prisoners of war]]", [("prisoners of war", (("link", "Prisoner of war", "prisoners of war"),))]),
    ("{{symbol|Flag of Esk.svg|link=no}} {{#invoke:flag|icon|Varn}} a", [("a", (("flag", "Esk", ""), ("flag", "Varn", "")))]),
    ("{{#invoke:flag||Varn}}", [("Varn", (("flag", "Varn", ""), ("link", "Varn", "Varn")))]),
    ("{{flag+link|Army of|Varn}}", [("Varn", (("flag", "Varn", ""), ("link", "Varn", "Varn")))]),
    ("{{noflag|Varn}} {{sortname|Ada|Quill}}", [("Varn Ada Quill", (("link", "Ada Quill", "Ada Quill"),))]),
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
    ("[[File:Naval Ensign of Esk.svg|23px]] [[File:Bridge.jpg|90px|link=Esk]] a", [("a", (("flag", "Esk", ""),))]),
    ("[[File:Arms_of the Bergs.svg|x15px]] a", [("a", (("flag", "Arms of the Bergs.svg", ""),))]),
    ("{{flagicon image|File:Arms of the Bergs.svg}} a", [("a", (("flag", "Arms of the Bergs.svg", ""),))]),
    ("[[File:Arms of the Bergs.svg]] a", [("a", ())]),
    ("[[File:Flag of Esk.svg|23px|link=Esk Republic]] a", [("a", (("flag", "Esk Republic", ""),))]),
    ("{{navy|UK}}", [("Royal Navy", (("flag", "United Kingdom", ""), ("link", "Royal Navy", "Royal Navy")))]),
    ("{{navy|Esk}}", [("Esk Navy", (("flag", "Esk", ""), ("link", "", "Esk Navy")))]),
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
    ("* a<br>b\n** c<br>d\nf<br>g", [(1, "a"), (1, "b"), (2, "c"), (2, "d"), (0, "f"), (0, "g")]),
    ("* a<br>*b<br>c", [(1, "a"), (1, "b"), (1, "c")]),
    ("* {{plainlist|\n* a<br>b\n}}<br>c\nd", [(1, "a"), (1, "b"), (1, "c"), (0, "d")]),
    ("\n;a\n:b", [(0, "a"), (1, "b")]),
    ("{{Casualties|killed=1,200|wounded=|note=x|total=2,000}}", [(0, "killed: 1,200"), (0, "total: 2,000")]),
    ("{{ubl|a|b {{ubl|c}}}}", [(1, "a"), (1, "b"), (2, "c")]),
    ("a{{plainlist|\n* b\n* c\n}}d", [(0, "a"), (1, "b"), (1, "c"), (0, "d")]),
    ("{{collapsible list|title=T|a|b}}", [(0, "T"), (1, "a"), (1, "b")]),
    ("{{nowrap|{{small|a}}}} {{nowrap begin}}b{{nowrap end}}", [(0, "a b")]),
    ("{{start and end dates|1701|5|4|1702|6|df=y}}", [(0, "4 May 1701 – June 1702")]),
    ("{{start date|May 1701}}", [(0, "May 1701")]),
    ("{{start date|1701|May|6}} {{end date|1702|Jan.}}", [(0, "6 May 1701 January 1702")]),
    ("{{start and end dates|1701|may|4|1702|June|5}}", [(0, "4 May 1701 – 5 June 1702")]),
    ("{{death-date and age| 22 October 1768| 27 June 1690}}", [(0, "22 October 1768")]),
    ("{{OldStyleDate|14 May|1701|3 May}}", [(0, "14 May [O.S. 3 May] 1701")]),
    ("{{circa|3,000}}{{snd}}{{formatnum:4000}}", [(0, "c. 3,000 – 4000")]),
    ("{{convert|8|to|10|mi|km}} {{cvt|5|t}}", [(0, "8 to 10 mi 5 t")]),
    ("a {{age in days|1701|5|4}}{{citation needed|date=May 2010}}", [(0, "a")]),
    ("\n{| class=x\n! h\n|-\n| style=y | a || b\n|}\n", [(0, "h"), (0, "a"), (0, "b")]),
    ("<div style='display:none'>x</div>a", [(0, "a")]),
    ("{{{1|a}}} {{#tag:ref|b}}c", [(0, "a c")]),
    ("[https://example.org A site] [b]", [(0, "A site [b]")]),
    ("5 < 6 & 7", [(0, "5 < 6 & 7")]),
    ("{{br list|a|b}}", [(1, "a"), (1, "b")]),
    ("{{ubli|a|b}}", [(1, "a"), (1, "b")]),
    ("{{vunblist|a|b}}", [(1, "a"), (1, "b")]),
    ("{{#invoke:List|unbulleted|a|b}}", [(1, "a"), (1, "b")]),
    ("{{indented plainlist}}\n* a\n** b\n{{end plainlist}}", [(1, "a"), (2, "b")]),
    ("{{hidden begin|title=T}}\n* a\n{{hidden end}}", [(0, "T"), (1, "a")]),
    ("{{color|red|a}} {{resize|80%|b}} {{font|text=c|size=2}} {{align|left|d}}", [(0, "a b c d")]),
    ("{{gaps|12|400}} {{US$|5 million}} 2{{e|6}}", [(0, "12400 US$5 million 2×10^6")]),
    ("{{as of|1701|5|4}} {{date|1701-05-04|dmy}} {{start date and age|1701|5|4|df=y}}", [(0, "as of 4 May 1701 4 May 1701 4 May 1701")]),
    ("{{formatnum:{{#expr:1200+300}}}} men {{#if:x|a|b}}{{#if:|a|b}}", [(0, "1500 men ab")]),
    ("a&lt;br /&gt;b&lt;small&gt; c&lt;/small&gt;&lt;ref&gt;d&lt;/ref&gt; &lt;e", [(0, "a"), (0, "b c <e")]),
    ("a<ref>{{cite web|title=T}} b<br>c", [(0, "a"), (0, "c")]),
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
    assert link_title(target, english()) == title


COMPUTED = ["{{#time:Y}}", "{{#expr:{{x}}+1}}", "{{#if:{{x}}|a|b}}", "{{#switch:a|a=5}}", "{{inflation|US|5|1940}}"]


@pytest.mark.parametrize("formula", COMPUTED)
def test_what_the_wiki_computes_is_told(formula: str) -> None:
    article = read(f"{{{{Infobox military conflict|strength1={formula} men}}}}")
    assert [line.text.shown for line in article.boxes[0].rows[0].cells[0].lines] == ["men"]
    assert [(issue.code, article.source.text[slice(*issue.span)]) for issue in article.issues if issue.span] == [("formula", formula)]


UNKNOWN = Issue("unknown-template", "no rule says what the template 'Fen soup' shows", Span(36, 54))


def test_unknown_template_shows_its_arguments_and_is_told() -> None:
    article = read("{{Infobox military conflict|result={{Fen soup|a|[[b]]}}}}".replace("|[[b]]", "|k=v|b"))
    assert [marked(line.text) for line in article.boxes[0].rows[0].cells[0].lines] == [("a b", (("template", "Fen soup", "a b"),))]
    assert [(issue.code, issue.message) for issue in article.issues] == [(UNKNOWN.code, UNKNOWN.message)]


@pytest.mark.parametrize(
    ("lead", "codes"),
    [
        ("{{Wars of the Fens}}\nThe war.", []),
        ("{{Fen banner|state=collapsed}}{{Wars of the Fens}}\n\nThe war.", []),
        ("The {{Fen soup}} war.", ["unknown-template"]),
        ("{{Fen soup|the war}}", ["unknown-template"]),
    ],
)
def test_a_template_alone_on_its_line_in_the_lead_is_a_box_beside_the_text(lead: str, codes: list[str]) -> None:
    assert [issue.code for issue in read(f"{{{{Infobox battle|date=1701}}}}\n{lead}").issues] == codes


@pytest.mark.parametrize("nested", ["{{nowrap|" * 1000 + "x" + "}}" * 1000, "[[a|" * 1000 + "x" + "]]" * 1000])
def test_deep_nesting_is_told(nested: str) -> None:
    article = read(f"{{{{Infobox battle|date=1701|place={nested}}}}}")
    assert [issue.code for issue in article.issues] == ["nested-too-deep"]
    assert columns(article) == [("date", "date", [(0, "1701")])]


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_plain_text_shows_itself(text: str) -> None:
    clean = "".join(character for character in text if character.isalnum() or character in " ,.")
    assert [" ".join(line.text.shown.split()) for line in lines_of("x" + clean)] == [" ".join(("x" + clean).split())]


def test_empty_line_is_no_line() -> None:
    assert lines_of("<br><br>") == ()
    assert lines_of("a") == (Line(Text("a", lines_of("a")[0].text.pieces)),)
