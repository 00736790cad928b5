"""Finding the labels of an infobox among the lines of a plain text, however they are set.

A label may stand alone, be glued to its value ("Date4 May 1701"), be followed by a blank or a colon, or be broken over two
lines ("Territorial" / "changes"). Lines that only look like labels are told apart by their order and their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from kg.domain.fields import field_of_label, find_field, is_sided, labels_of_kind, rule_of_field
from kg.domain.kinds import conflict_template, kind_of_labels, load_kinds
from kg.language.language import Language
from kg.language.words import any_of
from kg.read.text.lines import SourceLine, begins_value
from kg.read.text.words import load_frame

# The rules of rows whose values begin with a date.
DatedRule = Literal["date", "day", "periods"]
# Ranks: fields of one rank stand in any order; a higher rank never stands before a lower one.
_RANKS = {"title": 0, "part_of": 0, "belligerents": 2, "commanders": 3, "units": 4, "strength": 5, "casualties": 6, "notes": 7}
_GENERAL = 1
_PROSE_BREAK = 400
_GAP_BREAK = 400
_MINIMUM = 4
_DATED: frozenset[str] = frozenset(get_args(DatedRule))


class Label(NamedTuple):
    """A label found: the lines it stands on, the field it names, where its value starts, and how sure it looks (1 to 4)."""

    first: int
    last: int
    field: str
    start: int
    end: int
    weight: int

    def text(self, lines: Sequence[SourceLine]) -> str:
        """The label's words."""
        line = lines[self.first]
        return line.text[: self.end - line.start].strip(" :") if self.first == self.last else line.text


@lru_cache(maxsize=512)
def _pattern(kind: str, language: Language) -> re.Pattern[str]:
    labels = any_of(labels_of_kind(kind, language))
    return re.compile(rf"(?P<label>{labels})(?P<rest>\s*:|(?=\W|\d|[A-ZÀ-Þ\"“'‘]|\Z))")


@cache
def _telling(language: Language) -> re.Pattern[str]:
    """The labels at the beginning of a line that betray another kind of infobox than that of conflicts."""
    conflict = conflict_template(language)
    words = any_of(label for kind in load_kinds(language).values() if conflict not in kind.templates for label in kind.labels)
    return re.compile(rf"(?:{words})(?=\s*(?:\Z|:|[A-ZÀ-Þ\d]))")


def rank_of(field: str, language: Language) -> int:
    """Return the place of a field in the usual order of an infobox."""
    found = find_field(field, language)
    return _RANKS.get((found.after if found else None) or field, _GENERAL)


def _weight(field: str, rest: str, glued: bool, language: Language) -> int:
    sided = is_sided(field, language)
    if not rest:
        return 4 if sided else 2
    if rule_of_field(field, language) in _DATED:
        return 3 if load_frame(language).date_start.match(rest) else 0
    if field == "part_of":
        return 2
    if sided:
        return 3 if glued else 1
    return 2 if glued or rest[0].isupper() or rest[0].isdigit() else 1


@lru_cache(maxsize=64)
def _breaks(kind: str, language: Language) -> dict[str, dict[str, str]]:
    """How a label of several words may be broken over two lines: what its second line begins with, and its field, by the first line."""
    found: dict[str, dict[str, str]] = {}
    for label in labels_of_kind(kind, language):
        field, words = field_of_label(label, kind, language), label.split(" ")
        for at in range(1, len(words)) if field != "part_of" else ():
            found.setdefault(" ".join(words[:at]), {})[" ".join(words[at:]).casefold()] = field
    return found


def _broken_label(lines: Sequence[SourceLine], index: int, kind: str, language: Language) -> Label | None:
    """The label that a line begins and the next one ends, a blank line between them or none.

    A value may follow on that line where the first line is no label by itself.
    """
    line = lines[index]
    rests = _breaks(kind, language).get(line.text)
    following = next((at for at in range(index + 1, min(index + 3, len(lines))) if lines[at].text), None)
    if not rests or following is None:
        return None
    second = lines[following]
    goes_on = load_frame(language).broken.get(line.text, "" if field_of_label(line.text, kind, language) else None)
    for rest, field in rests.items():
        shown = second.text[: len(rest)].casefold()
        if shown == rest and (len(second.text) == len(rest) or (goes_on in (None, rest) and not second.text[len(rest)].isalpha())):
            return Label(index, following, field, line.start, second.start + len(rest), 4 if is_sided(field, language) else 3)
    return None


def _label_at(lines: Sequence[SourceLine], index: int, kind: str, language: Language) -> Label | None:
    line = lines[index]
    if broken := _broken_label(lines, index, kind, language):
        return broken
    match = _pattern(kind, language).match(line.text)
    if not match or len(line.text) > _PROSE_BREAK * 4:
        return None
    field = field_of_label(match["label"], kind, language)
    end, rest = match.end(), line.text[match.end() :]
    glued = bool(rest) and not rest[0].isspace()
    weight = _weight(field, rest.strip(), glued, language)
    if match["rest"] and is_sided(field, language):
        weight = 1  # "Units:" is more often a heading inside a cell than a label
    if weight == 0 or (rest and match["label"] in load_frame(language).broken):
        return None
    return Label(index, index, field, line.start, line.start + end, weight)


def _clusters(lines: Sequence[SourceLine], kind: str, language: Language) -> Iterator[list[Label]]:
    cluster: list[Label] = []
    for index, line in enumerate(lines):
        label = _label_at(lines, index, kind, language) if line.text else None
        prose = line.prose and len(line.text) >= _PROSE_BREAK and not label
        broken = (prose and not _is_value(lines, index, cluster, language)) or (cluster and index - cluster[-1].last > _GAP_BREAK)
        if broken and cluster:
            yield cluster
            cluster = []
        if label:
            cluster.append(label)
    if cluster:
        yield cluster


def _is_value(lines: Sequence[SourceLine], index: int, cluster: Sequence[Label], language: Language) -> bool:
    """Whether a line of sentences is a value of the row above it: it begins as one, stands right below a label, or is not set apart."""
    if not cluster:
        return False
    above = next(at for at in range(index - 1, -1, -1) if lines[at].text)
    stands_alone = above == cluster[-1].last and lines[above].end == cluster[-1].end
    return stands_alone or above == index - 1 or begins_value(lines[index], language)


def _best_chain(cluster: Sequence[Label], language: Language) -> tuple[int, tuple[Label, ...]]:
    """Heaviest sequence of labels whose ranks do not fall and whose fields do not come twice."""
    best: dict[int, tuple[int, tuple[Label, ...]]] = {}
    for label in cluster:
        rank = rank_of(label.field, language)
        before = [entry for at, entry in best.items() if at <= rank and all(label.field != other.field for other in entry[1])]
        weight, chain = max(before, key=lambda entry: entry[0], default=(0, ()))
        if weight + label.weight > best.get(rank, (0, ()))[0]:
            best[rank] = (weight + label.weight, (*chain, label))
    return max(best.values(), key=lambda entry: entry[0], default=(0, ()))


class Found(NamedTuple):
    """The labels of an infobox in order, and the template that they betray."""

    labels: tuple[Label, ...]
    kind: str


def find_labels(lines: Sequence[SourceLine], language: Language) -> Found:
    """Return the labels of the infobox in order, () where the text has none.

    It is a conflict's unless labels that only another kind has stand at the beginning of lines and more is understood by that kind.
    """
    conflict, telling = conflict_template(language), _telling(language)
    kind = kind_of_labels((match.group() for line in lines if (match := telling.match(line.text))), language)
    weight, chain = _heaviest_chain(lines, conflict, language)
    if kind:
        other, labels = _heaviest_chain(lines, kind, language)
        betrayed = kind_of_labels((label.text(lines) for label in labels), language)
        if other > weight and betrayed == kind:
            weight, chain = other, labels
        else:
            kind = ""
    enough = weight >= _MINIMUM and len({label.field for label in chain}) >= 2
    return Found(chain if enough else (), kind or conflict)


def _heaviest_chain(lines: Sequence[SourceLine], kind: str, language: Language) -> tuple[int, tuple[Label, ...]]:
    chains = [_best_chain(cluster, language) for cluster in _clusters(lines, kind, language)]
    return max(chains, key=lambda entry: entry[0], default=(0, ()))
