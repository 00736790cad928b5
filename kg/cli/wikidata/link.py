"""kg link: link the entities of a graph to Wikidata."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.io.extras import needs
from kg.cli.io.merges import require_conforming, tell_plan
from kg.cli.io.progress import show_progress
from kg.cli.io.reading import check_base, check_url
from kg.cli.io.terminal import CONFORMS_NOT, UNREADABLE, complain, give_up, say
from kg.cli.wikidata.dated import date_option
from kg.graph.iris import DEFAULT_BASE
from kg.plurals import counted, noun_for

if TYPE_CHECKING:
    from kg.link.entities import Entity
    from kg.link.linking import Linked
    from kg.link.service import Service
    from kg.rdf.nquads_reading import Quad

EPILOG = """\b
Examples:
  kg link graph.nq --index wikidata.idx -o linked.nq --decisions links.sssom.tsv
  kg link graph.nq --service https://reconciliation.example/api -o linked.nq
  kg link graph.nq --service https://reconciliation.example/api --offline -o linked.nq

\b
Exit codes: 0 done, 1 a service gave no answer for some names (the rest is written; run again for them),
or the graph does not conform once things are made one (nothing is written),
2 wrong usage or a missing extra, 3 an input cannot be read or an output cannot be written."""


@click.command(epilog=EPILOG)
@click.argument("graph", metavar="GRAPH")
@click.option("-o", "--output", required=True, metavar="OUT", help="The linked graph as N-Quads (.nq, .nq.gz, or - for standard output).")
@click.option("--index", "index_path", metavar="FILE", help="An index built by kg index.")
@click.option("--service", "service_url", metavar="URL", help="A reconciliation service (W3C CG API 0.2 or the draft of 1.0).")
@click.option("--decisions", "decisions_path", metavar="FILE", help="Table of decisions (SSSOM); reviews in it are applied and kept.")
@click.option("--no-merge", is_flag=True, help="Leave what is linked to one item under IRIs of its own.")
@click.option("--offline", is_flag=True, help="Open no connection; use cached answers of the service only.")
@click.option("--cache", "cache_path", metavar="FILE", help="Cache for answers of services.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds to wait for an answer.")
@date_option("The day of the links (mapping_date); by default that of SOURCE_DATE_EPOCH, else the latest that graph and index tell.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@needs("rapidfuzz")
def link(
    graph: str,
    output: str,
    index_path: str | None,
    service_url: str | None,
    decisions_path: str | None,
    no_merge: bool,
    offline: bool,
    cache_path: str | None,
    timeout: float,
    day: str | None,
    base: str,
    quiet: bool,
) -> None:
    """Link the entities of GRAPH to Wikidata: by the pages that articles link to, and by name where the evidence suffices.

    Uncertain candidates are not linked. They go into the table of decisions, for review with kg review or a table editor.

    What is linked to one item gets one IRI; claims keep the name as written. Linking anew with a link rejected takes that back, and so does
    kg merge --undo.
    """
    if not index_path and not service_url:
        raise click.UsageError("nothing to link with: give --index, --service or both")
    if not output.removesuffix(".gz").endswith(".nq") and output != "-":
        raise click.BadParameter("links are written into named graphs, so the output is N-Quads: .nq or .nq.gz", param_hint="-o")
    if service_url:
        check_url(service_url, "--service")
    base = check_base(base)
    with ExitStack() as stack:
        service = _open_service(service_url, cache_path, offline, timeout, stack) if service_url else None
        own, linked = _link(graph, index_path, service, decisions_path, base, stack, quiet, day)
        _write(_add_links(graph, own, linked, base, merge=not no_merge), output, decisions_path, linked, base)
    if not quiet:
        _tell(linked)
        if not no_merge:
            tell_plan(linked.plan)
    if service and service.problems:
        _tell_missing(service)
        raise SystemExit(CONFORMS_NOT)


def _tell_missing(service: Service) -> None:
    """Say what a service has not answered, and why."""
    for problem in service.problems:
        complain(f"{service.url}: {problem}")
    number, first = len(service.missing), sorted(name for name, _ in service.missing)[:5]
    complain(f"{counted(number, 'name')} {noun_for(number, 'has', 'have')} no answer from the service: {', '.join(first)}, ...")


def _open_service(url: str, cache_path: str | None, offline: bool, timeout: float, stack: ExitStack) -> Service:
    from kg.link.service import AnswerCache, CacheError, Patience, Service, ServiceError

    try:
        cache = AnswerCache(cache_path or default_cache("services"))
        stack.callback(cache.close)
        return Service(url, cache, offline=offline, patience=Patience(timeout=timeout))
    except (ServiceError, CacheError) as error:
        give_up(str(error), UNREADABLE)
    except (OSError, sqlite3.Error) as error:
        give_up(f"{cache_path or default_cache('services')}: the cache cannot be opened: {getattr(error, 'strerror', None) or error}", UNREADABLE)


def default_cache(name: str) -> str:
    """The path of a cache of the user."""
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return str(Path(folder) / "conflict-kg" / f"{name}.sqlite")


def _link(
    graph: str,
    index_path: str | None,
    service: Service | None,
    decisions_path: str | None,
    base: str,
    stack: ExitStack,
    quiet: bool,
    day: str | None,
) -> tuple[tuple[Quad, ...], Linked]:
    from kg.link.index.lookup import Index, IndexFileError
    from kg.link.linking import link_graph, own_quads, read_decisions
    from kg.link.service import CacheError
    from kg.link.sssom import SssomError
    from kg.rdf.reading import GraphReadError

    def watch(entities: Sequence[Entity]) -> Iterator[Entity]:
        return show_progress(entities, "entity", total=len(entities), label="linking", quiet=quiet)

    try:
        index = stack.enter_context(Index(index_path)) if index_path else None
        reviewed = read_decisions(decisions_path) if decisions_path else ()
        own = own_quads(graph, base)
        return own, link_graph((quad.triple for quad in own), index, service, reviewed, base, watch, date=day)
    except (IndexFileError, CacheError, GraphReadError, SssomError, OSError, sqlite3.Error) as error:
        give_up(str(error), UNREADABLE)


def _add_links(graph: str, own: tuple[Quad, ...], linked: Linked, base: str, *, merge: bool) -> frozenset[Quad]:
    """The graph with its links; ends the command where it does not conform once things are made one."""
    from kg.link.linking import add_links

    quads = add_links(own, linked, base, merge=merge)
    if merge and linked.plan.merges:
        require_conforming(graph, {quad.triple for quad in quads}, "--no-merge writes the links alone")
    return quads


def _write(quads: frozenset[Quad], output: str, decisions_path: str | None, linked: Linked, base: str) -> None:
    from kg.link.linking import write_decisions, write_quads
    from kg.output.files import PublishError, open_output

    try:
        with open_output(output) as out:
            write_quads(quads, out)
        if decisions_path:
            with open_output(decisions_path) as out:
                write_decisions(linked.rows, base, out)
    except PublishError as error:
        give_up(str(error), UNREADABLE)


def _tell(linked: Linked) -> None:
    links = [decision.link for decision in linked.decisions]
    waiting = sum(1 for decision in linked.decisions if decision.matches and not decision.link)
    by = {way: sum(1 for found in links if found and found.method in methods) for way, methods in _WAYS.items()}
    made = ", ".join(f"{count} by {way}" for way, count in by.items() if count) or "none"
    reviewed = sum(1 for row in linked.rows if row.reviewed)
    say(
        f"{counted(len(linked.decisions), 'entity')}; linked: {made}; for review: {waiting}; reviewed: {reviewed}; the rest has no link",
        colour="green",
    )


_WAYS = {"page": ("page", "title"), "name": ("name",), "renaming": ("renamed",)}
