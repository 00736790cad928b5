"""From an article to findings: the date and the parties first, then every row, the footnotes and the lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from kg.columns.assign import assign_columns
from kg.domain.fields import Field, find_field, is_own
from kg.domain.kinds import about_of_kind
from kg.extract.body.cited import cite_body
from kg.extract.boxes import conflict_rows, split_conflicts
from kg.extract.context import UNDATED, Context, Party
from kg.extract.dates.order import drop_reversed
from kg.extract.lead import article as lead
from kg.extract.names import aliases
from kg.extract.phrases.points import FoundPoint, find_points
from kg.extract.prose import relations
from kg.extract.result.victor import read_result
from kg.extract.rows.belligerents import parties_of
from kg.extract.rows.own import can_read, read_own
from kg.extract.rows.sides import state_sides
from kg.extract.rows.units import units_of
from kg.extract.rules import RULES, Result, Rule
from kg.language.language import find_language, pack_of
from kg.model.article import Article, Row
from kg.model.finding import CONFLICT, Date, Finding, Kind, Mention, Period, Topic
from kg.model.issue import Issue
from kg.values import dataclass

# What a reader misses because it knows no words of the wiki: of one cause, and the issue language-unknown names it.
_FROM_MISSING_WORDS = ("unknown-template", "no-infobox")
# Read before the others: they tell when the conflict took place, which completes the dates of all other rows.
_FIRST = ("title", "date")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read of one article, whose columns are now assigned; ``aliases`` maps folded names to the name they stand for.

    ``about`` is what the page is about: a conflict, or else what its infobox describes. ``further`` are the conflicts that infoboxes further
    down tell of, each read by itself.
    """

    article: Article
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...]
    aliases: tuple[tuple[str, str], ...]
    about: Kind = "conflict"
    further: tuple[Extraction, ...] = ()

    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the page, those on further conflicts last."""
        return (*self.findings, *(finding for part in self.further for finding in part.findings))


def extract(article: Article) -> Extraction:
    """Read all that the infobox, the footnotes and the lead of an article state about its conflict, or about the group or person it describes.

    Of an article in a language without a pack only what needs no words is read, and an issue says so.
    """
    if find_language(article.source.language) is None:
        return _extract_wordless(article)
    about = about_of_article(article)
    if about != "conflict":
        return _extract_topic(article, Topic(about))
    return extract_conflicts(assign_columns(article))


def extract_conflicts(article: Article) -> Extraction:
    """Read a page about a conflict, and the further ones of its infoboxes, whose columns are assigned."""
    page, others, issues = split_conflicts(article)
    whole, further = _extract_conflict(page), tuple(_extract_conflict(other) for other in others)
    issues = (*whole.issues, *issues, *(issue for part in further for issue in part.issues))
    return replace(whole, article=article, issues=issues, further=further)


def _extract_wordless(article: Article) -> Extraction:
    """The coordinates of an article: numbers are the same in every language. What the page says of itself stands in its source."""
    lines = (line.text for box in article.boxes for row in box.rows for cell in row.cells for line in cell.lines)
    found = (point for text in (*lines, *article.lead) for point in find_points(text) if isinstance(point, FoundPoint))
    points = [Finding(CONFLICT, "coordinates", point.point, point.spans, "coordinates") for point in islice(found, 1)]
    issue = Issue("language-unknown", f"no words are known for the language {article.source.language!r}: only what needs none was read")
    others = tuple(other for other in article.issues if other.code not in _FROM_MISSING_WORDS)
    return Extraction(article, tuple(points), (*others, issue), ())


def about_of_article(article: Article) -> Kind:
    """What a page is about, by its first infobox of the domain; a conflict where it has none."""
    language = pack_of(article.source.language)
    return next((about for box in article.boxes if (about := about_of_kind(box.kind, language))), "conflict")


def _extract_topic(article: Article, topic: Topic) -> Extraction:
    """Read the infobox of a page about a group, a unit or a person; the lead is only looked at for names that mean the same."""
    context = Context(article)
    rows = next(box.rows for box in article.boxes if about_of_kind(box.kind, context.language) == topic.kind)
    known = [(row, field) for row in rows if (field := find_field(row.field, context.language)) and can_read(field)]
    results = [result for row, field in known for result in read_own(row, field, topic, context)]
    names = aliases.find_aliases(article, _mentions(results))
    results += [*names.findings, *names.issues]
    findings, issues = _split(results)
    return Extraction(article, findings, article.issues + issues, names.canonical, topic.kind)


class _Reading(NamedTuple):
    """A row with its field, the rule that all wikis share (kg.extract.rules; None for the wiki's own fields), and what that has made of it."""

    row: Row
    field: Field
    rule: Rule | None
    parsed: Any


def _extract_conflict(article: Article) -> Extraction:
    undated = Context(article)
    rows = [(row, field) for row in conflict_rows(article) if (field := find_field(row.field, undated.language)) is not None]
    first = [result for row, field in rows if field.rule in _FIRST for result in _state(_parse(row, field, undated), undated)]
    context = Context(article, period=_period(first) or _lead_period(article, first))
    readings = [_parse(row, field, context) for row, field in rows if field.rule not in _FIRST]
    context = replace(context, parties=_parties(readings), units=_units(readings))
    results = first + [result for reading in readings for result in _state(reading, context)]
    names = aliases.find_aliases(article, _mentions(results))
    context = replace(context, aliases=names.canonical)
    results += [*names.findings, *names.issues]
    known = tuple(_mentions(results))
    results += relations.read_notes((note.text for note in article.notes if note.text), context, known)
    results += lead.read_lead(article, context, tuple(r for r in results if isinstance(r, Finding)))
    findings = lead.cite_lead(article, context, tuple(r for r in results if isinstance(r, Finding)))
    findings = (*cite_body(findings, article, context), *state_sides(findings))
    findings += tuple(read_result((row for row, field in rows if field.rule == "outcome"), findings, context))
    findings, issues = _split([*findings, *(r for r in results if isinstance(r, Issue))])
    return Extraction(article, findings, article.issues + issues, names.canonical)


def _split(results: Iterable[Result]) -> tuple[tuple[Finding, ...], tuple[Issue, ...]]:
    """Findings without dates that contradict each other, and issues."""
    results = tuple(results)
    checked = tuple(drop_reversed(r for r in results if isinstance(r, Finding)))
    issues = (r for r in (*results, *checked) if isinstance(r, Issue))
    return tuple(r for r in checked if isinstance(r, Finding)), tuple(issues)


def _parse(row: Row, field: Field, context: Context) -> _Reading:
    rule = None if is_own(field) else RULES.get(field.rule)
    return _Reading(row, field, rule, rule.parse(row, context) if rule else None)


def _state(reading: _Reading, context: Context) -> Iterable[Result]:
    if is_own(reading.field):
        return read_own(reading.row, reading.field, CONFLICT, context)
    return reading.rule.state(reading.parsed, context) if reading.rule else ()


def _parties(readings: Iterable[_Reading]) -> tuple[Party, ...]:
    """The parties of the first row of belligerents."""
    return next((parties_of(reading.parsed) for reading in readings if reading.rule is RULES["belligerents"]), ())


def _units(readings: Iterable[_Reading]) -> tuple[Mention, ...]:
    """The formations of all rows of units."""
    return tuple(mention for reading in readings if reading.rule is RULES["units"] for mention in units_of(reading.parsed))


def _period(results: Iterable[Result]) -> Period | None:
    dated = {r.relation: r.object for r in results if isinstance(r, Finding) and r.relation in ("start", "end", "when")}
    when, start, end = dated.get("when"), dated.get("start"), dated.get("end")
    if not isinstance(start, Date):
        return None
    return Period(start, end if isinstance(end, Date) else None, isinstance(when, Period) and when.ongoing)


def _lead_period(article: Article, results: list[Result]) -> Period:
    stated = lead.read_lead(article, Context(article), tuple(r for r in results if isinstance(r, Finding)))
    return _period(stated) or UNDATED


def _mentions(results: Iterable[Result]) -> Iterator[Mention]:
    return (mention for result in results if isinstance(result, Finding) for mention in result.mentions())
