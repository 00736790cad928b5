"""What estimates are drafted with: what stays the same in a cell, where a line stands, and the estimate that is made of a count."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.context import Context
from kg.extract.figures.headings import Caption
from kg.extract.figures.vocabulary import CountWords, load_count_words
from kg.extract.known import Groups
from kg.language.language import Language
from kg.model.article import Line
from kg.model.finding import Estimate, Value
from kg.model.text import Span
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """What stays the same while a cell is read; ``losses`` tells losses from strength, ``aircraft`` what its fighters are."""

    context: Context
    groups: Groups
    losses: bool
    aircraft: bool

    @property
    def language(self) -> Language:
        """The words of the article's language."""
        return self.context.language

    @property
    def words(self) -> CountWords:
        """The vocabulary of strength and losses."""
        return load_count_words(self.context.language)


@dataclass(frozen=True, slots=True)
class Setting:
    """A line with its number in the cell, the section it stands in and what the headings over it say."""

    line: Line
    number: int
    section: int
    over: tuple[Caption, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An estimate with its evidence and qualifiers; ``opens`` where its words end in "including", so that the next lines divide it."""

    estimate: Estimate
    setting: Setting
    klass: str | None
    opens: bool
    kept: bool
    spans: tuple[Span, ...]
    qualifiers: tuple[tuple[str, Value], ...]
    notes: tuple[str, ...]


def claim_draft(draft: Draft, claim: str, span: Span) -> Draft:
    """Say whose figure an estimate is, unless its own words did."""
    if draft.estimate.according_to:
        return draft
    return replace(draft, estimate=replace(draft.estimate, according_to=claim), spans=(*draft.spans, span))
