"""A folder of which some pages are brought to a later state: those of a dump of what changed, or those of a list of titles in a full dump."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.bulk.errors import BulkError
from kg.bulk.folder import Folder
from kg.bulk.identity import identify
from kg.bulk.index import Index
from kg.bulk.known import leads_the_same
from kg.bulk.made import Setting
from kg.bulk.run import LIBRARIES, Progress, Wanted, index_dump, index_path, lock_folder, open_dump, total_of
from kg.bulk.update.changes import answers_after, find_pages, read_changes
from kg.bulk.update.patch import Change, Contents, Patch, Patching, apply_patch, place_titles, read_contents
from kg.bulk.update.state import State, begin_beside, clear, drop, open_state, place_beside, replace
from kg.plurals import counted
from kg.publish.software import describe_software
from kg.read.mediawiki.site import Site

SPOOL = "changed"
_NOTHING = "nothing changed"


class Aims(NamedTuple):
    """What an update by single pages is about: the state it begins with, what its manifest is to say of it, and how it is carried out."""

    state: State
    entry: Mapping[str, Any]
    jobs: int
    keep: Path | None

    def plan(self, **told: Any) -> dict[str, Any]:
        """The plan of the state that comes of it."""
        plan: dict[str, Any] = json.loads(json.dumps({**self.state.plan, "updates": [*self.state.plan.get("updates", ()), {**self.entry, **told}]}))
        return plan

    def begin(self) -> Folder:
        """The folder that is made, begun or gone on with."""
        return begin_beside(self.state.folder, {**self.plan(), "base": self.state.sha256})

    def setting(self, file: str) -> Setting:
        """The setting of the folder's pages."""
        options = self.state.plan["options"]
        return Setting(file, Site(self.state.language, self.state.address), self.state.provenance, options["check"], options["limit"])

    def is_done(self) -> bool:
        """Whether this very update was the last one."""
        return bool([*self.state.plan.get("updates", ())][-1:] == [json.loads(json.dumps(self.entry))])


def open_same(folder: Path) -> State:
    """The state of a folder that this version of the program has made, of which single pages may be changed. Raises BulkError, PublishError."""
    state = open_state(folder)
    if state.plan["software"] != describe_software(LIBRARIES):
        raise BulkError(
            f"{folder}: made by another version of conflict-kg or of what it uses, so that its pages would no longer be of one kind: "
            "kg update with a full dump builds all of them anew"
        )
    return state


def update_from_changes(folder: Path, dump: Path, jobs: int = 1, keep: Path | None = None) -> Iterator[Progress]:
    """Bring a folder up by a dump of what changed, as Wikimedia's adds-changes dumps; tells how far it is as ``kg.bulk.run.run_bulk``.

    Pages that were deleted are in no such dump and stay. Raises BulkError, ReadError where it is no export, PublishError, LockedError, OSError.
    """
    with lock_folder(folder):
        state = open_same(folder)
        aims = Aims(state, {"changes": identify(dump)._asdict()}, jobs, keep)
        if aims.is_done():
            clear(folder, keep)
            yield total_of(Folder(folder))
            return
        made, contents = aims.begin(), read_contents(folder)
        spool = made.work / SPOOL
        yield Progress("reading", 0, 0)
        with spool.open("wb") as file:
            changes = read_changes(dump, contents.records, file)
        if changes.site.language != state.language or (changes.site.base or state.address) != state.address:
            drop(made.path)
            raise BulkError(f"{dump}: a dump of another wiki than that of {folder}")
        pages = {title: Change(title, new, dump.name, {}) for title, new in changes.pages.items() if new is not None or title in contents.records}
        redirects = answers_after(contents.records.values(), changes.titles)
        patching = Patching(folder, made.path, aims.setting(dump.name), spool, redirects)
        stale = sum(title not in pages and not leads_the_same(record, redirects) for title, record in contents.records.items())
        yield from carry_out(aims, contents, patching, pages, changes.issues, tell_stale(stale))


def update_titles_from_dump(folder: Path, titles: Iterable[str], dump: Path, jobs: int = 1, keep: Path | None = None) -> Iterator[Progress]:
    """Bring the pages of some titles to the state of a full dump; all others stay. Otherwise as ``update_from_changes``.

    A title that has no page of the domain in the dump goes.
    """
    with lock_folder(folder):
        state = open_same(folder)
        identity, site = open_dump(dump)
        if (site.language, site.base) != (state.language, state.address):
            raise BulkError(f"{dump}: a dump of another wiki than that of {folder}")
        titles = tuple(titles)
        aims = Aims(state, {"dump": identity._asdict(), "titles": list(titles)}, jobs, keep)
        if aims.is_done():
            clear(folder, keep)
            yield total_of(Folder(folder))
            return
        made, contents = aims.begin(), read_contents(folder)
        yield from index_dump(Wanted(dump, place_beside(folder), state.provenance, jobs=jobs), made, identity, site)
        spool, pages = made.work / SPOOL, dict[str, Change]()
        path = index_path(dump, made.path)
        with closing(Index(path)) as index, spool.open("wb") as file:
            for page, title, new in find_pages(dump, index, titles, file):
                record = contents.records.get(title)
                if (page is None and record) or (page and not (record and record.settled and record.digest == page.digest)):
                    pages[title] = Change(title, new, dump.name, {})
        yield from carry_out(aims, contents, Patching(folder, made.path, aims.setting(dump.name), spool, {}, path), pages)


def carry_out(
    aims: Aims,
    contents: Contents,
    patching: Patching,
    pages: Mapping[str, Change],
    issues: str = "",
    notes: tuple[str, ...] = (),
    told: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[Progress]:
    """Change these pages of a folder and put the new state in its place; where nothing changes, all stays as it is."""
    folder = aims.state.folder
    if not pages and not issues:
        drop(patching.made)
        yield total_of(Folder(folder))._replace(notes=(_NOTHING, *notes))
        return
    targets = place_titles(contents, pages, int(aims.state.plan["pages in a shard"]))
    done = Folder(patching.made).done().keys()
    changes = ((target, {title: pages[title] for title in target.titles}) for target in targets if target.number not in done)
    yield from apply_patch(Patch(targets, patching, aims.plan(**told), issues), changes, aims.jobs)
    changed = count_changes(contents, read_contents(patching.made), pages)
    if any(changed) or issues:
        replace(folder, aims.keep)
        notes = (f"{counted(changed[0], 'page')} changed, {changed[1]} new, {changed[2]} gone", *notes)
    else:
        drop(patching.made)
        notes = (_NOTHING, *notes)
    yield total_of(Folder(folder))._replace(notes=notes)


def count_changes(before: Contents, after: Contents, pages: Iterable[str]) -> tuple[int, int, int]:
    """How many of some pages were built anew, came, and went."""
    titles = set(pages)
    old, new = before.records.keys() & titles, after.records.keys() & titles
    return len(old & new), len(new - old), len(old - new)


def tell_stale(number: int) -> tuple[str, ...]:
    """A note on pages whose links redirects lead elsewhere by now, though they did not change themselves."""
    what = "pages link" if number != 1 else "page links"
    return (f"{number} {what} to titles that lead elsewhere now: an update with a full dump follows them",) if number else ()
