"""Finding the labels of an infobox among the lines of a plain text, however they are set.

A label may stand alone, be glued to its value ("Date4 May 1701"), be followed by a blank or a colon, or be broken over two
lines ("Territorial" / "changes"). Lines that only look like labels are told apart by their order and their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.fields import fold_label, load_fields
from kg.read.text_lines import SourceLine

# Ranks: fields of one rank stand in any order; a higher rank never stands before a lower one.
_RANKS = {"title": 0, "part_of": 0, "belligerents": 2, "commanders": 3, "units": 4, "strength": 5, "casualties": 6, "notes": 7}
_GENERAL = 1
_PROSE_BREAK = 400
_GAP_BREAK = 400
_MINIMUM = 4
_DATE_START = re.compile(r"[\s:(]*(?:\d|[A-Z][a-z]+ \d|(?:c\.|circa|Spring|Summer|Autumn|Winter|Early|Late|Mid|First|Main)\b|[A-Z][a-z]{2,8}[ ,–-])")


class Label(NamedTuple):
    """A label found: the lines it stands on, the field it names, where its value starts, and how sure it looks (1 to 4)."""

    first: int
    last: int
    field: str
    start: int
    end: int
    weight: int


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted((label for field in load_fields().values() for label in field.labels), key=len, reverse=True)
    return re.compile("(?P<label>" + "|".join(re.escape(label) for label in labels) + r")(?P<rest>\s*:|(?=\W|\d|[A-ZÀ-Þ\"“'‘]|\Z))")


@cache
def _field_of() -> dict[str, str]:
    return {fold_label(label): field.name for field in load_fields().values() for label in field.labels}


def rank_of(field: str) -> int:
    """Return the place of a field in the usual order of an infobox."""
    return _RANKS.get(field, _GENERAL)


def _weight(field: str, rest: str, glued: bool) -> int:
    sided = load_fields()[field].sided
    if not rest:
        return 4 if sided else 2
    if field == "date":
        return 3 if _DATE_START.match(rest) else 0
    if field == "part_of":
        return 2
    if sided:
        return 3 if glued else 1
    return 2 if glued or rest[0].isupper() or rest[0].isdigit() else 1


def _label_at(lines: Sequence[SourceLine], index: int) -> Label | None:
    line = lines[index]
    match = _pattern().match(line.text)
    if not match or len(line.text) > _PROSE_BREAK * 4:
        return None
    field = _field_of()[fold_label(match["label"])]
    end, last, rest = match.end(), index, line.text[match.end() :]
    if not rest and field == "territory" and index + 1 < len(lines) and lines[index + 1].text.casefold().startswith("changes"):
        last = index + 1
        rest = lines[last].text[len("changes") :]
        return Label(index, last, field, line.start, lines[last].start + len("changes"), 3)
    glued = bool(rest) and not rest[0].isspace()
    weight = _weight(field, rest.strip(), glued)
    if match["rest"] and load_fields()[field].sided:
        weight = 1  # "Units:" is more often a heading inside a cell than a label
    if weight == 0 or (field == "territory" and match["label"] == "Territorial" and rest):
        return None
    return Label(index, last, field, line.start, line.start + end, weight)


def _clusters(lines: Sequence[SourceLine]) -> Iterator[list[Label]]:
    cluster: list[Label] = []
    for index, line in enumerate(lines):
        label = _label_at(lines, index) if line.text else None
        broken = (line.prose and len(line.text) >= _PROSE_BREAK and not label) or (cluster and index - cluster[-1].last > _GAP_BREAK)
        if broken and cluster:
            yield cluster
            cluster = []
        if label:
            cluster.append(label)
    if cluster:
        yield cluster


def _best_chain(cluster: Sequence[Label]) -> tuple[int, tuple[Label, ...]]:
    """Heaviest sequence of labels whose ranks do not fall and whose fields do not come twice."""
    best: dict[int, tuple[int, tuple[Label, ...]]] = {}
    for label in cluster:
        rank = rank_of(label.field)
        before = [entry for at, entry in best.items() if at <= rank and all(label.field != other.field for other in entry[1])]
        weight, chain = max(before, key=lambda entry: entry[0], default=(0, ()))
        if weight + label.weight > best.get(rank, (0, ()))[0]:
            best[rank] = (weight + label.weight, (*chain, label))
    return max(best.values(), key=lambda entry: entry[0], default=(0, ()))


def find_labels(lines: Sequence[SourceLine]) -> tuple[Label, ...]:
    """Return the labels of the infobox in order, () where the text has none."""
    chains = [_best_chain(cluster) for cluster in _clusters(lines)]
    weight, chain = max(chains, key=lambda entry: entry[0], default=(0, ()))
    return chain if weight >= _MINIMUM and len({label.field for label in chain}) >= 2 else ()
