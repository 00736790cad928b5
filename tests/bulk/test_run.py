"""Whole runs, in processes of their own: stopped, killed, damaged, without room; what comes out is always that of an undisturbed run."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bulk_dumps import SMALL_UNITS, battle, bytes_of, filler, page, write_dump, write_wiki
from processes import children, finish, run, running, wait_until

from kg.bulk.errors import BulkError
from kg.bulk.folder import check_bulk, open_bulk

# How many kills there are of each kind, at most two of a run; a run that is done before its moment comes is one more. KG_KILLS=100 for a hundred.
KILLS = int(os.environ.get("KG_KILLS", "6"))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched and killed as on Linux")


def bulk(dump: Path, out: Path, *options: str, code: str = SMALL_UNITS) -> tuple[int, str]:
    return run("bulk", dump, "-o", out, *options, code=code)


def issues_of(out: Path) -> list[dict[str, object]]:
    texts = (gzip.decompress(path.read_bytes()).decode() for path in open_bulk(out).issues)
    return [json.loads(line) for text in texts for line in text.splitlines()]


def quads_of(out: Path) -> str:
    return "".join(gzip.decompress(path.read_bytes()).decode() for path in open_bulk(out).shards)


def has_begun(process: subprocess.Popen[bytes]) -> bool:
    """Whether a program has processes that work, or has ended."""
    return process.poll() is not None or bool(children(process.pid))


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A dump, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("wiki")
    dump = write_wiki(folder / "dump.xml.bz2")
    assert bulk(dump, folder / "out", "-j1") == (0, f"8 articles of 73 pages, 104 claims, 0 issues → {folder / 'out'}\n")
    (folder / "dump.xml.bz2.kgidx").unlink()
    return dump, bytes_of(folder / "out")


def test_processes_make_no_difference(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    assert bulk(wiki[0], tmp_path / "out", "-j3")[0] == 0
    assert bytes_of(tmp_path / "out") == wiki[1]
    assert len([name for name in wiki[1] if name.startswith("shards/")]) == 4
    check_bulk(tmp_path / "out")


def test_redirects_behind_a_page_are_followed(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    bulk(wiki[0], tmp_path / "out")
    quads = quads_of(tmp_path / "out")
    assert "<https://w3id.org/conflict-kg/group/Varn_Republic>" in quads
    assert "<https://w3id.org/conflict-kg/group/Varn>" not in quads


def test_a_second_run_reads_only_streams_with_pages_of_the_domain(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    dump = tmp_path / "dump.xml.bz2"
    dump.write_bytes(wiki[0].read_bytes())
    assert bulk(dump, tmp_path / "first")[0] == 0
    code = SMALL_UNITS.replace("from kg.__main__", "import kg.bulk.work; kg.bulk.work.read_unit = None; from kg.__main__")
    assert bulk(dump, tmp_path / "second", code=code)[0] == 0
    assert bytes_of(tmp_path / "second") == wiki[1] == bytes_of(tmp_path / "first")
    dump.write_bytes(bz2.compress(b"other") + dump.read_bytes())
    assert bulk(dump, tmp_path / "third", code=code)[0] == 3


def test_a_finished_run_does_nothing_again(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    assert bulk(wiki[0], tmp_path / "out")[0] == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert bulk(wiki[0], tmp_path / "out") == (0, f"8 articles of 73 pages, 104 claims, 0 issues → {tmp_path / 'out'}\n")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


@pytest.mark.parametrize("victim", ["the program", "a worker"])
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path, victim: str) -> None:
    chance, longest = random.Random(victim), 0.5
    kills = 0
    for number in range(5 * KILLS):
        if kills >= KILLS:
            break
        (wiki[0].parent / "dump.xml.bz2.kgidx").unlink(missing_ok=True)
        out = tmp_path / str(number)
        for _ in range(2):
            with running("bulk", wiki[0], "-o", out, "-j2", code=SMALL_UNITS) as process:
                wait_until(lambda: has_begun(process), "work has begun")
                time.sleep(chance.uniform(0, longest))
                try:
                    os.kill(process.pid if victim == "the program" else children(process.pid)[-1], signal.SIGKILL)
                    kills += 1
                except (OSError, IndexError):  # It has ended meanwhile: on this machine moments have to come earlier.
                    longest *= 0.8
                assert finish(process)[0] in (0, -signal.SIGKILL)
        assert bulk(wiki[0], out)[0] == 0
        assert bytes_of(out) == wiki[1]
        assert [path.name for path in out.iterdir() if path.name not in ("shards", "issues", "pages", "bulk.json")] == []
    assert kills >= KILLS
    print(f"{kills} kills of {victim}")


def test_a_page_that_kills_each_process_is_named(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.xml.bz2", [[battle("Battle of Zell", 1), filler(2)], [battle("Battle of Esk", 3), battle("Battle of Ulm", 4)]])
    deadly = (
        "import os, kg.bulk.page as page; make = page.make_page; "
        "page.make_page = lambda data, *rest: os.kill(os.getpid(), 9) if b'of Esk' in data else make(data, *rest); "
    )
    assert bulk(dump, tmp_path / "out", code=deadly + SMALL_UNITS)[0] == 0
    assert [(one["article"], one["code"]) for one in issues_of(tmp_path / "out")] == [("Battle of Esk", "unreadable")]
    assert "ended the process each time" in str(issues_of(tmp_path / "out")[0]["message"])
    quads = quads_of(tmp_path / "out")
    assert "Battle_of_Zell" in quads
    assert "Battle_of_Ulm" in quads


def test_damaged_pages_are_named_and_all_others_come_out(tmp_path: Path) -> None:
    streams = [[battle(f"Battle of Hill {number}-{at}", 10 * number + at) for at in range(4)] for number in range(8)]
    streams[1][1] = streams[1][1].replace(b"</page>", b"")
    streams[2][2] = streams[2][2].replace(b"</text>", b"")
    streams[3][0] = streams[3][0].replace(b"Varn", b"\xff\xfe")
    streams[4].append(streams[5][0])
    dump = write_dump(tmp_path / "dump.xml.bz2", streams)
    packed = bytearray(dump.read_bytes())
    last = packed.find(bz2.compress(b"".join(streams[7])))
    packed[last + 60] ^= 0xFF
    dump.write_bytes(packed)
    code, told = bulk(dump, tmp_path / "out")
    assert (code, told.partition(" of ")[0]) == (0, "25 articles")
    found = [(one["article"], one["stream"], str(one["message"])) for one in issues_of(tmp_path / "out")]
    assert [title for title, _, _ in found] == ["Battle of Hill 2-2", "Battle of Hill 3-0", "Battle of Hill 1-1", "", "Battle of Hill 5-0"]
    words = ["not well-formed XML", "it is not in UTF-8", "has no end", "a block of the bzip2 data is damaged", "stands twice in the same revision"]
    assert [word in message for word, (_, _, message) in zip(words, found, strict=True)] == [True] * 5
    assert found[3][1] == last


def test_a_disk_without_room_leaves_nothing_half_and_the_run_goes_on(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    limits = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    for size in (0, 20, 1000, 2000, 30_000):
        (wiki[0].parent / "dump.xml.bz2.kgidx").unlink(missing_ok=True)
        out = tmp_path / str(size)
        code, told = bulk(wiki[0], out, code=limits.format(size) + SMALL_UNITS)
        assert code == 3, size
        assert "written" in told
        assert not [path for path in out.rglob("*.nq.gz") if gzip.decompress(path.read_bytes())[-1:] != b"\n"]
        assert bulk(wiki[0], out)[0] == 0
        assert bytes_of(out) == wiki[1]


def test_an_interruption_keeps_what_is_done(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    with running("bulk", wiki[0], "-o", tmp_path / "out", code=SMALL_UNITS) as process:
        wait_until(lambda: has_begun(process), "work has begun")
        process.send_signal(signal.SIGINT)
        assert finish(process)[0] in (0, 130)
    assert bulk(wiki[0], tmp_path / "out")[0] == 0
    assert bytes_of(tmp_path / "out") == wiki[1]


def test_a_folder_of_something_else_is_refused(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("words")
    assert "holds something else" in bulk(wiki[0], tmp_path)[1]
    assert bulk(wiki[0], tmp_path / "out")[0] == 0
    code, told = bulk(wiki[0], tmp_path / "out", "--no-validation")
    assert (code, "the work of another run, which differs in options" in told) == (3, True)


def test_a_wiki_without_a_pack_is_refused(tmp_path: Path) -> None:
    head = b'<mediawiki xml:lang="xx"><siteinfo></siteinfo>'
    dump = write_dump(tmp_path / "dump.xml.bz2", [[page("A", "b")]], head)
    assert "no language pack for 'xx'" in bulk(dump, tmp_path / "out")[1]


def test_an_index_that_cannot_stand_beside_the_dump_stands_in_the_folder(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    code = "import types, kg.bulk.run as bulk; bulk.os = types.SimpleNamespace(W_OK=2, access=lambda *_: False); " + SMALL_UNITS
    dump = write_wiki(tmp_path / "dump.xml.bz2")
    assert bulk(dump, tmp_path / "out", code=code)[0] == 0
    assert bytes_of(tmp_path / "out") == wiki[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump.xml.bz2", "out"]


def test_load_query_and_publish_take_the_folder(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert bulk(wiki[0], out)[0] == 0
    assert run("load", out, "--store", tmp_path / "store")[0] == 0
    assert run("query", "SELECT ?c { ?c a ck:Conflict }", out, "--format", "csv")[0] == 0
    assert run("publish", out, "-o", tmp_path / "release", "-q") == (0, "")
    articles = tmp_path / "release" / "data" / "articles"
    assert len({path.name.partition(".")[0] for path in articles.iterdir()}) == 8


def test_a_folder_that_is_not_finished_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "out" / "work").mkdir(parents=True)
    (tmp_path / "out" / "work" / "plan.json").write_text("{}")
    assert "is not finished" in run("load", tmp_path / "out", "--store", tmp_path / "store")[1]
    assert "is not finished" in run("publish", tmp_path / "out", "-o", tmp_path / "release")[1]


def test_a_file_that_is_not_what_the_manifest_says_is_found(wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    assert bulk(wiki[0], tmp_path / "out")[0] == 0
    shard = open_bulk(tmp_path / "out").shards[0]
    shard.write_bytes(shard.read_bytes()[:-1])
    with pytest.raises(BulkError, match="not what the manifest says"):
        check_bulk(tmp_path / "out")
    shard.unlink()
    with pytest.raises(BulkError, match="missing, though the manifest names it"):
        open_bulk(tmp_path / "out")
