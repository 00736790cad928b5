"""What is no release stays where it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kg.output.swap import recover
from kg.publish.ours import require_ours
from kg.publish.release import MANIFEST, Manifest, ReleaseError

EMPTY = Manifest("T", "1", "", "http://a/", (), "", "1", "1", {}, (), ()).to_json()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, ""), ({"release/release.json": EMPTY}, ""), ({"release.work/key": "", "release.work/done/data.json": ""}, ""),
        ({"release/file": "mine"}, "nothing is replaced (it has no manifest)"),
        ({"release/release.json": '{"name": "app"}'}, "nothing is replaced (it has no manifest)"),
        ({"release/release.json": EMPTY, "release/.git/HEAD": "ref"}, "nothing is replaced (.git/HEAD)"), ({"release.zip": "mine"}, "no release"),
        ({"release.work/thesis.txt": "mine"}, "no work on a release"),
    ],
)  # fmt: skip
def test_what_stands_in_the_place(files: dict[str, str], message: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    told = ""
    try:
        require_ours(tmp_path / "release", tmp_path / "release.zip", tmp_path / "release.work")
    except ReleaseError as error:
        told = str(error)
    assert (message in told, bool(told)) == (True, bool(message))


def test_an_archive_of_a_release_may_be_replaced(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as archive:
        archive.writestr(MANIFEST, EMPTY)
    require_ours(None, tmp_path / "release.zip", tmp_path / "release.zip.work")


def test_a_folder_that_a_user_calls_old_is_theirs(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release.old").mkdir()
    assert recover(tmp_path / "release") is None
    assert (tmp_path / "release.old").is_dir()
