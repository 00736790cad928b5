"""How the server copes with a million quads: loading, memory, pages, queries.

    python benchmarks/serve.py GRAPH.nq [--quads 1000000]

The graph is copied with new names until it is large enough; then kg load is held against the store's own bulk load of the same file, and
pages and named queries are asked over HTTP, each some twenty times.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

BASE = "https://w3id.org/conflict-kg/"
_OURS = re.compile(r"<https://w3id\.org/conflict-kg/(conflict|group|person|place|article|claim)/([^>#/]*)")
_TIMES = 20
_ROUNDS = 3
_BULK = """
import pyoxigraph, sys
store = pyoxigraph.Store(sys.argv[1])
store.bulk_load(path=sys.argv[2], format=pyoxigraph.RdfFormat.N_QUADS)
store.flush()
"""


def multiply(source: Path, target: Path, quads: int) -> int:
    """Write copies of a graph, each with names of its own; the number of quads written."""
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    written = 0
    with target.open("w", encoding="utf-8") as out:
        for copy in range(-(-quads // len(lines))):
            for line in lines[: quads - written]:
                out.write(_OURS.sub(rf"<{BASE}\1/\2~{copy}", line) if copy else line)
            written += min(len(lines), quads - written)
    return written


def run_timed(*command: str | Path) -> tuple[float, float]:
    """Seconds that a command takes, by the clock and of the processors."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_load(graph: Path, folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """The store's own bulk load and kg load, the best of some runs each, in turn: seconds by the clock and of the processors."""
    own, ours = [], []
    for number in range(_ROUNDS):
        own.append(run_timed(sys.executable, "-c", _BULK, folder / f"own{number}", graph))
        ours.append(run_timed(sys.executable, "-m", "kg", "load", graph, "--store", folder / f"ours{number}"))
    return (min(t for t, _ in own), min(t for _, t in own)), (min(t for t, _ in ours), min(t for _, t in ours))


def median_ms(url: str, accept: str = "*/*") -> float:
    """The median time of a request, warm, in milliseconds."""
    times = []
    for _ in range(_TIMES + 1):
        began = time.perf_counter()
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept})) as response:
            response.read()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[1:])


def memory_of(pid: int) -> dict[str, int]:
    """Proportional set size in MB of a process and of its descendants together."""
    waiting, total = [pid], 0
    while waiting:
        process = waiting.pop()
        try:
            waiting += map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # a worker that has ended since
        total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return {"server and workers, MB": total // 1024}


def measure_server(arguments: list[str]) -> dict[str, object]:
    """Start a server and ask it for pages and queries."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "kg", "serve", *arguments, "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = next(match for line in process.stderr if (match := re.search(r"http://127\.0\.0\.1:\d+", line)))
        url = found.group()
        with urllib.request.urlopen(f"{url}/sparql"):
            ready = time.perf_counter() - began
        return {"ready after, s": round(ready, 2)} | measure_pages(url) | measure_queries(url) | memory_of(process.pid)
    finally:
        process.terminate()
        process.wait()


def measure_pages(url: str) -> dict[str, object]:
    """Medians of the start page and of pages of entities, in HTML and Turtle."""
    rows = ask(url, f"SELECT ?c {{ ?c a <{BASE}ontology#Conflict> ; <{BASE}ontology#hasSide> ?s }} LIMIT 400")
    conflicts = sorted({row["c"]["value"] for row in rows})[::8][:12]
    groups = sorted({row["g"]["value"] for row in ask(url, f"SELECT ?g {{ ?s <{BASE}ontology#belligerent> ?g }} LIMIT 200")})[::8][:12]
    found: dict[str, object] = {"start page, ms": round(median_ms(f"{url}/"), 1)}
    for kind, iris in (("conflict", conflicts), ("group", groups)):
        for suffix in (".html", ".ttl"):
            pages = [median_ms(f"{url}/{urllib.parse.quote(iri.removeprefix(BASE), safe='/%')}{suffix}") for iri in iris]
            found[f"{kind}{suffix}, ms (median, largest)"] = (round(statistics.median(pages), 1), round(max(pages), 1))
    return found


def measure_queries(url: str) -> dict[str, object]:
    """The named queries, as a user asks them again."""
    from kg.query.named import named_queries

    first, warm, refused = [], [], list[str]()
    for query in named_queries().values():
        address = f"{url}/sparql?query={urllib.parse.quote(query.text)}"
        began = time.perf_counter()
        try:
            with urllib.request.urlopen(address) as response:
                response.read()
            once = (time.perf_counter() - began) * 1000
            warm.append(median_ms(address))
            first.append(once)
        except urllib.error.HTTPError as error:
            refused.append(f"{query.name} ({error.code})")
    return {
        "named queries, first, ms (median)": round(statistics.median(first), 1),
        "named queries, warm, ms (median)": round(statistics.median(warm), 1),
        "named queries over the server's limits": ", ".join(refused) or "none",
    }


def ask(url: str, query: str) -> list[dict[str, dict[str, str]]]:
    """The rows of a SELECT."""
    with urllib.request.urlopen(f"{url}/sparql?query={urllib.parse.quote(query)}") as response:
        return json.load(response)["results"]["bindings"]  # type: ignore[no-any-return]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kg-serve-"))
    try:
        graph = folder / "graph.nq"
        print(f"{multiply(options.graph, graph, options.quads):,} quads, {graph.stat().st_size >> 20} MB")
        own, ours = measure_load(graph, folder)
        for place, name in enumerate(("by the clock", "of the processors")):
            print(f"bulk load of the store {own[place]:.1f} s, kg load {ours[place]:.1f} s, ratio {ours[place] / own[place]:.2f} ({name})")
        for name, arguments in (("on disk", ["--store", str(folder / "ours0")]), ("in memory", [str(graph)])):
            print(f"served {name}")
            for what, figure in measure_server(arguments).items():
                print(f"  {what}: {figure}")
        print(f"this process, MB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
