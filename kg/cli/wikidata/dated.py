"""The option --date of commands that make or review links."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import click

TODAY = "today"


def date_option(told: str) -> Callable[[Any], Any]:
    """The option; ``told`` says of what it is the date, and what holds without it."""
    return click.option("--date", "day", metavar="DATE", callback=_read_date, help=f'{told} "today" takes the clock.')


def _read_date(context: click.Context, parameter: click.Parameter, words: str | None) -> str | None:
    """The day as it is given, today, or that of SOURCE_DATE_EPOCH; None where nothing tells one."""
    from kg.publish.publish import date_of_epoch

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if words == TODAY:
            return date.today().isoformat()
        if words:
            return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"a date is written 2026-01-31, or {TODAY}: {words!r}", context, parameter) from error
    try:
        return date_of_epoch(epoch) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is a number of seconds that gives a time, not {epoch!r}") from error
