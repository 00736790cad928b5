"""An article in German is read by the data files of a small pack alone (tests/data/languages); one in a language without a pack says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from installed_pack import installed_pack

from kg.graph.facts import GraphIndex, read_facts
from kg.graph.provenance import Provenance
from kg.model.article import Article
from kg.pipeline.article import Built, build_article
from kg.read.text.article import read_text
from kg.read.wikitext.article import read_wikitext
from kg.validation.shapes import validate

PACKS = Path(__file__).resolve().parents[1] / "data" / "languages"
WIKITEXT = """{{Infobox Militärischer Konflikt
|KONFLIKT=Schlacht bei Hollenfurt
|TEILVON=[[Varnischer Krieg]]
|BILD=Datei:Hollenfurt.jpg
|DATUM=3. Mai bis 12. Juni 1702
|ORT=bei [[Hollenfurt]], [[Herzogtum Varn|Varn]]
|AUSGANG=Sieg der Varner
|KONTRAHENT1=[[Herzogtum Varn|Varn]]<br />Unterstützt durch:<br />[[Norland]] (bis 1. Juni 1702)
|KONTRAHENT2=[[Esk]]
|BEFEHLSHABER1=General [[Karl Wend]] {{Gefallen}}
|BEFEHLSHABER2=Oberst [[Otto Rein]] (gefangen)<br />[[Axel Brand]] (Kommandeur der Garde)
|TRUPPENSTÄRKE1=etwa 12.000 Mann
|TRUPPENSTÄRKE2=8.000 bis 9.000 Mann<br />drei Schiffe
|VERLUSTE1=1.200 Tote und Verwundete, davon 300 Tote
|VERLUSTE2=über 2.000 Gefangene<br />zwei Schiffe versenkt<br />Vermisste unbekannt
}}
Die '''Schlacht bei Hollenfurt''' fand im Mai 1702 statt.
"""
FACTS = [
    (0, "partOf", "Varnischer Krieg"),
    (0, "start", "1702-05-03"),
    (0, "end", "1702-06-12"),
    (0, "when", "1702-05-03/1702-06-12"),
    (0, "place", "Hollenfurt"),
    (0, "place", "Herzogtum Varn"),
    (0, "outcome", "Sieg der Varner"),
    (0, "hasSide", "side 1"),
    (0, "hasSide", "side 2"),
    (1, "belligerent", "Herzogtum Varn"),
    (1, "supporter", "Norland"),
    (2, "belligerent", "Esk"),
    (1, "commander", "Karl Wend"),
    (2, "commander", "Otto Rein"),
    (2, "commander", "Axel Brand"),
    (1, "strength", "c. 12000 Mann"),
    (2, "strength", "8000–9000 Mann"),
    (2, "strength", "3 Schiffe"),
    (1, "losses", "1200 Tote und Verwundete casualties"),
    (1, "losses", "300 Tote killed"),
    (2, "losses", "at least 2000 Gefangene captured"),
    (2, "losses", "2 Schiffe destroyed"),
    (2, "lossesRemark", "Vermisste unbekannt"),
]
QUALIFIERS = {
    ("Norland", "valid_until", "1702-06-01"),
    ("Karl Wend", "rank", "General"),
    ("Karl Wend", "fate", "killed"),
    ("Otto Rein", "rank", "Oberst"),
    ("Otto Rein", "fate", "captured"),
    ("Axel Brand", "role", "Kommandeur der Garde"),
}
TEXT = """Schlacht bei Hollenfurt

Datum
3. Mai bis 12. Juni 1702
Ort
Hollenfurt
Ausgang
Sieg der Varner
Konfliktparteien
Varn
Esk
Befehlshaber
General Karl Wend
Oberst Otto Rein
Verluste
300 Tote
2.000 Gefangene
Einzelnachweise
"""


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The pack as an installed package brings it: by an entry point that names its folder."""
    with installed_pack("german", PACKS, tmp_path, monkeypatch):
        yield


def build(article: Article) -> Built:
    return build_article(article, Provenance("https://example.org/", "1"))


def german_article() -> Article:
    return read_wikitext(WIKITEXT, title="Schlacht bei Hollenfurt", sha256="0" * 64, language="de")


@pytest.mark.usefixtures("german")
def test_wikitext_in_german_is_read_by_its_pack() -> None:
    built = build(german_article())
    facts = list(read_facts(GraphIndex(built.graph.triples)))
    assert sorted({(fact.side, fact.what, fact.value) for fact in facts}, key=str) == sorted(FACTS, key=str)
    told = {(fact.value, name, value) for fact in facts for name in ("valid_until", "rank", "role", "fate") if (value := getattr(fact, name))}
    assert told == QUALIFIERS
    assert [(issue.code, issue.message) for issue in built.issues] == []
    assert validate(built.graph.triples).conforms


@pytest.mark.usefixtures("german")
def test_plain_text_in_german_is_read_by_its_pack() -> None:
    built = build(read_text(TEXT.encode(), language="de"))
    facts = {(fact.what, fact.value) for fact in read_facts(GraphIndex(built.graph.triples))}
    assert facts >= {("start", "1702-05-03"), ("end", "1702-06-12"), ("place", "Hollenfurt"), ("outcome", "Sieg der Varner")}
    assert {value for what, value in facts if what in ("belligerent", "participant", "commander")} == {"Varn", "Esk", "Karl Wend", "Otto Rein"}


def test_without_the_pack_an_issue_says_so_and_nothing_is_guessed() -> None:
    built = build(german_article())
    assert list(read_facts(GraphIndex(built.graph.triples))) == []
    assert [issue.code for issue in built.issues] == ["language-unknown"]


def test_coordinates_need_no_words() -> None:
    built = build(read_text(b"Taistelu\n\n50.10\xc2\xb0 N 10.25\xc2\xb0 E on paikka.\n", language="fi"))
    assert [(fact.what, fact.value) for fact in read_facts(GraphIndex(built.graph.triples))] == [("hasGeometry", "POINT(10.25 50.1)")]
    assert [issue.code for issue in built.issues] == ["language-unknown"]
