"""kg build: articles in, a checked graph out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from kg.cli.reading import check_iri, make_provenance, reading_options, sample_path
from kg.cli.terminal import CONFORMS_NOT, UNREADABLE, complain, count_progress, give_up, say

if TYPE_CHECKING:
    from kg.built import Built
    from kg.ledger import Ledger
    from kg.rdf.formats import Format
    from kg.rdf.graph import ArticleGraph
    from kg.read.error import ReadError
    from kg.run import BuildError, Outcome
    from kg.validation import Report

EPILOG = """\b
Examples:
  kg build --sample -o out/                    the article that ships with the package
  kg build article.txt -o article.ttl          one article as Turtle
  kg build articles/ -o conflicts.nq.gz        a folder of them as N-Quads
  kg build page.xml -o - --format jsonld       JSON-LD on standard output
  cat article.txt | kg build - -o out/ --report report.html

\b
Exit codes: 0 done, 1 a graph does not conform (it is not written), 2 wrong usage,
3 an input cannot be read (the others are written) or the output cannot be written."""


@dataclass(slots=True)
class Tally:
    """What a run came to, for its closing lines."""

    ledger: Ledger | None = None
    articles: int = 0
    claims: int = 0
    issues: int = 0
    failed: int = 0
    refused: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an article that is published."""
        from kg.ledger import add_ledgers

        self.articles += 1
        self.claims += len(outcome.built.mapped.claims)
        self.issues += len(outcome.built.issues)
        self.ledger = add_ledgers([self.ledger, outcome.built.ledger] if self.ledger else [outcome.built.ledger])


@click.command(epilog=EPILOG)
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    help="A file (.ttl .jsonld .nq .trig .nt .rdf, each also .gz), a folder, or - for standard output.",
)
@click.option("--format", "format_name", metavar="FORMAT", help="The syntax for -, or for files whose name does not tell.")
@click.option("--report", "report_path", metavar="FILE", help="Write an HTML page with each article's text, every used span marked.")
@click.option("--issues", "issues_path", metavar="FILE", help="Write what was not understood as JSON lines.")
@click.option("--named-graphs", is_flag=True, help="Put each article into a graph of its own (nq, trig, jsonld).")
@click.option("--flat", is_flag=True, help="JSON-LD as a flat list of nodes, not as a tree for each conflict.")
@click.option("--no-validation", is_flag=True, help="Do not check the graphs against the shapes.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Build in so many processes.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@reading_options
def build(articles: tuple[str, ...], output: str, sample: bool, base: str, licence: str | None, quiet: bool, **options: Any) -> None:
    """Turn ARTICLEs (files, folders of them, URLs, or - for standard input) into a graph."""
    from kg.publish import PublishError
    from kg.rdf.graph import NotExpressibleError
    from kg.read.registry import ReadOptions
    from kg.run import run

    if sample:
        articles = (sample_path(), *articles)
    if not articles:
        raise click.UsageError("no article: name a file, a folder or -, or give --sample")
    reading = {name: options.pop(name) for name in ("title", "url", "revision", "retrieved", "language")}
    if reading["url"]:
        check_iri(reading["url"], "--url")
    provenance = make_provenance(base, licence)
    formats = choose_formats(output, options.pop("format_name"), options.pop("flat"), options["named_graphs"])
    check, jobs = not options.pop("no_validation"), options.pop("jobs")
    tally = Tally()
    outcomes = count_progress(run(articles, ReadOptions(**reading), provenance, check=check, jobs=jobs), "articles", quiet=quiet)
    try:
        _publish(_good(outcomes, tally), output, formats, **options)
    except (PublishError, NotExpressibleError) as error:
        give_up(str(error), UNREADABLE)
    if not quiet:
        _close(tally, output)
    if tally.failed or tally.refused:
        raise SystemExit(UNREADABLE if tally.failed else CONFORMS_NOT)


def _good(outcomes: Iterable[Outcome | ReadError | BuildError], tally: Tally) -> Iterator[Outcome]:
    """Name what is bad, pass on what can be published."""
    from kg.run import Outcome

    for outcome in outcomes:
        if not isinstance(outcome, Outcome):
            complain(str(outcome))
            tally.failed += 1
        elif not outcome.publishable and outcome.report is not None:
            complain(f"{outcome.built.article.source.title}: the graph does not conform and is not written")
            for result in outcome.report.results:
                say(f"  {result.message}")
            tally.refused += 1
        else:
            tally.add(outcome)
            yield outcome


def _publish(good: Iterator[Outcome], output: str, formats: tuple[Format, ...], **options: Any) -> None:
    from contextlib import ExitStack

    from kg.publish import open_output

    first = next(good, None)
    if first is None:
        return
    with ExitStack() as stack:
        watched: Iterator[Outcome] = _chain(first, good)
        if options["issues_path"]:
            watched = _write_issues(watched, stack.enter_context(open_output(options["issues_path"])))
        if options["report_path"]:
            watched = _write_report(watched, stack.enter_context(open_output(options["report_path"])))
        graphs = (outcome.built.graph for outcome in watched)
        _write_graphs(graphs, output, formats, options["named_graphs"])


def choose_formats(output: str, name: str | None, flat: bool, named: bool) -> tuple[Format, ...]:
    """The syntaxes to write: one for a file or standard output, two for each article of a folder. A usage error for one that does not exist."""
    from kg.rdf.formats import UnknownFormatError, check_named, find_format, format_of_path

    json = "jsonld-flat" if flat else "jsonld"
    formats: tuple[Format, ...]
    try:
        if is_folder(output):
            formats = (find_format(name),) if name else (find_format("turtle"), find_format(json))
        else:
            formats = (find_format(name) if name else find_format("turtle") if output == "-" else format_of_path(output),)
        formats = tuple(find_format(json) if form.name == "jsonld" else form for form in formats)
        if named and not is_folder(output):
            check_named(formats[0])
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from error
    return formats


def _write_graphs(graphs: Iterator[ArticleGraph], output: str, formats: tuple[Format, ...], named: bool) -> None:
    """Write to a folder, or to one file or standard output."""
    from kg.publish import open_output, publish_folder
    from kg.rdf.formats import write_graphs

    if is_folder(output):
        for _ in publish_folder(graphs, output, formats):
            pass
        return
    with open_output(output) as out:
        write_graphs(graphs, formats[0], out, named=named)


def is_folder(output: str) -> bool:
    """Whether an output is a folder: one that exists, ends in a separator, or has no extension."""
    return output != "-" and (Path(output).is_dir() or output.endswith(("/", "\\")) or not Path(output).suffix)


def _write_issues(outcomes: Iterator[Outcome], out: TextIO) -> Iterator[Outcome]:
    """One JSON object a line for everything that was not understood."""
    for outcome in outcomes:
        title = outcome.built.article.source.title
        for issue in outcome.built.issues:
            start, end = issue.span or (None, None)
            entry = {"article": title, "code": issue.code, "message": issue.message, "start": start, "end": end}
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
        yield outcome


def _write_report(outcomes: Iterator[Outcome], out: TextIO) -> Iterator[Outcome]:
    """Write the page piece by piece while the outcomes pass."""
    from kg.report import render_report

    passed: list[Outcome] = []

    def sections() -> Iterator[tuple[Built, Report | None]]:
        for outcome in outcomes:
            passed.append(outcome)
            yield outcome.built, outcome.report

    for piece in render_report(sections()):
        out.write(piece)
        yield from passed
        passed.clear()


def _close(tally: Tally, output: str) -> None:
    ledger = tally.ledger
    if ledger is None:
        return
    values = f"{ledger.values_used} infobox values used, {ledger.values_ignored} ignored on purpose, {ledger.values_unread} not understood"
    say(f"{tally.articles} articles, {tally.claims} claims, {tally.issues} issues → {output}", colour="green")
    say(f"{values}; {100 * ledger.share:.1f} % of their characters accounted for")


def _chain(first: Outcome, rest: Iterator[Outcome]) -> Iterator[Outcome]:
    yield first
    yield from rest
