"""kg build: build validated graphs from articles."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from kg.cli.io.inputs import Inputs, list_files
from kg.cli.io.merges import redirects_option
from kg.cli.io.outputs import check_paths, choose_formats, is_folder
from kg.cli.io.progress import show_progress
from kg.cli.io.reading import READING, make_options, make_provenance, reading_options, sample_path
from kg.cli.io.records import tell_issues, write_issues, write_report
from kg.cli.io.terminal import CONFORMS_NOT, PIPE_BROKEN, UNREADABLE, complain, give_up, is_terminal, say
from kg.plurals import counted
from kg.profiles import FULL, PROFILES
from kg.values import dataclass

if TYPE_CHECKING:
    from kg.pipeline.ledger import Ledger
    from kg.pipeline.run import BuildError, Outcome
    from kg.rdf.formats import Format
    from kg.rdf.graph import ArticleGraph
    from kg.read.error import ReadError

EPILOG = """\b
Examples:
  kg build --sample -o out/                    the article that ships with the package
  kg build article.txt -o article.ttl          one article as Turtle
  kg build articles/ -o conflicts.nq.gz        a folder of them as N-Quads
  kg build page.xml -o - --format jsonld       JSON-LD on standard output
  kg build dump.xml.bz2 -o facts.nq.gz --profile facts
  cat article.txt | kg build - -o out/ --report report.html

\b
Exit codes: 0 done, 1 a graph does not conform (it is not written), 2 wrong usage,
3 an input cannot be read or gives no article (the others are written), or the output
cannot be written."""


@dataclass(slots=True)
class Tally:
    """Totals of a run, for its closing lines."""

    ledger: Ledger | None = None
    articles: int = 0
    claims: int = 0
    issues: int = 0
    failed: int = 0
    refused: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an article that is published."""
        self.articles += 1
        self.claims += len(outcome.built.mapped.claims)
        self.account(outcome)

    def account(self, outcome: Outcome) -> None:
        """Count the issues and the words of an article, published or not."""
        from kg.pipeline.ledger import add_ledgers

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
@click.option("--format", "format_name", metavar="FORMAT", help="Syntax, for - and for file names without a known extension.")
@click.option(
    "--report", "report_path", metavar="FILE", help="Also write an HTML report: each article's text with its evidence marked, its facts and issues."
)
@click.option("--issues", "issues_path", metavar="FILE", help="Also write the issues (what was not understood) as JSON lines.")
@click.option("--named-graphs", is_flag=True, help="Put each article into a named graph of its own (nq, trig, jsonld).")
@click.option("--flat", is_flag=True, help="Write JSON-LD as a flat list of nodes instead of one tree for each conflict.")
@click.option("--profile", type=click.Choice(PROFILES), default=FULL, show_default=True, help="What the graph holds: see docs/profiles.md.")
@redirects_option
@click.option("--no-validation", is_flag=True, help="Skip validation against the SHACL shapes.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Number of processes.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@reading_options
def build(articles: tuple[str, ...], output: str, sample: bool, base: str, licence: str | None, quiet: bool, **options: Any) -> None:
    """Build graphs from ARTICLEs: files, folders, URLs, or - for standard input."""
    from kg.output.files import STDOUT, PublishError
    from kg.pipeline.run import run
    from kg.pipeline.workers import collect_seldom
    from kg.rdf.graph import NotExpressibleError

    if sample:
        articles = (sample_path(), *articles)
    if not articles:
        raise click.UsageError("no article: name a file, a folder or -, or give --sample")
    reading = {name: options.pop(name) for name in READING}
    read_options = make_options(articles, **reading)
    provenance = make_provenance(base, licence)
    check_paths(articles, {"-o": output, "--report": options["report_path"], "--issues": options["issues_path"]})
    formats = choose_formats(output, options.pop("format_name"), options.pop("flat"), options["named_graphs"])
    check, jobs, redirects = not options.pop("no_validation"), options.pop("jobs"), options.pop("redirects")
    tally = Tally()
    collect_seldom()
    silent = quiet or (output == STDOUT and is_terminal(sys.stdout))
    results = run(articles, read_options, provenance, check=check and not redirects, jobs=jobs)
    results = show_progress(results, "article", files=list_files(articles), quiet=silent)
    if redirects:
        from kg.cli.io.merges import follow_redirects

        results = show_progress(follow_redirects(results, redirects, provenance.base, check=check, quiet=quiet), "article", quiet=silent)
    inputs = Inputs(articles)
    outcomes = _tell_errors(results, tally, inputs)
    try:
        _publish(outcomes if quiet else tell_issues(outcomes), output, formats, tally, **options)
    except PublishError as error:
        if error.errno == errno.EPIPE:
            raise SystemExit(PIPE_BROKEN) from error
        give_up(str(error), UNREADABLE)
    except NotExpressibleError as error:
        give_up(f"{output}: {error}", UNREADABLE)
    tally.failed += inputs.close(quiet=quiet)
    if not quiet:
        _close(tally, output)
    if tally.failed or tally.refused:
        raise SystemExit(UNREADABLE if tally.failed else CONFORMS_NOT)


def _tell_errors(outcomes: Iterable[Outcome | ReadError | BuildError], tally: Tally, inputs: Inputs) -> Iterator[Outcome]:
    """Report what could not be read or built, and note what is no article of the domain; pass on the rest."""
    from kg.output.issues import place_of_article
    from kg.pipeline.run import BuildError, Outcome
    from kg.read.error import NoArticleError

    for outcome in outcomes:
        if isinstance(outcome, Outcome):
            source, refused = outcome.built.article.source, outcome.built.refused
            if refused:
                inputs.pass_over(source.file, f"{place_of_article(outcome.built)}: {refused}")
            else:
                inputs.hear(source.file)
            yield outcome
        elif isinstance(outcome, NoArticleError):
            inputs.pass_over(outcome.file, str(outcome))
        else:
            inputs.hear(outcome.file if not isinstance(outcome, BuildError) else None)
            complain(str(outcome))
            tally.failed += 1


def _publish(outcomes: Iterator[Outcome], output: str, formats: tuple[Format, ...], tally: Tally, **options: Any) -> None:
    """Write issues and report of all articles, and the graphs of those that conform; write nothing if no article was read."""
    from kg.output.files import open_output
    from kg.profiles.convert import convert_graph

    first = next(outcomes, None)
    if first is None:
        return
    outcomes = chain((first,), outcomes)
    with ExitStack() as stack:
        if options["issues_path"]:
            outcomes = write_issues(outcomes, stack.enter_context(open_output(options["issues_path"])))
        if options["report_path"]:
            outcomes = write_report(outcomes, options["report_path"])
        profile = options["profile"]
        graphs = (convert_graph(graph, profile) for graph in _graphs(outcomes, tally, formats))
        graph = next(graphs, None)
        if graph is not None:
            _write_graphs(chain((graph,), graphs), output, formats, options["named_graphs"])


def _graphs(outcomes: Iterable[Outcome], tally: Tally, formats: tuple[Format, ...]) -> Iterator[ArticleGraph]:
    """Yield the graphs that can be published; report what is wrong with the others."""
    for outcome in outcomes:
        source = outcome.built.article.source
        if outcome.built.refused:
            tally.account(outcome)
            continue
        reason = _not_expressible(outcome.built.graph, formats)
        if reason:
            complain(f"{source.file or source.title}: {reason}")
            tally.failed += 1
        elif not outcome.publishable and outcome.report is not None:
            complain(f"{source.file or source.title}: the graph of {source.title!r} does not conform and is not written")
            for result in outcome.report.results:
                say(f"  {result}")
            tally.refused += 1
        else:
            tally.add(outcome)
            yield outcome.built.graph


def _not_expressible(graph: ArticleGraph, formats: tuple[Format, ...]) -> str | None:
    """The reason why one of the syntaxes cannot express a graph, or None. Only XML lacks characters that articles may contain."""
    from kg.rdf.formats import write_graphs
    from kg.rdf.graph import NotExpressibleError

    try:
        for form in formats:
            if form.name == "rdfxml":
                write_graphs((graph,), form, StringIO())
    except NotExpressibleError as error:
        return str(error)
    return None


def _write_graphs(graphs: Iterator[ArticleGraph], output: str, formats: tuple[Format, ...], named: bool) -> None:
    """Write to a folder, or to one file or standard output."""
    from kg.output.files import open_output, publish_folder
    from kg.rdf.formats import write_graphs

    if is_folder(output):
        for _ in publish_folder(graphs, output, formats):
            pass
        return
    with open_output(output) as out:
        write_graphs(graphs, formats[0], out, named=named)


def _close(tally: Tally, output: str) -> None:
    ledger = tally.ledger
    if ledger is None:
        return
    values = f"{ledger.values_used} infobox values used, {ledger.values_ignored} ignored on purpose, {ledger.values_unread} not understood"
    if not tally.articles:
        say(f"no article, {counted(tally.issues, 'issue')}: {output} is not written")
    else:
        say(f"{counted(tally.articles, 'article')}, {counted(tally.claims, 'claim')}, {counted(tally.issues, 'issue')} → {output}", colour="green")
    say(f"{values}; {100 * ledger.share:.1f} % of their characters accounted for" if ledger.characters else "no infobox values were read")
    sentences = (ledger.sentences_used, ledger.sentences_ignored, ledger.sentences_unread)
    say("sentences of the lead: {} used, {} out of scope, {} not understood".format(*sentences))
