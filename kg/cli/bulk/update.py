"""kg update: bring a folder of kg bulk to a later state of its wiki."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.bulk.steps import run_steps
from kg.cli.io.jobs import count_jobs, jobs_option

EPILOG = """\b
Examples:
  kg update conflicts/ enwiki-20261201-pages-articles-multistream.xml.bz2

\b
Exit codes: 0 done, 2 wrong usage, 3 the folder or an input cannot be read, or the folder cannot be written,
130 interrupted: the same command goes on."""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER")
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path), metavar="DUMP")
@click.option("--keep", type=click.Path(path_type=Path), metavar="FOLDER", help="Keep the old state under this name, for kg diff.")
@jobs_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def update(folder: Path, source: Path, keep: Path | None, jobs: str, quiet: bool) -> None:
    """Bring FOLDER, which kg bulk has filled, to the state of a newer DUMP. Only what changed is built.

    The options are those that the folder was filled with. The old state stands whole until the new one takes its place in one step; stopped or
    killed, the same command goes on.
    """
    from kg.bulk.update.whole import update_from_dump

    if keep is not None and keep.exists():
        raise click.BadParameter(f"{keep} is there already", param_hint="--keep")
    run_steps(update_from_dump(folder, source, count_jobs(jobs), keep), folder, quiet)
