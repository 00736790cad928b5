from __future__ import annotations

import io

import pytest
from bulk_dumps import END, HEAD, battle, filler, page

from kg.bulk import scan
from kg.bulk.scan import Broken, Candidate, digest_of, scan_text
from kg.language.language import english
from kg.read.mediawiki.pages import PageBytes, box_search, scan_pages
from kg.read.mediawiki.redirects import read_redirects

LEADS = page("Varn", "#REDIRECT [[Varn Republic#Army]] {{R from short name}}", 5, "Varn Republic")


def test_pages_of_the_domain_are_those_that_a_build_reads() -> None:
    pages = [
        battle("Battle of Zell", 1), filler(2), page("Talk of &", "{{infobox_military  conflict\n|x=1}}", 3), LEADS,
        page("Esk", "the nfobox and belligerent1 without a sign"), page("Other", "{{Infobox &lt;!-- no --> military conflict|x=1}}", 6),
        page("Wiki", "{{Krieg|combatant1 = a}}", 7), page("Gone", "", 8).replace(b"<text>", b'<text deleted="deleted">'),
        page("Quoted", 'deleted="deleted"', 9), page("Operation", "{{operational_plan\n|x=1}}", 10),
    ]  # fmt: skip
    text = b"".join(pages)
    wanted = scan_pages((HEAD + text + END,), lambda _: box_search(english()).find)
    found = scan_text(text, "en").candidates
    assert [text[one.start : one.end] for one in found] == [one.data for one in wanted if isinstance(one, PageBytes)]
    assert found[0] == Candidate("Battle of Zell", "1", "1001", 0, len(pages[0]) - 1, digest_of(pages[0][:-1]))


def test_redirects_are_those_of_the_reader() -> None:
    text = LEADS + filler(1) + page("Talk:Varn", "#REDIRECT [[Talk:X]]", 6, "Talk:X").replace(b"<ns>0", b"<ns>1")
    assert dict(scan_text(text, "en").redirects) == read_redirects(io.BytesIO(HEAD + text + END)) != {}


def test_a_page_without_an_end_is_named_and_costs_no_other() -> None:
    cut = battle("Battle of Esk")[:-9]
    text = cut + battle("Battle of Zell", 2) + cut
    found = scan_text(text, "en")
    assert [one.title for one in found.candidates] == ["Battle of Zell"]
    assert found.broken == (
        Broken("Battle of Esk", "the page 'Battle of Esk' has no end", 0),
        Broken("Battle of Esk", "the page 'Battle of Esk' has no end", len(text) - len(cut)),
    )
    assert found.pages == 1


def test_a_page_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MAX_PAGE", 100)
    assert scan_text(battle("Battle of Zell"), "en").broken == (Broken("Battle of Zell", "the page 'Battle of Zell' is longer than 100 bytes", 0),)


def test_the_rest_of_a_page_after_a_damage_is_passed_over() -> None:
    found = scan_text(b"military conflict}}</text></page>" + battle("Battle of Zell"), "en")
    assert [one.title for one in found.candidates] == ["Battle of Zell"]
