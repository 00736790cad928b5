"""The one party that a sentence names: whose losses it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kg.extract.context import Context
from kg.extract.prose.guards import holds_doubt
from kg.extract.prose.word_list import WordList
from kg.extract.result.sides import Known, Sided, find_side, know_sides
from kg.extract.result.vocabulary import load_victory
from kg.language.fold import fold_name
from kg.language.grammar import load_grammar
from kg.language.language import Language
from kg.model.finding import Estimate, Finding, Mention, Side
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_NAME = lazy_pattern(r"[^\W\d_a-z][^\W\d_]*(?:[-' ’]+[^\W\d_a-z][^\W\d_]*)*")
_WORD = lazy_pattern(r"[^\W\d_]+")
_LONGEST = 5


class Named(NamedTuple):
    """A party that a sentence names, or with ``whole`` a side by its only party or its coalition, and where the name stands in the sentence.

    ``attributed`` says that the sentence tells somebody's account.
    """

    side: Side
    party: str
    whole: bool
    attributed: bool
    start: int
    end: int

    def is_of(self, estimate: Estimate) -> bool:
        """Whether an estimate of the side is told as a fact of who is named: of the party, or of the whole side."""
        if self.attributed:
            return False
        return self.whole if estimate.of is None else fold_name(estimate.of.name) == self.party

    def is_party(self, finding: Finding) -> bool:
        """Whether a finding says that the party that is named belongs to its side."""
        if finding.relation != "belligerent" or finding.subject != self.side or not isinstance(finding.object, Mention):
            return False
        return fold_name(finding.object.name) == self.party


@dataclass(frozen=True, slots=True, eq=False)
class Parties:
    """Who stands on which side, and the article that tells it; ``own`` are the parties of each side, by their folded names.

    ``found`` keeps whom each name tells, since an article repeats the same names.
    """

    known: Known
    own: tuple[tuple[int, str, Known], ...]
    context: Context
    found: dict[str, tuple[int, str] | None]

    def name_one(self, sentence: Text) -> Named | None:
        """The only party that a sentence names, where it puts nothing in doubt and names no formation; else None."""
        language = self.context.language
        if holds_doubt(sentence.shown, language) or _formation(language).search(sentence.shown):
            return None
        attributed = _attributing(language).is_in(sentence.shown.lower())
        named = [(start, end, *found) for start, end, name in _names(sentence.shown) if (found := self._look_up(name))]
        if len({(side, party) for _, _, side, party in named}) != 1:
            return None
        start, end, side, party = named[0]
        return Named(Side(side), party, not party or self._is_alone(side), attributed, start, end)

    def _is_alone(self, side: int) -> bool:
        return sum(1 for number, _, _ in self.own if number == side) == 1

    def _look_up(self, name: str) -> tuple[int, str] | None:
        if name not in self.found:
            self.found[name] = self._who(name)
        return self.found[name]

    def _who(self, name: str) -> tuple[int, str] | None:
        """The side and the party that a name tells, "" for a coalition; side 0 where it names somebody else who fought there."""
        whole = self._find(name, self.known)
        if whole and whole.match == "coalition":
            return whole.side, ""
        if fold_name(name) in load_victory(self.context.language).general:
            return None
        alone = ((side, party, self._find(name, known)) for side, party, known in self.own)
        found = [(side, party) for side, party, sided in alone if sided and sided.match != "coalition"]
        if len(found) == 1:
            return found[0]
        return (0, "") if found or whole else None

    def _find(self, name: str, known: Known) -> Sided | None:
        """The side that a name tells, also one of its people: "Umbrians"."""
        forms = (name, name.removesuffix("s")) if name.endswith("s") else (name,)
        return next((sided for form in forms if (sided := find_side(form, known, self.context))), None)


def know_parties(findings: Iterable[Finding], context: Context) -> Parties:
    """Gather the parties of each side from what the infobox states."""
    findings = tuple(findings)
    own: dict[tuple[int, str], Known] = {}
    for finding in findings:
        if finding.relation in ("belligerent", "supporter") and isinstance(finding.subject, Side) and isinstance(finding.object, Mention):
            key = finding.subject.number, fold_name(finding.object.name)
            own.setdefault(key, know_sides((finding,), context))
    return Parties(know_sides(findings, context), tuple((side, party, known) for (side, party), known in own.items()), context, {})


def _names(shown: str) -> Iterator[tuple[int, int, str]]:
    """Words with capitals that stand together, and every part of them."""
    for run in _NAME.finditer(shown):
        words = list(_WORD.finditer(shown, *run.span()))
        for first, word in enumerate(words):
            for last in words[first : first + _LONGEST]:
                name = shown[word.start() : last.end()]
                if fold_name(name):
                    yield word.start(), last.end(), name


@cache
def _attributing(language: Language) -> WordList:
    """The words that tell whose account a sentence gives."""
    return WordList.of(language.table("body").only("attributed").table("attributed").only("words").words("words"))


@cache
def _formation(language: Language) -> re.Pattern[str]:
    """A numbered formation: "22nd", "2/7th", "XIV"."""
    return re.compile(rf"\d(?:{load_grammar(language).formation_ordinals}|/\d)\b|\b[IVX]{{2,}}\b")
