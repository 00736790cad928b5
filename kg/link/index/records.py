"""What sources of Wikidata tell an index, in one shape for all of them. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.link.vocabulary import Kinds

LABEL, ALIAS, TITLE, REDIRECT = 0, 1, 2, 3
# Up to 18 digits: what SQLite holds as a number (64 bits).
_QID = re.compile(r"[Qq]([0-9]{1,18})")
_SHOWN = 60


class ItemRecord(NamedTuple):
    """An item: years are astronomical, None where not told; ``countries`` and ``neighbours`` are items it is related to."""

    qid: int
    label: str
    kinds: Kinds = Kinds.NONE
    title: str = ""
    start: int | None = None
    end: int | None = None
    countries: tuple[int, ...] = ()
    neighbours: tuple[int, ...] = ()


class NameRecord(NamedTuple):
    """A name of an item: LABEL, ALIAS, TITLE or REDIRECT; ``person`` asks that its initials be found too."""

    name: str
    qid: int
    source: int
    person: bool = False


class TitleRecord(NamedTuple):
    """The page of a title is about an item."""

    title: str
    qid: int


class PageRecord(NamedTuple):
    """A page of the main namespace by its number (from the SQL dump ``page``)."""

    page: int
    title: str


class PropertyRecord(NamedTuple):
    """A page's item; ``qid`` None says that the page tells names apart (from ``page_props``)."""

    page: int
    qid: int | None


class RedirectRecord(NamedTuple):
    """The page with this number leads to a title, or to a section of its page (from ``redirect``)."""

    page: int
    target: str
    section: str = ""


class VersionRecord(NamedTuple):
    """Which version of a source was read: the day of its latest change, or the hash of what tells none; "" for what is not known."""

    day: str
    sha256: str = ""


Record = ItemRecord | NameRecord | TitleRecord | PageRecord | PropertyRecord | RedirectRecord | VersionRecord


def qid_number(qid: object) -> int:
    """Q42 as 42; ValueError for what is no item."""
    found = _QID.fullmatch(qid) if isinstance(qid, str) else None
    if not found:
        raise ValueError(f"not an item of Wikidata: {repr(qid)[:_SHOWN]}")
    return int(found[1])
