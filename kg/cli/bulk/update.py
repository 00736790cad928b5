"""kg update: bring a folder of kg bulk to a later state of its wiki."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.bulk.steps import run_steps
from kg.cli.io.jobs import count_jobs, jobs_option
from kg.cli.io.reading import allow_private_option
from kg.cli.io.terminal import UNREADABLE, give_up

if TYPE_CHECKING:
    from kg.bulk.run import Progress
    from kg.bulk.update.live import Wiki

EPILOG = """\b
Examples:
  kg update conflicts/ enwiki-20261201-pages-articles-multistream.xml.bz2
  kg update conflicts/ enwiki-20261202-pages-meta-hist-incr.xml.bz2 --incremental
  kg update conflicts/ titles.txt --contact you@example.org
  kg update conflicts/ titles.txt --dump enwiki-20261201-pages-articles-multistream.xml.bz2
  kg update conflicts/ --since 2026-12-01 --contact you@example.org
  kg update conflicts/ new.xml.bz2 --keep before/ && kg diff before/ conflicts/

\b
Exit codes: 0 done, 2 wrong usage, 3 the folder or a source cannot be read, or the folder cannot be written,
130 interrupted: the same command goes on."""
# What files begin with that are no list of titles: packed, or XML.
_PACKED = (b"BZh", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"\xfd7zXZ")


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER")
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path), metavar="[DUMP|LIST]", required=False)
@click.option("--incremental", is_flag=True, help="DUMP has only what changed; all else stays.")
@click.option(
    "--dump", type=click.Path(dir_okay=False, path_type=Path), metavar="DUMP", help="Take the pages of LIST from a full dump, not the wiki."
)
@click.option("--since", metavar="DATE", help="All that changed in the live wiki since a date or time (UTC, ISO 8601).")
@click.option("--wiki", metavar="URL", help="Address of the live wiki, if not that of the folder's dump.")
@click.option("--contact", metavar="ADDRESS", help="Your e-mail or web address, sent to the wiki with each request.")
@allow_private_option
@click.option("--keep", type=click.Path(path_type=Path), metavar="FOLDER", help="Keep the old state under this name.")
@jobs_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def update(
    folder: Path, source: Path | None, incremental: bool, dump: Path | None, since: str | None, wiki: str | None, contact: str | None,
    allow_private: bool, keep: Path | None, jobs: str, quiet: bool,
) -> None:  # fmt: skip
    """Bring FOLDER, which kg bulk has filled, to a later state of its wiki: that of a newer DUMP, or for the titles of a LIST (one a line) or for all
    that changed since a date, that of the live wiki. Only what changed is built.

    The options are those that the folder was filled with. The old state stands whole until the new one takes its place in one step; stopped or
    killed, the same command goes on.
    """
    _check_keep(folder, keep)
    if (source is None) == (since is None):
        raise click.UsageError("name a dump, a list of titles, or --since with a date")
    listed = source is not None and not _is_dump(source)
    if incremental and (source is None or listed):
        raise click.UsageError("--incremental is for a dump")
    if dump is not None and not listed:
        raise click.UsageError("--dump is for a list of titles")
    number, place = count_jobs(jobs), folder.resolve()
    if source is not None and not listed:
        from kg.bulk.update.partial import update_from_changes
        from kg.bulk.update.whole import update_from_dump

        run_steps((update_from_changes if incremental else update_from_dump)(place, source, number, keep), folder, quiet)
        return
    titles = _read_list(source) if source is not None else None
    if titles is not None and dump is not None:
        from kg.bulk.update.partial import update_titles_from_dump

        run_steps(update_titles_from_dump(place, titles, dump, number, keep), folder, quiet)
    else:
        time = _time_of(since) if since is not None else ""
        run_steps(_from_wiki(place, _wiki_of(place, wiki, contact, allow_private), titles, time, number, keep), folder, quiet)


def _check_keep(folder: Path, keep: Path | None) -> None:
    """A usage error where the old state cannot get that name in one step."""
    if keep is None:
        return
    if keep.exists():
        raise click.BadParameter(f"{keep} is there already", param_hint="--keep")
    parent, beside = keep.absolute().parent, folder.resolve().parent
    if not parent.is_dir() or (beside.is_dir() and parent.stat().st_dev != beside.stat().st_dev):
        raise click.BadParameter(f"{keep} is not on the file system of {folder}", param_hint="--keep")


def _from_wiki(folder: Path, wiki: Wiki, titles: tuple[str, ...] | None, since: str, jobs: int, keep: Path | None) -> Iterator[Progress]:
    from kg.bulk.update.live import update_from_wiki

    return update_from_wiki(folder, wiki, titles=titles, since=since, jobs=jobs, keep=keep)


def _is_dump(path: Path) -> bool:
    """Whether a file is an export, packed or not, and no list."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        give_up(f"{path}: cannot be read: {error.strerror or error}", UNREADABLE)
    return head.startswith(_PACKED) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _read_list(path: Path) -> tuple[str, ...]:
    from kg.bulk.update.changes import titles_of
    from kg.read.mediawiki.answers import BAD_TITLE

    try:
        titles = titles_of(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        give_up(f"{path}: no list of titles in UTF-8: {getattr(error, 'strerror', None) or error}", UNREADABLE)
    if bad := next((title for title in titles if BAD_TITLE.search(title)), None):
        give_up(f"{path}: no title: {bad!r}", UNREADABLE)
    return titles


def _time_of(since: str) -> str:
    try:
        time = datetime.fromisoformat(since)
    except ValueError as error:
        raise click.BadParameter(
            f"a date (2026-12-01) or a time in UTC (2026-12-01T18:00:00Z) is wanted, not {since!r}", param_hint="--since"
        ) from error
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wiki_of(folder: Path, address: str | None, contact: str | None, allow_private: bool) -> Wiki:
    """The wiki that is named, or that of the folder."""
    from kg.bulk.errors import BulkError
    from kg.bulk.update.live import open_wiki
    from kg.bulk.update.state import address_of

    try:
        address = address or address_of(folder)
        if address is None:
            raise click.UsageError("the folder's dump does not tell the address of its wiki: name it with --wiki")
        return open_wiki(address, contact, allow_private=allow_private)
    except BulkError as error:
        give_up(str(error), UNREADABLE)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--wiki") from error
