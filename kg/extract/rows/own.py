"""Rows that only one kind of infobox has: read by a general rule, told by the relation that kg/data/wiki/CODE/kinds gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Literal, get_args

from kg.domain.fields import Field, own_fields
from kg.domain.kinds import load_kinds
from kg.domain.mapping import check_relations, load_mapping
from kg.extract.context import Context
from kg.extract.dates.text import read_date
from kg.extract.figures.counts import read_casualties, read_strength
from kg.extract.phrases.segments import strip_leading
from kg.extract.rows.actors import read_actors
from kg.extract.rows.battles import read_conflicts
from kg.extract.rows.belligerents import read_belligerents
from kg.extract.rows.commanders import read_commanders
from kg.extract.rows.names import read_names
from kg.extract.rows.outcome import read_cause, read_list, read_outcome, read_territory
from kg.extract.rows.periods import read_periods
from kg.extract.rows.place import read_place
from kg.extract.rows.title import read_title
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.article import Row
from kg.model.finding import CONFLICT, Date, Estimate, Finding, Mention, Phrase, Side, Subject, Topic, Value
from kg.model.issue import Issue
from kg.values import dataclass

Result = Finding | Issue


@dataclass(frozen=True, slots=True)
class Reader:
    """A general rule and the relation of what it finds, which a field's own relation takes the place of (None: it stays as it is)."""

    read: Callable[[Row, Context], Iterable[Result]]
    relation: str | None = None


READERS: dict[str, Reader] = {
    "actors": Reader(read_actors, "participant"),
    "casualties": Reader(read_casualties, "losses"),
    "cause": Reader(read_cause, "cause"),
    "conflicts": Reader(read_conflicts, "participatedIn"),
    "date": Reader(read_date),
    "day": Reader(read_date, "start"),
    "names": Reader(read_names, "altLabel"),
    "outcome": Reader(read_outcome, "outcome"),
    "parties": Reader(read_belligerents, "participant"),
    "people": Reader(read_commanders, "participant"),
    "periods": Reader(read_periods),
    "places": Reader(read_place, "place"),
    "size": Reader(read_strength, "strength"),
    "strength": Reader(read_strength, "strength"),
    "text": Reader(read_territory, "territorialChange"),
    "list": Reader(read_list, "territorialChange"),
    "title": Reader(read_title),
}
# Rules of rows that are left out on purpose.
_Unread = Literal["ignore", "notes"]
_UNREAD: frozenset[str] = frozenset(get_args(_Unread))


@cache
def check_rules(language: Language) -> None:
    """Raise ValueError where a kind of infobox of a wiki asks for a rule that there is not, or for a relation that does not fit."""
    for kind in load_kinds(language).values():
        fields = own_fields(kind.name, language).values()
        for field in fields:
            if field.rule not in READERS.keys() | _UNREAD:
                raise ValueError(f"fields: [{field.name}] there is no rule {field.rule!r}; there are {', '.join(sorted(READERS.keys() | _UNREAD))}")
        check_relations(fields, kind.about, load_mapping())


def can_read(field: Field) -> bool:
    """Whether a field is one that boxes about a group, a unit or a person have: a reader may find what only boxes about conflicts do."""
    return field.rule in READERS.keys() | _UNREAD


def read_own(row: Row, field: Field, subject: Subject, context: Context) -> Iterator[Result]:
    """Read a row of one kind of infobox: what its rule finds is said of ``subject``, the conflict or what else the page is about."""
    check_rules(context.language)
    reader = READERS.get(field.rule)
    if reader is None and field.rule not in _UNREAD:
        raise ValueError(f"fields: [{field.name}] there is no rule {field.rule!r}; there are {', '.join(sorted(READERS.keys() | _UNREAD))}")
    row = _without_leading(row, field.leading, context.language) if field.leading else row
    for result in reader.read(row, context) if reader else ():
        if isinstance(result, Finding) and isinstance(result.subject, Side):
            if reader and _is_wanted(result, reader, field, subject):
                yield _restate(result, reader, field, subject)
            elif result.relation == "statedUnknown":
                yield Issue("stated-unknown", f"{row.label or field.name}: the article says that it is not known", result.evidence[0])
        else:
            yield result


def _without_leading(row: Row, words: str, language: Language) -> Row:
    """The row with words off its lines that say again what its label says ("Part of")."""
    pattern = re.compile(rf"\s*{re.escape(words)}\s+(?:(?:{load_grammar(language).article})\s+)?", re.IGNORECASE)
    cells = tuple(replace(cell, lines=tuple(replace(line, text=strip_leading(line.text, pattern)) for line in cell.lines)) for cell in row.cells)
    return replace(row, cells=cells)


def _is_wanted(finding: Finding, reader: Reader, field: Field, subject: Subject) -> bool:
    """Whether a finding is what the field asks for, or one beside it that a conflict has too."""
    return reader.relation is None or finding.relation == reader.relation or (field.relation is None and subject == CONFLICT)


def _restate(finding: Finding, reader: Reader, field: Field, subject: Subject) -> Finding:
    """The finding as the field tells it: its relation, what kind of thing it names, the role, the category, which way round."""
    relation = field.relation if field.relation and finding.relation == reader.relation else finding.relation
    value = _as_told(finding.object, field)
    qualifiers = finding.qualifiers
    if field.rule == "day" and isinstance(value, Date) and value.approximate:
        qualifiers = (*qualifiers, ("note", Phrase("approximate", "en")))
    if field.role and all(name != "role" for name, _ in qualifiers):
        qualifiers = tuple(sorted((*qualifiers, ("role", Phrase(field.role, "en"))), key=lambda qualifier: qualifier[0]))
    if field.inverse and isinstance(value, Mention) and isinstance(subject, Topic):
        return replace(finding, subject=value, relation=relation, object=subject, qualifiers=qualifiers)
    return replace(finding, subject=subject, relation=relation, object=value, qualifiers=qualifiers)


def _as_told(value: Value, field: Field) -> Value:
    if isinstance(value, Mention) and field.object:
        return replace(value, kind=field.object)
    if isinstance(value, Estimate) and field.category:
        return _in_category(value, field.category)
    return value


def _in_category(estimate: Estimate, category: str) -> Estimate:
    """An estimate whose words name no kind of loss is of the kind that its row is for."""
    within = _in_category(estimate.within, category) if estimate.within else None
    return replace(estimate, category=category if estimate.category == "casualties" else estimate.category, within=within)
