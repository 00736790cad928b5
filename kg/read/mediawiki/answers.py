"""What the API of a wiki answers about pages, checked: nothing is taken for granted of what a server says.

https://www.mediawiki.org/wiki/API:Query with formatversion=2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from kg.language.language import ENGLISH
from kg.model.version import to_item, to_revision, to_time
from kg.rdf.terms import mend_iri
from kg.read.error import ReadError
from kg.values import dataclass

T = TypeVar("T")
REVISIONS = "revisions"
BAD_TITLE = re.compile(r"[\[\]{}|<>#\x00-\x1f\x7f\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_HOST = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_LONGEST_ADDRESS = 4_000
_KINDS = {str: "text", int: "a number", list: "a list", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Part:
    """One answer: when it was given, which titles stand for which others, and what it tells of pages (as JSON)."""

    time: str | None
    moved: tuple[tuple[str, str], ...]
    pages: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Which version a page is at: its title, the number of its namespace, and that of its latest revision."""

    title: str
    namespace: int
    revision: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The text of a page in one version, and what the wiki tells of both."""

    text: str
    title: str
    number: str
    language: str
    url: str | None
    timestamp: str | None
    item: str | None


def read_answer(answer: Mapping[str, Any]) -> Part:
    """Take an answer of action=query apart. ReadError where it is not as the API has it."""
    query = _of(answer, "query", dict) or {}
    moves = [*_objects(query, "normalized"), *_objects(query, "redirects")]
    pages = tuple(_objects(query, "pages"))
    for page in pages:
        _of(page, "title", str)
        for revision in _objects(page, REVISIONS):
            _of(revision, "revid", int)
    return Part(_time(answer, "curtimestamp"), tuple((_needed(move, "from", str), _needed(move, "to", str)) for move in moves), pages)


def read_version(page: Mapping[str, Any]) -> Version | None:
    """Which version a page (prop=info) is at; None where there is no such page. ReadError where it is not as the API has it."""
    if page.get("missing") is not None or page.get("invalid") is not None:
        return None
    namespace = _of(page, "ns", int)
    return Version(_needed(page, "title", str), 0 if namespace is None else namespace, str(_needed(page, "lastrevid", int)))


def read_normalized(answer: Mapping[str, Any]) -> frozenset[str]:
    """The titles that were not written as the wiki writes them. ReadError where it is not as the API has it."""
    return frozenset(_needed(move, "from", str) for move in _objects(_of(answer, "query", dict) or {}, "normalized"))


def read_words(page: Mapping[str, Any]) -> str:
    """The wikitext of a page with one revision, "" where it has none. ReadError where it is not as the API has it."""
    revision = next(iter(_objects(page, REVISIONS)), None) or {}
    return _of(_of(_of(revision, "slots", dict) or {}, "main", dict) or {}, "content", str) or ""


def read_moves(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The moves of pages that an answer of list=recentchanges tells: the old title and the new one. ReadError where it is not as the API has it."""
    for change in _objects(_of(answer, "query", dict) or {}, "recentchanges"):
        if _of(change, "logtype", str) == "move":
            yield _needed(change, "title", str), _of(_of(change, "logparams", dict) or {}, "target_title", str) or _missing("target_title")


def read_time_of_oldest(answer: Mapping[str, Any]) -> str | None:
    """When the first change of list=recentchanges was made; None where there is none. ReadError where it is not as the API has it."""
    change = next(iter(_objects(_of(answer, "query", dict) or {}, "recentchanges")), None)
    return _time(change, "timestamp") if change else None


def read_language(answer: Mapping[str, Any]) -> str | None:
    """The language of a wiki by meta=siteinfo. ReadError where it is not as the API has it."""
    return _fitting(_of(_of(answer, "query", dict) or {}, "general", dict) or {}, "lang", _LANGUAGE.fullmatch)


def read_revision(page: Mapping[str, Any], revision: Mapping[str, Any]) -> Revision:
    """What a page and one of its revisions say. ReadError for a text that cannot be had or is no wikitext, and for what is not as the API has it."""
    slot = _of(_of(revision, "slots", dict) or {}, "main", dict) or {}
    if slot.get("content") is None:
        raise ReadError("the text of this revision was deleted or is hidden")
    model = _of(slot, "contentmodel", str)
    if model not in (None, "wikitext"):
        raise ReadError(f"a page of {model}, not of wikitext")
    return Revision(
        text=_fitting(slot, "content", lambda text: not _NO_TEXT.search(text)) or "",
        title=_fitting(page, "title", lambda title: bool(title.strip()) and not BAD_TITLE.search(title)) or _missing("title"),
        number=to_revision(str(_needed(revision, "revid", int))) or _unfit("revid"),
        language=_fitting(page, "pagelanguage", _LANGUAGE.fullmatch) or ENGLISH,
        url=_fitting(page, "canonicalurl", _is_web_address),
        timestamp=_time(revision, "timestamp"),
        item=_fitting(_of(page, "pageprops", dict) or {}, "wikibase_item", to_item),
    )


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        mend_iri(text)
    except ValueError:
        return False
    host = _HOST.fullmatch(parts.netloc)
    return parts.scheme in ("http", "https") and host is not None and text.isprintable() and len(text) <= _LONGEST_ADDRESS


def _of(value: Mapping[str, Any], name: str, kind: type[T]) -> T | None:
    """A member of an object, None where it has none."""
    found = value.get(name)
    if found is None or (isinstance(found, kind) and not isinstance(found, bool)):
        return found
    raise _wrong(f"{name} is not {_KINDS[kind]}")


def _needed(value: Mapping[str, Any], name: str, kind: type[T]) -> T:
    found = _of(value, name, kind)
    return _missing(name) if found is None else found


def _missing(name: str) -> Any:
    raise _wrong(f"{name} is missing")


def _objects(value: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects, empty where there is none."""
    found = _of(value, name, list) or []
    if not all(isinstance(each, dict) for each in found):
        raise _wrong(f"{name} is not a list of objects")
    return found


def _fitting(value: Mapping[str, Any], name: str, fits: Any) -> str | None:
    """A member that is text and has its form."""
    found = _of(value, name, str)
    return found if found is None or fits(found) else _unfit(name)


def _unfit(name: str) -> Any:
    raise _wrong(f"{name} is not what it should be")


def _time(value: Mapping[str, Any], name: str) -> str | None:
    return _fitting(value, name, to_time)


def _wrong(what: str) -> ReadError:
    return ReadError(f"the answer is not one of a MediaWiki API: {what}")
