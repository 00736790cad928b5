"""Outputs appear whole or not at all, whatever goes wrong."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdf_values import ROOT, small_graph, written

from kg.output import files as publish
from kg.output.file_names import safe_stem
from kg.output.files import PublishError, open_output, publish_folder
from kg.rdf.formats import FORMATS
from kg.rdf.graph import ArticleGraph, NotExpressibleError
from kg.rdf.terms import IRI, Literal, Triple

BIG = "x" * 200_000
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(params=["unnamed", "named"], autouse=True)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Everything holds where the file system has files without a name, and where it has not."""
    descriptor = publish._open_unnamed(tmp_path)
    if descriptor is not None:
        os.close(descriptor)
    if request.param == "named":
        monkeypatch.setattr(publish, "_open_unnamed", lambda folder: None)
    elif descriptor is None:
        pytest.skip("the file system has no files without a name")
    return str(request.param)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.nq"
    with open_output(path) as out:
        out.write("é\n")
        out.write(BIG)
        assert names_in(path.parent) != ["a.nq"]
    assert path.read_bytes() == f"é\n{BIG}".encode()
    assert names_in(path.parent) == ["a.nq"]


def test_permissions_follow_the_umask_and_stay_when_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    mask = os.umask(0o027)
    try:
        with open_output(path) as out:
            out.write("one")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    with open_output(path) as out:
        out.write("two")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("two", 0o604)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    with open_output(tmp_path / "link") as out:
        out.write("a")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "a"


@pytest.mark.parametrize(
    "error", [ValueError("of the block"), OSError(errno.EIO, "of the block"), KeyboardInterrupt(), SystemExit(3), GeneratorExit()]
)
@pytest.mark.parametrize("name", ["a.nq", "a.nq.gz"])
def test_what_was_there_stays_when_the_block_fails(error: BaseException, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("before")

    def fail() -> None:
        with open_output(path) as out:
            out.write(BIG)
            raise error

    with pytest.raises(type(error)) as caught:
        fail()
    assert caught.value is error
    assert path.read_text() == "before"
    assert names_in(tmp_path) == [name]


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    graph = ArticleGraph(IRI("x:g"), (Triple(IRI("x:a"), IRI("x:a"), Literal("\x01")),))
    with pytest.raises(NotExpressibleError):
        list(publish_folder([graph], tmp_path, (FORMATS["rdfxml"],)))
    assert names_in(tmp_path) == []


def test_gzip_is_the_same_each_time(tmp_path: Path) -> None:
    contents = []
    for name in ("a.nq.gz", "b.nq.gz"):
        with open_output(tmp_path / name) as out:
            out.write(BIG)
        contents.append((tmp_path / name).read_bytes())
        time.sleep(0.01)
    assert contents[0] == contents[1]
    assert contents[0][4:8] == b"\0\0\0\0"
    assert gzip.decompress(contents[0]).decode() == BIG


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_output("-") as out:
        out.write("é\n")
    with open_output("-", compress=True) as out:
        out.write("b")
    out_bytes = capfdbinary.readouterr().out
    assert out_bytes.startswith("é\n".encode())
    assert gzip.decompress(out_bytes[3:]) == b"b"


def test_standard_output_without_a_descriptor(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_output("-") as out:
        out.write("é\n")
    assert capsysbinary.readouterr().out == "é\n".encode()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "is a folder"),
        ("file/a.nq", "cannot be written: Not a directory"),
        ("x" * 300, "cannot be written: File name too long"),
        ("a\0b", "is no file name: embedded null byte"),
        ("nowhere", "cannot be written: No such file or directory"),
    ],
)
def test_places_that_cannot_be_written(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    path = f"{tmp_path}/{name}" if name != "nowhere" else "/proc/nowhere/a.nq"
    with pytest.raises(PublishError) as caught, open_output(path) as out:
        out.write("a")
    assert (caught.value.path, caught.value.reason) == (path, reason)
    assert names_in(tmp_path) == ["file"]


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
@pytest.mark.parametrize("read_only", ["folder", "file"])
def test_what_is_read_only_is_not_replaced(read_only: str, tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text("before")
    (tmp_path if read_only == "folder" else path).chmod(0o500)
    try:
        with pytest.raises(PublishError, match=r"Permission denied|read-only"), open_output(path) as out:
            out.write("a")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_text() == "before"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("text", ["short", BIG], ids=["on close", "on write"])
@pytest.mark.parametrize("compress", [False, True])
def test_a_full_device(text: str, compress: bool) -> None:
    with pytest.raises(PublishError) as caught, open_output("/dev/full", compress=compress) as out:
        out.write(text)
    assert str(caught.value) == "/dev/full: cannot be written: No space left on device"
    assert caught.value.errno == errno.ENOSPC


@pytest.mark.parametrize("call", ["write", "fsync", "link", "close", "open"])
@pytest.mark.parametrize("name", ["a.nq", "a.nq.gz"])
def test_a_disk_that_is_full_at_any_point(call: str, name: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if call == "link" and kind == "named":
        pytest.skip("only files without a name are linked")
    path = tmp_path / name
    path.write_text("before")
    real_close = os.close

    def fail(*arguments: object, **named: object) -> int:
        if call == "close":
            real_close(arguments[0])  # type: ignore[arg-type]
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(publish.os, call, fail)
    with pytest.raises(PublishError, match="No space left on device"), open_output(path) as out:
        out.write(BIG)
    monkeypatch.undo()
    assert path.read_text() == "before"
    assert names_in(tmp_path) == [name]


WRITER = """
import os, signal, sys, time
sys.path.insert(0, {root!r})
from kg.output.files import open_output
# What a shell starts in the background ignores SIGINT, what nohup starts SIGHUP, and so do these tests then.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
with open_output({path!r}) as out:
    out.write("x" * 1_000_000)
    print("ready", flush=True)
    time.sleep(300)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_signals_leave_what_was_there(number: signal.Signals, tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text("before")
    code = WRITER.format(root=str(ROOT), path=str(path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        process.communicate(timeout=120)
        assert process.returncode in (128 + number, -number)
    assert path.read_text() == "before"
    assert number == signal.SIGKILL or names_in(tmp_path) == ["a.nq"]


def test_handlers_of_signals_are_put_back(tmp_path: Path) -> None:
    mine = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        with open_output(tmp_path / "a") as out:
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
            out.write("a")
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, mine)


def test_two_builds_into_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Many writers of the same files: every file read in between is whole."""
    graphs = [small_graph(f"Battle {number}", str(number)) for number in range(5)]
    whole = {f"Battle_{number}.ttl": written([graph], "turtle") for number, graph in enumerate(graphs)}
    failures: list[BaseException] = []

    def build() -> None:
        try:
            for _ in range(5):
                list(publish_folder(graphs, tmp_path, (FORMATS["turtle"],)))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for path in tmp_path.glob("*.ttl"):
            assert path.read_text(encoding="utf-8") == whole[path.name]
    assert failures == []
    assert names_in(tmp_path) == sorted(whole)


def test_a_folder_holds_each_article_in_each_format(tmp_path: Path) -> None:
    graphs = [small_graph(), small_graph("Siege of Zell", "1"), small_graph("siege of zell", "2"), small_graph("A/B", "3")]
    formats = (FORMATS["turtle"], FORMATS["jsonld"])
    paths = list(publish_folder(iter(graphs), tmp_path / "out", formats))
    stems = ["Battle_of_Orvel_(1911)", "Siege_of_Zell", "siege_of_zell~3431c45d", safe_stem("A/B")]
    assert paths == [tuple(tmp_path / "out" / f"{stem}{form.extension}" for form in formats) for stem in stems]
    for graph, pair in zip(graphs, paths, strict=True):
        assert [path.read_text(encoding="utf-8") for path in pair] == [written([graph], form) for form in formats]


def test_articles_written_before_an_error_stay(tmp_path: Path) -> None:
    def articles() -> Iterator[ArticleGraph]:
        yield small_graph("First", "1")
        raise RuntimeError("of the source")

    with pytest.raises(RuntimeError, match="of the source"):
        list(publish_folder(articles(), tmp_path, (FORMATS["turtle"],)))
    assert names_in(tmp_path) == ["First.ttl"]
