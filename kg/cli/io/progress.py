"""A bar for long work: how much is done of how much, at what rate, and the time left. It is shown on a terminal only, and cleared at the end."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from kg.cli.io.terminal import CLEAR_LINE, is_terminal
from kg.output.visible import show_safely
from kg.plurals import counted

T = TypeVar("T")

# Nothing is shown of what is done sooner; then the bar is drawn so often at most.
_FIRST, _EVERY = 0.3, 0.1
_CELLS = 16
# Of a terminal that does not tell how wide it is.
_COLUMNS = 80
_OPEN_FILES = Path("/proc/self/fd")
_POSITION = re.compile(r"pos:\s*([0-9]+)")


class Part(NamedTuple):
    """How much is done: ``done`` of ``whole`` (0: not known), in items or ``in_bytes``."""

    done: int
    whole: int
    in_bytes: bool = False

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where the whole is not known."""
        return min(self.done / self.whole, 1.0) if self.whole > 0 else None


Measure = Callable[[int], Part]


class FilesRead:
    """How many bytes were read of files that are read one after the other, by the positions that Linux tells of open files.

    The whole is 0, for "not known", on other systems, and where an input is no file.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]]) -> None:
        self._spans: dict[str, tuple[int, int]] = {}
        self._whole = self._done = self._reading = 0
        if not _OPEN_FILES.is_dir():
            return
        for path in paths:
            if not Path(path).is_file():
                self._whole = 0
                return
            end = self._whole + Path(path).stat().st_size
            self._spans.setdefault(os.path.realpath(path), (self._whole, end))
            self._whole = end

    def __call__(self, count: int) -> Part:
        """The bytes so far, which never become fewer. A file that is no longer open was read to its end."""
        ends = set()
        for opened in list(_OPEN_FILES.iterdir()) if self._whole else ():
            with suppress(OSError):  # It was closed meanwhile.
                span = self._spans.get(str(opened.readlink()))
                if span:
                    found = _POSITION.search(_OPEN_FILES.with_name("fdinfo").joinpath(opened.name).read_text())
                    self._done = max(self._done, span[0] + int(found[1])) if found else self._done
                    ends.add(span[1])
        if ends:
            self._reading = max(ends)
        else:
            self._done = max(self._done, self._reading)
        return Part(self._done, self._whole, True)


class Bar:
    """A bar on standard error; nothing where that is no terminal, or one that cannot clear a line, or where ``quiet`` asks for that."""

    def __init__(self, noun: str, measure: Measure | None = None, *, label: str = "", quiet: bool = False) -> None:
        self.wanted = not quiet and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
        self._noun, self._measure, self.label = noun, measure or (lambda count: Part(count, 0)), label
        self._began = time.monotonic()
        self._next, self._drawn = self._began + _FIRST, False

    def begin(self) -> None:
        """Show at once what is at work, before there is anything to count."""
        if self.wanted:
            click.echo(f"{CLEAR_LINE}{show_safely(self.label)[: _columns() - 3]} {'...' if _is_plain() else '…'}", err=True, nl=False)
            self._drawn = True

    def show(self, count: int) -> None:
        """Draw the bar with a count, unless it was drawn a moment ago."""
        if self.wanted and (now := time.monotonic()) >= self._next:
            line = bar_line(self._noun, count, self._measure(count), now - self._began, _columns() - 1, label=self.label, plain=_is_plain())
            click.echo(f"{CLEAR_LINE}{show_safely(line)}", err=True, nl=False)
            self._next, self._drawn = now + _EVERY, True

    def clear(self) -> None:
        """Clear the line where something was drawn."""
        if self._drawn:
            click.echo(CLEAR_LINE, err=True, nl=False)
            self._drawn = False


def _columns() -> int:
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stderr.fileno()).columns or _COLUMNS
    return _COLUMNS


def _is_plain() -> bool:
    """Whether the terminal's encoding lacks the blocks that a bar is made of."""
    try:
        "█░·".encode(sys.stderr.encoding or "ascii")
    except UnicodeEncodeError:
        return True
    return False


def show_progress(
    items: Iterable[T], noun: str, *, total: int | None = None, files: Iterable[str | os.PathLike[str]] = (), label: str = "", quiet: bool = False
) -> Iterator[T]:
    """Pass items on and show how far they are: of ``total`` items, or of the bytes of the ``files`` that they are read from."""
    bar = Bar(noun, label=label, quiet=quiet)
    if not bar.wanted:
        yield from items
        return
    bar = Bar(noun, FilesRead(files) if total is None else lambda count: Part(count, total), label=label)
    if label:
        bar.begin()
    try:
        for count, item in enumerate(items, 1):
            bar.show(count)
            yield item
    finally:
        bar.clear()


@contextmanager
def watch_files(files: Sequence[str | os.PathLike[str]], label: str, *, quiet: bool = False) -> Iterator[None]:
    """Show how far files are read by what gives no sign of it itself; a thread draws the bar while the block runs."""
    bar = Bar("", FilesRead(files), label=label, quiet=quiet)
    if not bar.wanted:
        yield
        return
    import threading

    ended = threading.Event()

    def draw() -> None:
        while not ended.wait(_EVERY):
            bar.show(0)

    bar.begin()
    drawing = threading.Thread(target=draw, daemon=True)
    drawing.start()
    try:
        yield
    finally:
        ended.set()
        drawing.join()
        bar.clear()


def bar_line(noun: str, count: int, part: Part, seconds: float, width: int, *, label: str = "", plain: bool = False) -> str:
    """The line of a bar, in at most ``width`` characters; what matters less is left out first.

    ``plain`` writes ASCII alone. Where all is read, the work that is left has no measure: it is called "finishing".
    """
    share = part.share
    words = [label] if label else []
    if share is not None:
        words.append(f"{_draw(share, plain)} {100 * share:3.0f} %")
    if noun:
        words.append(counted(count, noun) if part.in_bytes or not part.whole else f"{part.done:,} of {counted(part.whole, noun)}")
    if part.in_bytes and part.whole:
        words.append(_bytes_words(part))
    if seconds > 0 and (count or part.done):
        words.append(_rate_words(count / seconds) if count else _bytes_rate(part.done / seconds))
    words.append(_time_words(share, seconds))
    separator = " - " if plain else " · "
    while len(separator.join(words)) > width and len(words) > 1:
        words.pop(-2)
    return separator.join(words)[: max(width, 0)]


def _draw(share: float, plain: bool) -> str:
    full = round(share * _CELLS)
    return f"[{'#' * full}{'-' * (_CELLS - full)}]" if plain else "█" * full + "░" * (_CELLS - full)


def _bytes_words(part: Part) -> str:
    scale, unit = _scale_of(part.whole)
    return f"{_scaled(min(part.done, part.whole), scale)} of {_scaled(part.whole, scale)} {unit}"


def _scale_of(size: float) -> tuple[int, str]:
    return next(((scale, unit) for scale, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")) if size >= scale), (1, "bytes"))


def _scaled(size: float, scale: int) -> str:
    return f"{size / scale:,.{0 if scale == 1 else 1}f}"


def _bytes_rate(rate: float) -> str:
    scale, unit = _scale_of(rate)
    return f"{_scaled(rate, scale)} {unit}/s"


def _rate_words(rate: float) -> str:
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 0.1 else f"{60 * rate:.1f}/min"


def _time_words(share: float | None, seconds: float) -> str:
    if share is None or share == 0:
        return _clock(seconds)
    return f"{_clock(seconds * (1 - share) / share)} left" if share < 1 else f"finishing, {_clock(seconds)}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
