"""Options of kg publish: what is told of the dataset, how its inputs are read, and what is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.io.jobs import count_jobs, jobs_option
from kg.cli.io.merges import redirects_option
from kg.cli.io.reading import allow_private_option, time_limit_option
from kg.cli.io.terminal import UNREADABLE, give_up

if TYPE_CHECKING:
    from kg.publish.config import Config

F = TypeVar("F", bound=Callable[..., Any])

# Options that tell of the dataset; each is a key of kg.toml too.
_TOLD = {
    "title": "Title of the dataset.",
    "description": "What the dataset is, in a paragraph.",
    "version": "Version of the release.",
    "issued": "Date of the release (2026-01-31); by default that of SOURCE_DATE_EPOCH, else the newest date in the data.",
    "publisher": "Who publishes it: a name, or 'Name <IRI>'.",
    "contact": "E-mail or web address to write to; also sent to live sites with each request.",
    "licence": "Licence IRI of the articles, overriding the files.",
    "base": "Base IRI of the data.",
    "doi": "DOI of the release, where it has one.",
    "site": "Address at which the site will stand.",
    "previous": "The release before: a folder, a .zip or its release.json; what has changed since is told.",
    "articles": "Folder of the articles' files, whose texts the site shows.",
}
_READING = (
    click.option("--language", help="Language of the articles (BCP 47), if missing from the files."),
    click.option("--form", metavar="NAME", help="Form of the articles, if not recognised, as for kg build."),
    click.option("--page-title", help="Title of the page, if missing from the file (of one article)."),
    click.option("--url", help="URL of the page, if missing from the file (of one article)."),
    click.option("--revision", help="Revision of the page, if missing from the file (of one article)."),
    click.option("--retrieved", help="When the pages were retrieved (ISO 8601 date or date and time), if missing from the files."),
    allow_private_option,
    time_limit_option,
    redirects_option,
)
_WRITING = (
    click.option("--no-site", is_flag=True, help="Write no static site."),
    click.option("--zip", "archive", is_flag=True, help="Also write the release as RELEASE.zip, laid out to be deposited."),
    click.option("--zim", is_flag=True, help="Also write the site as RELEASE.zim, for Kiwix (extra zim)."),
    jobs_option,
    click.option("-q", "--quiet", is_flag=True, help="Print errors only."),
)


def publish_options(command: F) -> F:
    """Add the options to a click command."""
    told = [click.option(f"--{name}", help=words) for name, words in _TOLD.items()]
    options = (
        click.option("-o", "--output", required=True, metavar="OUT", help="The folder of the release, or a file that ends in .zip."),
        click.option(
            "--config", "config_path", type=click.Path(dir_okay=False), metavar="FILE", help="What is told of the dataset, as TOML ([dataset])."
        ),
        *told,
        click.option("--creator", multiple=True, help="Who made the dataset: a name, or 'Name <IRI>'. Repeatable."),
        click.option("--keyword", "keywords", multiple=True, help="A keyword. Repeatable."),
        click.option("--sample", is_flag=True, help="Publish the sample article of the package."),
        *_READING,
        *_WRITING,
    )
    for option in reversed(options):
        command = option(command)
    return command


class Given:
    """The options of a call."""

    def __init__(self, **options: Any) -> None:
        self._path: str | None = options.pop("config_path")
        self._told = {name: options.pop(name) or None for name in (*_TOLD, "creator", "keywords")}
        self.archive: bool = options.pop("archive")
        self.zim: bool = options.pop("zim")
        self.site: bool = not options.pop("no_site")
        self.jobs = count_jobs(options.pop("jobs"))
        self.redirects: tuple[str, ...] = options.pop("redirects")
        self.reading = {**options, "title": options.pop("page_title")}
        self.reading.pop("page_title", None)

    def config(self) -> Config:
        """What is told of the dataset, options before the file. A usage error for an option, exit code 2 likewise for the file."""
        from kg.publish.config import ConfigError, make_config, read_config
        from kg.publish.publish import date_of_epoch

        try:
            told: Any = self._told
            config = read_config(Path(self._path), **told) if self._path else make_config({}, **told)
            epoch = os.environ.get("SOURCE_DATE_EPOCH")
            return replace(config, issued=date_of_epoch(epoch)) if epoch and not config.issued else config
        except ConfigError as error:
            raise click.UsageError(str(error)) from error
        except (ValueError, OverflowError) as error:
            raise click.UsageError("SOURCE_DATE_EPOCH is a number of seconds that gives a time") from error
        except OSError as error:
            give_up(f"{self._path}: cannot be read: {error.strerror or error}", UNREADABLE)
