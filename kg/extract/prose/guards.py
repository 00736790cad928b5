"""Words before a statement that make none of it: doubt, denial, and others than the named party who act."""

from __future__ import annotations

import re

from kg.extract.prose.clauses import Prose
from kg.extract.prose.patterns import load_after, load_guards

_BORDER = re.compile(r"[.;]\s|, (?:and|but) ")
_COMMA = re.compile(r",\s")


def is_doubted(prose: Prose, at: int) -> bool:
    """Whether the clause that has its party at an offset of the masked text is put in doubt, willed or denied."""
    guards, sentence = load_guards(), _last_end(_BORDER, prose.masked, at)
    # Names may hide words of doubt that begin a sentence; a date may look like a denial ("May").
    shown = prose.text.shown[prose.place(sentence) : prose.place(at)]
    clause = max(sentence, _last_end(_COMMA, prose.masked, at))
    return bool(guards.doubt.search(shown) or guards.denial.search(prose.masked, clause, at))


def is_only_part(prose: Prose, at: int, *, parts: bool) -> bool:
    """Whether what is said of a party at an offset is said of some of its members only; with ``parts`` also of its elements."""
    ahead, guards = prose.masked[:at], load_guards()
    return bool(guards.some.search(ahead) or (parts and guards.elements.search(ahead)))


def follows_preposition(prose: Prose, at: int) -> bool:
    """Whether a preposition stands before the party at an offset, which is then not the one that acts."""
    return load_guards().preposition.search(prose.masked[:at]) is not None


def is_attribute(prose: Prose, match: re.Match[str]) -> bool:
    """Whether the last name of a match only describes the word behind it ("part of the NRA offensive")."""
    at = match.end("over") if "over" in match.re.groupindex else -1
    return at >= 0 and load_after().match(prose.masked, at) is None


def _last_end(border: re.Pattern[str], words: str, end: int) -> int:
    return max((match.end() for match in border.finditer(words, 0, end)), default=0)
