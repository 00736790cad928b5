"""Some entities out of Wikidata's JSON: its dump, read as a stream, or answers of its API (wbgetentities, Special:EntityData)."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.link.index.records import qid_number
from kg.link.index.sources import MISSHAPEN, SourceError, misshapen_entity, open_lines

_ID = re.compile(rb'"id":\s?"Q(\d{1,18})"')
_LONGEST_TIME, _GREATEST = 60, 1_000
_ENTITY_ID = re.compile(r"[QPL][1-9]\d{0,17}")
_SHORTEST = 3
# A file whose first line is no JSON by itself is read whole, up to this size: JSON may be written over several lines.
_LARGEST_WHOLE = 256 << 20
Entity = dict[str, Any]


def read_entities_of_dump(path: str, qids: Collection[int]) -> dict[int, Entity]:
    """The entities with these numbers; a line is parsed only where it names one of them.

    SourceError where the file cannot be read, or is no JSON of Wikidata; it names the line.
    """
    wanted, found = set(qids), dict[int, Entity]()
    for number, line in _checked(enumerate(open_lines(path), 1), path):
        if number > 0 and not any(int(match[1]) in wanted for match in _ID.finditer(line)):
            continue
        for one in _entities(_parse(line, path, abs(number)), path, abs(number)):
            qid = int(one["id"][1:]) if one["id"].startswith("Q") else 0
            if qid in wanted:
                try:
                    _check_entity(one)
                except MISSHAPEN as error:
                    raise misshapen_entity(path, abs(number), error) from error
                found[qid] = one
    return found


def _checked(lines: Iterator[tuple[int, bytes]], path: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a dump with an entity each; the first is checked, and a file that is one JSON text over several lines is one line.

    Lines that are to be parsed in any case have a negative number.
    """
    first = 0
    for number, raw in lines:
        line = raw.strip().rstrip(b",")
        if len(line) < _SHORTEST and line in (b"", b"[", b"]"):
            continue
        if not first:
            first = number
            if line[:1] not in (b"{", b"["):
                raise SourceError(f"{path}: line {number}: {_no_wikidata(line)}")
            if not _is_json(line):
                whole = _whole(path)
                only_opens = line in (b"{", b"[{", b"[")
                yield (-1, whole) if only_opens or _is_json(whole) else (-number, line)
                return
            yield -number, line
        else:
            yield number, line
    if not first:
        raise SourceError(f"{path}: line 1: the file is empty; {_WANTED}")


_WANTED = "wanted is Wikidata's JSON: its dump, or items in the same format"


def _no_wikidata(line: bytes) -> str:
    what = "an HTML page" if line[:1] == b"<" else f"no JSON ({line[:40].decode('utf-8', 'replace')!r})"
    return f"{what}; {_WANTED}"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _whole(path: str) -> bytes:
    if path.endswith((".gz", ".bz2")):
        return b"".join(open_lines(path))
    if Path(path).stat().st_size > _LARGEST_WHOLE:
        raise SourceError(f"{path}: line 1 is no JSON, and the file is too large to be one text; {_WANTED}")
    return Path(path).read_bytes()


def _parse(text: bytes, path: str, number: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"{path}: line {number + error.lineno - 1}, column {error.colno}: no JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path}: line {number}: no JSON: {error}") from error


def _entities(parsed: Any, path: str, number: int) -> Iterable[Entity]:
    """The entities of a line; SourceError where it holds something else."""
    if isinstance(parsed, Mapping) and isinstance(parsed.get("entities"), Mapping):
        parsed = list(parsed["entities"].values())
    parts = parsed if isinstance(parsed, list) else [parsed]
    for part in parts:
        if isinstance(part, dict) and "missing" in part:
            continue
        if not isinstance(part, dict) or not isinstance(part.get("id"), str) or not _ENTITY_ID.fullmatch(part["id"]):
            raise SourceError(f"{path}: line {number}: JSON, but no entity of Wikidata (an object with an id like Q42); {_WANTED}")
        if not isinstance(part.get("claims") or {}, Mapping):
            raise SourceError(f"{path}: line {number}: {part['id']}: its claims are no object; {_WANTED}")
        yield part


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
