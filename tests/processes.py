"""Programs that tests start, hold at a known place and end: a pipe with a name among their inputs keeps them waiting."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from kg.__main__ import run; run()"
_LONGEST = 120.0


@contextmanager
def running(*arguments: str | Path, code: str = PROGRAM, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The program in a process of its own, killed at the end of the block where it still runs."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The exit code of a program and what it said on standard error."""
    said = process.communicate(timeout=_LONGEST)[1]
    return process.returncode, said.decode()


def run(*arguments: str | Path, **options: Any) -> tuple[int, str]:
    """Run the program to its end."""
    with running(*arguments, **options) as process:
        return finish(process)


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Wait until something is so; a failure that names it if that takes too long."""
    end = time.monotonic() + _LONGEST
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


def has_ended(pid: int) -> bool:
    """Whether a process runs no more (Linux); one that nobody has asked for its exit code yet has ended too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def children(pid: int) -> tuple[int, ...]:
    """The processes that a process has begun (Linux)."""
    return tuple(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
