"""The pipeline for one article: extract, map, account for every value, and make the graph. Pure: no files, clock or network."""

from __future__ import annotations

from kg.extract.article import extract
from kg.graph.claims import Mapped, map_findings
from kg.graph.triples import Provenance, make_graph
from kg.language.language import find_language
from kg.model.article import Article
from kg.model.finding import Finding
from kg.model.issue import Issue
from kg.pipeline.ledger import Ledger, account
from kg.rdf.graph import ArticleGraph
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Built:
    """The result for one article: findings, claims, triples, issues, and the ledger."""

    article: Article
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    mapped: Mapped
    graph: ArticleGraph
    ledger: Ledger


def build_article(article: Article, provenance: Provenance) -> Built:
    """Turn an article into its graph."""
    extraction = extract(article)
    mapped = map_findings(extraction, provenance.base)
    known = find_language(article.source.language) is not None
    ledger = account(extraction.article, extraction.all_findings(), extraction.issues) if known else Ledger()
    issues = (*extraction.issues, *ledger.issues)
    return Built(extraction.article, extraction.all_findings(), issues, mapped, make_graph(article, mapped, provenance), ledger)
