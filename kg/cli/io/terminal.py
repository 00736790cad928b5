"""Messages of commands, on standard error and, for people, on standard output. Colour appears on terminals only."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import IO, BinaryIO, NoReturn, cast

import click

from kg.output.visible import Visible, show_safely

CONFORMS_NOT, USAGE, UNREADABLE = 1, 2, 3
# As shells tell a program that a signal has ended.
INTERRUPTED, PIPE_BROKEN = 130, 141
CLEAR_LINE = "\r\x1b[K"


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is a terminal (None: it is closed)."""
    return stream is not None and stream.isatty()


def data_output() -> BinaryIO:
    """Standard output for data in UTF-8: as they are, or, on a terminal, with what would steer it made visible."""
    return cast(BinaryIO, Visible(sys.stdout.buffer.write)) if is_terminal(sys.stdout) else sys.stdout.buffer


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
    return CLEAR_LINE if is_terminal(sys.stderr) else ""


def give_up(text: str, code: int) -> NoReturn:
    """Print an error and end with its exit code."""
    complain(text)
    raise SystemExit(code)
