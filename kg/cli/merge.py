"""kg merge: one IRI for what redirects of pages lead to, in graphs that are built already; and the way back from kg link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.io.merges import list_plan, plan_redirects, redirects_option, require_conforming, tell_plan
from kg.cli.io.progress import watch_files
from kg.cli.io.reading import check_base
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.graph.iris import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.link.merge.plan import Plan
    from kg.rdf.nquads_reading import Quad

EPILOG = """\b
Examples:
  kg merge graph.nq --redirects enwiki-pages-articles.xml.bz2 -o merged.nq
  kg merge a.ttl b.ttl --redirects redirects.tsv -o merged.nq --decisions merges.tsv
  kg merge graph.nq --redirects enwiki-page.sql.gz --redirects enwiki-redirect.sql.gz -o merged.nq
  kg merge linked.nq --undo -o unmerged.nq

\b
Exit codes: 0 done, 1 the graph does not conform once things are made one (it is not written),
2 wrong usage, 3 an input cannot be read or an output cannot be written."""


@click.command(epilog=EPILOG)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@click.option("-o", "--output", required=True, metavar="OUT", help="The graph as N-Quads (.nq, .nq.gz, or - for standard output).")
@redirects_option
@click.option("--undo", is_flag=True, help="Take back what kg link made one.")
@click.option("--decisions", metavar="FILE", help="Also write a table of what was made one and what was not, with the reason.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def merge(graphs: tuple[str, ...], output: str, redirects: tuple[str, ...], undo: bool, decisions: str | None, base: str, quiet: bool) -> None:
    """Give things whose pages redirect to one page one IRI in GRAPHs, which become one; kg build --redirects gives the same.

    A redirect is followed where its page says that both titles name one thing, or where their names agree, and where the graphs do not tell
    otherwise. Claims keep the name as written (ck:writtenAs).
    """
    if bool(redirects) == undo:
        raise click.UsageError("give --redirects or --undo")
    if not output.removesuffix(".gz").endswith(".nq") and output != "-":
        raise click.BadParameter("graphs may have names, so the output is N-Quads: .nq or .nq.gz", param_hint="-o")
    if undo and decisions:
        raise click.UsageError("--undo decides nothing, so it has no --decisions")
    base = check_base(base)
    if undo:
        _write(_undo(graphs, base, quiet=quiet), output)
        return
    with watch_files(graphs, "reading", quiet=quiet):
        quads = _read(graphs, base)
    plan = _plan(quads, redirects, base)
    merged = _rename(quads, plan)
    if plan.merges:
        require_conforming(" ".join(graphs), {quad.triple for quad in merged})
    _write(merged, output)
    if decisions:
        _write_decisions(plan, decisions)
    if not quiet:
        tell_plan(plan)


def _read(graphs: tuple[str, ...], base: str) -> tuple[Quad, ...]:
    """The statements of graphs. Ends the command for a graph that cannot be read, and for one in which kg link made things one: its record would
    not tell the way back any more."""
    from kg.link.merge.record import merges_graph_name
    from kg.profiles.reading import read_expanded_quads
    from kg.rdf.reading import GraphReadError

    found: dict[Quad, None] = {}
    try:
        for path in graphs:
            quads = read_expanded_quads(path)
            if any(quad.graph == merges_graph_name(base) for quad in quads):
                give_up(f"{path}: kg link has made things one in it; follow redirects first, then link, or take that back with --undo", UNREADABLE)
            found |= dict.fromkeys(quads)
    except (GraphReadError, OSError) as error:
        give_up(str(error), UNREADABLE)
    return tuple(found)


def _undo(graphs: tuple[str, ...], base: str, *, quiet: bool) -> frozenset[Quad]:
    from kg.link.linking import undo_merges
    from kg.link.merge.record import merges_graph_name
    from kg.profiles.reading import read_expanded_quads
    from kg.rdf.reading import GraphReadError

    try:
        if not quiet and not any(quad.graph == merges_graph_name(base) for path in graphs for quad in read_expanded_quads(path)):
            say("Nothing to take back: there is no record of what kg link made one.", colour="yellow")
        return frozenset(quad for path in graphs for quad in undo_merges(path, base))
    except (GraphReadError, OSError) as error:
        give_up(str(error), UNREADABLE)


def _plan(quads: tuple[Quad, ...], redirects: tuple[str, ...], base: str) -> Plan:
    from kg.link.merge.survey import Survey

    survey = Survey()
    survey.add(quad.triple for quad in quads)
    return plan_redirects(survey, redirects, base)


def _rename(quads: tuple[Quad, ...], plan: Plan) -> frozenset[Quad]:
    from kg.link.merge.renaming import rename

    return rename(quads, plan.merges).quads if plan.merges else frozenset(quads)


def _write(quads: frozenset[Quad], output: str) -> None:
    from kg.link.linking import write_quads
    from kg.output.files import PublishError, open_output

    try:
        with open_output(output) as out:
            write_quads(quads, out)
    except PublishError as error:
        give_up(str(error), UNREADABLE)


def _write_decisions(plan: Plan, path: str) -> None:
    from kg.output.files import PublishError, open_output

    try:
        with open_output(path) as out:
            out.writelines("\t".join(row) + "\n" for row in list_plan(plan))
    except PublishError as error:
        give_up(str(error), UNREADABLE)
