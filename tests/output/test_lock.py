"""A lock has one holder, names it, and is gone with it."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from kg.output.lock import LockedError, hold_lock


def test_the_holder_is_named_and_the_file_is_gone_afterwards(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    with hold_lock(tmp_path / "x"):
        assert json.loads(lock.read_text())["pid"] == os.getpid()
        with pytest.raises(LockedError, match=rf"x: another process is writing it: process {os.getpid()} on "), hold_lock(tmp_path / "x"):
            pass
        with hold_lock(tmp_path / "y"):
            assert lock.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", ["", "{}", "[]", "no JSON", '{"pid": 1, "host": "h", "command": "kg", "since": "1999"}'])
def test_a_file_that_nobody_holds_is_no_lock(left: str, tmp_path: Path) -> None:
    (tmp_path / "x.lock").write_text(left)
    with hold_lock(tmp_path / "x"):
        assert json.loads((tmp_path / "x.lock").read_text())["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def _count_up(path: Path, times: int) -> None:
    """Add to a number in a file, which loses counts where two do it at once."""
    while times:
        try:
            with hold_lock(path):
                path.write_text(str(int(path.read_text()) + 1))
            times -= 1
        except LockedError:
            continue


def test_of_many_processes_one_holds_it_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0")
    processes = [multiprocessing.get_context("spawn").Process(target=_count_up, args=(path, 200)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert (path.read_text(), [process.exitcode for process in processes]) == ("800", [0, 0, 0, 0])
    assert [each.name for each in tmp_path.iterdir()] == ["count"]
