"""Reads pages from a live wiki over its API: the current text, or the revision that a URL names, in wikitext."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from typing import Any, Literal, get_args
from urllib.parse import parse_qs, quote, unquote, urlsplit

from kg.model.article import Article
from kg.rdf.terms import mend_iri
from kg.read.error import ReadError, read_safely
from kg.read.mediawiki.answers import BAD_TITLE, REVISIONS, Revision, read_answer, read_revision
from kg.read.mediawiki.api import Client, user_agent
from kg.read.mediawiki.web import Reach
from kg.read.wikitext.article import read_wikitext
from kg.values import dataclass

# What the API says of a page that is none.
Fault = Literal["missing", "invalid"]
BATCH = 20
_PATH = "/wiki/"
_FAULTS: tuple[Fault, ...] = get_args(Fault)
_PARAMETERS = {
    "prop": "revisions|info|pageprops",
    "rvprop": "ids|timestamp|content",
    "rvslots": "main",
    "inprop": "url",
    "ppprop": "wikibase_item",
    "curtimestamp": "1",
}
_PATH_SAFE = "/:(),!*@;~'"


@dataclass(frozen=True, slots=True)
class Address:
    """A page of a wiki: the URL as given, the API that serves it, its title, and its revision where the URL names one."""

    url: str
    api: str
    title: str | None
    revision: str | None


def read_live(
    urls: str | Sequence[str],
    *,
    contact: str | None = None,
    allow_private: bool = False,
    limit: float | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Article | ReadError]:
    """Yield the article of each URL (…/wiki/TITLE, …/index.php?title=TITLE or oldid=REVISION) in order, a ReadError for each that cannot be had.

    Pages of one wiki are fetched in batches; redirects are followed. ``contact`` (an e-mail or web address) is told to the server with each request.
    A wiki at a public address leads to no private one unless ``allow_private`` (kg.read.mediawiki.web).
    """
    addresses = [_address(url) for url in ([urls] if isinstance(urls, str) else urls)]
    reaches: dict[str, Reach] = {}
    for api, group in groupby(addresses, key=lambda a: a.api if isinstance(a, Address) else ""):
        host = urlsplit(api).netloc
        client = Client(api, user_agent(contact), reaches.setdefault(host, Reach(host, allow_private=allow_private)), pause)
        members = list(group)
        for at in range(0, len(members), BATCH):
            yield from _read_batch(client, members[at : at + BATCH], limit)


def read_titles(
    client: Client, address_of: Callable[[str], str], titles: Sequence[str], limit: float | None = None
) -> Iterator[tuple[str, Article | ReadError]]:
    """Yield for each title its article, or a ReadError for one that cannot be had; redirects are followed. Raises ReadError where the wiki fails.

    ``address_of`` gives the address of a page by its title.
    """
    for at in range(0, len(titles), BATCH):
        pages, batch = _Pages(), titles[at : at + BATCH]
        pages.ask(client, {**_PARAMETERS, "redirects": "1", "titles": "|".join(batch)}, "titles")
        if failed := pages.failed.get("titles"):
            raise failed
        for title in batch:
            found = _read_member(pages, Address(address_of(title), client.api, title, None), limit)
            yield title, found


def _address(url: str) -> Address | ReadError:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        return ReadError(f"not a URL: {error}", url)
    query, path = parse_qs(parts.query), unquote(parts.path)
    title = query.get("title", [""])[0] or path.partition(_PATH)[2]
    revision = query.get("oldid", [""])[0]
    if not parts.hostname or not (title or revision):
        return ReadError("not the address of a wiki's page (…/wiki/TITLE)", url)
    if BAD_TITLE.search(title) or (revision and not revision.isdecimal()):
        return ReadError("not a page's title or revision", url)
    host = parts.netloc.lower().replace(".m.wikipedia.org", ".wikipedia.org")
    return Address(url, f"{parts.scheme.lower()}://{host}/w/api.php", " ".join(title.replace("_", " ").split()) or None, revision or None)


def _read_batch(client: Client, members: Sequence[Address | ReadError], limit: float | None) -> Iterator[Article | ReadError]:
    """Fetch some pages of one wiki, those of the current version and those of old ones each in one question."""
    current = [a for a in members if isinstance(a, Address) and a.revision is None]
    old = [a for a in members if isinstance(a, Address) and a.revision is not None]
    pages = _Pages()
    for name, values in (("titles", {a.title: None for a in current}), ("revids", {a.revision: None for a in old})):
        if values:
            redirects = {"redirects": "1"} if name == "titles" else {}
            pages.ask(client, {**_PARAMETERS, **redirects, name: "|".join(str(value) for value in values)}, name)
    for member in members:
        yield member if isinstance(member, ReadError) else _read_member(pages, member, limit)


def _read_member(pages: _Pages, address: Address, limit: float | None) -> Article | ReadError:
    return read_safely(lambda: pages.article(address), address.title, address.url, limit=limit)


class _Pages:
    """The answers to the questions of one batch."""

    def __init__(self) -> None:
        self.moved: dict[str, str] = {}
        self.by_title: dict[str, dict[str, Any]] = {}
        self.by_revision: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        self.retrieved: str | None = None
        self.failed: dict[str, ReadError] = {}

    def ask(self, client: Client, parameters: dict[str, str], name: str) -> None:
        try:
            for answer in client.query(parameters):
                self._take(answer)
        except ReadError as error:
            self.failed[name] = error

    def _take(self, answer: dict[str, Any]) -> None:
        part = read_answer(answer)
        self.retrieved = self.retrieved or part.time
        self.moved.update(part.moved)
        for page in part.pages:
            known = self.by_title.setdefault(page.get("title", ""), {})
            known.update({key: value for key, value in page.items() if key != REVISIONS or value})
            for revision in page.get(REVISIONS) or ():
                self.by_revision[str(revision.get("revid"))] = (known, revision)

    def article(self, address: Address) -> Article:
        """Return what an address led to. ReadError where that is no article."""
        failed = self.failed.get("revids" if address.revision else "titles")
        if failed:
            raise ReadError(failed.message, address.url)
        page, revision = self._find(address)
        if not page or any(page.get(fault) is not None for fault in _FAULTS):
            raise ReadError("the wiki has no such page", address.url)
        if revision is None:
            raise ReadError("the wiki gave no text of this page", address.url)
        try:
            return self._read(address, read_revision(page, revision))
        except ReadError as error:
            raise ReadError(error.message, address.url, error.line, error.column) from error

    def _find(self, address: Address) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        if address.revision:
            return self.by_revision.get(address.revision, (None, None))
        title, seen = address.title or "", set[str]()
        while title in self.moved and title not in seen:
            seen.add(title)
            title = self.moved[title]
        page = self.by_title.get(title)
        return page, next(iter(page.get(REVISIONS) or ()), None) if page else None

    def _read(self, address: Address, told: Revision) -> Article:
        parts = urlsplit(address.url)
        own = f"{parts.scheme}://{parts.netloc}/wiki/{quote(told.title.replace(' ', '_'), safe=_PATH_SAFE)}"
        article = read_wikitext(
            told.text,
            title=told.title,
            sha256=sha256(told.text.encode()).hexdigest(),
            form="api",
            language=told.language,
            url=str(mend_iri(told.url or own)),
            revision=told.number,
            timestamp=told.timestamp,
            retrieved=self.retrieved,
            file=address.url,
        )
        return replace(article, source=replace(article.source, item=told.item))
