"""A run over a whole dump: scanned, indexed, built, and finished with a manifest; a run that was stopped goes on where it was.

First the whole dump is scanned, so that all its redirects are known before the first fact is written. Then the pages of the domain are built.
What a run depends on is its plan; the same plan gives the same bytes, however often it was interrupted and in however many processes.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kg.bulk.engine.pool import Engine, Job, Work, run_jobs
from kg.bulk.errors import BulkError
from kg.bulk.folder import MANIFEST, WORK, Folder
from kg.bulk.identity import Dump, identify, search_key
from kg.bulk.index import Index, write_index
from kg.bulk.known import Known
from kg.bulk.made import Place, Setting, refuse
from kg.bulk.streams import check_multistream, count_units
from kg.bulk.work import Building, Scanning, from_plain, group_streams
from kg.graph.provenance import Provenance
from kg.language.language import find_language
from kg.output.files import PublishError
from kg.output.lock import LockedError, hold_lock
from kg.publish.software import describe_software
from kg.read.mediawiki.site import Site

# Libraries that the bytes of a run may depend on: they judge graphs.
LIBRARIES = ("rdflib", "pyshacl", "shacl")
# Pages of a shard: a few seconds of work, some megabytes.
PAGES = 64
_SHOWN = ("pages", "articles", "claims", "issue_count")
# The processes of a run that was killed end a moment later, and with them its lock.
_PATIENCE, _PAUSE = 5.0, 0.05


class Wanted(NamedTuple):
    """What a user wants of a run. ``limit`` is the processor time in seconds for a page (None: no limit), ``engine`` what carries out its jobs."""

    dump: Path
    out: Path
    provenance: Provenance
    check: bool = True
    limit: float | None = None
    jobs: int = 1
    engine: Engine = run_jobs


class Progress(NamedTuple):
    """How far a run is: the stage ("scanning", "indexing", "building", "done" …), how much of how much of it, and totals so far.

    Scanning and indexing count bytes, other stages pages. ``notes`` are what else is to be told at the end.
    """

    stage: str
    done: int
    whole: int
    pages: int = 0
    articles: int = 0
    claims: int = 0
    issues: int = 0
    notes: tuple[str, ...] = ()


def run_bulk(wanted: Wanted) -> Iterator[Progress]:
    """Carry out a run or go on with one, and tell how far it is; the last is that of stage "done".

    Raises BulkError for what is no multistream dump or a folder with something else, PublishError where something cannot be written, LockedError
    where another process fills the folder, OSError.
    """
    dump, site = open_dump(wanted.dump)
    folder, plan = Folder(wanted.out), make_plan(wanted, dump, site)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    with lock_folder(wanted.out):
        if not folder.is_finished(plan):
            folder.begin(plan)
            yield from index_dump(wanted, folder, dump, site)
            yield from build_dump(wanted, folder, plan, dump, site)
        yield total_of(folder)


def open_dump(path: Path) -> tuple[Dump, Site]:
    """Which dump a file is, and of which wiki. Raises BulkError where it is no multistream dump of a wiki with a language pack, OSError."""
    dump, site = identify(path), Site.of(check_multistream(path))
    if find_language(site.language) is None:
        raise BulkError(f"{path}: no language pack for {site.language!r}, so its infoboxes are not known")
    return dump, site


@contextmanager
def lock_folder(out: Path) -> Iterator[None]:
    """Hold the lock on the folder, waited for while processes of a run that was killed still end. Raises LockedError."""
    end = time.monotonic() + _PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(hold_lock(out))
                break
            except LockedError:
                if time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)
        yield


def make_plan(wanted: Wanted, dump: Dump, site: Site) -> dict[str, Any]:
    """What the bytes of a run depend on, by names that messages can tell."""
    provenance = wanted.provenance
    options = {"base": provenance.base, "licence": provenance.licence, "time": provenance.time, "check": wanted.check, "limit": wanted.limit}
    wiki = {"language": site.language, "address": site.base}
    return {"dump": dump._asdict(), "software": describe_software(LIBRARIES), "options": options, "wiki": wiki, "pages in a shard": PAGES}


def index_dump(wanted: Wanted, folder: Folder, dump: Dump, site: Site) -> Iterator[Progress]:
    """Scan a dump and write its index, where there is none yet. Raises BulkError, PublishError, OSError."""
    path, key = index_path(wanted.dump, wanted.out), search_key(site.language)
    if not _fits(path, dump, key):
        yield from _scan(wanted, folder, dump, site)
        yield Progress("indexing", dump.size, dump.size)
        _write_index(path, dump, key, folder)
        folder.forget_scan()


def build_dump(wanted: Wanted, folder: Folder, plan: Mapping[str, Any], dump: Dump, site: Site, known: Known | None = None) -> Iterator[Progress]:
    """Build the pages of a dump that has an index, but for those that are known, and finish the folder. Raises BulkError, PublishError, OSError."""
    path = index_path(wanted.dump, wanted.out)
    with closing(Index(path)) as index:
        pages, groups = index.pages(), group_streams(list(index.streams()), PAGES)
        setting = Setting(dump.name, site, wanted.provenance, wanted.check, wanted.limit)
        building = Building(wanted.dump, path, setting, wanted.out, known)
        yield from _build(building, folder, groups, pages, wanted)
        folder.finish(plan, _tell_broken(index, dump.name), pages)


def _write_index(path: Path, dump: Dump, key: str, folder: Folder) -> None:
    scans = (from_plain(one) for number in range(count_units(dump.size)) for one in folder.read_scan(number))
    try:
        write_index(path, dump, key, scans)
    except (sqlite3.Error, OSError) as error:
        raise PublishError(str(path), f"cannot be written: {getattr(error, 'strerror', None) or error}", getattr(error, "errno", None)) from error


def index_path(dump: Path, out: Path) -> Path:
    """Where the index of a dump is: beside it, or in the folder of the run where nothing can be written there."""
    beside = dump.with_name(f"{dump.name}.kgidx")
    return beside if beside.is_file() or os.access(dump.parent, os.W_OK) else out / WORK / beside.name


def _fits(path: Path, dump: Dump, key: str) -> bool:
    if not path.is_file():
        return False
    with closing(Index(path)) as index:
        return index.fits(dump, key)


def _scan(wanted: Wanted, folder: Folder, dump: Dump, site: Site) -> Iterator[Progress]:
    known, units = folder.scanned(), count_units(dump.size)
    scanning: Work[int] = Scanning(wanted.dump, site.language, wanted.out)
    jobs = (Job(number, number) for number in range(units) if number not in known)
    pages = 0
    for done, (_, found) in enumerate(wanted.engine(jobs, scanning, wanted.jobs), len(known) + 1):
        pages += found
        yield Progress("scanning", dump.size * done // units, dump.size, pages)


def _build(building: Building, folder: Folder, groups: list[Any], pages: int, wanted: Wanted) -> Iterator[Progress]:
    whole = sum(len(one.pages) for group in groups for one in group)
    known = folder.done()
    jobs = [Job(number, group) for number, group in enumerate(groups) if number not in known]
    if jobs:
        building.load()
    for _, record in wanted.engine(jobs, building, wanted.jobs):
        known[record.number] = record
        done, articles, claims, issues = (sum(getattr(one, name) for one in known.values()) for name in _SHOWN)
        yield Progress("building", done, whole, pages, articles, claims, issues)


def _tell_broken(index: Index, file: str) -> str:
    told: Iterable[tuple[int, Any]] = (*index.broken(), *index.repeated())
    return "".join(refuse(one.title, one.message, Place(stream, one.offset), file).issues for stream, one in told)


def total_of(folder: Folder) -> Progress:
    """What came of a finished run."""
    totals = json.loads((folder.path / MANIFEST).read_text(encoding="utf-8"))["totals"]
    return Progress("done", totals["candidates"], totals["candidates"], totals["pages"], totals["articles"], totals["claims"], totals["issues"])
