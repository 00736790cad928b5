"""kg publish: a release of a dataset from articles or graphs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.io.extras import needs, require_library
from kg.cli.io.progress import Bar, Part
from kg.cli.io.reading import make_options, make_provenance, sample_path
from kg.cli.io.terminal import CONFORMS_NOT, INTERRUPTED, UNREADABLE, give_up, say
from kg.cli.publish.gathering import Gatherer
from kg.cli.publish.options import Given, publish_options
from kg.cli.publish.sources import sort_sources
from kg.domain.licence import NOT_EVALUATED
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.publish.config import Config
    from kg.publish.dataset import Dataset
    from kg.publish.publish import Job, Published, Target

EPILOG = """\b
Examples:
  kg publish --sample -o release/                      the article that ships with the package
  kg publish articles/ -o release/ --config kg.toml    title, creator, licence from a file
  kg publish graph.nq.gz links.nq -o release.zip       graphs that are built and linked
  kg publish articles/ -o release/ --previous old/     tells what changed since

\b
Exit codes: 0 done, 1 a graph does not conform (it is left out), 2 wrong usage or a missing
extra, 3 an input cannot be read or gives no article (the others are published), or the
release cannot be written."""


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, metavar="GRAPH|ARTICLE...")
@publish_options
@needs("pyoxigraph", "pyarrow")
def publish(sources: tuple[str, ...], output: str, sample: bool, quiet: bool, **options: Any) -> None:
    """Publish a dataset: a folder with dumps, tables, a description, a site and checksums, made from GRAPHs or ARTICLEs, or folders of them.

    The release appears whole or not at all, and what stood in its place stays until then. After an interruption the same command goes on. The same
    input gives the same bytes.
    """
    from kg.output.lock import LockedError
    from kg.pipeline.workers import collect_seldom
    from kg.publish.publish import publish as publish_release
    from kg.publish.release import ReleaseError

    collect_seldom()
    if sample:
        sources = (sample_path(), *sources)
    if not sources:
        raise click.UsageError("nothing to publish: name a graph or an article, or give --sample")
    given = Given(**options)
    config = given.config()
    target = _target(output, given)
    steps = _Telling(quiet)
    try:
        job = make_job(sources, given, config, quiet=quiet)
        published = publish_release(job, target, steps.tell, steps.hear)
    except KeyboardInterrupt:
        kept = f"what is finished is kept in {target.work}, and the same command goes on from there" if target.work.exists() else "nothing is written"
        give_up(f"interrupted; {kept}", INTERRUPTED)
    except LockedError as error:
        give_up(str(error), UNREADABLE)
    except ReleaseError as error:  # What was told is wrong, so the same command would not get further.
        give_up(str(error), UNREADABLE)
    except OSError as error:
        kept = f"; what is finished is kept in {target.work}, and the same command goes on from there" if target.work.exists() else ""
        give_up(f"{error.filename or output}: {error.strerror or error}{kept}", UNREADABLE)
    finally:
        steps.close()
    _close(published, output, quiet)


def _target(output: str, given: Given) -> Target:
    """Where the release is to stand. A usage error for what is no place of one."""
    from kg.publish.publish import Target

    if output in ("", "-"):
        raise click.UsageError("-o names a folder, or a file that ends in .zip")
    if given.zim:
        require_library("libzim")
        if output.endswith(".zip") or not given.site:
            raise click.UsageError("--zim takes the site of a folder: name one with -o, without --no-site")
    if output.endswith(".zip"):
        return Target(None, Path(output))
    folder = Path(output) if Path(output).name else Path(output).resolve()
    if not folder.name:
        raise click.UsageError(f"-o names a folder, not {output!r}, which is all of a disk")
    archive, zim = (folder.with_name(f"{folder.name}.{kind}") if wanted else None for kind, wanted in (("zip", given.archive), ("zim", given.zim)))
    return Target(folder, archive, zim)


def make_job(sources: tuple[str, ...], given: Given, config: Config, *, quiet: bool) -> Job:
    """What is to be published; a usage error for options that do not fit."""
    from kg.publish.gather.inputs import hash_inputs
    from kg.publish.publish import Job, make_key

    sorted_sources = sort_sources(sources)
    read_options = make_options(sorted_sources.articles, **given.reading, contact=config.contact or None)
    provenance = make_provenance(config.base, config.licence or None)
    inputs = hash_inputs(sources)
    key: dict[str, object] = {"reading": given.reading, "time": provenance.time, "site": given.site, "redirects": hash_inputs(given.redirects)}
    key["beside"] = hash_inputs(path for path in (config.previous, config.articles) if path)
    if not all(file.sha256 for file in inputs):  # What is no file may have changed.
        key["run"] = os.urandom(8).hex()
    gatherer = Gatherer(sorted_sources, read_options, provenance, given.redirects, given.jobs, quiet)
    skip = frozenset() if given.site else frozenset({"site"})
    return Job(config, inputs, make_key(config, inputs, key), gatherer, given.jobs, skip)


class _Telling:
    """Shows on a terminal which step is at work, and how much of it is done."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar = Bar("", quiet=True)
        self._part = Part(0, 0)

    def tell(self, words: str) -> None:
        """Show a step in place of the one before."""
        self._bar.clear()
        self._part = Part(0, 0)
        self._bar = Bar("part", lambda count: self._part, label=words, quiet=self._quiet)
        self._bar.begin()

    def hear(self, done: int, whole: int) -> None:
        """Show how much of the step is done."""
        self._part = Part(done, whole)
        self._bar.show(done)

    def close(self) -> None:
        """Clear the line."""
        self._bar.clear()


def _close(published: Published, output: str, quiet: bool) -> None:
    """Say what came of it; the exit code tells of inputs that gave nothing and of graphs that do not conform."""
    dataset, gathered = published.dataset, published.gathered
    counts = {name: dataset.counts[name] for name in ("articles", "facts", "claims", "issues") if name in dataset.counts}
    if not quiet:
        if published.resumed:
            say("went on with what an interrupted run had finished")
        told = ", ".join(counted(count, name.removesuffix("s")) for name, count in counts.items())
        size = sum(file.bytes for file in published.files)
        if unknown := sum(entry.licence == NOT_EVALUATED.iri for entry in dataset.articles):
            words = f"{counted(unknown, 'article')} of sites whose licence is not known"
            say(f"{words}: ask before you publish their words, and tell it (--licence); LICENCES.md says so", colour="yellow")
        if untold := _untold(dataset):
            say(f"not told: {', '.join(untold)}; catalogues and archives ask for them (options, or [dataset] of --config)", colour="yellow")
        say(f"{told} → {output} ({counted(len(published.files), 'file')}, {size / 1e6:,.1f} MB)", colour="green")
    if gathered.unread or gathered.refused:
        raise SystemExit(UNREADABLE if gathered.unread else CONFORMS_NOT)


def _untold(dataset: Dataset) -> list[str]:
    """What nobody told of the dataset and its descriptions need."""
    wanted = {"creator": dataset.config.creator, "publisher": dataset.config.publisher, "issued": dataset.issued}
    return [name for name, value in wanted.items() if not value]
