"""Queries that say the same and are answered sooner.

The embedded engine answers FILTER NOT EXISTS anew for each solution, from the beginning, which takes hours where MINUS takes moments. Both
say the same where all variables that the two patterns share are bound on both sides and there is at least one (SPARQL 1.1, section 8.3).
That is certain for a group of nothing but triples and filters that ends with a FILTER NOT EXISTS of nothing but triples: such a one is
rewritten, any other left as it is. kg.query.choices says how filters that list IRIs are answered sooner.
"""

from __future__ import annotations

import re

from kg.query.choices import Edit, find_choices, may_choose
from kg.query.scan import Token, tokens

_MAY_EXCLUDE = re.compile(r"\bNOT\s+EXISTS\b", re.IGNORECASE)
_SIMPLE = frozenset({"A"})
_CONNECTIVES = frozenset({".", ";", ",", "^", "/", "|"})


def rewrite_query(text: str) -> str:
    """The query with each FILTER NOT EXISTS that MINUS can say as MINUS, and each filter that VALUES can say as VALUES."""
    if not (_MAY_EXCLUDE.search(text) or may_choose(text)):
        return text
    found = tokens(text)
    changes = [change for start in range(len(found)) if (change := _change(found, start))]
    choices = find_choices(text, found) if may_choose(text) else ()
    for begin, end, words in sorted([*changes, *choices], reverse=True):
        text = f"{text[:begin]}{words}{text[end:]}"
    return text


def _change(found: list[Token], start: int) -> Edit | None:
    """MINUS in place of the words FILTER NOT EXISTS at ``start``, if they may be replaced."""
    if [token.text.upper() for token in found[start : start + 4]] != ["FILTER", "NOT", "EXISTS", "{"]:
        return None
    inside = _until_close(found, start + 4)
    before = _group_before(found, start)
    after = found[start + 5 + len(inside) : start + 6 + len(inside)]
    if before is None or not after or after[0].text != "}" or not _only_triples(inside):
        return None
    shared = _variables(inside) & _variables(before)
    return Edit(found[start].start, found[start + 2].end, "MINUS") if shared else None


def _until_close(found: list[Token], start: int) -> list[Token]:
    for end in range(start, len(found)):
        if found[end].text in ("{", "}"):
            return found[start:end] if found[end].text == "}" else [*found[start : end + 1]]
    return found[start:]


def _group_before(found: list[Token], start: int) -> list[Token] | None:
    """The triples of the group before ``start``, without its filters; None where there is anything else in it, or an outer group binds more."""
    for begin in range(start - 1, -1, -1):
        if found[begin].text == "}":
            return None
        if found[begin].text == "{":
            break
    else:
        return None
    if any(token.text == "{" for token in found[:begin]):
        return None
    triples = _without_filters(found[begin + 1 : start])
    return triples if triples is not None and _only_triples(triples) else None


def _without_filters(group: list[Token]) -> list[Token] | None:
    """A group without FILTER (...); None for a filter of another form, or one that tests for existence."""
    kept: list[Token] = []
    depth, place = 0, 0
    while place < len(group):
        token = group[place]
        if depth == 0 and token.text.upper() == "FILTER":
            if place + 1 == len(group) or group[place + 1].text != "(":
                return None
            depth, place = 1, place + 2
            while place < len(group) and depth:
                depth += {"(": 1, ")": -1}.get(group[place].text, 0)
                place += 1
            if depth:
                return None
            continue
        kept.append(token)
        place += 1
    return kept


def _only_triples(group: list[Token]) -> bool:
    """Whether there are but terms and what stands between them: no keyword, no path that may be of no length, no blank node."""
    return all(
        token.kind in ("iri", "name", "variable", "string", "language")
        or token.text in _CONNECTIVES
        or (token.kind == "word" and token.text.upper() in _SIMPLE)
        or re.fullmatch(r"[0-9]", token.text)
        for token in group
    ) and not any(token.text.startswith("_:") for token in group)


def _variables(group: list[Token]) -> set[str]:
    return {token.text[1:] for token in group if token.kind == "variable"}
