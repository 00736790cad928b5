"""A run over many inputs: read, build and validate one article at a time, keeping the good ones and naming the bad ones."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.article import Article
from kg.built import Built, build_article
from kg.graph import Provenance
from kg.read.error import ReadError
from kg.read.registry import ReadOptions, open_articles
from kg.validation import Report, validate


class BuildError(Exception):
    """A mistake of ours that one article brought to light; the other articles of the run go on."""

    def __init__(self, title: str, file: str | None, cause: Exception) -> None:
        where = traceback.extract_tb(cause.__traceback__)[-1]
        place = f"{where.filename.rpartition('/kg/')[2]}:{where.lineno}"
        super().__init__(f"{file or title}: a defect of conflict-kg kept {title!r} from being built: {type(cause).__name__}: {cause} ({place})")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: an article that was built, with the shapes' verdict (None: not asked for)."""

    built: Built
    report: Report | None = None

    @property
    def publishable(self) -> bool:
        """Whether nothing speaks against publishing it."""
        return self.report is None or self.report.conforms


def run(inputs: Iterable[str], options: ReadOptions, provenance: Provenance, *, check: bool = True) -> Iterator[Outcome | ReadError | BuildError]:
    """Yield an outcome for each article of the inputs (files, folders, "-", URLs), and an error for each that cannot be read or built."""
    for article in open_articles(inputs, options):
        if isinstance(article, ReadError):
            yield article
            continue
        yield build_one(article, provenance, check=check)


def build_one(article: Article, provenance: Provenance, *, check: bool = True) -> Outcome | BuildError:
    """Build and validate one article.

    Every exception is taken here, and only here: one article out of a dump must not take the others with it, and the run names it and fails.
    """
    try:
        built = build_article(article, provenance)
        return Outcome(built, validate(built.graph.triples) if check else None)
    except Exception as error:
        return BuildError(article.source.title, article.source.file, error)
