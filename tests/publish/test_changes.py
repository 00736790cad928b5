"""A release that names the one before tells what changed, and why."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from releases import require_whole

from kg.cli import main

DATA = Path(__file__).resolve().parents[1] / "data" / "tables"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of one article, as folder and archive."""
    folder = tmp_path_factory.mktemp("before")
    result = CliRunner().invoke(main, ["publish", str(DATA / "ferry-war.wiki"), "-o", str(folder / "old"), "--zip", "--no-site", "-j", "1"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("name", ["old", "old.zip", "old/release.json"])
def test_a_further_article(name: str, before: Path, tmp_path: Path) -> None:
    options = ("-o", str(tmp_path / "new"), "--version", "2", "--no-site", "-j", "2", "--previous", str(before / name))
    result = CliRunner().invoke(main, ["publish", str(DATA), *options])
    assert result.exit_code == 0, result.output
    manifest = require_whole(tmp_path / "new")
    changes = tmp_path / "new" / "changes"
    rows = list(csv.DictReader(io.StringIO((changes / "differences.csv").read_text(encoding="utf-8"))))
    assert {row["change"] for row in rows} == {"added"}
    added, removed = (gzip.decompress((changes / f"{name}.nq.gz").read_bytes()).splitlines(keepends=True) for name in ("added", "removed"))
    old, new = (
        gzip.decompress((folder / "data" / "full.nq.gz").read_bytes()).splitlines(keepends=True) for folder in (before / "old", tmp_path / "new")
    )
    assert (set(added), set(removed)) == (set(new) - set(old), set())
    counts = {file.path: file.count for file in manifest.files if file.path.startswith("changes/") and file.counted}
    assert counts == {"changes/differences.csv": len(rows), "changes/added.nq.gz": len(added), "changes/removed.nq.gz": 0}
    assert "Battle" in (changes / "CHANGES.md").read_text(encoding="utf-8")


def test_a_manifest_without_its_release(before: Path, tmp_path: Path) -> None:
    (tmp_path / "release.json").write_bytes((before / "old" / "release.json").read_bytes())
    options = ("-o", str(tmp_path / "new"), "--no-site", "-j", "1", "--previous", str(tmp_path / "release.json"))
    result = CliRunner().invoke(main, ["publish", str(DATA / "ferry-war.wiki"), *options])
    assert (result.exit_code, "the previous release: " in result.output) == (3, True), result.output


def test_a_release_is_no_revision_of_itself(before: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["publish", "--sample", "-o", str(tmp_path / "new"), "--previous", str(before / "old")])
    assert (result.exit_code, "it is version 1.0.0 too" in result.output) == (3, True), result.output
    assert not (tmp_path / "new").exists()
