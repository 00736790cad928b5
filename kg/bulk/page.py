"""A page's bytes to its quads and issues: the one function that every engine calls for each page. It touches no file, clock or network."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from functools import partial

from kg.bulk.made import Made, Place, Setting, refuse
from kg.bulk.redirects import note_links
from kg.model.article import Article
from kg.output.issues import issue_lines
from kg.pipeline.run import BuildError, build_one
from kg.rdf.formats import FORMATS, write_graphs
from kg.read.error import ReadError, read_safely
from kg.read.mediawiki.dump import read_page
from kg.read.mediawiki.pages import PageBytes, title_of
from kg.read.mediawiki.redirects import resolve_links


def make_page(data: bytes, place: Place | None, redirects: Mapping[str, str | None], setting: Setting) -> Made:
    """Read, build, check and write a page. Whatever is wrong with it becomes an issue; nothing is raised.

    ``data`` are the bytes of its ``<page>`` element; links lead where ``redirects`` (titles to pages, None: to none) do.
    """
    title = title_of(data).strip("'\"")
    read = partial(read_page, PageBytes(data, 1), setting.site, setting.file, None, single=False)
    article = read_safely(read, title, setting.file, 1, setting.limit)
    if article is None:
        return Made()
    if isinstance(article, ReadError):
        return refuse(html.unescape(title), article.message, place, setting.file)
    return make_article(article, place, redirects, setting)


def make_article(article: Article, place: Place | None, redirects: Mapping[str, str | None], setting: Setting) -> Made:
    """Build, check and write an article that was read, as ``make_page`` does."""
    links = dict[str, str | None]()
    return _build(resolve_links(article, note_links(redirects, links)), place, setting)._replace(links=links)


def _build(article: Article, place: Place | None, setting: Setting) -> Made:
    outcome = build_one(article, setting.provenance, check=setting.check, limit=setting.limit)
    title = article.source.title
    if isinstance(outcome, BuildError):
        return refuse(title, str(outcome), place, setting.file)
    built = outcome.built
    issues = "".join(issue_lines(built, setting.file))
    if built.refused is not None:
        return Made("", issues, issue_count=len(built.issues))
    if not outcome.publishable and outcome.report is not None:
        told = "; ".join(str(result) for result in outcome.report.results)
        refused = refuse(title, f"the graph does not conform and is not written: {told}", place, setting.file)
        return refused._replace(issues=issues + refused.issues, issue_count=len(built.issues) + 1)
    out = io.StringIO()
    write_graphs((built.graph,), FORMATS["nquads"], out, named=True)
    return Made(out.getvalue(), issues, 1, len(built.mapped.claims), len(built.issues))
