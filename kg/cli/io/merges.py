"""Things made one: what commands tell of it, and redirects from files."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, complain, give_up, say
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.link.merge.plan import Kept, Plan
    from kg.link.merge.survey import Survey
    from kg.pipeline.run import Outcome, Step
    from kg.rdf.terms import Triple

# More things than this that are left as they are are not told one by one.
_SHOWN = 10
_COLUMNS = ("decision", "iri", "other", "basis", "reason")
redirects_option = click.option(
    "--redirects",
    multiple=True,
    metavar="FILE",
    help="Redirects of pages to follow: a wiki's dump of pages, its SQL dumps of page and redirect, or a table (from, to, and where wanted same and "
    "language). Repeatable.",
)


def plan_redirects(survey: Survey, paths: Sequence[str], base: str) -> Plan:
    """What redirects from files make one of the things of graphs. Ends the command where a file cannot be read."""
    from kg.link.index.sources import SourceError
    from kg.link.merge.by_redirect import plan_by_redirect, wanted_titles
    from kg.link.merge.sources import read_redirect_files

    try:
        return plan_by_redirect(survey, read_redirect_files(paths, wanted_titles(survey, base)), base)
    except SourceError as error:
        give_up(str(error), UNREADABLE)


def follow_redirects(steps: Iterable[Step], paths: Sequence[str], base: str, *, check: bool, quiet: bool) -> Iterator[Step]:
    """Build all articles, then pass each on with its things under the pages that redirects lead to.

    Which redirects are safe depends on all graphs, so articles wait in a temporary file, and memory stays flat.
    """
    from kg.link.merge.survey import Survey
    from kg.pipeline.run import Outcome

    survey = Survey()
    with tempfile.TemporaryFile(prefix="kg-") as waiting:
        for step in steps:
            if isinstance(step, Outcome):
                survey.add(step.built.graph.triples)
            pickle.dump(step, waiting)
        plan = plan_redirects(survey, paths, base)
        if not quiet:
            tell_plan(plan)
        end = waiting.tell()
        waiting.seek(0)
        while waiting.tell() < end:
            step = pickle.load(waiting)
            yield _follow(step, plan, check=check) if isinstance(step, Outcome) else step


def _follow(outcome: Outcome, plan: Plan, *, check: bool) -> Outcome:
    """An article's outcome under the IRIs of a plan, checked where wanted."""
    from kg.link.merge.renaming import rename_triples
    from kg.pipeline.run import Outcome
    from kg.rdf.graph import ArticleGraph
    from kg.validation.shapes import validate

    built = outcome.built
    if plan.merges:
        graph = ArticleGraph.of(built.graph.name, rename_triples(built.graph.triples, plan.merges), built.graph.title)
        built = replace(built, graph=graph)
    return Outcome(built, validate(built.graph.triples) if check and built.refused is None else None)


def require_conforming(name: str, triples: Iterable[Triple], advice: str = "") -> None:
    """End the command with exit code 1 where a graph does not conform."""
    from kg.validation.shapes import validate

    report = validate(triples)
    if not report.conforms:
        complain(f"{name}: the graph does not conform once things are made one, and is not written" + (f"; {advice}" if advice else ""))
        for result in report.results[:_SHOWN]:
            say(f"  {result}")
        raise SystemExit(CONFORMS_NOT)


def tell_plan(plan: Plan) -> None:
    """Say how many things were made one with another, and the first that were left as they are, with the reason."""
    for kept in plan.kept[:_SHOWN]:
        say(f"{kept.iri} keeps its IRI: {kept.reason} ({kept.what})", colour="yellow")
    if len(plan.kept) > _SHOWN:
        say(f"… and {len(plan.kept) - _SHOWN} more that keep their IRI")
    count = len(plan.merges)
    say(f"{counted(count, 'IRI')} replaced by that of the same thing; {len(plan.kept)} kept in doubt", colour="green")


def list_plan(plan: Plan) -> Iterable[tuple[str, ...]]:
    """The rows of a table of what was made one and what was not, its header first."""
    yield _COLUMNS
    for merge in plan.merges.values():
        yield "merged", merge.old, merge.new, merge.basis, f"Q{merge.item}" if merge.item is not None else ""
    for kept in plan.kept:
        yield "kept", kept.iri, kept.what, "", _one_line(kept)


def _one_line(kept: Kept) -> str:
    return " ".join(kept.reason.split())
