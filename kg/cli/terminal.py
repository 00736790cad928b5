"""What the commands say on standard error: colour and progress only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import NoReturn, TypeVar

import click

T = TypeVar("T")

CONFORMS_NOT, UNREADABLE = 1, 3


def say(text: str = "", *, colour: str | None = None, bold: bool = False) -> None:
    """Print a line on standard error."""
    click.echo(click.style(text, fg=colour, bold=bold), err=True)


def complain(text: str) -> None:
    """Print an error on standard error."""
    click.echo(click.style("error: ", fg="red", bold=True) + text, err=True)


def give_up(text: str, code: int) -> NoReturn:
    """Print an error and end with its exit code."""
    complain(text)
    raise SystemExit(code)


def count_progress(items: Iterable[T], noun: str, *, quiet: bool = False) -> Iterator[T]:
    """Pass items on; on a terminal, show how many have passed, renewed at most ten times a second."""
    if quiet or not sys.stderr.isatty():
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
