"""kg diff on the command line: what it prints and writes, its exit codes, and what it refuses."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from diff_sides import ARTICLES, build_all, edited
from link_graphs import run

from kg.rdf.ntriples import to_lines

PRINTED = """\
cause                added  removed  changed
───────────────────  ─────  ───────  ───────
the article changed  6      4        10
all                  6      4        10

"""


@pytest.fixture
def sides(tmp_path: Path) -> tuple[str, str]:
    """Two graph files."""
    for name, articles, revision in (("old", ARTICLES, "1"), ("new", edited(), "2")):
        lines = (line for graph in build_all(articles, revision) for line in to_lines(graph.triples, graph.name))
        (tmp_path / f"{name}.nq").write_text("".join(lines), encoding="utf-8")
    return str(tmp_path / "old.nq"), str(tmp_path / "new.nq")


def test_totals_and_the_first_differences_are_printed(sides: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    result = run("diff", *sides)
    assert (result.exit_code, result.stdout[: len(PRINTED)], result.stderr) == (0, PRINTED, "")
    rows = [re.split(r" {2,}", line) for line in result.stdout[len(PRINTED) :].splitlines()]
    assert (rows[0], len(rows)) == (["change", "of", "what", "old", "new", "cause"], 2 + 20)
    assert ["changed", "Raid on Zell, side 2", "commander (fate)", "Ada Storm (fate captured)", "Ada Storm", "the article changed"] in rows
    same = run("diff", sides[0], sides[0])
    assert (same.exit_code, same.stdout) == (0, "No differences.\n")


@pytest.mark.parametrize(("second", "code"), [(0, 0), (1, 1)])
def test_the_exit_code_tells_whether_they_differ_where_it_is_asked_to(sides: tuple[str, str], second: int, code: int) -> None:
    assert run("diff", sides[0], sides[second], "-q").exit_code == 0
    result = run("diff", sides[0], sides[second], "-q", "--exit-code")
    assert (result.exit_code, result.output) == (code, "")


def test_a_table_has_its_dictionary_beside_it(sides: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "d.csv.gz"
    result = run("diff", *sides, "-o", str(out))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"20 differences (6 added, 4 removed, 10 changed) → {out}\n")
    assert len(gzip.decompress(out.read_bytes()).splitlines()) == 21
    assert json.loads((tmp_path / "d.csv.gz-metadata.json").read_text(encoding="utf-8"))["url"] == "d.csv.gz"


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ((), "causes,change,kind,"),
        (("--format", "jsonl"), '{"causes": ["article-changed"], '),
        (("--format", "md"), "# Changes from old.nq to new.nq\n"),
        (("--format", "html"), "<!DOCTYPE html>\n"),
    ],
)
def test_every_form_goes_to_standard_output(sides: tuple[str, str], options: tuple[str, ...], first: str) -> None:
    result = run("diff", *sides, "-o", "-", "-q", *options)
    assert (result.exit_code, result.stdout[: len(first)], result.stderr) == (0, first, "")


def test_statements_that_only_one_side_has(sides: tuple[str, str], tmp_path: Path) -> None:
    result = run("diff", *sides, "-q", "--added", str(tmp_path / "added.nq"), "--removed", str(tmp_path / "removed.nq.gz"))
    assert (result.exit_code, result.output) == (0, "")
    old, new = (set(Path(side).read_text(encoding="utf-8").splitlines()) for side in sides)
    added = (tmp_path / "added.nq").read_text(encoding="utf-8").splitlines()
    removed = gzip.decompress((tmp_path / "removed.nq.gz").read_bytes()).decode().splitlines()
    assert (added, removed) == (sorted(new - old), sorted(old - new))


def test_a_folder_gets_all_forms(sides: tuple[str, str], tmp_path: Path) -> None:
    assert run("diff", *sides, "-o", f"{tmp_path}/changes/").exit_code == 0
    assert len(list((tmp_path / "changes").iterdir())) == 6


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-o", "d.xyz"), 2, "d.xyz: the name tells no form (.csv, .jsonl, .html, .md); --format tells it"),
        (("--format", "csv"), 2, "--format is for a file or standard output: name one with -o"),
        (("-o", "changes/", "--format", "csv"), 2, "a folder gets all forms"),
        (("--added", "a.ttl"), 2, "the statements are N-Quads: .nq or .nq.gz"),
        (("-o", "d.csv", "--added", "new.nq"), 2, "--added new.nq would replace the article new.nq"),
    ],
)
def test_what_cannot_be_written_is_refused(
    sides: tuple[str, str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, message: str
) -> None:
    monkeypatch.chdir(Path(sides[0]).parent)
    result = run("diff", "old.nq", "new.nq", *arguments)
    assert (result.exit_code, message in " ".join(result.stderr.split())) == (code, True), result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["new.nq", "old.nq"]


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("none", "error: none: cannot be read: No such file or directory\n"),
        ("release.zip", "error: release.zip: a release is compared as a folder: unpack the archive first\n"),
        ("release.json", "error: release.json: a release is compared as a folder: name the folder that this manifest stands in\n"),
        ("none.nq", "error: none.nq: cannot be read: No such file or directory\n"),
        ("broken.nq", "error: broken.nq:1:1: a subject (an IRI; blank nodes are not read) is wanted here\n"),
        (".", "error: broken.nq:1:1: a subject (an IRI; blank nodes are not read) is wanted here\n"),
    ],
)
def test_a_side_that_cannot_be_read_is_named(sides: tuple[str, str], monkeypatch: pytest.MonkeyPatch, new: str, message: str) -> None:
    monkeypatch.chdir(Path(sides[0]).parent)
    Path("broken.nq").write_text("<x:a", encoding="utf-8")
    if new.startswith("release"):
        Path(new).touch()
    result = run("diff", "old.nq", new, "-o", "d.csv")
    assert (result.exit_code, result.stderr) == (3, message)
    assert not Path("d.csv").exists()


def test_standard_input_is_one_side_only() -> None:
    assert run("diff", "-", "-").exit_code == 2
