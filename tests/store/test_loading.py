"""kg load in processes of its own: one at a time, whatever ends it, and all or nothing on a full disk."""

from __future__ import annotations

import gzip
import os
import resource
import signal
from pathlib import Path

import pytest
from processes import finish, run, running, wait_until

from kg.store.embedded import load_files, open_folder
from kg.store.loading import load_folder

DATA = Path(__file__).resolve().parents[1] / "data"
GRAPH, SMALL = DATA / "queries" / "graph.ttl", DATA / "serve" / "small.trig"
TRIPLE = b"<a:s> <a:p> <a:o> .\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_second_load_is_told_who_is_loading_and_loses_nothing(tmp_path: Path) -> None:
    store, pipe = tmp_path / "store", tmp_path / "slow.nt.gz"
    os.mkfifo(pipe)
    with running("load", pipe, "--store", store) as first:
        wait_until(lambda: any(name.startswith("store.part-") for name in names(tmp_path)), "the first load at work")
        code, said = run("load", GRAPH, "--store", store)
        assert code == 3
        assert f"error: {store}: another process is loading into it: process {first.pid} on " in said
        assert said.endswith(f": kg load {pipe} --store {store}\n")
        pipe.write_bytes(gzip.compress(TRIPLE))
        assert finish(first)[0] == 0
    assert run("load", GRAPH, "--store", store)[0] == 0
    assert len(open_folder(store).graph) == 1 + len(load_files([str(GRAPH)]).graph)
    assert names(tmp_path) == ["slow.nt.gz", "store"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
def test_what_a_killed_load_left_is_no_lock(number: signal.Signals, tmp_path: Path) -> None:
    store, pipe = tmp_path / "store", tmp_path / "slow.nt.gz"
    os.mkfifo(pipe)
    with running("load", pipe, "--store", store) as first:
        wait_until(lambda: any(name.startswith("store.part-") for name in names(tmp_path)), "the first load at work")
        first.send_signal(number)
        assert finish(first)[0] == -number
    assert run("load", GRAPH, "--store", store)[0] == 0
    assert names(tmp_path) == ["slow.nt.gz", "store"]


def test_a_link_to_a_store_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    load_folder([str(GRAPH)], tmp_path / "far" / "store")
    (tmp_path / "near").symlink_to(tmp_path / "far" / "store", target_is_directory=True)
    load_folder([str(SMALL)], tmp_path / "near")
    assert (tmp_path / "near").is_symlink()
    assert len(open_folder(tmp_path / "far" / "store").graph) == len(load_files([str(GRAPH), str(SMALL)]).graph)
    assert names(tmp_path / "far") == ["store"]


@pytest.mark.parametrize("limit", [0, 50, 500, 2_000, 8_000, 16_000])
@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
def test_a_full_disk_leaves_nothing_behind(there: bool, limit: int, tmp_path: Path) -> None:
    place, many = tmp_path / "stores", tmp_path / "many.nt"
    place.mkdir()
    many.write_text("".join(f"<a:s{number}> <a:p> '{'long ' * 20}{number}' .\n" for number in range(2_000)))
    if there:
        load_folder([str(GRAPH)], place / "store")
    code, said = run("load", many, "--store", place / "store", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert (code, said.startswith("error: "), "Traceback" in said) == (3, True, False)
    assert names(place) == (["store"] if there else [])
    if there:
        assert set(open_folder(place / "store").graph) == set(load_files([str(GRAPH)]).graph)
