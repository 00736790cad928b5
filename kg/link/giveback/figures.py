"""Figures of people that a linked graph could tell Wikidata: each of a conflict, or of one party in it (P518). Pure.

A side is no item. Its figures are told where it has one party only, or where the article tells them of one of its parties. Of several figures
of one party only the total is told, by the same rules by which figures add up (kg/graph/adding.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from kg.graph.adding import Candidate as Figure
from kg.graph.adding import Reason as Why
from kg.graph.adding import judge_figures, name_counted, tell_part
from kg.graph.facts import GraphIndex, shown_value
from kg.language.language import pack_of
from kg.link.giveback.candidates import (
    CIRCA,
    CIRCUMSTANCES,
    MEASURES,
    Candidate,
    Claims,
    apply_to,
    language_of,
    parties_of,
    read_times,
    sides_of,
    sole_party,
    why_no_party,
)  # fmt: skip
from kg.link.giveback.links import Links
from kg.link.giveback.properties import Property, Reason, load_figures
from kg.link.giveback.values import Quantity
from kg.rdf.terms import CK, IRI
from kg.values import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_WHY: dict[Why, Reason] = {"sources": "one-of-several", "dates": "one-of-several", "several": "one-of-several"}


class _Told(NamedTuple):
    """A figure where it is told: of which holder (a side or the conflict itself), which party it is of, and by which claims."""

    node: IRI
    holder: IRI
    party: IRI | None
    claims: tuple[IRI, ...]


@dataclass(frozen=True, slots=True)
class CountedWords:
    """The words of what figures count that keep their meaning (CODE/giveback.toml), by category; "" is strength."""

    by_category: tuple[tuple[str, frozenset[str]], ...]

    def keep(self, category: str, counts: str) -> bool:
        """Whether words of what is counted say nothing but people and their category."""
        allowed = dict(self.by_category).get(category, frozenset())
        return all(word in allowed for word in _WORD.findall(counts.casefold()))


@cache
def load_counted(language: str) -> CountedWords:
    """Read the words of a language, none where its pack has none."""
    table = (
        pack_of(language).table("giveback").only("counted", "titles").table("counted").only("people", *(c or "strength" for _, c in load_figures()))
    )
    people = frozenset(table.words("people"))
    return CountedWords(tuple((category, people | set(table.words(category or "strength"))) for _, category in load_figures()))


def read_figures(index: GraphIndex, links: Links, claims: Claims) -> Iterator[Candidate]:
    """The figures of the linked conflicts, in order."""
    for subject, qid in sorted(links.items.items()):
        for measure in MEASURES:
            told = tuple(_told_of(IRI(subject), measure, index, claims))
            refused = _refuse(IRI(subject), measure, told, index)
            for one in told:
                yield _make(one, IRI(subject), qid, measure, refused.get(one.node), links, claims)


def _told_of(conflict: IRI, measure: str, index: GraphIndex, claims: Claims) -> Iterator[_Told]:
    for holder in (conflict, *sides_of(index, conflict)):
        for node, told in claims.of(holder, CK.term(measure)).items():
            if isinstance(node, IRI):
                of = index.one(node, CK.term("of"))
                own = of if isinstance(of, IRI) and of in parties_of(index, holder) else None
                yield _Told(node, holder, own or (sole_party(index, holder) if of is None and holder != conflict else None), told)


def _refuse(conflict: IRI, measure: str, told: Iterable[_Told], index: GraphIndex) -> dict[str, Reason]:
    """By figure: why it is not *the* figure of its party, side or conflict, where it is not."""
    figures = (_to_figure(str(number), one, conflict, measure, index) for number, one in enumerate(told))
    by_number = {figure.claim: figure for figure in figures}
    verdicts = judge_figures(by_number.values())
    reasons: dict[str, set[Why | None]] = defaultdict(set)
    for number, why in verdicts.items():
        reasons[by_number[number].figure].add(why)
    worst = {figure: next((why for why in sorted(map(str, whys - {None, "repeated"}))), None) for figure, whys in reasons.items()}
    return {figure: _WHY.get(why, "part") for figure, why in worst.items() if why}  # type: ignore[call-overload]


def _to_figure(number: str, one: _Told, conflict: IRI, measure: str, index: GraphIndex) -> Figure:
    text = index.text
    category, kind = text(one.node, CK.term("category")), text(one.node, CK.term("countedKind"))
    counted = name_counted(category, kind)
    told = {name for name in ("within", "of", "scope") if index.one(one.node, CK.term(name)) and not (name == "of" and one.party)}
    part = tell_part(told, index.one(one.node, CK.term("counts")), counted)
    dates = (date for claim in one.claims if (date := text(claim, CK.term("asOf"))))
    owner = f"{conflict} {one.party}" if one.party else one.holder
    return Figure(
        number, one.node, owner, conflict if one.holder != conflict else None, measure, category, counted, part,
        text(one.node, CK.term("total")) == "true", text(one.node, CK.term("accordingTo")), next(dates, None),
    )  # fmt: skip


def _make(one: _Told, conflict: IRI, qid: int, measure: str, refused: Reason | None, links: Links, claims: Claims) -> Candidate:
    index, text = claims.index, claims.index.text
    category = text(one.node, CK.term("category")) or ""
    rule = load_figures().get((measure, category)) or Property(CK.term(measure), "", (), "quantity", single=False)
    made = Candidate(conflict, index.label(conflict), qid, rule, one.node, shown_value(index, one.node), one.claims, rests_on=(conflict,))
    obstacle = refused or _obstacle(one, rule, category, claims)
    if obstacle:
        return replace(made, obstacle=obstacle)
    if one.party is None and one.holder != conflict:
        return replace(made, obstacle=why_no_party(index, one.holder))
    low, high = (int(text(one.node, CK.term(bound)) or 0) for bound in ("atLeast", "atMost"))
    circa = ((CIRCUMSTANCES, CIRCA),) if text(one.node, CK.term("approximate")) == "true" else ()
    made = replace(made, value=Quantity(low, high), qualifiers=(*read_times(one.claims, index), *circa))
    return apply_to(made, one.party, links) if one.party else made


def _obstacle(one: _Told, rule: Property, category: str, claims: Claims) -> Reason | None:
    """What in a figure or its claims stands in the way of telling it."""
    index, text = claims.index, claims.index.text
    kind, counts = text(one.node, CK.term("countedKind")), text(one.node, CK.term("counts"))
    bare = category == "" and kind is None
    if not rule.wikidata or not (name_counted(category or None, kind) == "people" or bare):
        return "no-property"
    if not all(claims.is_stated(claim) for claim in one.claims):
        return "inferred"
    if text(one.node, CK.term("accordingTo")):
        return "attributed"
    if claims.are_noted(one.claims):
        return "noted"
    if counts and not load_counted(language_of(index, one.claims[0])).keep(category, counts):
        return "other-meaning"
    return None if all(index.one(one.node, CK.term(bound)) for bound in ("atLeast", "atMost")) else "open-bound"
