"""Statements for Wikidata of what it does not have, each with the source that the article itself cites. Pure.

A statement whose claims cite nothing with an address is withheld: "imported from Wikipedia" is no source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from kg.graph.facts import GraphIndex, plain
from kg.graph.iris import digest
from kg.link.giveback.compare import Comparison, Links
from kg.link.giveback.values import Place, Time, Value
from kg.rdf.terms import CK, DCT, OA, SCHEMA, Triple
from kg.values import dataclass

_BLANKS = re.compile(r"\s+")
_PRECISION = 0.0001
_SAME_DAY = "P585"
_GREGORIAN = "http://www.wikidata.org/entity/Q1985727"


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited: its address, and what else is known; ``page`` is the version of the article that cites it."""

    url: str
    title: str | None = None
    archive: str | None = None
    language: str = "en"
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement to add to an item: ``name`` is the property's (P580); ``key`` stays the same from run to run."""

    qid: int
    name: str
    value: Value
    sources: tuple[Source, ...]

    @property
    def key(self) -> str:
        """What a ledger knows it by."""
        return digest(f"Q{self.qid}", self.name, repr(self.value))


def make_statements(triples: Iterable[Triple], found: Iterable[Comparison], given: Collection[str] = ()) -> tuple[tuple[Statement, ...], int]:
    """The statements that are missing from Wikidata and not in ``given`` (by key), and how many are withheld for want of a source.

    Only entities whose link a page tells or a human accepted are given back.
    """
    index = GraphIndex(triples)
    links = Links(index)
    statements: dict[str, Statement] = {}
    withheld = 0
    for each in found:
        told_by = (each.subject, each.node) if isinstance(each.ours, int) else (each.subject,)
        if each.verdict != "missing" or not all(node in links.trusted for node in told_by):
            continue
        sources = tuple(dict.fromkeys(source for claim in each.claims for source in _sources(index, claim)))
        statement = Statement(each.qid, _property(each, index), each.ours, sources)
        if not sources:
            withheld += 1
        elif statement.key not in given:
            statements.setdefault(statement.key, statement)
    return tuple(sorted(statements.values(), key=lambda s: (s.qid, s.name, repr(s.value)))), withheld


def _property(each: Comparison, index: GraphIndex) -> str:
    """Wikidata's property; what begins and ends on one day has a point in time."""
    start, end = (index.text(each.subject, CK.term(name)) for name in ("start", "end"))
    dated = each.property.ours in (CK.term("start"), CK.term("end"))
    return _SAME_DAY if dated and start == end else each.property.wikidata


def _sources(index: GraphIndex, claim: str) -> Iterator[Source]:
    for reference in index.all(claim, CK.term("reference")):
        url = index.text(plain(reference), SCHEMA.term("url"))
        if not url or urlsplit(url).scheme not in ("http", "https"):
            continue
        article = _article(index, claim)
        language = (article and index.text(article, DCT.term("language"))) or "en"
        title, archive = index.text(plain(reference), DCT.term("title")), index.text(plain(reference), SCHEMA.term("archivedAt"))
        yield Source(url, title, archive, language, _page(index, article))


def _article(index: GraphIndex, claim: str) -> str | None:
    for evidence in index.all(claim, CK.term("evidence")):
        source = index.one(plain(evidence), OA.term("hasSource"))
        if source:
            return plain(source)
    return None


def _page(index: GraphIndex, article: str | None) -> str | None:
    """The address of the article's version, where its site is known; never guessed."""
    if article is None:
        return None
    url, revision = index.text(article, SCHEMA.term("url")), index.text(article, CK.term("revision"))
    if not url or not revision:
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/w/index.php?oldid={revision}"


def to_quickstatements(statements: Iterable[Statement]) -> Iterator[str]:
    """Lines for QuickStatements, columns separated by tabs, a line for each statement with its first source, and one for each further source."""
    for statement in statements:
        for source in statement.sources:
            yield "\t".join((f"Q{statement.qid}", statement.name, _quick(statement.value), *_quick_source(source))) + "\n"


def _quick(value: Value) -> str:
    if isinstance(value, Time):
        return f"{value.wikidata}/{value.precision}"
    return f"@{value.latitude:g}/{value.longitude:g}" if isinstance(value, Place) else f"Q{value}"


def _quick_source(source: Source) -> Iterator[str]:
    yield from ("S854", quote_text(_safe_url(source.url)))
    if source.title:
        yield from ("S1476", f"{source.language}:{quote_text(source.title)}")
    if source.archive:
        yield from ("S1065", quote_text(_safe_url(source.archive)))
    if source.page:
        yield from ("S4656", quote_text(_safe_url(source.page)))


def quote_text(text: str) -> str:
    """Text in the quotes of QuickStatements, which has no escapes: white space that would end a column or a line becomes a blank.

    Quotes inside stay, as the outermost pair counts; two pipes, which part commands in a batch of one line, are set apart.
    """
    text = _BLANKS.sub(" ", text).strip()
    while "||" in text:
        text = text.replace("||", "| |")
    return f'"{text}"'


def _safe_url(url: str) -> str:
    return _BLANKS.sub("%20", url.strip()).replace("|", "%7C").replace('"', "%22")


def to_wikibase_json(statements: Iterable[Statement]) -> str:
    """The statements in Wikibase's JSON, items with their claims (as wbeditentity takes them)."""
    items: dict[str, dict[str, Any]] = {}
    for statement in statements:
        claims = items.setdefault(f"Q{statement.qid}", {"id": f"Q{statement.qid}", "claims": []})["claims"]
        references = [{"snaks": _group(_source_snaks(source))} for source in statement.sources]
        claims.append(
            {"mainsnak": _snak(statement.name, _wikibase(statement.value)), "type": "statement", "rank": "normal", "references": references}
        )
    return json.dumps(list(items.values()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _wikibase(value: Value) -> dict[str, Any]:
    if isinstance(value, int):
        return {"type": "wikibase-entityid", "value": {"entity-type": "item", "numeric-id": value, "id": f"Q{value}"}}
    if isinstance(value, Place):
        point = {"latitude": value.latitude, "longitude": value.longitude, "precision": _PRECISION, "globe": "http://www.wikidata.org/entity/Q2"}
        return {"type": "globecoordinate", "value": point}
    time = {"time": value.wikidata, "precision": value.precision, "before": 0, "after": 0, "timezone": 0, "calendarmodel": _GREGORIAN}
    return {"type": "time", "value": time}


def _source_snaks(source: Source) -> Iterator[dict[str, Any]]:
    yield _snak("P854", {"type": "string", "value": source.url.strip()})
    if source.title:
        yield _snak("P1476", {"type": "monolingualtext", "value": {"language": source.language, "text": _BLANKS.sub(" ", source.title).strip()}})
    if source.archive:
        yield _snak("P1065", {"type": "string", "value": source.archive.strip()})
    if source.page:
        yield _snak("P4656", {"type": "string", "value": source.page})


def _snak(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"snaktype": "value", "property": name, "datavalue": value}


def _group(snaks: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for snak in snaks:
        grouped.setdefault(snak["property"], []).append(snak)
    return grouped
