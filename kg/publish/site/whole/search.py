"""The search index: names in small script files by how their words begin, so that a browser loads the few that it needs, from a folder too.

A file is named after a beginning of words. One with too many names has only the best of them, and longer beginnings have files of their own.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from kg.publish.site.buckets import bucket_of

KINDS = ("Conflict", "Person", "Group", "Place")
_MOST_IN_FILE, _BEST = 1000, 300
# A conflict that lasted longer is not found by a year alone.
_MOST_YEARS = 30
_LEAST_CELLS = 5
_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """A name as it is searched: ``address`` is its page below the site, ``local`` the article that alone tells of it ("": several do),
    ``note`` what tells it from others of its name, ``empty`` whether its page says no more than the name, ``years`` the first and the last of each
    run of years that it covers.
    """

    folded: str
    name: str
    label: str
    kind: int
    address: str
    local: str
    note: str = ""
    empty: bool = False
    years: tuple[int, ...] = ()


class Posting(NamedTuple):
    """A name under one of its words."""

    word: str
    found: Found

    @classmethod
    def of(cls, word: str, found: list[Any]) -> Posting:
        """A posting that was kept as JSON."""
        *told, years = found
        return cls(word, Found(*told)._replace(years=tuple(years)))


def words_of(folded: str) -> tuple[str, ...]:
    """The words of a folded name, without marks that stand over or under letters."""
    plain = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
    return tuple(dict.fromkeys(_WORD.findall(plain)))


def postings_of(found: Found) -> Iterator[tuple[str, Posting]]:
    """A name under each of its words, a conflict under each of its years too, with the part (kg.publish.site.buckets) that the word belongs to."""
    years = list(chain.from_iterable(range(first, last + 1) for first, last in batched_years(found.years))) if found.kind == 0 else []
    for word in dict.fromkeys((*words_of(found.folded), *(str(year) for year in years if year > 0 and len(years) <= _MOST_YEARS))):
        yield bucket_of(word), Posting(word, found)


def batched_years(years: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of years, first and last."""
    return zip(years[::2], years[1::2], strict=True)


def index_files(postings: Iterable[Posting]) -> Iterator[tuple[str, str, bool]]:
    """The files for the words of one part: the beginning, the text of the file, and whether longer beginnings have files of their own."""
    groups: dict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        groups[posting.word[:1]].append(posting)
    for beginning in sorted(groups):
        yield from _split(beginning, groups[beginning])


def _split(beginning: str, postings: Sequence[Posting]) -> Iterator[tuple[str, str, bool]]:
    names = sorted({posting.found for posting in postings}, key=_rank)
    longer: dict[str, list[Posting]] = defaultdict(list)
    if len(names) > _MOST_IN_FILE:
        for posting in postings:
            if len(posting.word) > len(beginning):
                longer[posting.word[: len(beginning) + 1]].append(posting)
    if len(names) <= _MOST_IN_FILE:
        yield beginning, _to_script(beginning, names), False
        return
    yield beginning, _to_script(beginning, names[:_BEST]), True
    for further in sorted(longer):
        yield from _split(further, longer[further])


def _rank(found: Found) -> tuple[int, int, str, str, str]:
    return found.kind, len(found.folded), found.label, found.address, found.name


def _to_script(beginning: str, names: Iterable[Found]) -> str:
    rows = [_row(found) for found in names]
    return f"kgNames({_json(beginning)},{_json(rows)});\n"


def _row(found: Found) -> list[Any]:
    """A name in a script: 0 for what there is not, which is left out at the end."""
    label = found.label if found.label != found.name else 0
    row = [found.name, label, found.kind, found.address, found.local or 0, found.note or 0, list(found.years) or 0, int(found.empty)]
    while row[-1] == 0 and len(row) > _LEAST_CELLS:
        row.pop()
    return row


def list_script(split: Iterable[str]) -> str:
    """The script that names the beginnings whose files hold only the best names."""
    return f"kgBeginnings({_json(sorted(split))});\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def file_name(beginning: str) -> str:
    """The name of the file for a beginning: its ASCII letters and digits, of all other characters their code points."""
    return "n-" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in beginning) + ".js"
