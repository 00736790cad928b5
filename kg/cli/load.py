"""kg load: load graph files into a store on disk or a SPARQL server."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.cli.io.reading import check_iri, check_url
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.plurals import counted

EPILOG = """\b
Examples:
  kg load graph.nq.gz --store ./store
  kg load graph.nq --to http://127.0.0.1:7878/store
  kg load graph.nq --to http://127.0.0.1:8890/sparql-graph-crud-auth --graph https://example.org/wars --user dba

\b
The password for --user comes from the environment variable KG_PASSWORD, or from a prompt."""


@click.command(epilog=EPILOG)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@click.option("--store", "folder", type=click.Path(file_okay=False), help="Folder of the store; created if missing.")
@click.option("--to", "url", help="Graph Store URL of a server (SPARQL 1.1 Graph Store HTTP Protocol).")
@click.option("--graph", default="", metavar="IRI", help="Named graph for triples of the default graph (with --to).")
@click.option("--user", default="", help="User name (with --to); KG_PASSWORD holds the password.")
@click.option("--password", envvar="KG_PASSWORD", hidden=True)
@click.option("--batch", default=20_000, show_default=True, type=click.IntRange(1), help="Triples in each request (with --to).")
@click.option("--journal", type=click.Path(dir_okay=False), help="Journal of what was sent (with --to); by default beside the first graph.")
def load(
    graphs: tuple[str, ...], folder: str | None, url: str | None, graph: str, user: str, password: str | None, batch: int, journal: str | None
) -> None:
    """Load GRAPHs (Turtle, JSON-LD, N-Quads, TriG, N-Triples, RDF/XML, also .gz).

    Loading into a store is atomic, and one process does it at a time (FOLDER.lock names it). Of two versions of a page the current one stays in a
    store, if each has a named graph of its own (kg build --named-graphs). A server gets batches; an interrupted run resumes where it stopped.
    """
    from kg.store.store import StoreError

    if bool(folder) == bool(url):
        raise click.UsageError("name --store or --to")
    if "" in graphs:
        raise click.UsageError("a GRAPH is empty: name a file")
    if url:
        check_url(url, "--to")
    if graph:
        check_iri(graph, "--graph")
    if user and password is None:
        password = click.prompt(f"password of {user}", hide_input=True, err=True)
    try:
        if folder:
            _load(graphs, folder)
        elif url:
            _upload(graphs, url, graph, (user, password or ""), batch, journal)
    except StoreError as error:
        give_up(str(error), UNREADABLE)


def _load(graphs: tuple[str, ...], folder: str) -> None:
    from kg.store.loading import load_folder

    began = time.perf_counter()
    loaded = load_folder(graphs, folder)
    older = f", {counted(loaded.removed, 'older version')} of pages removed" if loaded.removed else ""
    say(f"{counted(len(graphs), 'file')} loaded, {counted(loaded.quads, 'quad')} in all{older} → {folder} ({time.perf_counter() - began:.1f} s)")


def _upload(graphs: tuple[str, ...], url: str, graph: str, login: tuple[str, str], batch: int, journal: str | None) -> None:
    from kg.store.upload import Journal, Target, upload_file

    target = Target(url, graph, *login, batch)
    noted = Journal(journal or Path(graphs[0]).with_name(Path(graphs[0]).name + ".sent.json"), target)
    for path in graphs:
        sent = upload_file(path, target, noted)
        say(f"{path}: {sent:,} triples → {url}")
