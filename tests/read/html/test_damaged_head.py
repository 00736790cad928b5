"""What the head of a page says wrongly is not taken: the page is read without it."""

from __future__ import annotations

import pytest
from html_pages import box

from kg.graph.provenance import Provenance
from kg.pipeline.run import Outcome, build_one
from kg.read.html.article import read_html

ROWS = "<th colspan=2>Belligerents</th>", "<td>Varn</td><td>Esk</td>"


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ('<html><link rel="canonical" href="http://[">', "en"),
        ('<html><link rel="dc:isVersionOf" href="//[x">', "en"),
        ('<html><link rel="canonical" href="https://en.w\ufffd><base href=">', "en"),
        ('<html><link rel="canonical" href="https://">', "en"),
        ('<html><a href="http://[?title=A&amp;oldid=7">x</a>', "en"),
        ('<html><a href="https://en.wikip<dia.org/w/?title=A&amp;oldid=7">x</a>', "en"),
        ('<html lang="e">', "en"),
        ('<html lang="dddddddddddddddddd x">', "en"),
        ('<html lang="en-GB">', "en"),
    ],
)
def test_a_page_with_a_damaged_head_is_built(head: str, language: str) -> None:
    article = read_html(head.encode() + box(*ROWS))
    assert (article.source.url, article.source.revision, article.source.language) == (None, None, language)
    outcome = build_one(article, Provenance("https://example.org/", "0"))
    assert isinstance(outcome, Outcome)
    assert outcome.report is not None
    assert outcome.report.conforms
