"""A victory that the lead gives to another side than the infobox does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.lead.patterns import load_lead_patterns
from kg.extract.prose.clauses import Prose
from kg.language.fold import fold_name
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side
from kg.model.issue import Issue

_VICTORY = re.compile(r"(?P<victor>[A-Z][\w-]+) (?:victory|triumph)\b")
_ARTICLE = re.compile(r"(?:an?|the) ")
_SHORTEST = 4


def read_result(marked: Iterable[Prose], findings: tuple[Finding, ...]) -> Iterator[Finding | Issue]:
    """Read the lead's outcome where both it and the infobox name a victor and the two are known to stand on different sides."""
    stated = next((f for f in findings if f.relation == "outcome" and isinstance(f.object, Phrase)), None)
    match = _VICTORY.search(stated.object.text) if stated and isinstance(stated.object, Phrase) else None
    victors = _sides(match["victor"], findings) if match else frozenset()
    if stated is None or match is None or not victors:
        return
    for prose in marked:
        for pattern in load_lead_patterns().by_kind["result"]:
            for told in pattern.find(prose.masked):
                shown = prose.text.cut(prose.place(told.start("result")), prose.place(told.end("result")))
                article = _ARTICLE.match(shown.shown)
                words = shown.cut(article.end() if article else 0)
                others = _sides(prose.text.shown[prose.place(told.start("victor")) : prose.place(told.end("victor"))], findings)
                if others and others.isdisjoint(victors):
                    message = f"the lead tells of {shown.shown}, the infobox of a {match.group()}"
                    yield Issue("lead-contradicts-infobox", message, words.span())
                    yield Finding(CONFLICT, "outcome", Phrase(words.shown), (words.span(),), "lead-result")


def _sides(victor: str, findings: Iterable[Finding]) -> frozenset[int]:
    """The sides of the parties whose name shares its beginning with a word: "Varnish" with "Duchy of Varn"."""
    found = set()
    words = fold_name(victor).split()
    for finding in findings:
        if finding.relation == "belligerent" and isinstance(finding.subject, Side) and isinstance(finding.object, Mention):
            party = fold_name(finding.object.name).split()
            if any(_share(word, other) for word in words for other in party):
                found.add(finding.subject.number)
    return frozenset(found)


def _share(word: str, other: str) -> bool:
    length = max(_SHORTEST, min(len(word), len(other)) - 1)
    return len(word) >= _SHORTEST and word[:length] == other[:length]
