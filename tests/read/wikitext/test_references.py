"""What footnotes cite becomes a reference: citation templates, short citations looked up on the page, addresses, words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wiki_pages import read

from kg.model.article import Note, Reference

LUND = Reference(title="A History of the Fens", author="Lund, Ida", publisher="Marsh Press", date="1950", authors=("Ida Lund",))
PAGE = """{{{{Infobox battle|date=4 May 1701{use}}}}}
The battle.
== Notes ==
<references><ref name="list">{{{{cite web|title=Listed|url=http://a.example/l}}}}</ref></references>
<ref name="later">{{{{cite web|title=Later|url=http://a.example/x}}}}</ref>{{{{efn|name=e|An ''explanation''.}}}}
== Sources ==
* {{{{cite book |last=Lund |first=Ida |title=A History of the ''Fens'' |publisher=[[Marsh Press]] |year=1950 |ref=harv}}}}
* {{{{cite book |last1=Pell |last2=Quist |title=Two |date=May 1960 |url=https://b.example/2}}}}
* {{{{citation |author=Institute of Mud |title=Mud |year=1970 |ref={{{{sfnref|IM|1970}}}}}}}}
* {{{{cite book |last=Twin |title=First |year=1980}}}} {{{{cite book |last=Twin |title=Second |year=1980}}}}
* [[Otto Reed|Reed, Otto]] (1990). ''Reeds''. Marsh Press.
"""


def notes_of(use: str) -> tuple[Note, ...]:
    return read(PAGE.format(use=use)).notes


ARCHIVE = "https://web.archive.org/web/2002/http://a.example/1"
TWO = Reference(
    title="Two",
    url="https://b.example/2",
    author="Pell; Quist",
    date="May 1960",
    text="Pell, Quist 1960, pp. 7–9",
    authors=("Pell", "Quist"),
    pages="7–9",
)
CITED = [
    (
        "<ref>{{cite web |url=http://a.example/1 |title=[[Fens|The fens]] |author=Ann Marsh |website=Fen News |date=3 May 2001 |quote=It rained. "
        "|archiveurl=https://web.archive.org/web/2002/http://a.example/1}}</ref>",
        Reference("The fens", "http://a.example/1", ARCHIVE, "Ann Marsh", "Fen News", "3 May 2001", "It rained.", authors=("Ann Marsh",)),
    ),
    (
        "<ref>{{Cite book|last1=Pell|first1=A.|last2=Quist|first2=B.|title=T}}</ref>",
        Reference(title="T", author="Pell, A.; Quist, B.", authors=("A. Pell", "B. Quist")),
    ),
    ("{{sfn|Lund|1950|p=7}}", replace(LUND, text="Lund 1950, p. 7", pages="7")),
    ("{{sfn|Pell|Quist|1960|pp=7–9}}", TWO),
    ("{{sfn|IM|1970}}", Reference(title="Mud", author="Institute of Mud", date="1970", text="IM 1970", authors=("Institute of Mud",))),
    ("<ref>{{harvnb|Lund|1950|p=7}}.</ref>", replace(LUND, text="Lund 1950, p. 7", pages="7")),
    ("<ref>Lund (1950), pp. 7–9.</ref>", replace(LUND, text="Lund (1950), pp. 7–9", pages="7–9")),
    ("<ref>Lund, p. 7</ref>", replace(LUND, text="Lund, p. 7", pages="7")),
    ("<ref>Reed 1990, p. 3</ref>", Reference(title="Reeds", author="Reed, Otto", date="1990", text="Reed 1990, p. 3", pages="3")),
    ("{{sfn|Twin|1980}}", Reference(text="Twin 1980")),
    ("{{sfn|Nobody|1999|p=1}}", Reference(text="Nobody 1999, p. 1")),
    ('<ref name="later"/>', Reference(title="Later", url="http://a.example/x")),
    ("{{r|later|p=3}}", Reference(title="Later", url="http://a.example/x")),
    ("<ref name=list />", Reference(title="Listed", url="http://a.example/l")),
    ("<ref>[http://c.example/p ''A page'']. Retrieved 2001.</ref>", Reference(title="A page", url="http://c.example/p")),
    ("<ref>Lund [http://c.example/p pp. 7–9]</ref>", Reference(url="http://c.example/p", pages="7–9")),
    ("<ref>Lund [http://c.example/p (p.70)]</ref>", Reference(url="http://c.example/p", pages="70")),
    ("<ref>[http://c.example/p The Last Fen, p. 70]</ref>", Reference(title="The Last Fen", url="http://c.example/p", pages="70")),
    ("<ref>[http://c.example/p c.example]</ref>", Reference(url="http://c.example/p")),
    ("<ref>http://c.example/p.</ref>", Reference(url="http://c.example/p")),
    ("<ref>Otto Marsh: ''The Long Rain'' ch. 12.</ref>", Reference(title="The Long Rain", text="Otto Marsh: The Long Rain ch. 12")),
    ('<ref>"Rain again." Fen News, 3 May.</ref>', Reference(title="Rain again", text='"Rain again." Fen News, 3 May')),
    ("{{sfn|Lund|1950|loc=map 2}}", replace(LUND, text="Lund 1950, map 2")),
    (
        "<ref>{{cite book|title=T|last=Berg|first=Ö.|isbn=978-0-306-40615-7|pages=1–2|language=German}}</ref>",
        Reference("T", author="Berg, Ö.", authors=("Ö. Berg",), pages="1–2", isbn="978-0-306-40615-7", language="de"),
    ),
    ("<ref>{{cite book|title=T|author=Berg, Ö.|language=Old Fennish}}</ref>", Reference("T", author="Berg, Ö.", language="und")),
    ("<ref>{{cite book|title=T|editor-last=Berg|page=4|language=FR}}</ref>", Reference("T", author="Berg", pages="4", language="fr")),
    ("<ref>{{Cite Q|Q12|p=4}}</ref>", Reference(item="Q12", pages="4")),
    ("<ref>Official figures</ref>", Reference(text="Official figures")),
    ("{{#tag:ref|{{cite web|title=T|url=http://a.example/t}}}}", Reference(title="T", url="http://a.example/t")),
    ("<ref>{{webarchive|url=https://web.archive.org/web/2002/http://a.example/1}} {{sfn|Lund|1950}}</ref>", replace(LUND, text="Lund 1950")),
]  # fmt: skip


@pytest.mark.parametrize(("use", "reference"), CITED)
def test_reference(use: str, reference: Reference) -> None:
    assert [note.reference for note in notes_of(use)] == [reference]


UNTITLED = [
    ("{{cite book|last=Berg|year=2006}}", Reference(author="Berg", date="2006", text="Berg, 2006", authors=("Berg",)), []),
    ("{{cite web|date=3 May 2006}}", None, ["reference-untitled"]),
    ("{{citation|quote=It rained.}}", None, ["reference-untitled"]),
    ("{{#invoke:cite|book|title=Bo|date=2006}}", Reference(title="Bo", date="2006"), []),
]


@pytest.mark.parametrize(("template", "reference", "codes"), UNTITLED)
def test_a_citation_without_a_title(template: str, reference: Reference | None, codes: list[str]) -> None:
    article = read(PAGE.format(use=f"<ref>{template}</ref>"))
    assert [note.reference for note in article.notes] == ([reference] if reference else [])
    assert [issue.code for issue in article.issues] == codes


UNCITED = ["<ref>Ibid.</ref>", '<ref name="nowhere"/>', "<ref></ref>"]


@pytest.mark.parametrize("use", UNCITED)
def test_no_reference(use: str) -> None:
    assert [note.reference for note in notes_of(use)] in ([], [None])


def test_explanations_are_texts_and_may_cite() -> None:
    explained, cited = notes_of("{{efn|From June.{{sfn|Lund|1950}}}}")
    assert explained.text is not None
    assert (explained.text.shown, explained.reference) == ("From June.", None)
    assert [mark.value for mark in explained.text.marks] == [cited.key]
    assert cited.reference == replace(LUND, text="Lund 1950")


@pytest.mark.parametrize("use", ["{{efn|name=e}}", '<ref name="n" group="nb">An explanation.</ref>', "{{refn|group=nb|An explanation.}}"])
def test_explanation(use: str) -> None:
    assert [(note.text.shown if note.text else None, note.reference) for note in notes_of(use)] == [("An explanation.", None)]


def test_a_note_used_twice_is_read_once() -> None:
    article = read(PAGE.format(use='<ref name="a">{{cite web|title=T}}</ref>|place=X<ref name="a"/>'))
    assert [(note.key, note.reference) for note in article.notes] == [("/a", Reference(title="T"))]
    assert [mark.value for row in article.boxes[0].rows for mark in row.cells[0].lines[0].text.marks] == ["/a", "/a"]
