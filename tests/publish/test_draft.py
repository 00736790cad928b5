"""A release in the making: files are hashed as they are written, finished steps are gone on with, all else is removed."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from kg.publish.draft import Draft, release_in
from kg.publish.release import File, Layer
from kg.publish.steps import Step, group_steps


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_files_as_they_are_told(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "work", "key")
    with draft.step("one"):
        with draft.open("a/b.csv", "text/csv", licence=("x:l",), counted="rows") as out:
            out.write("é\r\n")
            out.count = 3
        with draft.open_binary("c.bin", "application/octet-stream") as raw:
            raw.write(b"\0")
        draft.write("d.nq.gz", "line\n", "application/n-quads", layer="full", counted="triples", count=1)
        draft.add_layer(Layer("full", ("x:l",), 1, "0", ("d.nq.gz",)))
    packed = draft.read("d.nq.gz")
    assert dict(draft.files) == {
        "a/b.csv": File("a/b.csv", 4, sha256("é\r\n".encode()), "text/csv", ("x:l",), "", "rows", 3),
        "c.bin": File("c.bin", 1, sha256(b"\0"), "application/octet-stream"),
        "d.nq.gz": File("d.nq.gz", len(packed), sha256(packed), "application/n-quads", (), "full", "triples", 1),
    }
    assert (gzip.decompress(packed), packed[3:10]) == (b"line\n", b"\0\0\0\0\0\0\xff")
    assert list(draft.read_lines("d.nq.gz")) == [b"line\n"]


@pytest.mark.parametrize("path", ["", "/a", "../a", "a/../b", ".", "a//b", "é", "a b", "a\\b", "a/", "a:b"])
def test_a_path_that_is_not_portable_is_refused(path: str, tmp_path: Path) -> None:
    draft = Draft(tmp_path / "work", "key")
    with pytest.raises(ValueError, match="no portable path"):
        draft.write(path, "", "text/plain")


def test_a_second_run_goes_on_with_finished_steps_only(tmp_path: Path) -> None:
    place = tmp_path / "work"
    draft = Draft(place, "key")
    with draft.step("one"):
        draft.write("one.txt", "1", "text/plain")
        draft.add_layer(Layer("full", (), 0, "0", ("one.txt",)))
        (draft.scratch / "kept").write_text("x")
    with pytest.raises(KeyError), draft.step("two"):
        draft.write("two.txt", draft.files["missing"].path, "text/plain")
    assert list(draft.files) == ["one.txt"]
    (release_in(place) / "left.txt").write_text("of a killed process")
    again = Draft(place, "key")
    assert (dict(again.files), dict(again.layers)) == (dict(draft.files), dict(draft.layers))
    assert (again.is_finished("one"), again.is_finished("two")) == (True, False)
    assert sorted(path.name for path in release_in(place).iterdir()) == ["one.txt"]
    assert (again.scratch_of("one") / "kept").read_text() == "x"


def test_another_key_begins_anew(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "work", "key")
    with draft.step("one"):
        draft.write("one.txt", "1", "text/plain")
    assert dict(Draft(tmp_path / "work", "other").files) == {}
    assert list(release_in(tmp_path / "work").iterdir()) == []


def test_a_file_is_written_once(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "work", "key")
    draft.write("one.txt", "1", "text/plain")
    with pytest.raises(FileExistsError):
        draft.write("one.txt", "2", "text/plain")


def test_steps_beside_each_other_leave_what_they_made_to_the_run(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "work", "key")
    for name in ("one", "two"):
        other = Draft.beside(tmp_path / "work")
        with other.step(name):
            other.write(f"{name}.txt", name, "text/plain")
        draft.take_over(name)
    assert (list(draft.files), draft.is_finished("two")) == (["one.txt", "two.txt"], True)


def test_steps_in_groups() -> None:
    steps = [Step("a", "", ""), Step("b", "", ""), Step("c", "", "", beside=True), Step("d", "", "", beside=True), Step("e", "", "")]
    assert ["".join(step.name for step in group) for group in group_steps(steps)] == ["a", "bcd", "e"]
