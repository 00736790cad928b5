"""The HTML report of a run: each article's text with its evidence marked, its facts by side, and its issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.domain.issues import load_issue_kinds
from kg.graph.facts import Fact, GraphIndex, read_facts
from kg.model.issue import Issue
from kg.output.files import open_output
from kg.pipeline.article import Built
from kg.plurals import counted, noun_for
from kg.validation.shapes import Report
from kg.values import dataclass
from kg.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

# Articles on a page.
MOST = 25
_SUFFIXES = (".html", ".htm")


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


class Entry(NamedTuple):
    """An article's line in the contents: where its section is, and what came of it (``conforms`` None: not checked)."""

    page: str
    key: str
    title: str
    conforms: bool | None
    facts: int
    issues: int
    share: float | None


def write_report(sections: Iterable[tuple[Built, Report | None]], path: str) -> Iterator[None]:
    """Write the report, and yield after each article.

    The articles of one page stand below its contents. Of more than MOST articles, ``path`` is a page of contents, written last, and pages of MOST
    articles each stand beside it (``report-1.html`` …), each written when it is full. What is no ``.html`` file is one page whatever it holds.
    PublishError.
    """
    if Path(path).suffix not in _SUFFIXES:
        yield from _write_stream(sections, path)
        return
    pages = _Pages(path)
    for number, (built, report) in enumerate(sections, 1):
        pages.add(*_render(number, built, report))
        yield
    pages.close()


def _write_stream(sections: Iterable[tuple[Built, Report | None]], path: str) -> Iterator[None]:
    with open_output(path) as out:
        out.write(str(_macros().head("")))
        for number, (built, report) in enumerate(sections, 1):
            out.write(_render(number, built, report)[1])
            yield
        out.write(str(_macros().foot()))


class _Pages:
    """The pages of a report; sections wait in memory until a page is full and another article shows that it is not the last."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._entries: list[Entry] = []
        self._waiting: list[str] = []
        self._full = 0

    def add(self, entry: Entry, section: str) -> None:
        """Add an article."""
        if len(self._waiting) == MOST:
            self._write_part(last=False)
        self._entries.append(entry)
        self._waiting.append(section)

    def close(self) -> None:
        """Write the last page, and the contents."""
        macros, entries = _macros(), self._entries
        if not self._full:
            contents = str(macros.contents(entries)) if len(entries) > 1 else ""
            self._write(self._path, "", [contents, *self._waiting])
            return
        self._write_part(last=True)
        placed = [entry._replace(page=self._part(number // MOST + 1).name) for number, entry in enumerate(entries)]
        self._write(self._path, "", [str(macros.contents(placed))])

    def _write_part(self, *, last: bool) -> None:
        self._full += 1
        before, after = self._full > 1 and self._part(self._full - 1).name, not last and self._part(self._full + 1).name
        top, end = (str(_macros().way(self._path.name, before, after, self._full, where)) for where in ("top", "end"))
        self._write(self._part(self._full), f"part {self._full}", [top, *self._waiting, end])
        self._waiting.clear()

    def _part(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.stem}-{number}{self._path.suffix}")

    def _write(self, path: Path, words: str, pieces: Iterable[str]) -> None:
        with open_output(path) as out:
            out.write(str(_macros().head(words)))
            out.writelines(pieces)
            out.write(str(_macros().foot()))


def _render(number: int, built: Built, report: Report | None) -> tuple[Entry, str]:
    """An article's line in the contents and its section."""
    facts, source, key = tuple(read_facts(GraphIndex(built.graph.triples))), built.article.source, f"a{number}"
    issues = tuple(replace(issue, span=issue.span and source.cite(issue.span)) for issue in built.issues)
    segments = cut_segments(source.written, facts, issues, key, source.offset)
    section = _macros().article(key, source, segments, group_facts(facts), issues, built.ledger, report)
    share = built.ledger.share if built.ledger.characters else None
    return Entry("", key, source.title, None if report is None else report.conforms, len(facts), len(issues), share), str(section)


@cache
def _macros() -> Any:
    return _template().make_module({"version": __version__, "fact_key": fact_key, "issue_kinds": load_issue_kinds()})


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
