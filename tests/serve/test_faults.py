"""Faults while the server runs: processes that are killed, a full disk, other data in the place of those that are served."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from servers import Answer, Server, children, descendants, has_ended, processor_seconds, run_server, wait_until, workers

pytest.importorskip("pyoxigraph", reason="kg serve needs the extra serve")
pytest.importorskip("uvicorn", reason="kg serve needs the extra serve")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc")]
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MEMORY = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"
SHORT = "SELECT ?o {{ <https://example.org/s{0}> ?p ?o }}"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with run_server(write_graph(tmp_path), "--seconds", "20", "--memory", "64", folder=tmp_path) as started:
        yield started


def write_graph(folder: Path) -> Path:
    graph = folder / "many.nt"
    graph.write_text("".join(f'<https://example.org/s{n}> <https://example.org/p> "{n}" .\n' for n in range(5000)))
    return graph


def ask(server: Server, query: str) -> Answer:
    return server.ask("GET", f"/sparql?query={quote(query)}")


def ask_many(server: Server) -> list[int]:
    """The statuses of short queries that were not asked before."""
    first = time.monotonic_ns()
    return [ask(server, SHORT.format(first + number)).status for number in range(12)]


def busiest(server: Server, times: dict[int, float]) -> int | None:
    """The worker that has worked for half a second and more since ``times``."""
    return next((pid for pid in workers(server) if processor_seconds(pid) - times.get(pid, 0.0) > 0.5), None)


def ask_in_vain(server: Server, query: str) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        ask(server, query)


def ask_and_kill(server: Server, query: str, number: int) -> Answer:
    """The answer to a query whose worker gets a signal."""
    answers: list[Answer] = []
    times = {pid: processor_seconds(pid) for pid in workers(server)}
    asking = threading.Thread(target=lambda: answers.append(ask(server, query)))
    asking.start()
    assert wait_until(lambda: busiest(server, times) is not None, 30)
    pid = busiest(server, times)
    assert pid is not None
    os.kill(pid, number)
    asking.join(60)
    return answers[0]


def test_a_worker_that_is_killed_is_not_called_out_of_memory(server: Server) -> None:
    answer = ask_and_kill(server, CROSS, signal.SIGKILL)
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert b"signal 9" in answer.body
    assert b"memory" not in answer.body
    assert ask_many(server) == [200] * 12
    assert wait_until(lambda: len(workers(server)) == 4)


def test_a_query_out_of_memory_is_called_so(server: Server) -> None:
    answer = ask(server, MEMORY)
    assert (answer.status, b"memory" in answer.body) == (503, True)
    assert ask_many(server) == [200] * 12


def test_workers_that_are_killed_while_they_wait_are_replaced(server: Server) -> None:
    for pid in workers(server):
        os.kill(pid, signal.SIGKILL)
    assert ask_many(server) == [200] * 12
    assert wait_until(lambda: len(workers(server)) == 4)


def own_megabytes(pid: int) -> float:
    """What a process shares with no other; nothing where it has ended."""
    lines: list[str] = []
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def test_workers_that_hold_much_alone_are_replaced(tmp_path: Path) -> None:
    graph = tmp_path / "large.nt"
    graph.write_text("".join(f'<https://example.org/s{n}> <https://example.org/p{n % 7}> "{n} {n}" .\n' for n in range(100_000)))
    with run_server(graph, folder=tmp_path) as server:
        before = set(workers(server))
        largest = max(map(own_megabytes, before))
        assert all(ask(server, f"SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {10_000 + number}").status == 200 for number in range(2 * len(before)))
        assert wait_until(lambda: not before & set(workers(server)))
        assert wait_until(lambda: len(workers(server)) == len(before) and max(map(own_megabytes, workers(server))) < largest + 32)
        assert "ended" not in server.log.read_text()


def test_a_keeper_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with run_server(write_graph(tmp_path), "--seconds", "3", "--memory", "64", folder=tmp_path) as server:
        for _ in range(2):
            old = workers(server)
            [keeper] = {parent for parent in descendants(server.pid) if set(children(parent)) & set(old)}
            os.kill(keeper, signal.SIGKILL)
            assert wait_until(lambda pids=(keeper, *old): all(map(has_ended, pids)))  # type: ignore[misc]
            assert ask_many(server) == [200] * 12
            assert wait_until(lambda: len(workers(server)) == 4)
        assert ask(server, CROSS).status == 503


def test_without_its_watcher_the_server_ends_with_a_message(server: Server) -> None:
    all_of_them = descendants(server.pid)
    os.kill(all_of_them[0], signal.SIGKILL)
    assert server.process.wait(60) == 3
    assert "the server has ended" in server.log.read_text()
    assert wait_until(lambda: all(map(has_ended, all_of_them)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_server(number: signal.Signals, server: Server) -> None:
    times = {pid: processor_seconds(pid) for pid in workers(server)}
    threading.Thread(target=ask_in_vain, args=(server, CROSS), daemon=True).start()
    assert wait_until(lambda: busiest(server, times) is not None, 30)
    all_of_them = descendants(server.pid)
    assert len(all_of_them) >= 5
    os.kill(server.pid, number)
    server.process.wait(60)
    assert wait_until(lambda: all(map(has_ended, all_of_them)))


def test_a_full_disk_costs_large_answers_alone(tmp_path: Path) -> None:
    """The system's limit on the size of a file stands for the disk: writing fails in the same place, with another number."""
    with run_server(write_graph(tmp_path), folder=tmp_path, largest_file=2 << 20) as server:
        opened = len(list(Path(f"/proc/{server.pid}/fd").iterdir()))
        for number in range(3):
            answer = ask(server, f"{LARGE}{number}")
            assert (answer.status, b"no room" in answer.body) == (503, True), answer.body[:100]
            assert b"memory" not in answer.body
        assert ask_many(server) == [200] * 12
        assert ask(server, "SELECT * { ?a ?b ?c } LIMIT 1000").status == 200
        assert wait_until(lambda: len(workers(server)) == 4)
        assert len(list(Path(f"/proc/{server.pid}/fd").iterdir())) <= opened + 2


def load(store: Path, graph: Path) -> None:
    subprocess.run([sys.executable, "-m", "kg", "load", graph, "--store", store], check=True, capture_output=True)


def test_new_data_are_served_as_a_whole(tmp_path: Path) -> None:
    """After kg load, pages, queries and what was kept are of the new data, also on workers that started before."""
    ours = "https://w3id.org/conflict-kg"
    store, first, second = tmp_path / "store", tmp_path / "first.nt", tmp_path / "second.nt"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    first.write_text(f'<{ours}/group/Orm> {label} "Orm" .\n')
    second.write_text(f'<{ours}/group/Orm> {label} "Aarm" .\n')
    load(store, first)
    count = f"SELECT ?name {{ <{ours}/group/Orm> {label} ?name }}"
    with run_server("--store", store, folder=tmp_path) as server:

        def told() -> tuple[bool, ...]:
            page, graph = server.ask("GET", "/group/Orm.html"), server.ask("GET", "/group/Orm.ttl")
            rows = [ask(server, count + " #" * number) for number in range(8)]
            return tuple(b"Aarm" in answer.body for answer in (page, graph, *rows))

        assert told() == (False,) * 10
        load(store, second)
        assert wait_until(lambda: all(told()), 60)
        assert all(answer == (True,) * 10 for answer in (told() for _ in range(3)))
        assert wait_until(lambda: len(workers(server)) == 4)
        assert "the data have changed" in server.log.read_text()
