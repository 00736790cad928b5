"""README is run: every command of its console blocks works and prints what stands there, and its two set-up commands are those that CI runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PYTHON_BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that is printed below it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def as_pattern(printed: str) -> re.Pattern[str]:
    """Printed output as a pattern: a line or the rest of a line that is "…" stands for anything."""
    lines = [".*" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") for line in printed.rstrip().splitlines()]
    return re.compile(r"\s*".join(lines) if lines else ".*", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder in which the blocks of README run one after the other, as a reader would run them."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_console_blocks(number: int, folder: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "130", "LC_ALL": "C.UTF-8"}
    for earlier in BLOCKS[:number]:
        for command, _ in steps(earlier):
            if " -o " in command or "--store" in command:
                subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, timeout=600, check=False)
    for command, printed in steps(BLOCKS[number]):
        run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False)
        assert run.returncode == 0, f"{command}\n{run.stderr}"
        assert as_pattern(printed).fullmatch((run.stdout + run.stderr).strip()), f"{command} printed:\n{run.stdout}{run.stderr}"


@pytest.mark.parametrize("number", range(len(PYTHON_BLOCKS)))
def test_python_blocks(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "article.txt").write_bytes((ROOT / "kg" / "sample" / "idlib-clashes-2017.txt").read_bytes())
    monkeypatch.chdir(folder)
    exec(compile(PYTHON_BLOCKS[number], "README.md", "exec"), {})


def test_the_set_up_commands_are_marked_for_ci() -> None:
    marked = re.findall(r"^<!-- ci: (\w+) -->\n```sh\n(.+)\n```", README, re.MULTILINE)
    assert [name for name, _ in marked] == ["main", "tests"]
    assert "kg build --sample" in marked[0][1]
    assert "pytest" in marked[1][1]


def test_links_into_the_repository_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#:]+)\)", README) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
