"""A folder of which some pages are brought to the state of the live wiki: those of a list of titles, or those that changed since a time.

First the wiki is asked what changed, which is kept, so that a run that was stopped goes on with the same pages; then for the pages themselves, in
batches, while others are built.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from kg.bulk.errors import BulkError
from kg.bulk.known import leads_the_same
from kg.bulk.redirects import note_links
from kg.bulk.run import Progress, lock_folder
from kg.bulk.update.changes import answers_after
from kg.bulk.update.partial import SPOOL, Aims, carry_out, open_same
from kg.bulk.update.patch import Change, Contents, Failed, Patching, read_contents
from kg.bulk.update.state import drop
from kg.domain.kinds import boxes_of_domain, load_kinds
from kg.language.language import pack_of
from kg.model.article import Article
from kg.output.files import open_output
from kg.read.error import ReadError
from kg.read.mediawiki.answers import Version
from kg.read.mediawiki.api import Client, user_agent
from kg.read.mediawiki.live import BATCH, read_titles
from kg.read.mediawiki.redirects import Redirect, resolve_links
from kg.read.mediawiki.web import Reach
from kg.read.mediawiki.wiki import ask_changes, ask_language, ask_redirects, ask_versions
from kg.read.templates import load_templates

# More pages than that are not asked of a wiki one by one: a dump has them all.
MOST_PAGES = 20_000
_ASKED = "asked.json"


class Wiki(NamedTuple):
    """A live wiki: what the addresses of its pages begin with ("https://en.wikipedia.org/wiki/"), and the client that asks it."""

    root: str
    client: Client

    def address(self, title: str) -> str:
        """The address of a page."""
        return self.root + quote(title.replace(" ", "_"), safe="/:(),!*@;~'")


class Asked(NamedTuple):
    """What the wiki said: the titles to fetch, those that are gone, what redirects say by now (None: none), and the time up to which that holds."""

    fetch: tuple[str, ...]
    gone: tuple[str, ...]
    redirects: Mapping[str, Redirect | None]
    until: str = ""


def open_wiki(address: str, contact: str | None = None, *, allow_private: bool = False) -> Wiki:
    """A wiki by its address (``https://en.wikipedia.org``), asked by the guards of ``kg.read.mediawiki``. ValueError for what is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not the address of a wiki (https://en.wikipedia.org)")
    host = f"{parts.scheme}://{parts.netloc}"
    return Wiki(f"{host}/wiki/", Client(f"{host}/w/api.php", user_agent(contact), Reach(parts.netloc, allow_private=allow_private)))


def update_from_wiki(
    folder: Path, wiki: Wiki, *, titles: tuple[str, ...] | None = None, since: str = "", jobs: int = 1, keep: Path | None = None
) -> Iterator[Progress]:
    """Bring pages of a folder to the state of a live wiki: those of ``titles``, or else all that changed since a time (ISO 8601, with "Z").

    Pages whose revision is known are not fetched. Pages whose links redirects lead elsewhere by now are built anew, too. Raises BulkError, ReadError
    where the wiki does not answer or no longer knows its changes since then, PublishError, LockedError, OSError.
    """
    with lock_folder(folder):
        state = open_same(folder)
        aims = Aims(state, {"wiki": wiki.root, **({"since": since} if titles is None else {"titles": list(titles)})}, jobs, keep)
        made, contents = aims.begin(), read_contents(folder)
        yield Progress("asking", 0, 0)
        try:
            asked = _ask_once(made.work / _ASKED, _Asking(wiki, contents, state.language), titles, since)
        except BulkError:
            drop(made.path)
            raise
        redirects = answers_after(contents.records.values(), asked.redirects)
        patching = Patching(folder, made.path, aims.setting(""), made.work / SPOOL, redirects)
        pages = _Fetched(wiki, asked, contents, state.language, aims.setting("").limit)
        yield from carry_out(aims, contents, patching, pages, told={"until": asked.until} if asked.until else {})


def _ask_once(place: Path, asking: _Asking, titles: tuple[str, ...] | None, since: str) -> Asked:
    """What the wiki says, or has said when this update began."""
    if place.is_file():
        return _from_json(place.read_text(encoding="utf-8"))
    asked = asking.changed(since) if titles is None else asking.listed(titles)
    with open_output(place) as out:
        out.write(_to_json(asked))
    return asked


class _Asking:
    """Finds out which pages of a folder are to be fetched."""

    def __init__(self, wiki: Wiki, contents: Contents, language: str) -> None:
        self._wiki, self._contents, self._language = wiki, contents, language
        found = ask_language(wiki.client)
        if found != language:
            raise BulkError(f"{wiki.root}: a wiki in {found!r}, and the folder's is in {language!r}")

    def listed(self, titles: tuple[str, ...]) -> Asked:
        """What a list of titles comes to."""
        return self._settle(set(titles), set(titles))

    def changed(self, since: str) -> Asked:
        """What changed since a time comes to: pages that the folder has, and those that have an infobox of the domain."""
        changes = ask_changes(self._wiki.client, since, templates_of(self._language))
        known = self._contents.records.keys()
        moved = {title for move in changes.moves for title in move}
        titles = changes.titles | moved
        wanted = (titles & known) | changes.templated | {new for old, new in changes.moves if old in known}
        return self._settle(set(wanted), titles)._replace(until=changes.until)

    def _settle(self, wanted: set[str], changed: Iterable[str]) -> Asked:
        """Which of the wanted pages are new to the folder, and which others link to titles that redirects lead elsewhere by now."""
        records, client = self._contents.records, self._wiki.client
        linked = {title for record in records.values() for title in (*record.plain, *record.led)}
        again = set(changed) & linked
        redirects: dict[str, Redirect | None] = dict.fromkeys(sorted(again))
        redirects.update(ask_redirects(client, sorted(again), self._language))
        answers = answers_after(records.values(), redirects) if again else {}
        stale = {title for title, record in records.items() if again and not leads_the_same(record, answers)}
        self._check_number(len(wanted | stale))
        versions = ask_versions(client, sorted(wanted | stale))
        fetch, gone = set[str](), set[str]()
        for title in wanted | stale:
            final = versions.resolve(title)
            if final != title and title in records:
                gone.add(title)
            version = versions.pages.get(final)
            if version is None and final in records:
                gone.add(final)
            elif version is not None and version.namespace == 0 and (final in stale or self._is_new(version)):
                fetch.add(final)
        return Asked(tuple(sorted(fetch)), tuple(sorted(gone - fetch)), redirects)

    def _is_new(self, version: Version) -> bool:
        """Whether it is another version than the folder's."""
        record = self._contents.records.get(version.title)
        return record is None or not record.settled or record.revision != version.revision

    def _check_number(self, number: int) -> None:
        if number > MOST_PAGES:
            raise BulkError(f"{number:,} pages changed, more than the {MOST_PAGES:,} that may be asked of a wiki: take a dump")


class _Fetched(Mapping[str, Change]):
    """The new versions of pages, fetched when they are asked for, with those that follow in the same batch."""

    def __init__(self, wiki: Wiki, asked: Asked, contents: Contents, language: str, limit: float | None) -> None:
        self._wiki, self._language, self._limit = wiki, language, limit
        self._titles = (*asked.fetch, *asked.gone)
        order = {title: (contents.units.get(title) or (contents.free,))[0] for title in asked.fetch}
        self._waiting = sorted(asked.fetch, key=lambda title: (order[title], title))
        self._sure = {title for record in contents.records.values() for title in record.plain} | asked.redirects.keys()
        self._ready = {title: Change(title, None, wiki.address(title), {}) for title in asked.gone}

    def __getitem__(self, title: str) -> Change:
        if title not in self._ready and title in self._waiting:
            at = self._waiting.index(title)
            batch = self._waiting[at : at + BATCH]
            del self._waiting[at : at + BATCH]
            self._fetch(batch)
        return self._ready[title]

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)

    def _fetch(self, batch: list[str]) -> None:
        found = dict(read_titles(self._wiki.client, self._wiki.address, batch, self._limit))
        noted = dict[str, str | None]()
        for article in found.values():
            if isinstance(article, Article):
                resolve_links(article, note_links({}, noted))
        # What was a redirect when the folder's dump was made need not be one any more; what was none is taken for none.
        asked = [title for title in sorted(noted) if title not in self._sure]
        redirects = answers_after((), ask_redirects(self._wiki.client, asked, self._language))
        links = {title: redirects.get(title) for title in asked}
        for title, article in found.items():
            self._ready[title] = Change(title, self._of_domain(title, article), self._wiki.address(title), links)

    def _of_domain(self, title: str, article: Article | ReadError) -> Article | Failed | None:
        """An article where it is still that of its title, and of the domain."""
        if isinstance(article, ReadError):
            return Failed(article.message)
        return article if article.source.title == title and boxes_of_domain(article.boxes, pack_of(self._language)) else None


def templates_of(language: str) -> tuple[str, ...]:
    """The full titles of the templates that are an infobox of the domain in the wiki of a language."""
    pack = pack_of(language)
    templates = load_templates(pack)
    names = [f"{prefix} {name}" for prefix in templates.box_prefixes for kind in load_kinds(pack).values() for name in kind.templates]
    return tuple(sorted({f"Template:{name[:1].upper()}{name[1:]}" for name in (*names, *templates.boxes)}))


def _to_json(asked: Asked) -> str:
    redirects = {title: redirect and [redirect.target, redirect.section, redirect.nature] for title, redirect in asked.redirects.items()}
    return json.dumps({**asked._asdict(), "redirects": redirects}, ensure_ascii=False) + "\n"


def _from_json(text: str) -> Asked:
    told: dict[str, Any] = json.loads(text)
    redirects = {title: redirect and Redirect(*redirect) for title, redirect in told["redirects"].items()}
    return Asked(tuple(told["fetch"]), tuple(told["gone"]), redirects, told["until"])
