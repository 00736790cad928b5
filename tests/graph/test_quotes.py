"""Quotes stay short: evidence over much markup is quoted by the words in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.article import extract
from kg.graph.claims import map_findings
from kg.graph.quotes import Quotes
from kg.model.article import Article, Source
from kg.model.text import FLAG, Mark, Piece, Span, Text
from kg.read.registry import open_articles

MARKUP = "<" + 298 * "-" + ">"
LONG = f"Varn{MARKUP}the  {MARKUP}Esk<b>Army</b>{MARKUP}"


def text_of(*runs: str) -> Text:
    """A text that shows some runs of LONG side by side."""
    shown, pieces = "", list[Piece]()
    for run in runs:
        start = LONG.index(run)
        pieces.append(Piece(len(shown), start, start + len(run)))
        shown += run
    return Text(shown, tuple(pieces), (Mark(FLAG, "Norland", len(shown), len(shown), Span(0, 2)), Mark(FLAG, "Esk", 0, 0, Span(930, 940))))


@pytest.mark.parametrize(
    ("span", "quotes"),
    [
        pytest.param(Span(0, 4), ["Varn"], id="a short span stays as it is"),
        pytest.param(Span(3, 20), [LONG[3:20]], id="with its markup"),
        pytest.param(Span(0, 305), ["Varn", "t"], id="words are cut at the ends of the span"),
        pytest.param(Span(0, 640), ["Varn", "the", "Esk<b>Army"], id="words apart are quoted apart, words close by together"),
        pytest.param(Span(640, 935), [LONG[930:935]], id="a flag is quoted"),
        pytest.param(Span(4, 304), [MARKUP], id="markup without words stays as it is"),
    ],
)
def test_long_evidence_is_quoted_by_its_words(span: Span, quotes: list[str]) -> None:
    article = Article(Source("Siege of Krell", LONG, "ab" * 32, "html"), Text("", ()), (text_of("Varn", "the  ", "Esk", "Army"),), ())
    assert [LONG[start:end] for start, end in Quotes(article).of([span])] == quotes


def test_a_page_with_much_markup_has_short_quotes(tmp_path: Path) -> None:
    picture = f'<img alt="" src="https://upload.example.org/{300 * "x"}/Flag_of_Norland.svg/23px-Flag_of_Norland.svg.png" height="12">'
    party = f'<span class="flagicon">{picture}</span>&nbsp;<a href="/wiki/Norland" title="{200 * "Norland "}">Norland</a>'
    leader = f'<span class="flagicon">{picture}</span> <a href="/wiki/Ada_Berg">Ada Berg</a>'
    page = f"""<html lang="en"><head><title>Battle of Esk - Wikipedia</title></head><body><h1 id="firstHeading">Battle of Esk</h1>
<div class="mw-parser-output"><table class="infobox vevent"><tr><th colspan="2">Battle of Esk</th></tr>
<tr><th>Date</th><td>4 May 1701</td></tr><tr><th colspan="2">Belligerents</th></tr><tr><td>{10 * (party + "<br>")}{party}</td><td>Varn</td></tr>
<tr><th colspan="2">Commanders and leaders</th></tr><tr><td>{leader}</td><td>Otto Hars</td></tr></table>
<p>The <b>Battle of Esk</b> was a battle.</p></div></body></html>"""
    (tmp_path / "esk.html").write_text(page)
    (article,) = open_articles([str(tmp_path / "esk.html")])
    assert isinstance(article, Article)
    claims = map_findings(extract(article), "https://example.org/").claims
    quotes = {page[start:end] for claim in claims for start, end in claim.evidence}
    assert {"Norland", "Ada Berg", '23px-Flag_of_Norland.svg.png"'} <= quotes
    assert max(map(len, quotes)) < 300
