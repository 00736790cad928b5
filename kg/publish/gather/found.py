"""What one input gave: the graph of an article version with what is known of it, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePath
from typing import NamedTuple

from kg.output.issues import issue_lines, place_of_article
from kg.pipeline.run import Outcome
from kg.publish.dataset import ArticleEntry
from kg.publish.gather.entries import articles_of, make_entry
from kg.publish.packed import pack
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CK, DCT, RDF_TYPE
from kg.validation.shapes import Report
from kg.values import dataclass

_VERSION_OF, _CONFLICT = DCT.term("isVersionOf"), CK.term("Conflict")


class Coverage(NamedTuple):
    """How many values of infoboxes were used, left out on purpose, and not understood."""

    used: int
    ignored: int
    not_understood: int


NOTHING_READ = Coverage(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """The graph of an article version, packed; ``place`` is what messages call it, ``page`` the page that it is a version of.

    ``issues`` are lines of JSON, ``codes`` their codes; both are empty for graphs, for which ``built`` is false. ``wrong`` says what keeps the
    graph from conforming; ``conflicts`` are hashes of the conflicts that it tells anything of.
    """

    place: str
    entry: ArticleEntry
    page: str
    graph: bytes
    built: bool
    issues: str = ""
    codes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    conflicts: frozenset[bytes] = frozenset()
    coverage: Coverage = NOTHING_READ


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that is not of the domain, with its issues."""

    file: str | None
    reason: str
    issues: str
    codes: tuple[str, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class BuiltArticle:
    """An article that was built from a file, for the one who listens for what came of each input."""

    file: str | None
    found: Found


def finish_outcome(outcome: Outcome) -> BuiltArticle | Refused:
    """What is kept of an article that was built: called in the process that built it, since the whole is ten times as large."""
    built = outcome.built
    source = built.article.source
    issues = "".join(issue_lines(built, PurePath(source.file).name if source.file else None))
    codes = tuple(issue.code for issue in built.issues)
    coverage = Coverage(built.ledger.values_used, built.ledger.values_ignored, built.ledger.values_unread)
    if built.refused is not None:
        return Refused(source.file, f"{place_of_article(built)}: {built.refused}", issues, codes, coverage)
    found = make_found(built.graph, place_of_article(built), report=outcome.report)
    return BuiltArticle(source.file, replace(found, built=True, issues=issues, codes=codes, coverage=coverage))


def make_found(graph: ArticleGraph, place: str, *, report: Report | None) -> Found:
    """A graph of one article version; ``place`` is what messages call it."""
    [article] = articles_of(graph.triples)
    page = next((str(triple.object) for triple in graph.triples if triple.subject == article and triple.predicate == _VERSION_OF), str(article))
    wrong = () if report is None or report.conforms else tuple(map(str, report.results))
    conflicts = {triple.subject for triple in graph.triples if triple.object == _CONFLICT and triple.predicate == RDF_TYPE}
    hashes = frozenset(blake2b(conflict.encode(), digest_size=8).digest() for conflict in conflicts)
    return Found(place, make_entry(graph, article), page, pack(graph), False, wrong=wrong, conflicts=hashes)
