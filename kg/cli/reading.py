"""Options that all commands which read articles share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from kg import __version__
from kg.graph import Provenance
from kg.iris import DEFAULT_BASE

F = TypeVar("F", bound=Callable[..., Any])

SAMPLE = "idlib-clashes-2017.txt"

_OPTIONS = (
    click.option("--sample", is_flag=True, help="Read the article that ships with the package."),
    click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data."),
    click.option("--title", help="Title of the page, where the file does not tell it."),
    click.option("--url", help="URL of the page, where the file does not tell it."),
    click.option("--revision", help="Revision of the page, where the file does not tell it."),
    click.option("--retrieved", help="When the page was retrieved (ISO 8601 date or date and time)."),
    click.option("--language", help="Language of the article (BCP 47), where the file does not tell it."),
    click.option("--licence", help="Licence IRI of the articles, where you know better than the files."),
)


def reading_options(command: F) -> F:
    """Add the options to a click command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def sample_path() -> str:
    """The path of the sample article."""
    from importlib.resources import files

    return str(files("kg").joinpath("sample", SAMPLE))


def check_iri(value: str, option: str) -> str:
    """Return an absolute IRI as it is; a usage error names the option for anything else."""
    from kg.rdf.terms import IRI

    try:
        return str(IRI(value))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def make_provenance(base: str, licence: str | None) -> Provenance:
    """What a run says of itself: the time comes from SOURCE_DATE_EPOCH and is left out where that is not set (same input, same bytes)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.lstrip("-").isdecimal():
        raise click.UsageError(f"SOURCE_DATE_EPOCH is a number of seconds, not {epoch!r}")
    time = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch else None
    base = check_iri(base if base.endswith(("/", "#")) else base + "/", "--base")
    return Provenance(base, __version__, time, check_iri(licence, "--licence") if licence else None)
