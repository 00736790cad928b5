"""Options shared by all commands that read articles."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.graph.iris import DEFAULT_BASE
from kg.graph.provenance import Provenance
from kg.output.visible import is_plain
from kg.patterns import lazy_pattern
from kg.version import __version__

if TYPE_CHECKING:
    from kg.read.registry import ReadOptions

F = TypeVar("F", bound=Callable[..., Any])

SAMPLE = "idlib-clashes-2017.txt"
READING = ("title", "url", "revision", "retrieved", "language", "form", "contact", "allow_private", "time_limit")
_DATE = lazy_pattern(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")

allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Let a live site at a public address redirect to a private one, for wikis of your own."
)
time_limit_option = click.option(
    "--time-limit",
    type=click.FloatRange(0, 1e6),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Give an article up that takes more processor time to read, or to build; 0 is no limit. Has no effect on Windows.",
)
_OPTIONS = (
    click.option("--sample", is_flag=True, help="Read the sample article of the package."),
    click.option("--base", default=DEFAULT_BASE, show_default=True, help="Base IRI of the data."),
    click.option("--title", help="Title of the page, if missing from the file."),
    click.option("--url", help="URL of the page, if missing from the file."),
    click.option("--revision", help="Revision of the page, if missing from the file."),
    click.option("--retrieved", help="When the page was retrieved (ISO 8601 date or date and time)."),
    click.option("--language", help="Language of the article (BCP 47), if missing from the file."),
    click.option(
        "--form",
        metavar="NAME",
        help="Form of the articles (text, wikitext, html, mhtml, dump, zim, json, table, extract, or a plug-in's), if not recognised.",
    ),
    click.option("--contact", metavar="ADDRESS", help="Your e-mail or web address, sent to live sites with each request."),
    allow_private_option,
    time_limit_option,
    click.option("--licence", help="Licence IRI of the articles, overriding the files."),
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


def require_text(values: Iterable[str], option: str) -> None:
    """A usage error for a value that is no Unicode text, as the shell gives it for bytes that are not UTF-8."""
    for value in values:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise click.BadParameter("not UTF-8", param_hint=option) from error


def check_base(base: str) -> str:
    """A base IRI, which ends in a slash. A usage error for what is none, and for a hash, which tells parts of articles apart."""
    if "#" in base:
        raise click.BadParameter(f"a base IRI has no #: {base!r}", param_hint="--base")
    return check_iri(base if base.endswith("/") else base + "/", "--base")


def check_url(value: str, option: str) -> str:
    """Return the http or https URL of a server as it is; a usage error names the option for anything else."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or (parts.port or 0) < 0:
            raise ValueError("a URL is wanted that begins with http:// or https://")
    except ValueError as error:
        raise click.BadParameter(f"{value!r}: {error}", param_hint=option) from error
    return value


def make_options(articles: Sequence[str], *, allow_private: bool = False, time_limit: float = 0, **given: str | None) -> ReadOptions:
    """Metadata passed by the user; a usage error for what cannot apply, such as one title for several files or standard input twice."""
    if math.isnan(time_limit):
        raise click.BadParameter("a number of seconds is wanted", param_hint="--time-limit")
    from kg.read.reader import OF_ONE_PAGE, ReadOptions

    for name in OF_ONE_PAGE:
        if given.get(name) is not None and (len(articles) != 1 or Path(articles[0]).is_dir()):
            raise click.UsageError(f"--{name} tells of one page, so name one article")
    if "" in articles:
        raise click.UsageError("an ARTICLE is empty: name a file, a folder, a URL or -")
    if list(articles).count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    for name, check in _CHECKS.items():
        value = given.get(name)
        if value is not None:
            given[name] = check(value.strip(), f"--{name}")
    return ReadOptions(**given, allow_private=allow_private, time_limit=time_limit or None)


def _check_text(value: str, option: str) -> str:
    if not value or not is_plain(value):
        raise click.BadParameter("words are wanted, without control characters", param_hint=option)
    return value


def _check_revision(value: str, option: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]*", value):
        raise click.BadParameter(f"a revision is a number, not {value!r}", param_hint=option)
    return value


def _check_date(value: str, option: str) -> str:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError("the form is 2026-01-31 or 2026-01-31T12:00:00Z")
        datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date: {error}", param_hint=option) from error
    return value


def _check_language(value: str, option: str) -> str:
    from kg.rdf.terms import Literal

    try:
        return Literal("", language=value).language or _check_text("", option)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _check_form(value: str, option: str) -> str:
    from kg.read.error import ReadError
    from kg.read.registry import Input, find_reader

    try:
        find_reader(Input.from_bytes(b"", "-"), value)
    except ReadError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    return value


_CHECKS: dict[str, Callable[[str, str], str]] = {
    "title": _check_text, "url": check_iri, "revision": _check_revision, "retrieved": _check_date, "language": _check_language,
    "form": _check_form, "contact": _check_text,
}  # fmt: skip


def make_provenance(base: str, licence: str | None) -> Provenance:
    """Provenance of a run. Its time comes from SOURCE_DATE_EPOCH and is left out if that is not set: same input, same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        time = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is a number of seconds that gives a time, not {epoch!r}") from error
    base = check_base(base)
    return Provenance(base, __version__, time, check_iri(licence, "--licence") if licence else None)
