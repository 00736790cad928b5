"""A victory that the lead gives to another side than the infobox does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.extract.lead.patterns import lead_table, load_lead_patterns
from kg.extract.prose.clauses import Sentence
from kg.language.fold import fold_name
from kg.language.language import Language
from kg.language.words import any_of
from kg.model.finding import CONFLICT, Finding, Mention, Phrase, Side
from kg.model.issue import Issue
from kg.values import dataclass

_SHORTEST = 4


@dataclass(frozen=True, slots=True, eq=False)
class VictoryWords:
    """How an outcome names its victor, and the articles before an outcome."""

    victory: re.Pattern[str]
    article: re.Pattern[str]


@cache
def load_victory_words(language: Language) -> VictoryWords:
    """The words of the table victory of lead.toml."""
    table = lead_table(language).table("victory").only("words", "articles")
    words, articles = any_of(table.words("words")), any_of(table.words("articles"))
    return VictoryWords(re.compile(rf"(?P<victor>[A-Z][\w-]+) (?:{words})\b"), re.compile(rf"(?:{articles}) "))


def read_result(told: Iterable[Sentence], findings: tuple[Finding, ...], language: Language) -> Iterator[Finding | Issue]:
    """Read the lead's outcome where both it and the infobox name a victor and the two are known to stand on different sides."""
    stated = next((f for f in findings if f.relation == "outcome" and isinstance(f.object, Phrase)), None)
    words = load_victory_words(language)
    match = words.victory.search(stated.object.text) if stated and isinstance(stated.object, Phrase) else None
    victors = sides_of_people(match["victor"], findings) if match else frozenset()
    if stated is None or match is None or not victors:
        return
    patterns = load_lead_patterns(language)
    for prose in (sentence.prose for sentence in told if patterns.may_state(sentence.low, "result")):
        for pattern in patterns.by_kind["result"]:
            for found in pattern.find(prose.masked):
                shown = prose.shown(found, "result")
                article = words.article.match(shown.shown)
                outcome = shown.cut(article.end() if article else 0)
                others = sides_of_people(prose.shown(found, "victor").shown, findings)
                if others and others.isdisjoint(victors):
                    message = f"the lead tells of {shown.shown}, the infobox of a {match.group()}"
                    yield Issue("lead-contradicts-infobox", message, outcome.span())
                    yield Finding(CONFLICT, "outcome", Phrase(outcome.shown), (outcome.span(),), "lead-result")


def sides_of_people(victor: str, findings: Iterable[Finding]) -> frozenset[int]:
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
