"""Questions about many pages of a live wiki; nothing of what a server answers is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from live_wiki import NOW, LiveWiki, serving

from kg.read.error import ReadError
from kg.read.mediawiki.answers import Version
from kg.read.mediawiki.api import Client
from kg.read.mediawiki.redirects import Redirect
from kg.read.mediawiki.web import Reach
from kg.read.mediawiki.wiki import ask_changes, ask_language, ask_redirects, ask_versions, batches

BOX = "Template:Infobox military conflict"
SINCE = "2026-11-10T00:00:00Z"


@pytest.fixture
def wiki() -> Iterator[LiveWiki]:
    live = LiveWiki()
    live.edit("Battle of Zell", "{{Infobox military conflict|x=1}}", 1)
    live.edit("Zell", "#REDIRECT [[Battle of Zell#Aftermath]] {{R to section}}", 1)
    live.edit("Sell", "#REDIRECT [[Zell]]", 1)
    with serving(live):
        yield live


def client_of(wiki: LiveWiki) -> Client:
    return Client(f"{wiki.address}/w/api.php", "a test", Reach("127.0.0.1"), lambda _: None)


def test_versions_are_those_of_pages_at_the_end_of_redirects(wiki: LiveWiki) -> None:
    wiki.edit("Talk:Zell", "words")
    found = ask_versions(client_of(wiki), ["Sell", "Nobody", "Talk:Zell"])
    assert found.pages == {"Battle of Zell": Version("Battle of Zell", 0, "100001"), "Talk:Zell": Version("Talk:Zell", 1, "100004")}
    assert [found.resolve(title) for title in ("Sell", "Nobody")] == ["Battle of Zell", "Nobody"]


def test_redirects_are_told_with_their_sections_and_kinds(wiki: LiveWiki) -> None:
    wiki.edit("Varn", "#REDIRECT [[Varn Republic]] {{R from short name}}")
    assert ask_redirects(client_of(wiki), ["Sell", "Varn", "Battle of Zell", "Nobody"], "en") == {
        "Sell": Redirect("Zell"), "Zell": Redirect("Battle of Zell", "Aftermath", "other"), "Varn": Redirect("Varn Republic", "", "same"),
    }  # fmt: skip


def test_changes_are_read_to_their_end(wiki: LiveWiki) -> None:
    for number in range(7):
        wiki.edit(f"River {number}", "a river")
    wiki.edit("Battle of Esk", "{{infobox military conflict|x=1}}")
    wiki.move("Battle of Zell", "Siege of Zell")
    wiki.move("River 1", "Stream 1")
    changes = ask_changes(client_of(wiki), SINCE, [BOX, "Template:Warbox"])
    assert changes.until == NOW
    assert changes.titles == {*(f"River {number}" for number in range(7)), "Battle of Esk", "Battle of Zell"}
    assert changes.templated == {"Battle of Esk"}
    assert changes.moves == (("Battle of Zell", "Siege of Zell"), ("River 1", "Stream 1"))


def test_titles_are_asked_for_in_groups_that_an_address_can_hold() -> None:
    assert [len(batch) for batch in batches(f"Title {number}" for number in range(120))] == [50, 50, 20]
    assert [len(batch) for batch in batches(["Ж" * 300] * 5)] == [2, 2, 1]
    assert list(batches([])) == []


ANSWERS: dict[str, dict[str, Any]] = {
    "pages that are none": {"query": {"pages": [{"title": "Zell", "ns": 0}]}},
    "a number that is a text": {"query": {"pages": [{"title": "Zell", "ns": 0, "lastrevid": "12"}]}},
    "pages that are a text": {"query": {"pages": "Zell"}},
    "a move without an end": {"query": {"redirects": [{"from": "Zell"}], "pages": []}},
    "no object": {"query": []},
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_that_are_none_are_refused(answer: str, wiki: LiveWiki) -> None:
    wiki.answer = lambda query: ANSWERS[answer]  # type: ignore[method-assign]
    with pytest.raises(ReadError, match="the answer is not one of a MediaWiki API"):
        ask_versions(client_of(wiki), ["Zell"])


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "no time": ({"query": {"recentchanges": [{"timestamp": "2026-11-01T00:00:00Z"}]}}, "curtimestamp is missing"),
    "no changes": ({"curtimestamp": NOW, "query": {"recentchanges": []}}, "knows its changes since 2026-11-22T12:00:00Z only"),
    "a time that is none": ({"curtimestamp": NOW, "query": {"recentchanges": [{"timestamp": "once"}]}}, "timestamp is not what it should be"),
    "a move to nowhere": (
        {
            "curtimestamp": NOW,
            "query": {"recentchanges": [{"timestamp": "2026-11-01T00:00:00Z", "logtype": "move", "title": "Zell", "logparams": {}}]},
        },
        "target_title is missing",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_changes_that_are_none_are_refused(case: str, wiki: LiveWiki) -> None:
    answer, words = CHANGES[case]
    wiki.answer = lambda query: answer  # type: ignore[method-assign]
    with pytest.raises(ReadError, match=words):
        ask_changes(client_of(wiki), SINCE, [BOX])


def test_the_language_is_told(wiki: LiveWiki) -> None:
    assert ask_language(client_of(wiki)) == "en"
    wiki.answer = lambda query: {}  # type: ignore[method-assign]
    assert ask_language(client_of(wiki)) is None
