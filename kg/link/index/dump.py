"""Some entities out of Wikidata's JSON dump, read as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from kg.link.index.sources import SourceError, open_lines

_ID = re.compile(rb'"id":\s?"Q(\d+)"')


def read_entities_of_dump(path: str, qids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The entities with these numbers; a line is parsed only where it names one of them. SourceError where it cannot be read."""
    wanted, found = set(qids), dict[int, dict[str, Any]]()
    try:
        for number, raw in enumerate(open_lines(path), 1):
            line = raw.strip().rstrip(b",")
            if len(line) < 3 or not any(int(match[1]) in wanted for match in _ID.finditer(line)):
                continue
            try:
                entity = json.loads(line)
            except ValueError as error:
                raise SourceError(f"{path}: line {number} is no JSON: {error}") from error
            for one in entity if isinstance(entity, list) else [entity]:
                if one["id"][:1] == "Q" and int(one["id"][1:]) in wanted:
                    found[int(one["id"][1:])] = one
    except (OSError, EOFError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    return found
