"""The pipeline for one article: extract, map, account for every value, and make the graph. Pure: no files, clock or network."""

from __future__ import annotations

from kg.domain.kinds import boxes_of_domain
from kg.domain.licence import NOT_EVALUATED
from kg.extract.article import Extraction, extract
from kg.extract.lead.topic import is_about_conflict
from kg.graph.claims import Mapped, map_findings
from kg.graph.iris import Minter
from kg.graph.provenance import Provenance
from kg.graph.triples import licence_of, make_graph
from kg.language.language import find_language
from kg.model.article import Article
from kg.model.finding import Finding
from kg.model.issue import Issue
from kg.pipeline.ledger import Ledger, account
from kg.rdf.graph import ArticleGraph
from kg.values import dataclass

# Issues that say where the infobox is that a page seems to lack.
_NAMED = ("unknown-infobox", "infobox-elsewhere")


@dataclass(frozen=True, slots=True)
class Built:
    """The result for one article: findings, claims, triples, issues, and the ledger.

    ``refused`` says why a page is not of the domain, None for one that is; the graph of such a page is empty.
    """

    article: Article
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    mapped: Mapped
    graph: ArticleGraph
    ledger: Ledger
    refused: str | None = None


def build_article(article: Article, provenance: Provenance) -> Built:
    """Turn an article into its graph; a page that is about nothing of the domain has none."""
    extraction = extract(article)
    known = find_language(article.source.language) is not None
    ledger = account(extraction.article, extraction.all_findings(), extraction.issues) if known else Ledger()
    issues = (*extraction.issues, *ledger.issues)
    if reason := _out_of_domain(extraction):
        if not any(issue.code in _NAMED for issue in issues):
            issues = (*(issue for issue in issues if issue.code != "no-infobox"), Issue("no-conflict", reason))
        minter = Minter(provenance.base, article.source.title, article.source.sha256, language=article.source.language)
        empty = ArticleGraph(minter.part("graph"), (), article.source.title)
        return Built(extraction.article, (), issues, Mapped((), (), minter.part("topic")), empty, ledger, reason)
    licence, why = licence_of(article, provenance)
    if licence == NOT_EVALUATED.iri:
        issues = (*issues, Issue("licence-unknown", f"{why} Whoever knows it tells it (--licence)."))
    mapped = map_findings(extraction, provenance.base)
    return Built(extraction.article, extraction.all_findings(), issues, mapped, make_graph(article, mapped, provenance), ledger)


def _out_of_domain(extraction: Extraction) -> str | None:
    """Why a page gives no graph: it has no infobox of the domain, and neither its title nor its lead tells of a conflict."""
    article = extraction.article
    language = find_language(article.source.language)
    has_words = bool(article.boxes or article.lead or article.title.pieces)
    if language is None:
        return None if has_words else "there is nothing in it"
    # Where a page is one template that is not read, the name of the page tells of a conflict and no words of it do.
    if boxes_of_domain(article.boxes, language) or (has_words and is_about_conflict(article, extraction.all_findings(), language)):
        return None
    return f"no article about a conflict: {_what_it_lacks(article)}"


def _what_it_lacks(article: Article) -> str:
    told = next((issue.message for issue in article.issues if issue.code in _NAMED), None)
    if told:
        return told
    return "no infobox, and its first sentences tell of no conflict" if article.lead else "neither an infobox nor a lead"
