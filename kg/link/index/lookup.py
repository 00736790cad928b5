"""The index, opened for reading: items by title and by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from kg.language.fold import fold_name
from kg.link.index.build import FORMAT
from kg.link.index.records import ALIAS, LABEL
from kg.link.names import has_initials, initials_agree, initials_key, name_key, normal_title
from kg.link.vocabulary import Kinds
from kg.values import dataclass

_AT_ONCE = 500
_MOST = 1000
_SHOWN = 100
# The kinds of an item's columns.
_ITEM: tuple[Any, ...] = (int, str, int, str, int | None, int | None, str, str)


class IndexFileError(Exception):
    """A file that is no index of this version, or a damaged one; the message names it."""


@dataclass(frozen=True, slots=True)
class Item:
    """What the index knows of an item; years are astronomical. ``title`` is its page in the wiki, "" where it has none."""

    qid: int
    label: str
    kinds: Kinds
    title: str = ""
    start: int | None = None
    end: int | None = None
    countries: tuple[int, ...] = ()
    neighbours: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may bear a name, and the name it was found by."""

    item: Item
    name: str


class Lookup(Protocol):
    """What linking asks: an index answers it, and a service does."""

    @property
    def complete(self) -> bool:
        """Whether all items of the domain are known with their kinds."""
        ...

    def by_title(self, title: str) -> tuple[Item, ...]:
        """The items of a page title, redirects followed: none, one, or several where sources disagree."""
        ...

    def by_name(self, name: str, kind: str) -> tuple[Candidate, ...]:
        """The items that may bear a name, for an entity of a kind of ours ("person")."""
        ...


class Index:
    """An index file, open for reading until closed; IndexFileError for a file that is none.

    ``version`` is that of its sources, "" where an older index does not tell it.
    """

    def __init__(self, path: str) -> None:
        if not Path(path).is_file():
            raise IndexFileError(f"{path}: there is no such index; kg index makes one")
        self._path = path
        self._db = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
        try:
            self.complete, self.counts, self.version = self._read_meta()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def _read_meta(self) -> tuple[bool, dict[str, int], str]:
        try:
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
        except (sqlite3.Error, ValueError) as error:
            raise IndexFileError(f"{self._path}: not an index: {error}") from error
        if meta.get("format") != FORMAT:
            raise IndexFileError(f"{self._path}: not an index of this version ({meta.get('format')}); make it anew with kg index")
        try:
            return meta["complete"] == "1", {name: int(meta[name]) for name in ("item", "title", "name")}, str(meta.get("version", ""))
        except (KeyError, ValueError, TypeError) as error:
            raise self._damaged(error) from error

    def _rows(self, query: str, values: Sequence[object], *kinds: Any) -> list[tuple[Any, ...]]:
        """The answer to a query, with a value of one of the kinds in each column. IndexFileError for a damaged file."""
        try:
            rows = self._db.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeError, OverflowError) as error:
            raise self._damaged(error) from error
        for row in rows:
            if not all(map(isinstance, row, kinds)):
                raise self._damaged(f"{row!r}"[:_SHOWN])
        return rows

    def _damaged(self, why: object) -> IndexFileError:
        return IndexFileError(f"{self._path}: the index is damaged, make it anew with kg index: {why}")

    def by_title(self, title: str) -> tuple[Item, ...]:
        """As Lookup; titles are compared as MediaWiki does. IndexFileError for a damaged file, as all that is asked."""
        rows = self._rows("SELECT DISTINCT qid FROM title WHERE title = ?", (normal_title(title),), int)
        return tuple(self.items([qid for (qid,) in rows]))

    def qids_of_titles(self, titles: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """The items of many titles at once; titles without one are left out."""
        wanted = {title: normal_title(title) for title in titles}
        ordered = sorted(set(wanted.values()))
        items: dict[str, set[int]] = {}
        for at in range(0, len(ordered), _AT_ONCE):
            part = ordered[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            for title, qid in self._rows(f"SELECT title, qid FROM title WHERE title IN ({marks})", part, str, int):
                items.setdefault(title, set()).add(qid)
        return {title: tuple(sorted(items[normal])) for title, normal in wanted.items() if normal in items}

    def by_name(self, name: str, kind: str) -> tuple[Candidate, ...]:
        """As Lookup: the same name first, then transliterations of it, then, for people, longer names that its initials fit."""
        folded, key = fold_name(name), name_key(name)
        rows = self._rows("SELECT name, qid FROM name WHERE key = ? AND folded = ? LIMIT ?", (key, folded, _MOST), str, int)
        rows += self._rows("SELECT name, qid FROM name WHERE key = ? AND folded <> ? LIMIT ?", (key, folded, _MOST), str, int)
        if kind == "person" and has_initials(name):
            found = self._rows("SELECT name, qid FROM name WHERE key = ? LIMIT ?", (initials_key(name), _MOST), str, int)
            rows += [row for row in found if initials_agree(name, row[0])]
        items = {item.qid: item for item in self.items({qid for _, qid in rows})}
        return tuple(Candidate(items[qid], spelling) for spelling, qid in dict.fromkeys(rows) if qid in items)

    def has_name(self, name: str, qid: int) -> bool:
        """Whether a name, however spelt, is the label or an alias of an item."""
        query = "SELECT 1 FROM name WHERE key = ? AND folded = ? AND qid = ? AND source IN (?, ?) LIMIT 1"
        return self._db.execute(query, (name_key(name), fold_name(name), qid, LABEL, ALIAS)).fetchone() is not None

    def items(self, qids: Collection[int]) -> Iterator[Item]:
        """The items of some numbers, in the order of the numbers."""
        ordered = sorted(qids)
        for at in range(0, len(ordered), _AT_ONCE):
            part = ordered[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f'SELECT qid, label, kinds, title, start, "end", countries, neighbours FROM item WHERE qid IN ({marks}) ORDER BY qid'
            for row in self._rows(query, part, *_ITEM):
                yield self._item(*row)

    def _item(self, qid: int, label: str, kinds: int, title: str, start: int | None, end: int | None, countries: str, neighbours: str) -> Item:
        try:
            return Item(qid, label, Kinds(kinds), title, start, end, _numbers(countries), _numbers(neighbours))
        except ValueError as error:
            raise self._damaged(error) from error


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(","))) if text else ()
