"""A run over many inputs: read, build and validate one article at a time, keeping the good ones and naming the bad ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.build import Built, build_article
from kg.graph import Provenance
from kg.read.error import ReadError
from kg.read.registry import ReadOptions, open_articles
from kg.validate import Report, validate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: an article that was built, with the shapes' verdict (None: not asked for)."""

    built: Built
    report: Report | None = None

    @property
    def publishable(self) -> bool:
        """Whether nothing speaks against publishing it."""
        return self.report is None or self.report.conforms


def run(inputs: Iterable[str], options: ReadOptions, provenance: Provenance, *, check: bool = True) -> Iterator[Outcome | ReadError]:
    """Yield an outcome for each article of the inputs (files, folders, "-", URLs), and an error for each that cannot be read."""
    for article in open_articles(inputs, options):
        if isinstance(article, ReadError):
            yield article
            continue
        built = build_article(article, provenance)
        yield Outcome(built, validate(built.graph.triples) if check else None)
