"""The commands that the README of a release names can be run on it, whatever its articles are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from forging import run


def test_the_commands_of_the_readme_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("publish", "--sample", "-o", tmp_path / "release", "--no-site", "-q").exit_code == 0
    monkeypatch.chdir(tmp_path / "release")
    text = Path("README.md").read_text(encoding="utf-8")
    assert "from 1 article." in text
    commands = [line.split()[1:] for line in re.findall(r"^kg (?:load|query) .*", text, re.MULTILINE)]
    assert [command[0] for command in commands] == ["load", "query"]
    for command in commands:
        result = run(*(part if part != "store" else str(tmp_path / "store") for part in command))
        assert result.exit_code == 0, result.output
