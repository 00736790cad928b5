"""Graph files into a server of any make, by the SPARQL 1.1 Graph Store HTTP Protocol: https://www.w3.org/TR/sparql11-http-rdf-update/.

Quads are sent in batches of one graph each, as N-Triples. Sending a batch twice adds nothing, as our graphs have no blank nodes; so a run
that was interrupted goes on where its journal says.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.query.errors import read_syntax_error
from kg.rdf.reification import Reifiers
from kg.store.embedded import SYNTAX, open_graph_file
from kg.store.profiles import plain_quads
from kg.store.store import StoreError
from kg.values import dataclass

if TYPE_CHECKING:
    import pyoxigraph

_TRIES = 4
_WAIT = 0.5
_MOST_WORDS = 300
_REFUSED = frozenset(range(400, 500)) - {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send: the URL of the Graph Store, the graph for triples of the default graph ("" for the server's own), user and password."""

    url: str
    graph: str = ""
    user: str = ""
    password: str = ""
    batch: int = 20_000
    seconds: float = 300.0

    def address(self, graph: str) -> str:
        """The URL that names a graph, or the default graph."""
        separator = "&" if "?" in self.url else "?"
        name = graph or self.graph
        return f"{self.url}{separator}" + (f"graph={urllib.parse.quote(name, safe='')}" if name else "default")


class Journal:
    """Which batches of which files a target has: a small file of JSON, written anew after each batch."""

    def __init__(self, path: str | os.PathLike[str], target: Target) -> None:
        self.path, self.target = Path(path), target
        self.done: dict[str, int] = {}
        if self.path.exists():
            try:
                known = json.loads(self.path.read_text(encoding="utf-8"))
                if (known["to"], known["graph"], known["batch"]) == (target.url, target.graph, target.batch):
                    self.done = {str(name): int(count) for name, count in known["done"].items()}
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise StoreError(f"{path}: not a journal of kg load; remove it to begin anew") from error

    def note(self, key: str, batches: int) -> None:
        """Write down that so many batches of a file have been sent."""
        self.done[key] = batches
        part = self.path.with_name(self.path.name + ".part")
        part.write_text(
            json.dumps({"to": self.target.url, "graph": self.target.graph, "batch": self.target.batch, "done": self.done}, indent=1), encoding="utf-8"
        )
        part.replace(self.path)


def upload_file(path: str, target: Target, journal: Journal, told: Callable[[int], None] = lambda sent: None) -> int:
    """Send a graph file; how many triples were sent now (those of earlier runs not counted). ``told`` hears the number after each batch.

    StoreError where the file cannot be read or the server does not take a batch after several tries.
    """
    key, sent = _key(path), 0
    opener = _opener(target)
    for number, (graph, triples) in enumerate(_batches(path, target.batch)):
        if number < journal.done.get(key, 0):
            continue
        _post(opener, target, graph, "".join(f"{triple} .\n" for triple in triples).encode())
        sent += len(triples)
        journal.note(key, number + 1)
        told(sent)
    return sent


def _key(path: str) -> str:
    """What a file holds, so that a changed file is sent anew."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error


def _batches(path: str, size: int) -> Iterator[tuple[str, list[pyoxigraph.Triple]]]:
    """Triples of one graph, so many at a time, always cut alike."""
    import pyoxigraph

    waiting: dict[str, list[pyoxigraph.Triple]] = {}
    try:
        with open_graph_file(path) as (file, form):
            quads = pyoxigraph.parse(file, getattr(pyoxigraph.RdfFormat, SYNTAX[form.name]), base_iri=Path(path).resolve().as_uri())
            reifiers = Reifiers()
            for quad in (plain for read in quads for plain in plain_quads(read, reifiers)):
                if isinstance(quad.subject, pyoxigraph.BlankNode) or isinstance(quad.object, pyoxigraph.BlankNode):
                    raise StoreError(f"{path}: it has blank nodes, which cannot be sent in batches; load it with the server's own tool")
                graph = "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name.value)
                waiting.setdefault(graph, []).append(quad.triple)
                if len(waiting[graph]) == size:
                    yield graph, waiting.pop(graph)
    except SyntaxError as error:
        found = read_syntax_error(error)
        raise StoreError(f"{path}:{found.line}:{found.column}: {found.reason}") from error
    yield from waiting.items()


def _opener(target: Target) -> urllib.request.OpenerDirector:
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, target.url, target.user, target.password)
    handlers = (urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)) if target.user else ()
    return urllib.request.build_opener(*handlers)


def _post(opener: urllib.request.OpenerDirector, target: Target, graph: str, body: bytes) -> None:
    """Post a batch, again after a while where the server is busy or cannot be reached."""
    for attempt in range(_TRIES):
        request = urllib.request.Request(target.address(graph), body, {"Content-Type": "application/n-triples", "User-Agent": "conflict-kg"})
        try:
            with opener.open(request, timeout=target.seconds) as response:
                response.read()
            return
        except urllib.error.HTTPError as error:
            words = error.read(_MOST_WORDS).decode("utf-8", "replace").strip()
            reason = f"{target.url}: {error.code} {error.reason}: {words}"
            if error.code in _REFUSED:
                raise StoreError(reason) from error
        except (OSError, http.client.HTTPException) as error:
            reason = f"{target.url}: {getattr(error, 'reason', error)}"
        if attempt + 1 < _TRIES:
            time.sleep(_WAIT * 2**attempt)
    raise StoreError(f"{reason} (after {_TRIES} tries)")
