"""Rows that name people or groups alike: perpetrators, planners, defenders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from kg.extract.context import Context
from kg.extract.phrases.groups import is_organisation
from kg.extract.rows.belligerents import Entrant, read_belligerents, read_entrants
from kg.extract.rows.commanders import read_commanders, split_person
from kg.model.article import Line, Row
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue

_SMALL = frozenset({"of", "for", "the", "and", "in", "de", "del", "la", "des", "der", "al", "el", "ul", "to", "on"})


def read_actors(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``participant`` for each person or group of the row; a name that may be either is an issue."""
    for cell in row.cells:
        for line in cell.lines:
            alone = replace(row, cells=(replace(cell, lines=(line,)),))
            kinds = {e.mention.name: _tell_kind(e, line, context) for e in read_entrants(alone.cells[0], context) if isinstance(e, Entrant)}
            if "person" in kinds.values() and not {"group", "unclear"} & set(kinds.values()):
                yield from read_commanders(alone, context)
                continue
            for result in read_belligerents(alone, context):
                yield from _keep_groups(result, kinds)


def _keep_groups(result: Finding | Issue, kinds: Mapping[str, str]) -> Iterator[Finding | Issue]:
    named = result.object if isinstance(result, Finding) and result.subject == CONFLICT else None
    if not isinstance(named, Mention) or kinds.get(named.name) == "group":
        yield result
    elif kinds.get(named.name) == "unclear":
        yield Issue("actor-unclear", f"{named.name} may be a person or a group", named.span)


def _tell_kind(entrant: Entrant, line: Line, context: Context) -> Literal["person", "group", "unclear", "none"]:
    """What a name names: a group by its words, its flag or a name that no person has; a person by rank, age or fate."""
    words = entrant.mention.name.split()
    if is_organisation(entrant.mention.name) or entrant.item.flags:
        return "group"
    person = split_person(line.text, context)
    if person and (person.rank or person.fate or any("aged" in remark.shown.casefold() for remark in entrant.item.remarks)):
        return "person"
    if any(not word[:1].isupper() and word.casefold() not in _SMALL for word in words) or not words[0][:1].isalpha():
        return "none"
    if len(words) == 1 or any(word.casefold() in _SMALL for word in words[1:-1]):
        return "group"
    return "unclear"
