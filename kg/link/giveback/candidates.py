"""What a linked graph could tell Wikidata: statements about linked entities in Wikidata's terms, or what stands in their way. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.extract.dates.words import load_date_words
from kg.graph.facts import GraphIndex, plain, quoted
from kg.language.language import pack_of
from kg.language.words import lower_letters
from kg.link.giveback.links import Links
from kg.link.giveback.properties import Property, Reason, load_properties
from kg.link.giveback.values import DAY, Value, in_calendar_of_the_time, is_unsettled, place_of_literal, time_of_literal
from kg.rdf.terms import CK, DCT, GEO, IRI, OA, RDF, RDFS, Literal
from kg.values import dataclass

Node = IRI | Literal
Qualifiers = tuple[tuple[str, Value], ...]
APPLIES_TO_PART, POINT_IN_TIME, START, END, CIRCUMSTANCES = "P518", "P585", "P580", "P582", "P1480"
CIRCA = 5727902
MEASURES = ("losses", "strength")
_TIMES = (("from", START), ("until", END), ("asOf", POINT_IN_TIME))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement on the item ``qid`` of ``subject``: its value is ``node`` in the graph and ``value`` in Wikidata's terms.

    ``claims`` tell it; ``rests_on`` are the entities whose links it needs. Where there is an ``obstacle`` it is not to be told, and ``value`` is
    None where it has none; ``shown`` is the value in words. ``shown_by`` are claims that it follows from.
    """

    subject: IRI
    label: str
    qid: int
    rule: Property
    node: Node
    shown: str
    claims: tuple[IRI, ...]
    value: Value | None = None
    qualifiers: Qualifiers = ()
    rests_on: tuple[str, ...] = ()
    obstacle: Reason | None = None
    shown_by: tuple[IRI, ...] = ()

    @property
    def party(self) -> int | None:
        """The item of the party that it applies to, None for the whole."""
        return next((value for name, value in self.qualifiers if name == APPLIES_TO_PART and isinstance(value, int)), None)


class Claims:
    """The claims of a graph by subject and predicate, each with its object; stated ones, or inferred ones too."""

    def __init__(self, index: GraphIndex) -> None:
        self.index = index
        self._by: dict[tuple[str, str], list[tuple[Node, IRI]]] = defaultdict(list)
        for claim in index.claims():
            subject, predicate, node = (index.one(claim, RDF.term(part)) for part in ("subject", "predicate", "object"))
            if isinstance(subject, IRI) and isinstance(predicate, IRI) and node is not None:
                self._by[subject, predicate].append((node, IRI(claim)))

    def of(self, subject: str, predicate: str) -> Mapping[Node, tuple[IRI, ...]]:
        """The claims with this subject and predicate by their object, in order."""
        found: dict[Node, tuple[IRI, ...]] = {}
        for node, claim in self._by.get((subject, predicate), ()):
            found[node] = (*found.get(node, ()), claim)
        return found

    def is_stated(self, claim: str) -> bool:
        """Whether the words of the article state a claim."""
        return self.index.text(claim, CK.term("certainty")) == "Stated"

    def are_noted(self, claims: Iterable[str]) -> bool:
        """Whether any of these claims has a note or a comment, which may limit what it says."""
        return any(self.index.one(claim, predicate) for claim in claims for predicate in (CK.term("note"), RDFS.term("comment")))


def read_statements(index: GraphIndex, links: Links, claims: Claims) -> Iterator[Candidate]:
    """All that the properties of kg/data/link_properties.toml can tell of the linked entities, in order; figures are told elsewhere."""
    for subject, qid in sorted(links.items.items()):
        for rule in load_properties():
            found = tuple(_read_property(IRI(subject), qid, rule, index, links, claims))
            values = {one.value for one in found if one.obstacle is None}
            if rule.single and len(values) > 1:
                found = tuple(one if one.obstacle else replace(one, obstacle="one-of-several") for one in found)
            yield from _each_once(found)


def _each_once(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates without those that say again what one before them says."""
    done: set[Value] = set()
    for one in found:
        if one.value is None or one.value not in done:
            yield one
        if one.value is not None and one.obstacle is None:
            done.add(one.value)


def _read_property(subject: IRI, qid: int, rule: Property, index: GraphIndex, links: Links, claims: Claims) -> Iterator[Candidate]:
    sides = sides_of(index, subject) if rule.sides else ()
    for holder in (subject, *sides):
        for node, told in claims.of(holder, rule.ours).items():
            used = told if rule.inferred else tuple(claim for claim in told if claims.is_stated(claim))
            one = Candidate(subject, index.label(subject), qid, rule, node, index.label(node), used or told, rests_on=(subject,))
            if claims.are_noted(one.claims):
                yield replace(one, obstacle="noted")
            else:
                yield _fill(one, holder, claims, links) if used else replace(one, obstacle="inferred")


def sides_of(index: GraphIndex, conflict: str) -> tuple[IRI, ...]:
    """The sides of a conflict."""
    return tuple(sorted(side for side in index.all(conflict, CK.term("hasSide")) if isinstance(side, IRI)))


def parties_of(index: GraphIndex, side: str) -> frozenset[IRI]:
    """The parties of a side and those that support it."""
    return frozenset(node for name in ("belligerent", "supporter") for node in index.all(side, CK.term(name)) if isinstance(node, IRI))


def sole_party(index: GraphIndex, side: str) -> IRI | None:
    """The only party of a side; None where there are several, or none."""
    parties = parties_of(index, side)
    return next(iter(parties)) if len(parties) == 1 else None


def why_no_party(index: GraphIndex, side: str) -> Reason:
    """Why a statement about a side cannot name its party."""
    return "several-parties" if len(parties_of(index, side)) > 1 else "no-item"


def _fill(one: Candidate, holder: IRI, claims: Claims, links: Links) -> Candidate:
    """The candidate with its value and qualifiers, or with what stands in its way."""
    index, kind = claims.index, one.rule.type
    if kind == "time":
        return _fill_time(one, claims)
    if kind == "point":
        text = index.text(one.node, GEO.term("asWKT")) if isinstance(one.node, IRI) else None
        place = place_of_literal(text) if text else None
        return replace(one, value=place, shown=text or one.shown, obstacle=None if place else "no-property")
    if kind == "side":
        party = sole_party(index, str(one.node))
        one = replace(one, shown=index.label(party) if party else one.shown)
        return rest_on(one, party, links) if party else replace(one, obstacle=why_no_party(index, str(one.node)))
    one = rest_on(one, one.node if isinstance(one.node, IRI) else None, links)
    if one.obstacle or not one.rule.sides:
        return one
    if one.rule.shown_by_figures and isinstance(one.node, IRI):
        one = replace(one, shown_by=tuple(claims_of_figures(holder, one.node, claims)))
    one = replace(one, qualifiers=read_times(one.claims, index)) if one.rule.times else one
    return _name_party(one, holder, index, links) if one.rule.party and one.obstacle is None else one


def claims_of_figures(side: str, party: str, claims: Claims) -> Iterator[IRI]:
    """The claims of strength and losses of a party: of the party itself, or of its side where nobody else is on that.

    Figures of civilians, those that somebody else only says, and zeros do not show that anybody took part.
    """
    index = claims.index
    for measure in MEASURES:
        for figure, told in claims.of(side, CK.term(measure)).items():
            if not isinstance(figure, IRI) or not any(int(index.text(figure, CK.term(bound)) or 0) for bound in ("atLeast", "atMost")):
                continue
            of = index.one(figure, CK.term("of"))
            own = of == party or (of is None and sole_party(index, side) == party)
            if own and not index.one(figure, CK.term("accordingTo")) and index.text(figure, CK.term("countedKind")) != "civilians":
                yield from (claim for claim in told if claims.is_stated(claim))


def rest_on(one: Candidate, entity: IRI | None, links: Links) -> Candidate:
    """The candidate whose value is the item of an entity."""
    if entity is None or entity not in links.items:
        return replace(one, obstacle="no-item")
    return replace(one, value=links.items[entity], rests_on=(*one.rests_on, entity))


def _name_party(one: Candidate, side: IRI, index: GraphIndex, links: Links) -> Candidate:
    """The candidate with the party that a person fought for: the one that the article tells, else the only one of the side."""
    told = {node for claim in one.claims for node in index.all(claim, CK.term("affiliation")) if isinstance(node, IRI)}
    party = next(iter(told)) if len(told) == 1 else None if told else sole_party(index, side)
    if party is None:
        return replace(one, obstacle="several-parties" if told else why_no_party(index, side))
    return apply_to(one, party, links)


def apply_to(one: Candidate, party: IRI, links: Links) -> Candidate:
    """The candidate with the party that it applies to as a qualifier."""
    if party not in links.items:
        return replace(one, obstacle="no-item")
    return replace(one, qualifiers=((APPLIES_TO_PART, links.items[party]), *one.qualifiers), rests_on=(*one.rests_on, party))


def read_times(claims: Iterable[str], index: GraphIndex) -> Qualifiers:
    """When claims hold, as qualifiers: since, until, and as of when."""
    found: dict[tuple[str, Value], None] = {}
    for claim in claims:
        for name, theirs in _TIMES:
            text = index.text(claim, CK.term(name))
            if text and (time := time_of_literal(text)):
                found[theirs, in_calendar_of_the_time(time)] = None
    return tuple(found)


def _fill_time(one: Candidate, claims: Claims) -> Candidate:
    time = time_of_literal(one.node.value) if isinstance(one.node, Literal) else None
    when = claims.index.text(one.subject, CK.term("when")) or ""
    if time is None or "~" in when or "X" in when:
        return replace(one, obstacle="approximate")
    if is_unsettled(time) or (time.precision == DAY and _names_calendar(one, claims)):
        return replace(one, obstacle="calendar")
    return replace(one, value=in_calendar_of_the_time(time))


def _names_calendar(one: Candidate, claims: Claims) -> bool:
    """Whether the words about the times of the conflict name the old calendar."""
    index = claims.index
    dated = (claim for name in ("when", "start", "end") for told in claims.of(one.subject, CK.term(name)).values() for claim in told)
    pattern = load_date_words(pack_of(language_of(index, one.claims[0]))).old_calendar
    quotes = (quoted(index, plain(evidence)).text for claim in dated for evidence in index.all(claim, CK.term("evidence")))
    return any(pattern.search(lower_letters(quote)) for quote in quotes)


def article_of(index: GraphIndex, claim: str) -> str | None:
    """The article version that a claim is from."""
    sources = (index.one(plain(evidence), OA.term("hasSource")) for evidence in index.all(claim, CK.term("evidence")))
    return next((plain(source) for source in sources if source), None)


def language_of(index: GraphIndex, claim: str) -> str:
    """The language of the article that a claim is from; English where the graph does not tell."""
    article = article_of(index, claim)
    return (article and index.text(article, DCT.term("language"))) or "en"
