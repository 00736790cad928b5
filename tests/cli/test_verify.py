"""kg verify as a command: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forging import run

from kg.publish.verify.run import CHECKS


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released") / "release"
    result = run("publish", "--sample", "-o", folder, "--no-site", "-q")
    assert result.exit_code == 0, result.output
    return folder


CHECKED = ("--check", "files", "--check", "facts", "--check", "quotes")


def test_promises_that_hold_are_told_and_those_that_nobody_could_check(release: Path) -> None:
    result = run("verify", release, *CHECKED)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "✓ Each file that is listed is there, with its size and sha256.",
        "✓ Each fact of the facts layer follows from the full one, and none is left out.",
        "– Each quote stands in its article at its place.  [not checked]",
        "    not checked: the articles were not given (--articles)",
    ]
    assert result.stderr == f"{release}: 2 promises hold, 1 not checked\n"


def test_quiet_says_nothing_of_what_holds(release: Path) -> None:
    result = run("verify", release, *CHECKED, "-q")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_broken_promise_is_told_with_its_file(form: str, release: Path, tmp_path: Path) -> None:
    forged = tmp_path / "release"
    forged.mkdir()
    for path in release.iterdir():
        (forged / path.name).symlink_to(path)  # Links are not followed: nothing of it is there.
    (forged / "release.json").unlink()
    (forged / "release.json").write_bytes((release / "release.json").read_bytes())
    result = run("verify", forged, "--check", "files", "--format", form)
    assert result.exit_code == 1
    if form == "json":
        [told] = json.loads(result.stdout)["checks"]
        assert (told["name"], told["status"]) == ("files", "failed")
        assert {"file": "CITATION.cff", "words": "is listed in the manifest, but is not there", "line": None} in told["failures"]
        assert told["count"] > len(told["failures"]) == 20
    else:
        assert "    CITATION.cff: is listed in the manifest, but is not there" in result.stdout.splitlines()
        assert "1 of 1 promise is broken" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nothing",), 3, "nothing: cannot be read: No such file or directory"),
        ((".",), 3, "no release is there: it has no release.json"),
        (("release", "--check", "luck"), 2, "there is no check 'luck'; there are manifest, opening"),
        (("release", "--articles", "nothing"), 2, "nothing is not there"),
        ((), 2, "Missing argument 'RELEASE'"),
    ],
    ids=["nothing", "no release", "no check", "no articles", "no argument"],
)
def test_wrong_usage_and_what_cannot_be_read(
    arguments: tuple[str, ...], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("verify", *arguments)
    assert result.exit_code == code
    assert words in " ".join(result.output.split())


@pytest.mark.parametrize(("previous", "words"), [("nothing", "cannot be read: No such file or directory"), (".", "it has no release.json")])
def test_a_release_before_that_cannot_be_read_is_an_error(
    previous: str, words: str, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    later = tmp_path / "later"
    assert run("publish", "--sample", "-o", later, "--no-site", "-q", "--version", "2", "--previous", release).exit_code == 0
    result = run("verify", later, "--check", "changes", "--previous", previous)
    assert result.exit_code == 3
    assert f"error: --previous {previous}: " in result.stderr
    assert words in result.stderr


def test_the_documentation_lists_all_checks() -> None:
    page = (Path(__file__).parents[2] / "docs" / "verifying.md").read_text(encoding="utf-8")
    listed = [line for line in page.splitlines() if line.startswith("| `")]
    assert listed == [f"| `{check.name}` | {check.words} |" for check in CHECKS]
