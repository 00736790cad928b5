"""Citations written as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kg.citation.citation import DATASET, Citation
from kg.patterns import lazy_pattern

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {char: f"\\{char}" for char in "{}$&#_%"}
_SPECIAL = lazy_pattern(r"[\\{}$&#_%~^]")
_NO_KEY = lazy_pattern(r"[^A-Za-z0-9]+")
# The URLs of Creative Commons licences: https://creativecommons.org/licenses/by-sa/4.0/
_LICENCE = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/(?:([0-9.]+)/)?")
_CSL_TYPES = {"article": "entry-encyclopedia", "fact": "entry-encyclopedia", "dataset": "dataset"}


def write_text(citations: Iterable[Citation]) -> Iterator[str]:
    """A line for each citation, in the manner of a bibliography; a fact has its words and where they stand before it."""
    for one in citations:
        words = f"{one.statement}. “{' '.join((one.quote or '').split())}” (characters {one.start}–{one.end}). " if one.kind == "fact" else ""
        yield words + " ".join(_sentences(one)) + "\n"


def _sentences(one: Citation) -> Iterator[str]:
    if one.authors:
        yield ", ".join(one.authors) + (f" ({one.issued[:4]})." if one.issued else ".")
    yield f"“{one.title}”" + (" [data set]." if one.kind == "dataset" else "." if not one.container else f", {one.container}.")
    if one.revision:
        yield f"Revision {one.revision}" + (f", {one.issued}." if one.issued else ".")
    if one.address:
        yield one.address + (f" (retrieved {one.accessed})." if one.accessed else ".")
    if one.licence:
        yield f"Licence: {name_licence(one.licence)}."
    if one.record:
        yield f"{_say_record(one)}."


def _say_record(one: Citation) -> str:
    """Where the dataset says so, and when that was looked at."""
    return f"Data: {DATASET}, {one.record}" + (f" (accessed {one.consulted})" if one.consulted else "")


def name_licence(licence: str) -> str:
    """The short name of a licence of Creative Commons ("CC BY-SA 4.0"); another as its IRI."""
    match = _LICENCE.fullmatch(licence)
    return " ".join(filter(None, ("CC", match[1].upper(), match[2]))) if match else licence


def write_bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """An entry of type misc for each citation, its key made of title and IRI."""
    for one in citations:
        fields = {name: value for name, value in _fields(one) if value}
        yield f"@misc{{{_key(one)},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def _key(one: Citation) -> str:
    title = _NO_KEY.sub("-", one.title).strip("-").lower()
    end = _NO_KEY.sub("", one.key.rpartition("/")[2])[:16]
    return "-".join(filter(None, (title, (one.issued or "")[:4], end if one.kind == "fact" else one.revision)))


def _fields(one: Citation) -> Iterator[tuple[str, str | None]]:
    yield "author", " and ".join(f"{{{_escape(author)}}}" for author in one.authors)
    yield "title", f"{{{_escape(one.title)}}}"
    yield "howpublished", _escape(one.container or "") or ("Data set" if one.kind == "dataset" else None)
    yield "year", (one.issued or "")[:4]
    yield "month", one.issued[5:7].lstrip("0") if one.issued and len(one.issued) >= 7 else None
    yield "url", one.url
    yield "urldate", one.visited
    notes = (
        f"Revision {one.revision}" if one.revision else None, name_licence(one.licence) if one.licence else None,
        f"{one.statement}: “{' '.join((one.quote or '').split())}”, characters {one.start}–{one.end}" if one.kind == "fact" else None,
        _say_record(one) if one.record else None,
    )  # fmt: skip
    yield "note", _escape(". ".join(filter(None, notes)))


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _TEX[match[0]], text)


def write_csl(citations: Iterable[Citation]) -> Iterator[str]:
    """One array of CSL-JSON (https://docs.citationstyles.org/), with the words of a fact in ``annote``."""
    yield json.dumps([_item(one) for one in citations], ensure_ascii=False, indent=2) + "\n"


def _item(one: Citation) -> dict[str, Any]:
    told = {
        "id": one.key,
        "type": _CSL_TYPES[one.kind],
        "author": [{"literal": author} for author in one.authors],
        "title": one.title,
        "container-title": one.container,
        "issued": _date(one.issued),
        "accessed": _date(one.visited),
        "URL": one.url,
        "version": one.revision,
        "language": one.language,
        "note": ". ".join(filter(None, (one.licence and f"Licence: {name_licence(one.licence)}", one.record and _say_record(one)))),
        "annote": f"{one.statement}: “{one.quote}” (characters {one.start}–{one.end})" if one.kind == "fact" else None,
    }
    return {name: value for name, value in told.items() if value}


def _date(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


WRITERS: dict[str, Callable[[Iterable[Citation]], Iterator[str]]] = {"text": write_text, "bibtex": write_bibtex, "csl": write_csl}
