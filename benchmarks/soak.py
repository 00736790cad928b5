"""A soak of the server: honest and hostile clients at once, for a long time.

    python benchmarks/soak.py [GRAPH...] [--minutes 20] [--honest 4] [--hostile 8] [--most-ms 300]

It starts kg serve with a graph (the sample article's where none is given) and asks it for a while, first by honest clients alone, then by hostile
ones too: queries of a mebibyte, of patterns that are slow to scan, cross products, memory, nesting, connections left half open, clients that do not
read or go away, thousands of different addresses, batches at their limits, bombs, garbage. Then all is left alone for a moment, and what the server
holds is compared with what it held after the first minute of honest use: memory (of all its processes, shared pages divided among them), processes,
descriptors, files in its temporary folder. The exit code is 1 where the 95 % quantile of the honest pages is above the bar, an honest page failed,
or something is left. Linux only, since it reads /proc. Clients run on the same machine, in processes of their own.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import json
import multiprocessing
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

QUERY, FORM = {"Content-Type": "application/sparql-query"}, {"Content-Type": "application/x-www-form-urlencoded"}
MIB = 1 << 20
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MEMORY = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATTERNS = ("service:a ", "{} ", ". ", "1+", "?a ", "<a", "'a\n", "\\u0041 ", '"""', "FILTER NOT EXISTS {")
_WARM_UP, _THINK = 60.0, (0.05, 0.25)
# Kept answers and documents fill their cache of 16 MiB, and workers keep some of what they used.
_MORE_MEMORY, _MORE_FILES = 60.0, 5
_HELD_OPEN = 5.0
_REST = 45.0


class Held(NamedTuple):
    """What a server holds: megabytes, numbers of processes and descriptors, files in its temporary folder, megabytes of each process."""

    memory: float
    processes: int
    descriptors: int
    files: int
    each: tuple[float, ...] = ()


class Sample(NamedTuple):
    """An honest request: what it asked for, the status (0: no answer), seconds."""

    what: str
    status: int
    seconds: float


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    children = [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
    return [pid, *(found for child in children for found in tree(child))]


def look(pid: int, temporary: Path) -> Held:
    """What the server holds now."""
    processes, each = tree(pid), []
    for process in processes:
        with contextlib.suppress(OSError):
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            each.append(int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024)  # type: ignore[index]
    descriptors = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    megabytes = tuple(round(megabytes, 1) for megabytes in each)
    return Held(round(sum(each), 1), len(processes), descriptors, len(list(temporary.iterdir())), megabytes)


class Client:
    """Requests to a server on this machine, each on a connection of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> tuple[int, bytes]:
        """Status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def query(self, text: str) -> int:
        """The status of a query by POST."""
        return self.ask("POST", "/sparql", QUERY, text.encode())[0]

    def send(self, data: bytes, wait: float = 0.0) -> int:
        """Send bytes, hold the connection, and go away; 0."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(data)
            time.sleep(wait)
        return 0

    def hold(self, data: bytes, count: int) -> int:
        """Send the same on many connections, and hold them open."""
        with contextlib.ExitStack() as held:
            for _ in range(count):
                connection = held.enter_context(socket.create_connection(("127.0.0.1", self.port), timeout=30))
                connection.sendall(data)
            time.sleep(_HELD_OPEN)
        return 0


ABOUT = b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
ATTACKS: dict[str, Callable[[Client, int], int]] = {
    "a query of a mebibyte": lambda c, n: c.query("ASK{} " + PATTERNS[n % len(PATTERNS)] * (MIB // len(PATTERNS[n % len(PATTERNS)]))),
    "a query slow to scan": lambda c, n: c.query(f"ASK{{}} #{n}\n" + PATTERNS[n % len(PATTERNS)] * (60_000 // len(PATTERNS[n % len(PATTERNS)]))),
    "a cross product": lambda c, n: c.query(CROSS),
    "another cross product": lambda c, n: c.query(CROSS.replace("?a", f"?a{n}")),
    "memory": lambda c, n: c.query(MEMORY.replace("?a", f"?a{n}")),
    "a regular expression": lambda c, n: c.query(f'SELECT (REGEX("{"a" * (5000 + n % 1000)}!", "(a+)+$") AS ?x) {{}}'),
    "nesting": lambda c, n: c.query("SELECT * " + "{" * 5000 + "}" * 5000),
    "a large answer": lambda c, n: c.query(f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {20_000 + n % 1000}"),
    "a large answer nobody reads": lambda c, n: c.send(
        POST + b"Content-Length: 50\r\n\r\n" + b"SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000".ljust(50), 2.0
    ),
    "a client that goes away": lambda c, n: c.send(POST + b"Content-Length: %d\r\n\r\n%s" % (len(CROSS), CROSS.encode()), 0.2),
    "half requests": lambda c, n: c.hold(b"GET / HTTP/1.1\r\nHost: lo", 50),
    "half second requests": lambda c, n: c.hold(ABOUT + b"GET / HTTP/1.1\r\nHost: lo", 50),
    "half bodies": lambda c, n: c.hold(POST + b"Content-Length: 100\r\n\r\nASK", 50),
    "small pieces": lambda c, n: c.send(POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 60_000, 0.1),
    "different answers": lambda c, n: c.query(f"ASK {{}} # {n} " + "a" * 50_000),
    "different documents": lambda c, n: c.ask("GET", f"/about?{n}{'b' * 20_000}", {"Accept": f"text/html, a/{'c' * 20_000}"})[0],
    "different searches": lambda c, n: c.ask("GET", f"/search?q={n}+{'a+' * 90}")[0],
    "addresses of nothing": lambda c, n: c.ask("GET", f"/conflict/{n}{'%C3%A9' * 1000}")[0],
    "a batch at its limits": lambda c, n: c.ask("POST", "/reconcile", FORM, batch(n))[0],
    "absurd limits": lambda c, n: c.ask("GET", f"/reconcile/propose?limit={'9' * 5000}")[0],
    "deep JSON": lambda c, n: c.ask("POST", "/reconcile", FORM, b"queries=" + b"[" * 500_000)[0],
    "a gzip bomb": lambda c, n: c.ask("POST", "/sparql", {**QUERY, "Content-Encoding": "gzip"}, BOMB)[0],
    "thousands of headers": lambda c, n: c.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"a:\r\n" * 15_000 + b"\r\n", 0.1),
    "another host": lambda c, n: c.ask("GET", "/", {"Host": f"localhost:{n}.example"})[0],
    "garbage": lambda c, n: c.send(random.Random(n).randbytes(100_000), 0.1),
    "an update": lambda c, n: c.query(f"INSERT DATA {{ <a:b> <a:c> {n} }}"),
}
BOMB = gzip.compress(b" " * 50_000_000)


def batch(number: int) -> bytes:
    """A batch of as many reconciliation queries as are taken, each as long as is read."""
    queries = {str(place): {"query": f"{number} {place} " + "battle of the " * 20, "limit": 1e308} for place in range(100)}
    return urlencode({"queries": json.dumps(queries)}).encode()


def honest_requests(pages: list[str]) -> list[tuple[str, str, dict[str, str]]]:
    """What honest clients ask for: a name of its kind, a path, headers."""
    select = quote("SELECT ?s { ?s a <https://w3id.org/conflict-kg/ontology#Conflict> } LIMIT 10 #")
    return [
        ("start page", "/", {}),
        *(("page of an entity", f"{page}.html", {"Accept-Encoding": "gzip"}) for page in pages),
        *(("entity in Turtle", page + ".ttl", {}) for page in pages[:5]),
        ("search", "/search?q=battle", {}),
        ("suggestions", "/suggest?q=cl", {}),
        ("style sheet", "/static/site.css", {}),
        ("short query", f"/sparql?query={select}", {}),
        ("reconciliation", "/reconcile?queries=" + quote('{"q":{"query":"Idlib","limit":3}}'), {}),
    ]


def be_honest(port: int, pages: list[str], threads: int, seed: int, stop: Event, found: Any) -> None:
    """Ask as people do, in some threads, until told to stop; then tell what was found."""
    samples: list[Sample] = []
    requests = honest_requests(pages)

    def ask(number: int) -> None:
        chance, client, count = random.Random(f"{seed} {number}"), Client(port), 0
        while not stop.is_set():
            what, path, headers = chance.choice(requests)
            count += 1
            path += f"{number}.{count}" if what == "short query" else ""  # Else it would be answered from what is kept.
            began = time.perf_counter()
            try:
                status = client.ask("GET", path, headers)[0]
            except (OSError, http.client.HTTPException):
                status = 0
            samples.append(Sample(what, status, time.perf_counter() - began))
            time.sleep(chance.uniform(*_THINK))

    run_threads(ask, threads)
    found.put([tuple(sample) for sample in samples])


def be_hostile(port: int, threads: int, seed: int, stop: Event, found: Any) -> None:
    """Attack in one way or another, in some threads, until told to stop; then tell the statuses of each attack."""
    os.nice(5)
    told: Queue[tuple[str, int]] = Queue()
    names = list(ATTACKS)

    def attack(number: int) -> None:
        chance, client, count = random.Random(f"{seed} hostile {number}"), Client(port), number * 10_000_000
        while not stop.is_set():
            name = chance.choice(names)
            count += 1
            try:
                told.put((name, ATTACKS[name](client, count)))
            except (OSError, http.client.HTTPException):
                told.put((name, 0))

    run_threads(attack, threads)
    counted: dict[str, Counter[int]] = {name: Counter() for name in names}
    while not told.empty():
        name, status = told.get()
        counted[name][status] += 1
    found.put({name: dict(statuses) for name, statuses in counted.items()})


def run_threads(work: Callable[[int], None], count: int) -> None:
    """Run as many threads to their ends."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_for(seconds: float, *crowds: tuple[Callable[..., None], tuple[Any, ...]], each_minute: Callable[[], object] = lambda: None) -> list[Any]:
    """Run crowds of clients, each in a process of its own, for some time; what each found."""
    context = multiprocessing.get_context("spawn")
    stop, queues, processes = context.Event(), [context.Queue() for _ in crowds], []
    for (crowd, arguments), queue in zip(crowds, queues, strict=True):
        processes.append(context.Process(target=crowd, args=(*arguments, stop, queue)))
        processes[-1].start()
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, 60.0))
        each_minute()
    stop.set()
    found = [queue.get(timeout=300) for queue in queues]
    for process in processes:
        process.join()
    return found


@contextlib.contextmanager
def run_server(graphs: list[str], folder: Path, temporary: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """kg serve, with a temporary folder of its own; its process and port."""
    log = folder / "serve.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "kg", "serve", *graphs, "--port", "0", "--seconds", "5", "--memory", "256"]
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "TMPDIR": str(temporary)})
    try:
        while not (match := re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text())):
            if process.poll() is not None:
                sys.exit(f"the server did not begin: {log.read_text()}")
            time.sleep(0.1)
        yield process, int(match[1])
    finally:
        process.terminate()
        process.wait()
        sys.stdout.write(f"log of the server: {log.stat().st_size:,} bytes\n")


def find_pages(client: Client) -> list[str]:
    """Paths of some entities."""
    base = "https://w3id.org/conflict-kg/"
    kinds = " ".join(f"<{base}ontology#{kind}>" for kind in ("Conflict", "Group", "Person", "Place"))
    text = f"SELECT DISTINCT ?thing {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }} ORDER BY ?thing"
    _, body = client.ask("POST", "/sparql", QUERY, text.encode())
    iris = [row["thing"]["value"].removeprefix(base) for row in json.loads(body)["results"]["bindings"]]
    return [f"/{quote(iri, safe='/%')}" for iri in iris[:: max(1, len(iris) // 20)][:20]]


def summarise(samples: list[Sample]) -> dict[str, float]:
    """Milliseconds: the median, the 95 and 99 % quantiles, the largest."""
    times = sorted(sample.seconds * 1000 for sample in samples)
    at = {"p95": 0.95, "p99": 0.99}
    quantiles = {name: round(times[min(int(len(times) * share), len(times) - 1)], 1) for name, share in at.items()}
    return {"p50": round(statistics.median(times), 1), **quantiles, "max": round(times[-1], 1)}


def report_honest(title: str, samples: list[Sample]) -> None:
    """Times and statuses of the honest requests, in all and by kind."""
    print(f"{title}: {len(samples)} requests, ms {summarise(samples)}, statuses {dict(sorted(Counter(s.status for s in samples).items()))}")
    for what in dict.fromkeys(sample.what for sample in samples):
        own = [sample for sample in samples if sample.what == what]
        print(f"  {what}: {len(own)}, ms {summarise(own)}, statuses {dict(sorted(Counter(s.status for s in own).items()))}")


def find_faults(honest: list[Sample], before: Held, after: Held, most: float) -> Iterator[str]:
    """What is above the bars."""
    pages = [sample for sample in honest if sample.what != "short query"]
    if (quantile := summarise(pages)["p95"]) > most:
        yield f"p95 of honest pages is {quantile} ms"
    if failed := sum(sample.status != 200 for sample in pages):
        yield f"{failed} honest pages were not answered"
    if after.memory - before.memory > _MORE_MEMORY:
        yield f"memory grew by {after.memory - before.memory:.0f} MB"
    if after.processes != before.processes:
        yield f"there are {after.processes} processes, and were {before.processes}"
    if after.descriptors > before.descriptors + _MORE_FILES:
        yield f"there are {after.descriptors} descriptors, and were {before.descriptors}"
    if after.files > before.files:
        yield f"there are {after.files} temporary files, and were {before.files}"


def main() -> int:
    """Soak and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", nargs="*", help="graph files to serve (the sample article's, where none is given)")
    parser.add_argument("--minutes", type=float, default=20.0, help="how long hostile clients are there (%(default)s)")
    parser.add_argument("--honest", type=int, default=4, help="honest clients (%(default)s)")
    parser.add_argument("--hostile", type=int, default=8, help="hostile clients (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what requests are drawn by (%(default)s)")
    parser.add_argument("--most-ms", type=float, default=300.0, help="the bar for the 95 %% quantile of honest pages (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-soak-") as name:
        folder, temporary = Path(name), Path(name) / "tmp"
        temporary.mkdir()
        graphs = options.graphs
        if not graphs:
            subprocess.run([sys.executable, "-m", "kg", "build", "--sample", "-o", folder / "sample.nq", "-q"], check=True)
            graphs = [str(folder / "sample.nq")]
        with run_server(graphs, folder, temporary) as (process, port):
            pages = find_pages(Client(port))
            honest = (be_honest, (port, pages, options.honest, options.seed))
            [calm] = run_for(min(_WARM_UP, options.minutes * 60), honest)
            before = look(process.pid, temporary)
            hostile = (be_hostile, (port, options.hostile, options.seed))
            load = os.getloadavg()
            minutes: list[Held] = []
            told, attacks = run_for(options.minutes * 60, honest, hostile, each_minute=lambda: minutes.append(look(process.pid, temporary)))
            loaded = os.getloadavg()
            time.sleep(_REST)
            after = look(process.pid, temporary)
            samples = [Sample(*sample) for sample in told]
            report_honest("honest alone", [Sample(*sample) for sample in calm])
            report_honest("honest among hostile", samples)
            print("hostile (status: times; 0: no answer)")
            for attack, statuses in attacks.items():
                print(f"  {attack}: {statuses}")
            print(f"load of the machine before {load}, at the end {loaded}; {os.cpu_count()} processors")
            print(f"held before: {before}\nheld after: {after}")
            print(f"megabytes each minute: {[minute.memory for minute in minutes]}; of the first process: {[minute.each[0] for minute in minutes]}")
            faults = list(find_faults(samples, before, after, options.most_ms))
            if process.poll() is not None:
                faults.append(f"the server has ended with code {process.returncode}")
        print("\n".join(faults) or "all bars hold")
        return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
