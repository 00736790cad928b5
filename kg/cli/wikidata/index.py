"""kg index: build an index of Wikidata for linking."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli.io.progress import show_progress
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.link.index.records import Record

EPILOG = """\b
Examples:
  kg index latest-all.json.bz2 -o wikidata.idx
  kg index enwiki-page.sql.gz enwiki-page_props.sql.gz enwiki-redirect.sql.gz -o wikidata.idx
  kg index title-qid.tsv labels.tsv -o wikidata.idx

\b
While an index is being built, FILE.lock keeps others from building it too.
Exit codes: 0 done, 2 wrong usage, 3 a source cannot be read, or the index cannot be
written or is being written by another process."""


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, metavar="FILE", help="The index file.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def index(sources: tuple[str, ...], output: str, quiet: bool) -> None:
    """Build an index from SOURCEs: Wikidata's JSON dump; a wiki's SQL dumps of page, page_props and redirect; tables of titles or labels.

    Each may be compressed (.gz, .bz2), and their order does not matter. They are read as streams in constant memory.
    """
    from kg.link.index.build import build_index
    from kg.link.index.lookup import Index, IndexFileError
    from kg.link.index.sources import SourceError, is_json_dump, open_source
    from kg.output.lock import LockedError

    def records() -> Iterator[Record]:
        for source in sources:
            yield from open_source(source)

    try:
        complete = any(is_json_dump(source) for source in sources)
        build_index(output, show_progress(records(), "record", files=sources, quiet=quiet), complete=complete)
        with Index(output) as built:
            counts = built.counts
    except (SourceError, LockedError, IndexFileError) as error:
        give_up(str(error), UNREADABLE)
    except (OSError, sqlite3.Error) as error:
        give_up(f"{output}: cannot be written: {getattr(error, 'strerror', None) or error}", UNREADABLE)
    if not quiet:
        say(f"{output}: {', '.join(counted(counts[noun], noun) for noun in ('item', 'title', 'name'))}", colour="green")
