"""Single pages of a folder changed: units with such a page are written anew beside it, all others are taken over as they are."""

from __future__ import annotations

import gzip
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from kg.bulk.engine.pool import Job, Tell, run_jobs
from kg.bulk.folder import ISSUES, OF_DUMP, PAGES, SHARDS, Folder, Record, open_bulk
from kg.bulk.index import Index
from kg.bulk.known import all_records, number_of, read_unit
from kg.bulk.made import Made, Setting, refuse
from kg.bulk.records import Kept, PageRecord, keep
from kg.bulk.redirects import safe_targets
from kg.bulk.run import Progress
from kg.bulk.scan import Candidate, candidate_of
from kg.bulk.work import ENDED
from kg.model.article import Article
from kg.output.files import PublishError
from kg.values import dataclass


class Spooled(NamedTuple):
    """The bytes of a ``<page>`` element, set aside in a file: where they begin there, and how many they are."""

    start: int
    size: int


class Failed(NamedTuple):
    """A page that cannot be read, and why."""

    message: str


class Change(NamedTuple):
    """What becomes of the page of a title: its new version, why that cannot be read, None where it goes.

    ``links`` is where redirects lead its links (None: nowhere), before what is known for all; ``file`` is what its issues call its source.
    """

    title: str
    new: Spooled | Article | Failed | None
    file: str
    links: dict[str, str | None]


class Target(NamedTuple):
    """A unit that is written anew: its number, the titles that change in it or come to it, and whether the folder has it."""

    number: int
    titles: tuple[str, ...]
    there: bool


class Contents(NamedTuple):
    """What a folder holds: its pages by title, the units in which each stands, and the number of the first unit that is free."""

    records: Mapping[str, PageRecord]
    units: Mapping[str, tuple[int, ...]]
    free: int


def read_contents(folder: Path) -> Contents:
    """The pages of a finished folder; of several of one title, the last. Raises BulkError."""
    records, units = dict[str, PageRecord](), dict[str, tuple[int, ...]]()
    for record, (number, _) in all_records(folder):
        records[record.title] = record
        units[record.title] = (*units.get(record.title, ()), number)
    return Contents(records, units, max(map(number_of, open_bulk(folder).records), default=-1) + 1)


def place_titles(contents: Contents, titles: Iterable[str], most: int) -> list[Target]:
    """The units that change where the pages of these titles do; those that are new come to units of their own, of so many pages at most."""
    changed, new = defaultdict[int, list[str]](list), list[str]()
    for title in titles:
        for number in contents.units.get(title, ()):
            changed[number].append(title)
        if title not in contents.units:
            new.append(title)
    there = [Target(number, tuple(dict.fromkeys(found)), True) for number, found in sorted(changed.items())]
    return there + [Target(contents.free + at // most, tuple(new[at : at + most]), False) for at in range(0, len(new), most)]


@dataclass(frozen=True, slots=True)
class Patching:
    """What writing a unit anew needs: the folder, the one that is made, the setting of pages, and where redirects lead.

    That is told by ``redirects`` and, where there is one, by the ``index`` of a dump. ``spool`` is the file of bytes that were set aside.
    """

    base: Path
    made: Path
    setting: Setting
    spool: Path
    redirects: dict[str, str]
    index: Path | None = None

    def __call__(self, job: Job, tell: Tell) -> Record:
        """Write the unit ``job.subject`` (a Target and its Changes by title) anew. Raises BulkError, PublishError, OSError."""
        target, changes = job.subject
        waiting, kept = dict(changes), list[Kept]()
        unit = read_unit(self.base, target.number) if target.there else None
        for at, record in enumerate(unit.records if unit else ()):
            if unit and record.title not in changes:
                kept.append(unit.kept(at))
            elif record.title in waiting:  # Of several pages of a title, one stays.
                kept += self._change(waiting.pop(record.title), len(kept), job, tell)
        for title in () if target.there else target.titles:
            kept += self._change(waiting.pop(title), len(kept), job, tell)
        return Folder(self.made).write_unit(target.number, kept)

    def _change(self, change: Change, place: int, job: Job, tell: Tell) -> Iterator[Kept]:
        if change.new is None:
            return
        tell(place)
        data = self._read(change.new) if isinstance(change.new, Spooled) else b""
        revision = (change.new.source.revision or "") if isinstance(change.new, Article) else ""
        page = candidate_of(data) if data else Candidate(change.title, "", revision, 0, 0, "")
        if place in job.left_out:
            yield keep(page, refuse(change.title, f"the page {change.title!r}: {ENDED}", None, change.file))
        else:
            yield keep(page, self._make(change, data))

    def _make(self, change: Change, data: bytes) -> Made:
        from kg.bulk.page import make_article, make_page

        setting = self.setting._replace(file=change.file)
        if isinstance(change.new, Failed):
            return refuse(change.title, change.new.message, None, change.file)
        redirects: Mapping[str, str | None] = self.redirects
        if self.index is not None:
            redirects = safe_targets(Index(self.index).redirect)
        elif change.links:
            redirects = {**self.redirects, **change.links}
        if isinstance(change.new, Article):
            return make_article(change.new, None, redirects, setting)
        return make_page(data, None, redirects, setting)

    def _read(self, place: Spooled) -> bytes:
        with self.spool.open("rb") as file:
            file.seek(place.start)
            return file.read(place.size)


class Patch(NamedTuple):
    """A patch of a folder: the units that change, how they are written, the plan of the state that comes of it, and what is wrong with the source."""

    targets: list[Target]
    patching: Patching
    plan: Mapping[str, Any]
    issues: str = ""


def apply_patch(patch: Patch, changes: Iterable[tuple[Target, Mapping[str, Change]]], jobs: int) -> Iterator[Progress]:
    """Write the units that change, take over all others, and finish the folder that is made; units that are done already are left.

    ``changes`` gives for targets the new pages of their titles. Raises BulkError, PublishError, OSError.
    """
    import kg.bulk.page  # noqa: F401 - once, in memory that all processes share

    base, made = patch.patching.base, Folder(patch.patching.made)
    known, whole = made.done(), sum(len(target.titles) for target in patch.targets)
    _take_over(base, made, {target.number for target in patch.targets} | known.keys())
    done = 0
    work = (Job(target.number, (target, pages)) for target, pages in changes)
    for job, _ in run_jobs(work, patch.patching, jobs):
        done += len(job.subject[0].titles)
        yield Progress("building", done, whole)
    manifest = open_bulk(base).manifest
    made.finish(patch.plan, _dump_issues(base) + patch.issues, manifest["totals"]["pages"])


def _dump_issues(folder: Path) -> str:
    place = folder / OF_DUMP
    return gzip.decompress(place.read_bytes()).decode("utf-8") if place.is_file() else ""


def _take_over(base: Path, made: Folder, others: set[int]) -> None:
    """Take the files of all other units over, as second names of the same files where the system has such."""
    parts = defaultdict[int, dict[str, dict[str, Any]]](dict)
    manifest = open_bulk(base).manifest
    for kind in (SHARDS, ISSUES, PAGES):
        for one in manifest[kind]:
            if one["path"] != OF_DUMP:
                parts[number_of(Path(one["path"]))][kind] = one
    for number, part in sorted(parts.items()):
        if number not in others:
            for one in part.values():
                _link(base / one["path"], made.path / one["path"])
            made.note(_record_of(number, part))


def _record_of(number: int, part: Mapping[str, Mapping[str, Any]]) -> Record:
    shard, issues, pages = (part.get(kind, {}) for kind in (SHARDS, ISSUES, PAGES))
    files = {"shard": shard, "issues": issues, "records": pages}
    paths = {name: one.get("path", "") for name, one in files.items()} | {f"{name}_sha256": one.get("sha256", "") for name, one in files.items()}
    counts = {name: shard.get(name, 0) for name in ("articles", "quads", "claims")}
    return Record(number, **paths, **counts, pages=pages.get("pages", 0), issue_count=issues.get("issues", 0))


def _link(old: Path, new: Path) -> None:
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with suppress(OSError):
            os.link(old, new)
            return
        shutil.copyfile(old, new)
    except OSError as error:
        raise PublishError(str(new), f"cannot be written: {error.strerror or error}", error.errno) from error
