"""Some entities out of Wikidata's JSON dump, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from kg.link.index.records import qid_number
from kg.link.index.sources import MISSHAPEN, misshapen_entity, open_lines, parse_entity

_ID = re.compile(rb'"id":\s?"Q(\d{1,18})"')
_LONGEST_TIME, _GREATEST = 60, 1_000


def read_entities_of_dump(path: str, qids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The entities with these numbers; a line is parsed only where it names one of them. SourceError where it cannot be read."""
    wanted, found = set(qids), dict[int, dict[str, Any]]()
    for number, raw in enumerate(open_lines(path), 1):
        line = raw.strip().rstrip(b",")
        if len(line) < 3 or not any(int(match[1]) in wanted for match in _ID.finditer(line)):
            continue
        entity = parse_entity(line, path, number)
        try:
            for one in entity if isinstance(entity, list) else [entity]:
                if str(one["id"])[:1] == "Q" and (qid := qid_number(one["id"])) in wanted:
                    _check_entity(one)
                    found[qid] = one
        except MISSHAPEN as error:
            raise misshapen_entity(path, number, error) from error
    return found


def _check_entity(entity: dict[str, Any]) -> None:
    """Go through all that is compared. KeyError, ValueError, TypeError or AttributeError where it is not as Wikibase's JSON has it."""
    for statements in (entity.get("claims") or {}).values():
        for statement in statements:
            snak = statement.get("mainsnak", {})
            data = snak.get("datavalue")
            if "datavalue" in snak and isinstance(value := data["value"], dict):
                _check_value(value)


def _check_value(value: dict[str, Any]) -> None:
    if "latitude" in value:
        _check_numbers(value, "latitude", "longitude")
    if "time" in value:
        _check_numbers(value, "precision")
        if not isinstance(value["time"], str) or len(value["time"]) > _LONGEST_TIME:
            raise ValueError(f"not a time: {repr(value['time'])[:_LONGEST_TIME]}")
    if str(value.get("id", "")).startswith("Q"):
        qid_number(value["id"])


def _check_numbers(value: dict[str, Any], *names: str) -> None:
    for name in names:
        if isinstance(value[name], bool) or not isinstance(value[name], int | float) or not -_GREATEST < value[name] < _GREATEST:
            raise ValueError(f"{name} is no number that can be")
