"""Killed at any moment, on a full disk, and beside another publisher: the old release stands whole until the new one is, and a second run goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from processes import finish, run, running, wait_until
from releases import contents, publish_killed, require_whole

from kg.output.lock import hold_lock
from kg.publish.publish import Target

ARTICLE = Path(__file__).resolve().parents[1] / "data" / "articles" / "tollgate-rising.txt"
# Shares of the steps on the file system after which the program is killed, and steps before the last one, where the new release takes its place.
SHARES, LAST = (0.3, 0.8), (1, 30, 70)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """An old release, a new one, and how many steps on the file system it takes to put the new one in the place of the old one."""
    folder = tmp_path_factory.mktemp("releases")
    assert run("publish", ARTICLE, "-o", folder / "old", "--version", "1", "--no-site", "-q") == (0, "")
    shutil.copytree(folder / "old", folder / "new")
    code, steps = publish_killed(0, folder, ARTICLE, "-o", folder / "new", "--version", "2", "--no-site")
    assert code == 0
    assert require_whole(folder / "new").version == "2"
    return folder / "old", folder / "new", steps


@pytest.mark.slow
@pytest.mark.parametrize("moment", [*SHARES, *LAST])
def test_killed_at_a_moment(moment: float, releases: tuple[Path, Path, int], tmp_path: Path) -> None:
    old, new, steps = releases
    place = tmp_path / "release"
    shutil.copytree(old, place)
    at = int(steps * moment) if moment < 1 else steps - int(moment)
    code, _ = publish_killed(at, tmp_path, ARTICLE, "-o", place, "--version", "2", "--no-site")
    assert code == -9
    assert contents(place) in (contents(old), contents(new))
    code, _ = publish_killed(0, tmp_path, ARTICLE, "-o", place, "--version", "2", "--no-site")
    assert code == 0
    assert contents(place) == contents(new)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[None]:
    """A file system in memory of a size (1000k); the test is left out where that is not allowed."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a file system in memory needs the rights of root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or not shutil.which("mount"), reason="needs a Unix system")
@pytest.mark.parametrize("room", [100, 500])
def test_a_full_disk(room: int, releases: tuple[Path, Path, int], tmp_path: Path) -> None:
    old, new, _ = releases
    disk = tmp_path / "disk"
    size = sum(-(-path.stat().st_size // 4096) * 4 for path in old.rglob("*")) + room
    with small_disk(disk, f"{size}k"):
        place = disk / "release"
        shutil.copytree(old, place)
        code, said = run("publish", ARTICLE, "-o", place, "--version", "2", "--no-site", "-q", "-j", "1")
        assert code == 3
        assert "No space left on device" in said
        assert contents(place) == contents(old)
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        assert run("publish", ARTICLE, "-o", place, "--version", "2", "--no-site", "-q") == (0, "")
        assert contents(place) == contents(new)
        assert [path.name for path in disk.iterdir()] == ["release"]


def test_two_real_publishers(releases: tuple[Path, Path, int], tmp_path: Path) -> None:
    """The second ends at once and names the first, which goes on undisturbed; what comes of it are the bytes of a lone run."""
    old, new, _ = releases
    place = tmp_path / "release"
    shutil.copytree(old, place)
    arguments = ("publish", ARTICLE, "-o", place, "--version", "2", "--no-site", "-q", "-j", "1")
    with running(*arguments) as first:
        wait_until((tmp_path / "release.work" / "done").is_dir, "the first publisher at work")
        os.kill(first.pid, signal.SIGSTOP)
        code, said = run(*arguments)
        assert (code, f"error: {place}: another process is writing it: process {first.pid} on " in said) == (3, True)
        assert contents(place) == contents(old)
        os.kill(first.pid, signal.SIGCONT)
        assert finish(first) == (0, "")
    assert contents(place) == contents(new)
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_two_publishers(releases: tuple[Path, Path, int], tmp_path: Path) -> None:
    place = tmp_path / "release"
    shutil.copytree(releases[0], place)
    with hold_lock(Target(place, None).place):
        code, said = run("publish", ARTICLE, "-o", place, "--version", "2")
    assert (code, f"error: {place}: another process is writing it: process {os.getpid()} on " in said) == (3, True)
    assert contents(place) == contents(releases[0])
