"""kg load: load graph files into a store on disk or a SPARQL server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.io.graphs import expand_folders
from kg.cli.io.progress import watch_files
from kg.cli.io.reading import check_iri, check_url
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.store.upload import Target

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
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("--journal", type=click.Path(dir_okay=False), help="Journal of what was sent (with --to); by default beside the first graph.")
def load(
    graphs: tuple[str, ...], folder: str | None, url: str | None, graph: str, user: str, password: str | None, batch: int, journal: str | None,
    quiet: bool,
) -> None:  # fmt: skip
    """Load GRAPHs (Turtle, JSON-LD, N-Quads, TriG, N-Triples, RDF/XML, also .gz, and folders of kg bulk).

    Loading into a store is atomic, and one process does it at a time (FOLDER.lock names it). Of two versions of a page the current one stays in a
    store, if each has a named graph of its own (kg build --named-graphs). A server gets batches; an interrupted run resumes where it stopped.
    """
    from kg.store.store import StoreError
    from kg.store.upload import Target

    graphs = expand_folders(graphs)
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
            _load(graphs, folder, quiet)
        elif url:
            _upload(graphs, Target(url, graph, user, password or "", batch), journal, quiet)
    except StoreError as error:
        give_up(str(error), UNREADABLE)


def _load(graphs: tuple[str, ...], folder: str, quiet: bool) -> None:
    from kg.store.loading import load_folder

    began = time.perf_counter()
    with watch_files(graphs, "loading", quiet=quiet):
        loaded = load_folder(graphs, folder)
    if quiet:
        return
    older = f", {counted(loaded.removed, 'older version')} of pages removed" if loaded.removed else ""
    say(f"{counted(len(graphs), 'file')} loaded, {counted(loaded.quads, 'quad')} in all{older} → {folder} ({time.perf_counter() - began:.1f} s)")


def _upload(graphs: tuple[str, ...], target: Target, journal: str | None, quiet: bool) -> None:
    from kg.store.upload import Journal, upload_file

    noted = Journal(journal or Path(graphs[0]).with_name(Path(graphs[0]).name + ".sent.json"), target)
    for path in graphs:
        with watch_files([path], f"sending {path}", quiet=quiet):
            sent = upload_file(path, target, noted)
        if not quiet:
            say(f"{path}: {sent:,} triples → {target.url}")
