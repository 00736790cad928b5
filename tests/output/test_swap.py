"""A new folder takes the place of an old one, with and without a system that can exchange them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.output import swap
from kg.output.swap import put_in_place, recover, set_aside


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text)
    return path


@pytest.fixture(params=["exchange", "two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two steps":
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    return str(request.param)


def test_a_first_release(way: str, tmp_path: Path) -> None:
    assert put_in_place(folder(tmp_path / "new", "new"), tmp_path / "release") is None
    assert (tmp_path / "release" / "file").read_text() == "new"


def test_a_further_release(way: str, tmp_path: Path) -> None:
    target = folder(tmp_path / "release", "old")
    old = put_in_place(folder(tmp_path / "new", "new"), target)
    assert old is not None
    assert ((target / "file").read_text(), (old / "file").read_text()) == ("new", "old")


@pytest.mark.parametrize("killed", ["before the new one", "after the new one"])
def test_what_a_killed_process_set_aside(killed: str, tmp_path: Path) -> None:
    target = tmp_path / "release"
    folder(set_aside(target), "old")
    if killed == "after the new one":
        folder(target, "new")
    left = recover(target)
    assert (target / "file").read_text() == ("old" if killed == "before the new one" else "new")
    assert left == (None if killed == "before the new one" else set_aside(target))


def test_a_folder_that_cannot_be_put_there_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    target = folder(tmp_path / "release", "old")
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "missing", target)
    assert (target / "file").read_text() == "old"
