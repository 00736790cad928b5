"""Messages of commands, on standard error and, for people, on standard output. Colour and progress appear on terminals only."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import IO, NoReturn, TypeVar

import click

from kg.patterns import lazy_pattern

T = TypeVar("T")

CONFORMS_NOT, USAGE, UNREADABLE = 1, 2, 3
# As shells tell a program that a signal has ended.
INTERRUPTED, PIPE_BROKEN = 130, 141

# Control characters could steer the terminal, bidirectional ones turn what stands after them around; both come with the words of articles.
_STEERING = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show_safely(text: str) -> str:
    """Words of an article or a file name as a terminal may show them: characters that would steer it are escaped (``\\x1b``, ``\\u202e``)."""
    return _STEERING.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is a terminal (None: it is closed)."""
    return stream is not None and stream.isatty()


def wants_colour() -> bool | None:
    """False if the user wants no colour (https://no-color.org) or the terminal has none; None leaves it to the stream."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def require_output() -> None:
    """Give up where standard output is closed; where its encoding lacks a character of an article, the character is escaped."""
    if sys.stdout is None:
        give_up("standard output is closed", UNREADABLE)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str = "", *, colour: str | None = None, bold: bool = False) -> None:
    """Print a line on standard error."""
    click.echo(_clear_line() + click.style(show_safely(text), fg=colour, bold=bold), err=True)


def complain(text: str) -> None:
    """Print an error on standard error."""
    click.echo(_clear_line() + click.style("error: ", fg="red", bold=True) + show_safely(text), err=True)


def _clear_line() -> str:
    """The sequence that clears a line of progress before a message."""
    return "\r\x1b[K" if is_terminal(sys.stderr) else ""


def give_up(text: str, code: int) -> NoReturn:
    """Print an error and end with its exit code."""
    complain(text)
    raise SystemExit(code)


def count_progress(items: Iterable[T], noun: str, *, quiet: bool = False) -> Iterator[T]:
    """Pass items on; on a terminal, show their count, at most ten times a second."""
    if quiet or not is_terminal(sys.stderr):
        yield from items
        return
    shown, count = 0.0, 0
    try:
        for count, item in enumerate(items, 1):
            if (now := time.monotonic()) - shown > 0.1 and count > 1:
                shown = now
                click.echo(f"\r{count} {noun} ", err=True, nl=False)
            yield item
    finally:
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)
