"""Processes that build articles do not outlive the one that began them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from processes import PROGRAM, children, finish, has_ended, running, wait_until

BY_THREAD = f"from kg.pipeline import workers; workers._end_with_parent = lambda: None; {PROGRAM}"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not list processes in /proc")
@pytest.mark.parametrize("code", [PROGRAM, BY_THREAD], ids=["by the system", "by a thread"])
def test_workers_end_with_the_program(code: str, hollenfurt: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "waits.txt")
    with running("build", hollenfurt, tmp_path / "waits.txt", "-o", tmp_path / "x.nt", "-j", "2", code=code) as process:
        wait_until(lambda: len(children(process.pid)) == 2, "two workers")
        workers = children(process.pid)
        process.send_signal(signal.SIGKILL)
        finish(process)
        wait_until(lambda: all(map(has_ended, workers)), "the end of the workers")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["waits.txt"]
