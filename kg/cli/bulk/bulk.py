"""kg bulk: build the graphs of all conflicts of a whole dump."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.bulk.steps import run_steps
from kg.cli.io.extras import require_library
from kg.cli.io.jobs import count_jobs, jobs_option
from kg.cli.io.reading import make_provenance, time_limit_option
from kg.graph.iris import DEFAULT_BASE

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
@click.option(
    "--engine",
    type=click.Choice(["processes", "spark"]),
    default="processes",
    show_default=True,
    help="Processes of this machine, or Apache Spark.",
)
@click.option("--master", metavar="URL", help="Address of Spark's master, if not that of spark-submit or of the environment.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
@click.option("--licence", help="Licence IRI of the articles, overriding the dump.")
@click.option("--no-validation", is_flag=True, help="Skip validation against the SHACL shapes.")
@time_limit_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def bulk(
    dump: Path, out: Path, jobs: str, engine: str, master: str | None, base: str, licence: str | None, no_validation: bool, time_limit: float,
    quiet: bool,
) -> None:  # fmt: skip
    """Build the graphs of all pages of the domain in DUMP, a multistream dump of MediaWiki (.xml.bz2), into a folder.

    Stopped or killed, the same command goes on where it was. The first run writes DUMP.kgidx, by which the next ones read only the streams with
    pages of the domain. Links lead where the redirects of the whole dump do. kg load, kg query and kg publish take the folder.
    """
    from kg.bulk.run import Wanted, run_bulk

    wanted = Wanted(dump, out, make_provenance(base, licence), not no_validation, time_limit or None, count_jobs(jobs))
    if engine == "processes":
        if master:
            raise click.UsageError("--master is for --engine spark")
        run_steps(run_bulk(wanted), out, quiet)
        return
    require_library("pyspark")
    from kg.bulk.engine.spark import SparkEngine

    # Executors have a folder of their own to stand in.
    wanted = wanted._replace(dump=dump.resolve(), out=out.resolve(), engine=(spark := SparkEngine(master or "")))
    try:
        run_steps(run_bulk(wanted), out, quiet)
    finally:
        spark.close()
