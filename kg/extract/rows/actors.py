"""Rows that name people or groups alike: perpetrators, planners, defenders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kg.extract.context import Context
from kg.extract.phrases.groups import is_organisation
from kg.extract.rows.belligerents import Entrant, parse_belligerents, state_belligerents
from kg.extract.rows.commanders import read_commanders, split_person
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.article import Line, Row
from kg.model.finding import CONFLICT, Finding, Mention
from kg.model.issue import Issue


@dataclass(frozen=True, slots=True)
class _Words:
    """Small words within names, and what tells somebody's age."""

    small: frozenset[str]
    age: re.Pattern[str]


@cache
def _load_words(language: Language) -> _Words:
    """The words of CODE/actors.toml; ValueError where the file breaks its schema."""
    data = language.table("actors").only("small", "age")
    return _Words(frozenset(data.words("small")), re.compile(any_of(data.words("age")), re.IGNORECASE))


def read_actors(row: Row, context: Context) -> Iterator[Finding | Issue]:
    """Read ``participant`` for each person or group of the row; a name that may be either is an issue."""
    for cell in row.cells:
        for line in cell.lines:
            alone = replace(row, cells=(replace(cell, lines=(line,)),))
            parsed = parse_belligerents(alone, context)
            entrants = (found for _, cell_entrants in parsed.cells for found in cell_entrants if isinstance(found, Entrant))
            kinds = {entrant.mention.name: _tell_kind(entrant, line, context) for entrant in entrants}
            if "person" in kinds.values() and not {"group", "unclear"} & set(kinds.values()):
                yield from read_commanders(alone, context)
                continue
            for result in state_belligerents(parsed, context):
                yield from _keep_groups(result, kinds)


def _keep_groups(result: Finding | Issue, kinds: Mapping[str, str]) -> Iterator[Finding | Issue]:
    named = result.object if isinstance(result, Finding) and result.subject == CONFLICT else None
    if not isinstance(named, Mention) or kinds.get(named.name) == "group":
        yield result
    elif kinds.get(named.name) == "unclear":
        yield Issue("actor-unclear", f"{named.name} may be a person or a group", named.span)


def _tell_kind(entrant: Entrant, line: Line, context: Context) -> Literal["person", "group", "unclear", "none"]:
    """What a name names: a group by its words, its flag or a name that no person has; a person by rank, age or fate."""
    words, named = _load_words(context.language), entrant.mention.name.split()
    if is_organisation(entrant.mention.name, context.language) or entrant.item.flags:
        return "group"
    person = split_person(line.text, context)
    if person and (person.rank or person.fate or any(words.age.search(remark.shown) for remark in entrant.item.remarks)):
        return "person"
    if any(not word[:1].isupper() and word.casefold() not in words.small for word in named) or not named[0][:1].isalpha():
        return "none"
    if len(named) == 1 or any(word.casefold() in words.small for word in named[1:-1]):
        return "group"
    return "unclear"
