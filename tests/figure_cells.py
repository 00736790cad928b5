"""Strength and losses read from a cell in the notation of cells.py, as a rule reads them. All names are invented."""

from __future__ import annotations

from cells import article_of, context_of

from kg.extract.figures.counts import read_casualties, read_strength
from kg.model.article import Article
from kg.model.finding import Estimate, Finding
from kg.model.issue import Issue

PARTIES = (("Varn", None, 1), ("Duchy of Esk", "Duchy of Esk", 1), ("Norland League", None, 2))


def read(written: str, field: str = "casualties", year: int = 1943) -> tuple[Article, list[Finding | Issue]]:
    """The article and what the rule of the field reads in the cell."""
    article = article_of({field: [written]})
    rule = read_casualties if field == "casualties" else read_strength
    return article, list(rule(article.boxes[0].rows[0], context_of(article, PARTIES, year)))


def estimates(written: str, field: str = "casualties", year: int = 1943) -> list[Estimate]:
    """The estimates alone."""
    return [r.object for r in read(written, field, year)[1] if isinstance(r, Finding) and isinstance(r.object, Estimate)]
