"""From candidates to decisions: a link, candidates for review, or nothing, each with its reasons. Pure but for the look-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from kg.link.entities import Entity
from kg.link.index.lookup import Item, Lookup
from kg.link.score import Scored, Surroundings, score_candidate, told_kinds
from kg.link.vocabulary import KINDS, Kinds, Vocabulary, load_vocabulary
from kg.rdf.terms import IRI
from kg.values import dataclass

Watch = Callable[[Sequence[Entity]], Iterable[Entity]]
Method = Literal["title", "page", "name", "renamed"]
_ROUNDS = 2
_MOST_CANDIDATES = 5
_BY_TITLE = 1.0
_BY_PAGE = 1.0
_RENAMED = 0.95


@dataclass(frozen=True, slots=True)
class Match:
    """An item for an entity: how it was found, under which name, with what score and features; ``accepted`` or a candidate for review."""

    item: Item
    method: Method
    name: str
    score: float
    accepted: bool
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for an entity; no match at all is a decision too, and ``reason`` says why."""

    entity: Entity
    matches: tuple[Match, ...]
    reason: str = ""

    @property
    def link(self) -> Match | None:
        """The accepted match."""
        return next((match for match in self.matches if match.accepted), None)


def decide_links(entities: Iterable[Entity], lookup: Lookup, watch: Watch = iter) -> tuple[Decision, ...]:
    """Decide for every entity, by title first; then by name, twice, so that what is linked helps what stands around it.

    ``watch`` passes the entities of each round on, and may show how far they are.
    """
    vocabulary = load_vocabulary()
    decided: dict[IRI, Decision] = {}
    waiting: list[Entity] = []
    for entity in watch(tuple(entities)):
        decision = _decide_by_page(entity, lookup, vocabulary)
        if decision:
            decided[entity.iri] = decision
        else:
            waiting.append(entity)
    linked = {iri: decision.link.item.qid for iri, decision in decided.items() if decision.link}
    for _ in range(_ROUNDS):
        found = {entity.iri: _decide_by_name(entity, lookup, linked, vocabulary) for entity in watch(waiting)}
        decided |= found
        linked |= {iri: decision.link.item.qid for iri, decision in found.items() if decision.link}
    decided |= dict(_follow_renamings(decided))
    return tuple(decided[iri] for iri in sorted(decided))


def _decide_by_page(entity: Entity, lookup: Lookup, vocabulary: Vocabulary) -> Decision | None:
    """Link by the item that the entity's own page names, or by the page that articles link to; None where no page is known."""
    if len(entity.pages) == 1:
        return Decision(entity, (Match(Item(entity.pages[0], "", Kinds.NONE), "page", entity.names[0], _BY_PAGE, True),))
    if len(entity.pages) > 1:
        return Decision(entity, (), "its pages name different items")
    items = {item.qid: (item, title) for title in entity.titles for item in lookup.by_title(title)}
    usable = {qid: found for qid, found in items.items() if not found[0].kinds & Kinds.PAGE}
    if usable and not (usable := {qid: found for qid, found in usable.items() if _may_be(entity, found[0], vocabulary)}):
        return Decision(entity, (), "the page linked to leads to something of another kind")
    if len(usable) == 1:
        item, title = next(iter(usable.values()))
        return Decision(entity, (Match(item, "title", title, _BY_TITLE, True),))
    if len(usable) > 1:
        matches = tuple(Match(item, "title", title, 0.5, False) for _, (item, title) in sorted(usable.items()))
        return Decision(entity, matches, "its pages lead to different items")
    return Decision(entity, (), "the page linked to tells names apart") if items else None


def _may_be(entity: Entity, item: Item, vocabulary: Vocabulary) -> bool:
    """Whether an item may be of the kind of an entity: an officer's page may lead to that of his battle."""
    told = told_kinds(item, vocabulary)
    return not told or bool(told & KINDS[entity.kind])


def _decide_by_name(entity: Entity, lookup: Lookup, linked: dict[IRI, int], vocabulary: Vocabulary) -> Decision:
    around = Surroundings(frozenset(linked[iri] for iri in entity.around if iri in linked), lookup.complete)
    best: dict[int, Scored] = {}
    for name in entity.titles or entity.names:
        for candidate in lookup.by_name(name, entity.kind):
            scored = score_candidate(entity, name, candidate, around, vocabulary)
            if entity.titles and scored.item.title:
                scored = replace(scored, out="its page is another one than the one linked to") if not _case_only(entity, scored.item) else scored
            known = best.get(scored.item.qid)
            if known is None or (bool(known.out), -known.score) > (bool(scored.out), -scored.score):
                best[scored.item.qid] = scored
    ranked = sorted((s for s in best.values() if not s.out), key=lambda s: (-s.score, s.item.qid))
    if not ranked:
        return Decision(entity, (), _why_not(best.values()))
    limits = vocabulary.thresholds
    clear = len(ranked) == 1 or ranked[0].score - ranked[1].score >= limits.margin
    accepted = ranked[0].score >= limits.accept and clear
    kept = [s for s in ranked if s.score >= limits.review][: 1 if accepted else _MOST_CANDIDATES]
    matches = tuple(Match(s.item, "name", s.name, min(s.score, 1.0), accepted and s is ranked[0], s.features) for s in kept)
    if accepted:
        return Decision(entity, matches)
    if not matches:
        return Decision(entity, (), "no candidate is good enough")
    return Decision(entity, matches, "no candidate is good enough to link without review" if clear else "several candidates fit about as well")


def _case_only(entity: Entity, item: Item) -> bool:
    return any(item.title.casefold() == title.casefold() for title in entity.titles)


def _why_not(scored: Iterable[Scored]) -> str:
    reasons = sorted({s.out for s in scored if s.out != "the name is another one"})
    return "; ".join(reasons) if reasons else "no item bears the name"


def _follow_renamings(decided: dict[IRI, Decision]) -> Iterator[tuple[IRI, Decision]]:
    """Link an entity without any candidate to the item of the one entity that it was renamed from or to."""
    for iri, decision in decided.items():
        if decision.matches or decision.entity.kind not in ("group", "unit"):
            continue
        links = {link.item.qid: link for other in decision.entity.renamed if other in decided and (link := decided[other].link)}
        if len(links) == 1:
            link = next(iter(links.values()))
            yield iri, Decision(decision.entity, (Match(link.item, "renamed", link.name, round(link.score * _RENAMED, 3), True, link.features),))
