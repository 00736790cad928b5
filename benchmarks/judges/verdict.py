"""What a judge says of a release, and how judges are asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import NamedTuple


class Verdict(NamedTuple):
    """What a judge found: nothing wrong, or ``faults``; ``words`` says what was looked at."""

    words: str
    faults: tuple[str, ...] = ()


class Judge(NamedTuple):
    """A judge: its name, what must be installed for it (modules of Python, programs), and the function that asks it of a release's folder."""

    name: str
    modules: tuple[str, ...]
    programs: tuple[str, ...]
    ask: Callable[[Path], Verdict]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not installed of what it needs."""
        modules = tuple(name for name in self.modules if find_spec(name) is None)
        return modules + tuple(name for name in self.programs if program(name) is None)


def program(name: str) -> str | None:
    """Where a program is: beside this Python, else on the path."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else which(name)


def run(*command: str | Path, cwd: Path | None = None, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says. FileNotFoundError for one that there is not."""
    found = program(str(command[0]))
    if found is None:
        raise FileNotFoundError(command[0])
    return subprocess.run([found, *map(str, command[1:])], cwd=cwd, input=text, text=True, capture_output=True, check=False)


def compare(words: str, expected: dict[str, object], found: dict[str, object]) -> Verdict:
    """A verdict on values that must be equal, by what they are of."""
    faults = [
        f"{name}: {expected.get(name)} expected, {found.get(name)} found"
        for name in sorted({*expected, *found})
        if expected.get(name) != found.get(name)
    ]
    return Verdict(f"{len(expected)} {words}", tuple(faults))


def first(lines: Sequence[str], most: int = 8) -> str:
    """The first of some lines, and how many there are more."""
    return "; ".join(lines[:most]) + (f"; and {len(lines) - most} more" if len(lines) > most else "")
