"""Asks a live wiki what became of many pages: their versions, where redirects lead, and what changed since a time.

https://www.mediawiki.org/wiki/API:Recentchanges, https://www.mediawiki.org/wiki/API:Info.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from kg.read.error import ReadError
from kg.read.mediawiki.answers import Version, read_answer, read_language, read_moves, read_normalized, read_time_of_oldest, read_version, read_words
from kg.read.mediawiki.api import Client
from kg.read.mediawiki.redirects import Redirect, make_redirect

# So many titles are asked for at once where the one who asks has no rights of a bot, as far as an address may be long.
_MOST_TITLES, _LONGEST = 50, 5_000
# Of 500 changes each: some weeks of the busiest wiki.
_MOST_ROUNDS = 10_000


class Versions(NamedTuple):
    """What a wiki says of titles: the version of each page that there is, by its title, and the titles that stand for others."""

    pages: Mapping[str, Version]
    moved: Mapping[str, str]

    def resolve(self, title: str) -> str:
        """The title of the page that a title leads to, itself where it leads to none."""
        seen = set[str]()
        while title in self.moved and title not in seen:
            seen.add(title)
            title = self.moved[title]
        return title


class Changes(NamedTuple):
    """What changed in a wiki's articles up to a time: their titles, those among them that have one of some templates, and moves, old title first."""

    until: str
    titles: frozenset[str]
    templated: frozenset[str]
    moves: tuple[tuple[str, str], ...]


def batches(titles: Iterable[str]) -> Iterator[Sequence[str]]:
    """Titles in groups that one question can hold."""
    batch, length = list[str](), 0
    for title in titles:
        size = len(quote(title)) + 3
        if batch and (len(batch) == _MOST_TITLES or length + size > _LONGEST):
            yield batch
            batch, length = [], 0
        batch.append(title)
        length += size
    if batch:
        yield batch


def ask_versions(client: Client, titles: Iterable[str]) -> Versions:
    """Which version the pages of titles are at; redirects are followed. Raises ReadError."""
    pages, moved = dict[str, Version](), dict[str, str]()
    for batch in batches(titles):
        for answer in client.query({"prop": "info", "redirects": "1", "titles": "|".join(batch)}):
            part = read_answer(answer)
            moved.update(part.moved)
            pages.update((version.title, version) for page in part.pages if (version := read_version(page)))
    return Versions(pages, moved)


def ask_redirects(client: Client, titles: Iterable[str], language: str) -> dict[str, Redirect]:
    """The redirects among titles, and those that they lead to on the way. Raises ReadError."""
    moved = dict[str, str]()
    for batch in batches(titles):
        for answer in client.query({"redirects": "1", "titles": "|".join(batch)}):
            normalized = read_normalized(answer)
            moved.update((old, new) for old, new in read_answer(answer).moved if old not in normalized)
    found = dict[str, Redirect]()
    for batch in batches(moved):
        for answer in client.query({"prop": "revisions", "rvprop": "content", "rvslots": "main", "titles": "|".join(batch)}):
            for page in read_answer(answer).pages:
                title = str(page.get("title", ""))
                if title in moved:
                    found[title] = make_redirect(moved[title], read_words(page), language)
    return found


def ask_language(client: Client) -> str | None:
    """The language of the wiki. Raises ReadError."""
    return read_language(client.fetch({"meta": "siteinfo", "siprop": "general"}))


def ask_changes(client: Client, since: str, templates: Iterable[str]) -> Changes:
    """What changed in the articles of a wiki since a time (ISO 8601, with "Z"), and which of them have one of some templates (full titles).

    Raises ReadError, also where the wiki no longer knows all of its changes since then.
    """
    until = _check_reach(client, since)
    span = {"dir": "newer", "start": since, "end": until, "namespace": "0", "limit": "max"}
    titles, templated = set[str](), set[str]()
    for batch in batches(templates):
        changed = {"generator": "recentchanges", **{f"grc{name}": value for name, value in span.items()}, "grctype": "edit|new|log"}
        for answer in client.query({**changed, "prop": "templates", "tltemplates": "|".join(batch), "tllimit": "max"}, _MOST_ROUNDS):
            for page in read_answer(answer).pages:
                title = str(page.get("title", ""))
                titles.add(title)
                if page.get("templates"):
                    templated.add(title)
    logged = {"list": "recentchanges", **{f"rc{name}": value for name, value in span.items()}, "rctype": "log", "rcprop": "title|loginfo|timestamp"}
    moves = tuple(move for answer in client.query(logged, _MOST_ROUNDS) for move in read_moves(answer))
    return Changes(until, frozenset(titles), frozenset(templated), moves)


def _check_reach(client: Client, since: str) -> str:
    """The time of the wiki's clock. ReadError where its changes do not go back to ``since``."""
    oldest = {"list": "recentchanges", "rcdir": "newer", "rclimit": "1", "rcprop": "timestamp", "curtimestamp": "1"}
    answer = client.fetch(oldest)
    first, now = read_time_of_oldest(answer), read_answer(answer).time
    if now is None:
        raise ReadError("the answer is not one of a MediaWiki API: curtimestamp is missing", client.api)
    if first is None or first > since:
        raise ReadError(f"the wiki knows its changes since {first or now} only, not since {since}: take a dump", client.api)
    return now
