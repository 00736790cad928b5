"""kg serve: serve a graph as SPARQL endpoint, linked data and web pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.io.extras import needs
from kg.cli.io.progress import watch_files
from kg.cli.io.reading import check_base, check_url
from kg.cli.io.terminal import UNREADABLE, give_up, say
from kg.graph.iris import DEFAULT_BASE
from kg.plurals import counted

if TYPE_CHECKING:
    import pyoxigraph

    from kg.serve.engine.engine import Engine
    from kg.serve.settings import Settings
    from kg.store.store import Store

EPILOG = """\b
Examples:
  kg serve graph.nq                     at http://127.0.0.1:8000/
  kg serve --store ./store --port 8080
  kg serve --endpoint http://127.0.0.1:7878/query"""


@click.command(epilog=EPILOG)
@click.argument("graphs", nargs=-1, metavar="GRAPH...")
@click.option("--store", "folder", type=click.Path(exists=True, file_okay=False), help="A store made by kg load.")
@click.option("--endpoint", help="URL of a SPARQL endpoint.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; use others than loopback behind a proxy only.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen at; 0 for any free one.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data.")
@click.option("--root", default="", metavar="PATH", help='Path prefix behind a proxy, such as "/kg".')
@click.option("--host-name", "hosts", multiple=True, metavar="NAME", help='Host name to accept besides loopback (repeatable); "*" for any.')
@click.option("--origin", default="*", show_default=True, help='Allowed origin (CORS); "" for none.')
@click.option("--workers", default=4, show_default=True, type=click.IntRange(1, 64), help="Worker processes for short queries.")
@click.option("--seconds", default=10.0, show_default=True, type=click.FloatRange(0.1), help="Time limit for a query.")
@click.option("--memory", default=1024, show_default=True, type=click.IntRange(16), help="Memory limit for a query, in MiB.")
@click.option("--rows", default=1_000_000, show_default=True, type=click.IntRange(1), help="Limit on rows of an answer.")
@click.option("--size", default=256, show_default=True, type=click.IntRange(1), help="Limit on the size of an answer, in MiB.")
@click.option("--query-size", default=64, show_default=True, type=click.IntRange(1, 1 << 20), help="Limit on the size of a query, in KiB.")
@click.option("--cache", default=16, show_default=True, type=click.IntRange(0), help="Memory for kept answers and pages, in MiB.")
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="Folder with the articles' files, to show their text (repeatable).",
)
@click.option(
    "--issues",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="File written by kg build --issues, to show with the articles (repeatable).",
)
@needs("pyoxigraph", "starlette", "uvicorn")
def serve(
    graphs: tuple[str, ...], folder: str | None, endpoint: str | None, host: str, port: int, base: str, root: str, hosts: tuple[str, ...],
    origin: str, workers: int, seconds: float, memory: int, rows: int, size: int, query_size: int, cache: int, sources: tuple[str, ...],
    issues: tuple[str, ...],
) -> None:  # fmt: skip
    """Serve GRAPHs, a store or an endpoint, read-only: SPARQL at /sparql, linked data for every IRI under the base, and web pages."""
    from kg.serve.memory import give_back_sooner
    from kg.serve.reload import Reopening
    from kg.serve.settings import Limits, Settings

    if sum(map(bool, (graphs, folder, endpoint))) != 1:
        raise click.UsageError("name graph files, or --store, or --endpoint")
    if endpoint:
        check_url(endpoint, "--endpoint")
    base = check_base(base)
    limits = Limits(seconds=seconds, memory=memory << 20, rows=rows, size=size << 20, query=query_size << 10, kept=cache << 20)
    settings = Settings(base, "/" + root.strip("/") if root.strip("/") else "", hosts, origin, workers, limits, sources, issues)
    reopen = Reopening(folder) if folder else lambda: None
    give_back_sooner()
    store, engine = _open(graphs, folder, endpoint, settings)
    _run(store, engine, settings, reopen, host, port)


def _open(graphs: tuple[str, ...], folder: str | None, endpoint: str | None, settings: Settings) -> tuple[Store, Engine]:
    from kg.serve.engine.pool import Pool
    from kg.serve.engine.relay import Relay
    from kg.store.embedded import load_files, open_folder
    from kg.store.endpoint import EndpointStore
    from kg.store.store import StoreError

    try:
        if endpoint:
            say("answers come from the endpoint that is named")
            distant = EndpointStore(endpoint)
            return distant, Relay(distant, settings.limits)
        if folder:
            say(f"opening the store {folder}")
            opened: Callable[[], pyoxigraph.Store] = lambda: open_folder(folder).graph  # noqa: E731 - each worker opens it anew
            pool = Pool(opened, settings.workers, settings.limits)
            try:  # After the pool: the threads of an open store must not be forked.
                return open_folder(folder), pool
            except StoreError:
                pool.close()
                raise
        say(f"loading {_words_for(graphs)}")
        began = time.perf_counter()
        with watch_files(graphs, "loading"):
            loaded = load_files(graphs)
        say(f"{counted(len(loaded.graph), 'quad')} loaded in {time.perf_counter() - began:.1f} s")
        return loaded, Pool(lambda: loaded.graph, settings.workers, settings.limits)
    except StoreError as error:
        give_up(str(error), UNREADABLE)


def _words_for(graphs: tuple[str, ...]) -> str:
    """Graph files by name, or of several their number, with their size."""
    size = sum(path.stat().st_size for path in map(Path, graphs) if path.is_file())
    return f"{graphs[0] if len(graphs) == 1 else f'{len(graphs)} graph files'} ({size / 1e6:,.1f} MB)"


def _run(store: Store, engine: Engine, settings: Settings, reopen: Callable[[], Store | None], host: str, port: int) -> None:
    from uvicorn import Config

    from kg.serve.app import make_app
    from kg.serve.connection import REST, ImpatientProtocol, TellingServer, allow_connections, listen

    try:
        listening = listen(host, port)
    except OSError as error:
        engine.close()
        give_up(f"{host}:{port}: {error.strerror}", UNREADABLE)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}{settings.root}/"

    def end() -> None:
        server.should_exit = True

    app = make_app(store, engine, settings, reopen, end)
    config = Config(
        app, log_level="warning", server_header=False, timeout_keep_alive=REST, limit_concurrency=allow_connections(), backlog=1024,
        h11_max_incomplete_event_size=1 << 16, timeout_graceful_shutdown=3, proxy_headers=False, ws="none", http=ImpatientProtocol,
    )  # fmt: skip
    server = TellingServer(config, lambda: say(f"ready: serving at {address} (Ctrl+C ends it)"))
    server.run(sockets=[listening])
    if engine.failure() and server.should_exit:
        give_up(f"the server has ended, since {engine.failure()}", UNREADABLE)
