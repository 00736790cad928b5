"""The bar of long work, on a pseudo-terminal as a person sees it, and its absence wherever nobody looks."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import ROOT

from kg.cli.io.progress import FilesRead, Part, bar_line

# A program whose clock makes each article take half a second, so that the bar of a few articles is drawn.
SLOW = """
import itertools, types
from kg.cli.io import progress
ticks = itertools.count(0, 0.5)
progress.time = types.SimpleNamespace(monotonic=lambda: next(ticks))
from kg.__main__ import run
run()
"""
CLEAR = "\r\x1b[K"


class Screen:
    """What a program wrote to a pseudo-terminal, as it came and as it stands at the end."""

    def __init__(self, written: str, code: int) -> None:
        self.written, self.code = written, code
        self.drawn = [piece for piece in written.split(CLEAR) if piece and "\n" not in piece]

    @property
    def left(self) -> list[str]:
        """The lines that stay: of what a line held, only what was not cleared."""
        return [line.rpartition(CLEAR)[2].rpartition("\r")[2] for line in self.written.replace("\r\n", "\n").split("\n")]


def run_on_terminal(*arguments: str | Path, columns: int = 100, **environment: str) -> Screen:
    """Run the program with standard error on a pseudo-terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-c", SLOW, *map(str, arguments)]
    known = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment}
    with subprocess.Popen(command, env=known, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        written = bytearray()
        try:
            while piece := os.read(ours, 1 << 16):
                written += piece
        except OSError:  # Linux tells so that the other end is closed.
            pass
        finally:
            os.close(ours)
        process.communicate(timeout=120)
    return Screen(written.decode(), process.returncode)


@pytest.fixture
def articles(tmp_path: Path, hollenfurt: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}{hollenfurt.suffix}").write_bytes(hollenfurt.read_bytes())
    return folder


def test_a_build_shows_how_far_it_is_and_leaves_only_its_messages(articles: Path, tmp_path: Path) -> None:
    screen = run_on_terminal("build", articles, "-o", tmp_path / "out.nq")
    assert screen.code == 0
    bars = [piece for piece in screen.drawn if "article" in piece]
    assert [re.search(r"(\d) articles?", bar)[1] for bar in bars] == ["1", "2", "3", "4"]  # type: ignore[index]
    shares = [int(re.search(r"(\d+) %", bar)[1]) for bar in bars]  # type: ignore[index]
    assert shares == [25, 50, 75, 100]
    assert re.search(r"of [\d.]+ kB · \d+\.\d/s · 0:0\d left$", bars[1])
    assert not [line for line in screen.left if "█" in line]
    assert "4 articles," in screen.written


@pytest.mark.parametrize(("arguments", "environment"), [(["-q"], {}), ([], {"TERM": "dumb"})], ids=["quiet", "a terminal that cannot clear a line"])
def test_no_bar_where_none_is_wanted(arguments: list[str], environment: dict[str, str], articles: Path, tmp_path: Path) -> None:
    screen = run_on_terminal("build", articles, "-o", tmp_path / "out.nq", *arguments, **environment)
    assert screen.code == 0
    assert "█" not in screen.written
    assert "left" not in screen.written


def test_no_bar_in_a_pipe(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW, "build", str(articles), "-o", str(tmp_path / "out.nq")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=120, check=True)
    assert b"\r" not in done.stderr
    assert b"\x1b" not in done.stderr


def test_an_index_shows_its_records(tmp_path: Path) -> None:
    titles = tmp_path / "titles.tsv"
    titles.write_text("title\tqid\n" + "".join(f"Battle of {number}\tQ{number}\n" for number in range(1, 200)), encoding="utf-8")
    screen = run_on_terminal("index", titles, "-o", tmp_path / "x.idx")
    assert screen.code == 0
    assert [bar for bar in screen.drawn if re.search(r"\d+ records · .* kB", bar)]
    assert not [line for line in screen.left if "records" in line]


def test_a_publication_shows_its_steps(hollenfurt: Path, tmp_path: Path) -> None:
    screen = run_on_terminal("publish", hollenfurt, "-o", tmp_path / "release", "--no-site")
    assert screen.code == 0, screen.written
    assert [bar for bar in screen.drawn if bar.startswith("step 1 of ")]
    assert not [line for line in screen.left if "step" in line]


def test_a_load_says_what_it_loads(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nt"
    graph.write_text("".join(f"<urn:a:{number}> <urn:b> <urn:c> .\n" for number in range(1000)), encoding="utf-8")
    screen = run_on_terminal("load", graph, "--store", tmp_path / "store")
    assert screen.code == 0
    assert screen.drawn[0].startswith("loading")
    assert [line for line in screen.left if "1 file loaded" in line]
    quiet = run_on_terminal("load", graph, "--store", tmp_path / "store", "-q")
    assert (quiet.code, quiet.written) == (0, "")


LINES: list[tuple[tuple[object, ...], dict[str, object], str]] = [
    (("article", 30, Part(0, 0), 10.0, 99), {}, "30 articles · 3.0/s · 0:10"),
    (("article", 30, Part(500_000, 2_000_000, True), 10.0, 99), {}, "████░░░░░░░░░░░░  25 % · 30 articles · 0.5 of 2.0 MB · 3.0/s · 0:30 left"),
    (("check", 3, Part(3, 12), 1.0, 99), {"label": "all"}, "all · ████░░░░░░░░░░░░  25 % · 3 of 12 checks · 3.0/s · 0:03 left"),
    (("", 0, Part(8_000, 8_000, True), 2.0, 99), {"label": "load"}, "load · ████████████████ 100 % · 8.0 of 8.0 kB · 4.0 kB/s · finishing, 0:02"),
    (("article", 1, Part(1, 4, True), 7200.0, 99), {"plain": True}, "[####------------]  25 % - 1 article - 1 of 4 bytes - 0.0/min - 6:00:00 left"),
    (("article", 30, Part(500_000, 2_000_000, True), 10.0, 40), {}, "████░░░░░░░░░░░░  25 % · 0:30 left"),
    (("article", 30, Part(500_000, 2_000_000, True), 10.0, 10), {}, "0:30 left"),
    (("record", 0, Part(0, 10, True), 0.0, 99), {}, "░░░░░░░░░░░░░░░░   0 % · 0 records · 0 of 10 bytes · 0:00"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "options", "line"), LINES)
def test_the_line_of_a_bar(arguments: tuple[object, ...], options: dict[str, object], line: str) -> None:
    make: Callable[..., str] = bar_line
    assert make(*arguments, **options) == line
    assert len(line) <= arguments[4]  # type: ignore[operator]


def test_bytes_are_told_by_the_place_in_the_open_file(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell the places in open files")
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(bytes(1000))
    second.write_bytes(bytes(3000))
    measure = FilesRead([first, second])
    assert measure(0) == Part(0, 4000, True)
    with second.open("rb", buffering=0) as file:
        file.read(500)
        assert measure(0) == Part(1500, 4000, True)
        file.seek(0)
        assert measure(0) == Part(1500, 4000, True)
    assert measure(0) == Part(4000, 4000, True)
    assert FilesRead([first, "https://example.org/"])(0) == Part(0, 0, True)
