"""What came of each input of a run: those that gave no article are named with the reason, a named one as an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from kg.cli.io.terminal import complain, say

# More of what was passed over is not named one by one.
_SHOWN = 10


def list_files(named: Iterable[str]) -> Iterator[str | Path]:
    """The files that inputs are, in the order in which they are read; what is no file (a URL, standard input) stays as it is named."""
    from kg.read.registry import list_members

    for name in named:
        if name != "-" and Path(name).is_dir():
            yield from (member for member in list_members(Path(name)) if isinstance(member, Path))
        else:
            yield name


class Inputs:
    """The inputs named on the command line of which nothing was heard yet, and the first things that were passed over, each with its reason."""

    def __init__(self, named: Iterable[str]) -> None:
        self._unheard = dict.fromkeys(named)
        self._passed: list[tuple[str | None, str]] = []
        self._count = 0

    def hear(self, file: str | None) -> None:
        """Take down that an input gave an article or an error; without a name it may be any of them."""
        for known in list(self._unheard) if file is None else self._named(file):
            self._unheard.pop(known, None)

    def pass_over(self, file: str | None, reason: str) -> None:
        """Take down that a file, or something in it, is no article of the domain."""
        self._count += 1
        if len(self._passed) < _SHOWN or (file in self._unheard and all(file != other for other, _ in self._passed)):
            self._passed.append((file, reason))

    def _named(self, file: str) -> Iterator[str]:
        """The input that a file is: itself, or the folder or archive that holds it."""
        yield file
        yield file.partition("#")[0]
        for parent in PurePath(file).parents:
            yield from (str(parent), f"{parent}/")

    def close(self, *, quiet: bool = False) -> int:
        """Name what was passed over; return how many of the named inputs gave nothing at all, each of which is an error."""
        silent = {file for file, _ in self._passed if file in self._unheard}
        for file, reason in () if quiet else self._passed:
            if file not in silent:
                say(f"passed over: {reason}")
        shown = len(self._passed)
        if self._count > shown and not quiet:
            say(f"… and {self._count - shown} more were passed over")
        for known in self._unheard:
            reasons = [reason for file, reason in self._passed if file == known]
            complain(f"{reasons[0] if reasons else f'{known}: no article in it'}; nothing is written of it")
        return len(self._unheard)
