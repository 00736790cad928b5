"""A folder brought to the state of another dump of its wiki: the same bytes as a run over that dump, of which only what changed is built."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from kg.bulk.errors import BulkError
from kg.bulk.folder import Folder, open_bulk
from kg.bulk.index import Index
from kg.bulk.known import Known
from kg.bulk.run import Progress, Wanted, build_dump, index_dump, index_path, lock_folder, make_plan, open_dump, total_of
from kg.bulk.update.state import State, begin_beside, clear, drop, open_state, place_beside, replace

# What all pages of a folder have in common beside the dump, so that a page of another folder may be taken over.
_SHARED = ("software", "options", "wiki")


def update_from_dump(folder: Path, dump: Path, jobs: int = 1, keep: Path | None = None) -> Iterator[Progress]:
    """Bring a folder to the state of a dump, by the options that it was made with; tells how far it is as ``kg.bulk.run.run_bulk``.

    ``keep`` is a name for the folder of the old state, which else is removed. Raises BulkError where the folder is not finished, or the dump is no
    multistream dump of the same wiki or one that has less than half of the pages; PublishError, LockedError, OSError.
    """
    with lock_folder(folder):
        state = open_state(folder)
        identity, site = open_dump(dump)
        options = state.plan["options"]
        wanted = Wanted(dump, place_beside(folder), state.provenance, options["check"], options["limit"], jobs)
        plan: Mapping[str, Any] = json.loads(json.dumps(make_plan(wanted, identity, site)))
        if plan["wiki"] != state.plan["wiki"]:
            raise BulkError(f"{dump}: a dump of another wiki than that of {folder}")
        if plan == state.plan:
            clear(folder, keep)
        else:
            made = begin_beside(folder, plan)
            if not made.is_finished(plan):
                yield from index_dump(wanted, made, identity, site)
                _check_size(state, dump, made)
                known = Known(folder) if all(plan[name] == state.plan[name] for name in _SHARED) else None
                yield from build_dump(wanted, made, plan, identity, site, known)
            replace(folder, keep)
        yield total_of(Folder(folder))


def _check_size(state: State, dump: Path, made: Folder) -> None:
    """Refuse a dump of changes: all that is not in it would go."""
    with closing(Index(index_path(dump, made.path))) as index:
        found, before = index.candidates(), sum(int(one["pages"]) for one in open_bulk(state.folder).manifest["pages"])
    if 2 * found < before:
        drop(made.path)
        raise BulkError(
            f"{dump}: it has {found:,} pages of the domain, less than half of the {before:,} in {state.folder}, which would lose the others: "
            "--incremental takes it for a dump of what changed; a folder that is to lose them is filled anew with kg bulk"
        )
