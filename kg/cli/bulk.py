"""kg bulk: build the graphs of all conflicts of a whole dump."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.io.jobs import count_jobs, jobs_option
from kg.cli.io.progress import Bar, Part
from kg.cli.io.reading import make_provenance, time_limit_option
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.graph.iris import DEFAULT_BASE
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.bulk.run import Progress, Wanted

EPILOG = """\b
Examples:
  kg bulk enwiki-latest-pages-articles-multistream.xml.bz2 -o conflicts/
  kg bulk dump.xml.bz2 -o conflicts/ --jobs 4
  kg load conflicts/ --store ./store           its graphs into a store
  kg publish conflicts/ -o release/            a release of them

\b
Exit codes: 0 done, 2 wrong usage, 3 the dump cannot be read or the folder cannot be written,
130 interrupted: the same command goes on."""


@click.command(epilog=EPILOG)
@click.argument("dump", type=click.Path(dir_okay=False, path_type=Path), metavar="DUMP")
@click.option("-o", "--output", "out", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="A folder to fill.")
@jobs_option
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
@click.option("--licence", help="Licence IRI of the articles, overriding the dump.")
@click.option("--no-validation", is_flag=True, help="Skip validation against the SHACL shapes.")
@time_limit_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def bulk(dump: Path, out: Path, jobs: str, base: str, licence: str | None, no_validation: bool, time_limit: float, quiet: bool) -> None:
    """Build the graphs of all pages of the domain in DUMP, a multistream dump of MediaWiki (.xml.bz2), into a folder.

    Stopped or killed, the same command goes on where it was. The first run writes DUMP.kgidx, by which the next ones read only the streams with
    pages of the domain. Links lead where the redirects of the whole dump do. kg load, kg query and kg publish take the folder.
    """
    from kg.bulk.errors import BulkError
    from kg.bulk.run import Wanted
    from kg.output.files import PublishError
    from kg.output.lock import LockedError

    wanted = Wanted(dump, out, make_provenance(base, licence), not no_validation, time_limit or None, count_jobs(jobs))
    try:
        done = _run(wanted, quiet)
    except PublishError as error:
        give_up(f"{error}; what is done is kept, and the same command goes on", UNREADABLE)
    except (BulkError, LockedError) as error:
        give_up(str(error), UNREADABLE)
    except OSError as error:
        give_up(f"{error.filename or out}: cannot be read or written: {error.strerror or error}", UNREADABLE)
    if not quiet:
        _tell(done, out)


def _run(wanted: Wanted, quiet: bool) -> Progress:
    from kg.bulk.run import Progress, run_bulk
    from kg.output.files import signals_as_exits

    last = Progress("done", 0, 0)
    with signals_as_exits():
        for step in _show(run_bulk(wanted), quiet):
            last = step
    return last


def _show(steps: Iterator[Progress], quiet: bool) -> Iterator[Progress]:
    """Pass the steps on, with a bar for each stage."""
    bar, stage, part = Bar("", quiet=True), "", Part(0, 0)

    def measure(count: int) -> Part:
        return part

    try:
        for step in steps:
            part = Part(step.done, step.whole, step.stage != "building")
            if step.stage != stage:
                bar.clear()
                stage = step.stage
                bar = Bar("page", measure, label=stage, quiet=quiet or stage == "done")
                bar.begin()
            bar.label = _label(step)
            bar.show(step.done if stage == "building" else step.pages)
            yield step
    finally:
        bar.clear()


def _label(step: Progress) -> str:
    if step.stage != "building":
        return step.stage
    return f"building {counted(step.articles, 'article')}, {counted(step.claims, 'claim')}, {counted(step.issues, 'issue')}"


def _tell(done: Progress, out: Path) -> None:
    told = f"{counted(done.articles, 'article')} of {counted(done.pages, 'page')}, {counted(done.claims, 'claim')}, {counted(done.issues, 'issue')}"
    say(f"{told} → {out}", colour="green")
