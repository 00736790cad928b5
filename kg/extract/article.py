"""From an article to findings: the date and the parties first, then every row, the footnotes and the lead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.columns.assign import assign_columns
from kg.domain.fields import find_field, is_own
from kg.domain.kinds import about_of_kind
from kg.extract.boxes import conflict_rows, split_conflicts
from kg.extract.context import Context
from kg.extract.dates import text as dates
from kg.extract.figures import counts
from kg.extract.figures.uncounted import state_uncounted
from kg.extract.lead import article as lead
from kg.extract.names import aliases
from kg.extract.prose import relations
from kg.extract.rows import belligerents as parties
from kg.extract.rows import commanders as people
from kg.extract.rows import outcome, units
from kg.extract.rows import part_of as parents
from kg.extract.rows import place as places
from kg.extract.rows import title as titles
from kg.extract.rows.own import read_own
from kg.model.article import Article, Row
from kg.model.finding import CONFLICT, Date, Finding, Kind, Mention, Period, Topic
from kg.model.issue import Issue

Result = Finding | Issue
Rule = Callable[[Row, Context], Iterable[Result]]


def _read_strength(row: Row, context: Context) -> Iterator[Result]:
    """Figures, formations that are listed without any, and what the other words say."""
    found = (*counts.read_strength(row, context), *units.read_strength_units(row, context))
    yield from state_uncounted(row, found, "strengthRemark", context)


def _read_casualties(row: Row, context: Context) -> Iterator[Result]:
    """Figures, and what the other words say."""
    yield from state_uncounted(row, counts.read_casualties(row, context), "lossesRemark", context)


RULES: dict[str, Rule] = {
    "title": titles.read_title,
    "part_of": parents.read_part_of,
    "date": dates.read_date,
    "place": places.read_place,
    "coordinates": places.read_coordinates,
    "outcome": outcome.read_outcome,
    "territory": outcome.read_territory,
    "cause": outcome.read_cause,
    "notes": outcome.read_notes,
    "belligerents": parties.read_belligerents,
    "commanders": people.read_commanders,
    "units": units.read_units,
    "strength": _read_strength,
    "casualties": _read_casualties,
}


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
    """Read all that the infobox, the footnotes and the lead of an article state about its conflict, or about the group or person it describes."""
    about = about_of_article(article)
    if about != "conflict":
        return _extract_topic(article, Topic(about))
    article = assign_columns(article)
    page, others, issues = split_conflicts(article)
    whole, further = _extract_conflict(page), tuple(_extract_conflict(other) for other in others)
    issues = (*whole.issues, *issues, *(issue for part in further for issue in part.issues))
    return replace(whole, article=article, issues=issues, further=further)


def about_of_article(article: Article) -> Kind:
    """What a page is about, by its first infobox of the domain; a conflict where it has none."""
    return next((about for box in article.boxes if (about := about_of_kind(box.kind))), "conflict")


def _extract_topic(article: Article, topic: Topic) -> Extraction:
    """Read the infobox of a page about a group, a unit or a person; the lead is only looked at for names that mean the same."""
    rows = next(box.rows for box in article.boxes if about_of_kind(box.kind) == topic.kind)
    context = Context(article)
    results = [result for row in rows if (field := find_field(row.field)) for result in read_own(row, field, topic, context)]
    names = aliases.find_aliases(article, _mentions(results))
    results += [*names.findings, *names.issues]
    findings = tuple(r for r in results if isinstance(r, Finding))
    issues = tuple(r for r in results if isinstance(r, Issue))
    return Extraction(article, findings, article.issues + issues, names.canonical, topic.kind)


def _extract_conflict(article: Article) -> Extraction:
    rows = conflict_rows(article)
    first = list(_read_rows(rows, Context(article), lambda rule: rule in ("title", "date")))
    context = Context(article, period=_period(first) or _lead_period(article, first))
    context = replace(context, parties=parties.parties_of(article, context))
    late = list(_read_rows(rows, context, lambda rule: rule not in ("title", "date")))
    results = first + late
    names = aliases.find_aliases(article, _mentions(results))
    context = replace(context, aliases=names.canonical)
    results += [*names.findings, *names.issues]
    known = tuple(_mentions(results))
    results += relations.read_notes((note.text for note in article.notes if note.text), context, known)
    results += lead.read_lead(article, context, tuple(r for r in results if isinstance(r, Finding)))
    findings = tuple(r for r in results if isinstance(r, Finding))
    issues = tuple(r for r in results if isinstance(r, Issue))
    return Extraction(article, findings, article.issues + issues, names.canonical)


def _read_rows(rows: tuple[Row, ...], context: Context, wanted: Callable[[str], bool]) -> Iterator[Result]:
    for row in rows:
        field = find_field(row.field)
        if field is None or not wanted(field.rule):
            continue
        if is_own(field):
            yield from read_own(row, field, CONFLICT, context)
        elif field.rule in RULES:
            yield from RULES[field.rule](row, context)


def _period(results: Iterable[Result]) -> Period | None:
    dated = {r.relation: r.object for r in results if isinstance(r, Finding) and r.relation in ("start", "end", "when")}
    when, start, end = dated.get("when"), dated.get("start"), dated.get("end")
    if not isinstance(start, Date):
        return None
    return Period(start, end if isinstance(end, Date) else None, isinstance(when, Period) and when.ongoing)


def _lead_period(article: Article, results: list[Result]) -> Period:
    stated = lead.read_lead(article, Context(article), tuple(r for r in results if isinstance(r, Finding)))
    return _period(stated) or Period(None, None)


def _mentions(results: Iterable[Result]) -> Iterator[Mention]:
    return (mention for result in results if isinstance(result, Finding) for mention in result.mentions())
