"""Filters that name the IRIs that a variable may be, as values: FILTER(?p IN (ck:a, ck:b)) as VALUES ?p { ck:a ck:b }, and FILTER(?p = ck:a).

The embedded engine looks through all triples for such a filter, where values lead it to those that are wanted. Both say the same where triples
before the filter, in its own group, bind the variable in every solution: a join with values, each named once, then keeps the solutions that the
filter keeps. What OPTIONAL and MINUS look for with that variable may be narrowed to the same values, since nothing else joins with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.query.scan import Token, named_iris

_MAY_CHOOSE = re.compile(r"\bFILTER\s*\(\s*[?$]\w+\s*(?:=|IN\b)", re.IGNORECASE)
# Looking takes time by filters times tokens, and who sends more than this writes it by machine.
_LONGEST = 10_000
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Edit(NamedTuple):
    """What to write in place of ``text[start:end]`` of a query."""

    start: int
    end: int
    words: str


def may_choose(text: str) -> bool:
    """Whether a text can have a filter of this kind at all, and is no longer than is looked into."""
    return len(text) <= _LONGEST and bool(_MAY_CHOOSE.search(text))


def find_choices(text: str, found: list[Token]) -> Iterator[Edit]:
    """The edits that turn filters of this kind into values. ``found`` is the query's tokens."""
    words = [token.text.upper() for token in found]
    if any(token.text.startswith("_:") for token in found):
        return  # VALUES would part the triples that a blank node must stand among.
    closes = _closes(found)
    declared = text[: next((token.start for token, word in zip(found, words, strict=True) if word in _FORMS), 0)]
    for start, word in enumerate(words):
        end = closes.get(start + 1, start)
        if word != "FILTER" or end < start + 5 or words[start + 1] != "(" or found[start + 2].kind != "variable":
            continue
        if words[start + 3] == "=":
            named = found[start + 4 : end]
        elif words[start + 3 : start + 5] == ["IN", "("] and closes.get(start + 4) == end - 1:
            named = found[start + 5 : end - 1]
        else:
            continue
        variable = found[start + 2].text[1:]
        opening = max((place for place in closes if words[place] == "{" and place < start < closes[place]), default=-1)
        if not _are_different_iris(declared, named) or opening < 0 or words[opening - 1] == "EXISTS":
            continue
        if variable not in _bound(found, words, closes, opening + 1, start):
            continue
        values = f"VALUES ?{variable} {{ {' '.join(token.text for token in named[::2])} }}"
        yield Edit(found[start].start, found[end].end, values)
        for inner in _narrowed(found, words, closes, end + 1, closes[opening], variable):
            yield Edit(found[inner].end, found[inner].end, f" {values} ")


def _closes(found: list[Token]) -> dict[int, int]:
    """Where each bracket that is closed has its other half."""
    opened: list[int] = []
    pairs = {}
    for place, token in enumerate(found):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close" and opened:
            pairs[opened.pop()] = place
    return pairs


def _are_different_iris(declared: str, named: list[Token]) -> bool:
    """Whether a list is of IRIs with commas between, none of them twice in whatever spelling."""
    iris = named[::2]
    if not all(token.kind in ("iri", "name") for token in iris) or any(token.text != "," for token in named[1::2]) or len(named) % 2 == 0:
        return False
    return len(set(named_iris(f"{declared} {' '.join(token.text for token in iris)}"))) == len(iris)


def _bound(found: list[Token], words: list[str], closes: dict[int, int], start: int, end: int) -> set[str]:
    """The variables that every solution of the pattern from ``start`` to ``end`` has by its own triples. What groups in it bind is not looked into:
    the engine takes a filter into the branches of a UNION by itself, and values beside one are slower."""
    bound: set[str] = set()
    place = start
    while place < end:
        if words[place] == "SELECT":
            return set()  # A group that is a subquery.
        if words[place] in ("OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "SERVICE", "GRAPH"):
            place = _after(words, closes, place, end)
        elif words[place] == "{":
            place = closes[place] + 1
        else:
            if found[place].kind == "variable":
                bound.add(found[place].text[1:])
            place += 1
    return bound


def _after(words: list[str], closes: dict[int, int], place: int, end: int) -> int:
    """Where what begins with a keyword and ends with a closed bracket is over."""
    opening = next((at for at in range(place, end) if at in closes), end)
    if words[place] == "VALUES" and words[opening : opening + 1] == ["("]:  # Variables in brackets, then the values.
        opening = next((at for at in range(closes[opening], end) if at in closes), end)
    return closes.get(opening, end) + 1


def _narrowed(found: list[Token], words: list[str], closes: dict[int, int], start: int, end: int, variable: str) -> Iterator[int]:
    """Where the groups of OPTIONAL and MINUS open, beside the filter, that begin with triples of the variable."""
    place = start
    while place < end:
        if words[place] in ("OPTIONAL", "MINUS") and words[place + 1] == "{":
            first = next(
                (at for at in range(place + 2, closes[place + 1]) if found[at].kind in ("open", "word") and words[at] != "A"), closes[place + 1]
            )
            if any(token.kind == "variable" and token.text[1:] == variable for token in found[place + 2 : first]):
                yield place + 1
        place = closes[place] + 1 if place in closes else place + 1
