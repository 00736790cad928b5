"""Runs the program's commands in one process that cannot import some libraries: ``python without.py LIBRARY,... < COMMANDS``, both as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any


class Hiding:
    """A finder of modules that finds none of the hidden ones, so that importing and find_spec both see them as not installed."""

    def __init__(self, finder: Any, hidden: frozenset[str]) -> None:
        self.finder, self.hidden = finder, hidden

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        return None if name.partition(".")[0] in self.hidden else self.finder.find_spec(name, path, target)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.finder, name)


def main() -> None:
    """Run each command; print its exit code, what it said on standard error, and the type of an exception that no command may let out."""
    hidden = frozenset(sys.argv[1].split(","))
    sys.meta_path = [Hiding(finder, hidden) for finder in sys.meta_path]
    from click.testing import CliRunner

    from kg.cli import main as program

    told = []
    for command in json.load(sys.stdin):
        result = CliRunner().invoke(program, command, input="q\n", prog_name="kg")
        escaped = result.exception and not isinstance(result.exception, SystemExit)
        told.append([result.exit_code, result.stderr, repr(result.exception) if escaped else ""])
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
