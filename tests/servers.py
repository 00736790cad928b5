"""Servers that tests start as a user does, each on a free port of the loopback address, and raw requests to them."""

from __future__ import annotations

import http.client
import os
import re
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

SMALL = Path(__file__).parent / "data" / "serve" / "small.trig"
_BEGIN = 120.0
# kg serve with a fifth of the patience that it has with its clients, for tests that wait for the end of it.
_HURRIED = """
from functools import partial
from kg.serve import connection, settings
connection.SILENCE, connection.REST, connection._LOOK_EVERY = connection.SILENCE / 5, connection.REST // 5, connection._LOOK_EVERY / 5
settings.Limits = partial(settings.Limits, patience=settings.Limits().patience / 5)
from kg.__main__ import run
run()
"""


class Answer(NamedTuple):
    """What a server answered; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Server(NamedTuple):
    """A server that runs."""

    port: int
    pid: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None, timeout: float = 120) -> Answer:
        """One request on a connection of its own; no redirect is followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()


@contextmanager
def run_server(*arguments: str | Path, folder: Path, largest_file: int | None = None, hurried: bool = False) -> Iterator[Server]:
    """Run kg serve with these arguments until the block ends; no file that it writes may have more bytes than ``largest_file``.

    A ``hurried`` server waits for its clients a fifth of the time.
    """

    def limit_files() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    log = folder / "serve.log"
    with log.open("wb") as out:
        program = ("-c", _HURRIED) if hurried else ("-m", "kg")
        command = [sys.executable, *program, "serve", *map(str, arguments), "--port", "0"]
        process = subprocess.Popen(command, stderr=out, stdout=out, preexec_fn=limit_files)
    try:
        yield Server(_wait_for_port(log, process), process.pid, process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait_for_port(log: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + _BEGIN
    while time.monotonic() < end:
        found = re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text())
        if found and _answers(int(found[1])):
            return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"the server did not begin: {log.read_text()}")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql", timeout=10) as response:
            return response.status == 200
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """The children of a process; none where it has ended."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("this system does not list the children of a process")
    try:
        return [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
    except OSError:
        return []


def descendants(pid: int) -> list[int]:
    """The children of a process and theirs; parents come before children."""
    return [found for child in children(pid) for found in (child, *descendants(child))]


def workers(server: Server) -> list[int]:
    """The processes of a server that run queries: those without children."""
    return [pid for pid in descendants(server.pid) if not children(pid)]


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether something comes to hold within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or only waits to be counted by its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def processor_seconds(pid: int) -> float:
    """Seconds for which a process has had a processor."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Megabytes of memory of a process and its descendants: shared pages are divided among them."""
    total = 0
    for process in (pid, *descendants(pid)):
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def is_alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
