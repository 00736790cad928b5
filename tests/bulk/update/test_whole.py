"""A folder brought to the state of another full dump: the bytes of a run over that dump, though only what changed is built."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from bulk_dumps import SMALL_UNITS, battle, built_titles, bytes_of, filler, noting_builds, page, write_dump
from processes import children, finish, run, running, wait_until
from wiki_pages import BOX

KILLS = int(os.environ.get("KG_KILLS", "6"))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched and killed as on Linux")
VARN = page("Varn", "#REDIRECT [[Varn Republic]] {{R from short name}}", 9000, "Varn Republic")
ESK = page("Esk", "#REDIRECT [[Esk, Duchy of]] {{R from short name}}", 9001, "Esk, Duchy of")
HILLS = [battle(f"Battle of Hill {number}", number) for number in range(9)]
# Links to others than those whose redirects change.
APART = page("Battle of Ulm", BOX.format(name="Battle of Ulm").replace("Varn", "Ulm").replace("Esk", "Zell"), 50)
BAD = battle("Battle of Dorn", 60).replace(b"</text>", b"")


def revised(data: bytes, number: int) -> bytes:
    """A page with another text in a later revision."""
    return data.replace(b"<revision><id>", b"<revision><id>9").replace(b"4 May 1701", b"%d May 1701" % number)


def streams(pages: list[bytes]) -> list[list[bytes]]:
    """The pages in streams of two, with others between them."""
    return [[*pages[at : at + 2], filler(at)] for at in range(0, len(pages), 2)]


OLD = [*HILLS, APART, BAD, VARN]
NEW: dict[str, tuple[list[bytes], list[str]]] = {
    "nothing": (OLD, ["Battle of Dorn"]),
    "a revision": ([revised(HILLS[0], 5), *HILLS[1:], APART, VARN], ["Battle of Hill 0"]),
    "a page more": ([*HILLS[:4], battle("Battle of Tor", 70), *HILLS[4:], APART, VARN], ["Battle of Tor"]),
    "a page gone": ([*HILLS[:3], *HILLS[4:], APART, VARN], []),
    "a page moved": ([*HILLS[:3], HILLS[3].replace(b"Hill 3</title>", b"Mount 3</title>"), *HILLS[4:], APART, VARN], ["Battle of Mount 3"]),
    "a page that left the domain": ([page("Battle of Hill 0", "a ship", 0), *HILLS[1:], APART, VARN], []),
    "a redirect more": ([*OLD[:-2], VARN, ESK], [f"Battle of Hill {number}" for number in range(9)]),
    "a redirect gone": ([*HILLS, APART], [f"Battle of Hill {number}" for number in range(9)]),
    "another order": ([APART, *reversed(HILLS), VARN], []),
}


def update(folder: Path, *arguments: str | Path, code: str = SMALL_UNITS) -> tuple[int, str]:
    return run("update", folder, *arguments, "-j2", code=code)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run makes of the old dump."""
    folder = tmp_path_factory.mktemp("old")
    dump = write_dump(folder / "old.xml.bz2", streams(OLD))
    assert run("bulk", dump, "-o", folder / "out", code=SMALL_UNITS)[0] == 0
    return folder / "out"


@pytest.fixture
def out(old: Path, tmp_path: Path) -> Path:
    return shutil.copytree(old, tmp_path / "out")


def afresh(dump: Path, tmp_path: Path) -> dict[str, bytes]:
    """What a full run makes of a dump."""
    assert run("bulk", dump, "-o", tmp_path / "afresh", code=SMALL_UNITS)[0] == 0
    return bytes_of(tmp_path / "afresh")


@pytest.mark.parametrize("change", NEW)
def test_an_update_gives_the_bytes_of_a_full_run_and_builds_what_changed(change: str, out: Path, tmp_path: Path) -> None:
    pages, built = NEW[change]
    dump = write_dump(tmp_path / "new.xml.bz2", streams(pages))
    assert update(out, dump, code=noting_builds(tmp_path / "built"))[0] == 0
    assert sorted(built_titles(tmp_path / "built")) == sorted(built)
    assert bytes_of(out) == afresh(dump, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["afresh", *(["built"] if built else []), "new.xml.bz2", "new.xml.bz2.kgidx", "out"]


def test_there_and_back_again(old: Path, out: Path, tmp_path: Path) -> None:
    before = bytes_of(out)
    for pages in (NEW["a page gone"][0], NEW["a revision"][0]):
        assert update(out, write_dump(tmp_path / "new.xml.bz2", streams(pages)))[0] == 0
        assert bytes_of(out) != before
    assert update(out, old.parent / "old.xml.bz2")[0] == 0
    assert bytes_of(out) == before


def test_the_same_dump_again_does_nothing(old: Path, out: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert update(out, old.parent / "old.xml.bz2")[0] == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_another_version_of_the_program_builds_all_anew(out: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "new.xml.bz2", streams(OLD))
    other = "import kg.bulk.run; kg.bulk.run.describe_software = lambda _: ['other']; "
    assert update(out, dump, code=other + noting_builds(tmp_path / "built"))[0] == 0
    assert len(built_titles(tmp_path / "built")) == 11


def test_options_are_those_of_the_folder(old: Path, tmp_path: Path) -> None:
    options = ("--base", "https://example.org/", "--no-validation", "--time-limit", "9")
    assert run("bulk", old.parent / "old.xml.bz2", "-o", tmp_path / "out", *options, code=SMALL_UNITS)[0] == 0
    dump = write_dump(tmp_path / "new.xml.bz2", streams(NEW["a revision"][0]))
    assert update(tmp_path / "out", dump)[0] == 0
    assert run("bulk", dump, "-o", tmp_path / "afresh", *options, code=SMALL_UNITS)[0] == 0
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "afresh")


def test_the_old_state_is_kept_on_request(old: Path, out: Path, tmp_path: Path) -> None:
    before = bytes_of(out)
    dump = write_dump(tmp_path / "new.xml.bz2", streams(NEW["a revision"][0]))
    assert update(out, dump, "--keep", tmp_path / "before")[0] == 0
    assert bytes_of(tmp_path / "before") == before != bytes_of(out)
    assert run("diff", tmp_path / "before", out, "-o", tmp_path / "facts.csv", "-q") == (0, "")
    changes = (tmp_path / "facts.csv").read_text()
    assert "1701-05-04" in changes
    assert "1701-05-05" in changes
    assert "Hill 1" not in changes
    assert "is there already" in update(out, old.parent / "old.xml.bz2", "--keep", tmp_path / "before")[1]


def test_killed_at_any_moment_the_old_state_stands_or_the_new_one(out: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "new.xml.bz2", streams(NEW["a redirect gone"][0]))
    chance, before, after, kills = random.Random(5), bytes_of(out), afresh(dump, tmp_path), 0
    for number in range(5 * KILLS):
        if kills >= KILLS:
            break
        place = shutil.copytree(out, tmp_path / str(number))
        for _ in range(2):
            (tmp_path / "new.xml.bz2.kgidx").unlink(missing_ok=True)
            with running("update", place, dump, "-j2", code=SMALL_UNITS) as process:
                wait_until(lambda: process.poll() is not None or bool(children(process.pid)), "work has begun")
                time.sleep(chance.uniform(0, 0.4))
                with suppress(OSError):
                    process.kill()
                    kills += 1
                assert finish(process)[0] in (0, -signal.SIGKILL)
            assert bytes_of(place) in (before, after)
        assert update(place, dump)[0] == 0
        assert bytes_of(place) == after
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".kg-", f"{number}."))] == []
    assert kills >= KILLS


AROUND_THE_SWAP: dict[str, Callable[[str], str]] = {
    "before": lambda step: f"import os, kg.bulk.update.state as state; state.{step} = lambda *_: os._exit(9); ",
    "after": lambda step: f"import os, kg.bulk.update.state as state; do = state.{step}; state.{step} = lambda *a: (do(*a), os._exit(9)); ",
}


@pytest.mark.parametrize("moment", AROUND_THE_SWAP)
@pytest.mark.parametrize("keep", [False, True])
def test_killed_beside_the_exchange_the_same_command_goes_on(moment: str, keep: bool, old: Path, out: Path, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "new.xml.bz2", streams(NEW["a page gone"][0]))
    before, options = bytes_of(out), ("--keep", tmp_path / "kept") if keep else ()
    assert update(out, dump, *options, code=AROUND_THE_SWAP[moment]("put_in_place") + SMALL_UNITS)[0] == 9
    assert (bytes_of(out) == before) == (moment == "before")
    assert update(out, dump, *options)[0] == 0
    assert bytes_of(out) == afresh(dump, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".kg-")] == []
    assert not keep or bytes_of(tmp_path / "kept") == before


def test_what_another_update_has_begun_is_not_taken_over(out: Path, tmp_path: Path) -> None:
    one = write_dump(tmp_path / "one.xml.bz2", streams(NEW["a revision"][0]))
    two = write_dump(tmp_path / "two.xml.bz2", streams(NEW["a page more"][0]))
    assert update(out, one, code=AROUND_THE_SWAP["before"]("put_in_place") + SMALL_UNITS)[0] == 9
    assert update(out, two)[0] == 0
    assert bytes_of(out) == afresh(two, tmp_path)


REFUSED = {
    "a dump of changes": (streams([revised(HILLS[0], 5)]), None, "has 1 pages of the domain, less than half of the 11"),
    "another wiki": (streams(OLD), b'<mediawiki xml:lang="en"><siteinfo><base>https://en.example.org/wiki/X</base></siteinfo>', "another wiki than"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_lose_pages_is_refused(case: str, out: Path, tmp_path: Path) -> None:
    pages, head, words = REFUSED[case]
    before = bytes_of(out)
    code, told = update(out, write_dump(tmp_path / "new.xml.bz2", pages, *([head] if head else [])))
    assert (code, words in " ".join(told.split())) == (3, True)
    assert bytes_of(out) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".kg-")] == []


def test_a_folder_that_is_none_is_refused(tmp_path: Path, old: Path) -> None:
    (tmp_path / "out").mkdir()
    assert "is not finished" in update(tmp_path / "out", old.parent / "old.xml.bz2")[1]
    assert "no such folder" in update(tmp_path / "nowhere", old.parent / "old.xml.bz2")[1]


def test_a_folder_may_be_the_one_at_hand_or_a_link(out: Path, tmp_path: Path) -> None:
    one = write_dump(tmp_path / "one.xml.bz2", streams(NEW["a revision"][0]))
    two = write_dump(tmp_path / "two.xml.bz2", streams(NEW["a page gone"][0]))
    assert run("update", ".", one, "-q", code=SMALL_UNITS, cwd=out) == (0, "")
    (tmp_path / "link").symlink_to(out)
    assert update(tmp_path / "link", two)[0] == 0
    assert (tmp_path / "link").is_symlink()
    assert bytes_of(out) == afresh(two, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".kg-")] == []
