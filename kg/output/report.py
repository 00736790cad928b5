"""The HTML report of a run: each article's text with its evidence marked, its facts by side, and its issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.domain.issues import load_issue_kinds
from kg.graph.facts import Fact, GraphIndex, read_facts
from kg.model.issue import Issue
from kg.pipeline.article import Built
from kg.plurals import counted, noun_for
from kg.validation.shapes import Report
from kg.values import dataclass
from kg.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of source text with the same facts and issues; ``anchors`` are the spans that begin here.

    ``target`` is the row of the first of its facts, or "".
    """

    text: str
    facts: tuple[str, ...]
    certainty: str
    issue: bool
    anchors: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one side, or those without a side."""

    heading: str
    facts: tuple[Fact, ...]


def render_report(sections: Iterable[tuple[Built, Report | None]]) -> Iterator[str]:
    """Yield the page in pieces: its head, a section for each article, its foot."""
    template = _template()
    module = template.make_module({"version": __version__, "fact_key": fact_key, "issue_kinds": load_issue_kinds()})
    yield str(module.head())  # type: ignore[attr-defined]
    for number, (built, report) in enumerate(sections, 1):
        facts = tuple(read_facts(GraphIndex(built.graph.triples)))
        source = built.article.source
        issues = tuple(replace(issue, span=issue.span and source.cite(issue.span)) for issue in built.issues)
        segments = cut_segments(source.written, facts, issues, f"a{number}", source.offset)
        section = module.article  # type: ignore[attr-defined]
        yield str(section(f"a{number}", source, segments, group_facts(facts), issues, built.ledger, report))
    yield str(module.foot())  # type: ignore[attr-defined]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"counted": counted, "noun_for": noun_for}
    return environment.from_string(files("kg").joinpath("templates/report.html").read_text(encoding="utf-8"))


def group_facts(facts: Iterable[Fact]) -> tuple[FactGroup, ...]:
    """Group facts by conflict, side, and entity."""
    groups: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[10_000 if fact.side is None else fact.side].append(fact)
    names = {0: "The conflict", 10_000: "Groups and people"}
    return tuple(FactGroup(names.get(side, f"Side {side}"), tuple(groups[side])) for side in sorted(groups))


def fact_key(fact: Fact) -> str:
    """The key of a fact's row, unique within its article."""
    return f"{fact.claim.rpartition('/')[2]}-{fact.quote_start}-{fact.quote_end}"


def cut_segments(text: str, facts: Iterable[Fact], issues: Iterable[Issue], section: str, offset: int = 0) -> tuple[Segment, ...]:
    """Cut a source text, which begins at an offset of its file, at the borders of all evidence and issues: so overlapping spans can be marked."""
    spans: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        spans[fact.quote_start, fact.quote_end].append(fact)
    troubles = {(issue.span.start, issue.span.end) for issue in issues if issue.span}
    starts, ends = defaultdict(list), defaultdict(list)
    for span in {*spans, *troubles}:
        starts[span[0]].append(span)
        ends[span[1]].append(span)
    borders = sorted({offset, offset + len(text), *starts, *ends})
    active: set[tuple[int, int]] = set()
    segments = []
    for low, high in pairwise(borders):
        active = (active - set(ends[low])) | set(starts[low])
        here = [fact for span in sorted(active) for fact in spans.get(span, ())]
        certainty = "" if not here else "inferred" if all(fact.certainty == "Inferred" for fact in here) else "stated"
        anchors = tuple(f"{section}-at-{start}-{end}" for start, end in sorted(starts[low]))
        lines = tuple(dict.fromkeys(f"{fact.what}: {fact.value}" for fact in here))
        target = f"{section}-{fact_key(here[0])}" if here else ""
        segments.append(Segment(text[low - offset : high - offset], lines, certainty, bool(active & troubles), anchors, target))
    return tuple(segments)
