"""Where a release comes from: a folder, an archive that may be hostile, a web server that may be."""

from __future__ import annotations

import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from forging import Forgery, Made

from kg.publish.release import MANIFEST
from kg.publish.verify.check import Result
from kg.publish.verify.failure import Failure
from kg.publish.verify.fetching import FetchError, fetch_release
from kg.publish.verify.opened import Options
from kg.publish.verify.opening import OpenError
from kg.publish.verify.run import verify

OF_FILES = ("manifest", "opening", "paths", "files", "unlisted", "checksums")


def check(place: Path | str, *names: str) -> dict[str, Result]:
    return {result.name: result for result in verify(str(place), Options(), names or OF_FILES)}


def failures(results: dict[str, Result]) -> dict[str, tuple[Failure, ...]]:
    return {name: result.failures for name, result in results.items() if result.failures}


def pack(folder: Path, archive: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                out.write(path, prefix + path.relative_to(folder).as_posix())
    return archive


def test_an_archive_is_a_release_with_or_without_a_folder_around_it(made: Made, tmp_path: Path) -> None:
    for prefix in ("", "valley-2.0.0/"):
        assert failures(check(pack(made.new, tmp_path / f"{len(prefix)}.zip", prefix))) == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../out.txt", "leads through . or .. or an empty name"),
        ("data/../../out.txt", "leads through . or .. or an empty name"),
        ("/tmp/out.txt", "is no relative path with / between the names"),
        ("C:/out.txt", "is no relative path with / between the names"),
        ("..\\out.txt", "is no relative path with / between the names"),
        ("data//out.txt", "leads through . or .. or an empty name"),
        ("data/ou\nt.txt", "has a character that not every system takes in file names"),
        ("CITATION.cff", "stands twice in the archive"),
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_not_unpacked(name: str, words: str, made: Made, tmp_path: Path) -> None:
    archive = pack(made.new, tmp_path / "release.zip")
    with zipfile.ZipFile(archive, "a") as out, pytest.warns(UserWarning, match="Duplicate name") if words.startswith("stands") else no_warning():
        out.writestr(name, "x")
    shown = name.replace("\n", "\\n")
    assert failures(check(archive, "opening", "files")) == {"opening": (Failure(shown, words),)}
    assert not (tmp_path / "out.txt").exists()


@contextmanager
def no_warning() -> Iterator[None]:
    yield


def test_a_link_in_an_archive_is_not_made(made: Made, tmp_path: Path) -> None:
    archive = pack(made.new, tmp_path / "release.zip")
    entry = zipfile.ZipInfo("link")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as out:
        out.writestr(entry, "/etc/passwd")
    assert failures(check(archive, "opening")) == {"opening": (Failure("link", "is a link, or no regular file, in the archive"),)}


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(MANIFEST, "{}")
        out.writestr("data/full.nq.gz", bytes(64 << 20))
    with pytest.raises(OpenError, match="it unpacks to more than 100 times its size"):
        check(tmp_path / "bomb.zip")


def test_a_damaged_member_is_named(made: Made, tmp_path: Path) -> None:
    archive = pack(made.new, tmp_path / "release.zip")
    data = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        member = opened.getinfo("data/shapes.ttl")
    data[member.header_offset + 200] ^= 0xFF
    archive.write_bytes(data)
    results = check(archive, "opening")
    assert [failure.file for failure in results["opening"].failures] == ["data/shapes.ttl"]


def test_the_manifest_stands_for_its_release(made: Made) -> None:
    assert failures(check(made.new / MANIFEST)) == {}


@pytest.mark.parametrize("within", ["data", "data/full.nq.gz", "tables/sides.csv"])
def test_what_is_within_a_release_is_told_of_which(within: str, made: Made) -> None:
    with pytest.raises(OpenError) as caught:
        check(made.new / within)
    assert str(caught.value) == f"{made.new / within}: it is within the release {made.new}: name that folder"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nothing", "cannot be read: No such file"),
        (lambda folder: "http://[::", "no address"),
        (lambda folder: "https:///x.zip", "it names no host"),
        (lambda folder: folder, f"no release is there: it has no {MANIFEST}"),
        (lambda folder: (folder / "notes.txt", (folder / "notes.txt").write_text("text"))[0], f"name its folder, its .zip or its {MANIFEST}"),
        (lambda folder: (folder / "text.zip", (folder / "text.zip").write_text("text"))[0], "no archive (zip) that can be read"),
    ],
    ids=["nothing", "no address", "no host", "a folder", "a file", "a text"],
)
def test_what_is_no_release_cannot_be_opened(make: Callable[[Path], Path | str], words: str, tmp_path: Path) -> None:
    with pytest.raises(OpenError) as caught:
        check(make(tmp_path))
    assert words in str(caught.value)


@contextmanager
def serve(folder: Path, handler: type[SimpleHTTPRequestHandler] | None = None) -> Iterator[str]:
    """A web server of a folder on the loopback address."""

    class Quiet(handler or SimpleHTTPRequestHandler):  # type: ignore[misc]
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def test_a_release_on_the_web_is_fetched_and_verified(made: Made) -> None:
    with serve(made.new) as address:
        results = check(address, *OF_FILES, "dumps")
    assert failures(results) == {}
    assert results["unlisted"].gaps == ("a web server does not list its files",)


def test_an_archive_on_the_web_is_fetched_and_verified(made: Made, tmp_path: Path) -> None:
    pack(made.new, tmp_path / "release.zip")
    with serve(tmp_path) as address:
        assert failures(check(f"{address}release.zip")) == {}


def test_what_a_server_lacks_or_sends_too_much_of_is_named(forgery: Forgery) -> None:
    forgery.remove("CITATION.cff")
    forgery.edit("datacite.json", lambda text: text + " ")
    with serve(forgery.root) as address:
        results = check(f"{address}{MANIFEST}", "opening", "files")
    assert [failure.file for failure in results["opening"].failures] == ["CITATION.cff", "datacite.json"]
    assert [failure.words.partition(":")[0] for failure in results["opening"].failures] == ["cannot be fetched"] * 2
    assert [failure.file for failure in results["files"].failures] == ["CITATION.cff", "datacite.json"]


def test_a_release_that_is_too_large_is_not_fetched(forgery: Forgery, tmp_path: Path) -> None:
    forgery.manifest(lambda told: told["files"][0].update(bytes=1 << 60))
    with serve(forgery.root) as address, pytest.raises(FetchError, match="is not fetched"):
        fetch_release(address, tmp_path / "fetched", allow_private=False)


class Redirecting(SimpleHTTPRequestHandler):
    """Sends every request for a table to a file of whoever asks."""

    def do_GET(self) -> None:
        if "/tables/" in self.path:
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        else:
            super().do_GET()


def test_a_redirect_to_a_file_is_not_followed(made: Made) -> None:
    with serve(made.new, Redirecting) as address:
        results = check(address, "opening")
    named = {failure.file.partition("/")[0] for failure in results["opening"].failures}
    assert named == {"tables"}
    assert "file:///etc/passwd" in results["opening"].failures[0].words


def test_no_server_cannot_be_read(tmp_path: Path) -> None:
    with serve(tmp_path) as address:
        pass
    with pytest.raises(OpenError):
        check(address)


def test_nothing_is_left_behind(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    check(pack(made.new, tmp_path / "release.zip"), "files", "facts", "queries")
    assert list((tmp_path / "temporary").iterdir()) == []
