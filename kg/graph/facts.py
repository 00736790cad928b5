"""Facts: the claims of a graph in words, one for each claim and piece of evidence. Tables of them are made by kg/tables/."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.graph.evidence import Stretch
from kg.rdf.terms import CK, DCT, GEO, IRI, OA, RDF, RDF_TYPE, RDFS, SKOS, Literal, Triple, node_key
from kg.values import dataclass

Node = IRI | Literal

_EXACT, _START, _END = (OA.term(name) for name in ("exact", "start", "end"))
_HAS_SIDE = CK.term("hasSide")
# Claims with these properties only name something.
NAMING = frozenset({RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")})


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim as a row. Numbers are integers, positions count code points of the article's source text; None means not stated.

    ``side`` is the column of the infobox, 0 for the conflict as a whole, None for what belongs to neither. ``who`` is what the claim is about
    if that is neither the article's conflict nor a side of it: an entity, or another conflict described by an infobox of the page.
    """

    article: str
    side: int | None
    what: str
    who: str
    value: str
    low: int | None
    high: int | None
    counts: str | None
    category: str | None
    valid_from: str | None
    valid_until: str | None
    as_of: str | None
    rank: str | None
    role: str | None
    affiliation: str | None
    fate: str | None
    certainty: str
    basis: str | None
    rule: str
    quote: str
    quote_start: int
    quote_end: int
    claim: str
    object: str


class GraphIndex:
    """An index of triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._conflicts: dict[str, IRI] = {}
        before: str | None = None
        said: dict[str, list[Node]] = {}
        for subject, predicate, value in triples:
            if subject is not before:
                before, said = subject, self._by[subject]
            said[predicate].append(value)
            if predicate == _HAS_SIDE and isinstance(value, IRI):
                self._conflicts[value] = subject

    @classmethod
    def of_any(cls, triples: Iterable[Triple]) -> GraphIndex:
        """An index of triples in any order, some of them more than once: the objects of each property are put in order, each once."""
        index = cls(triples)
        for said in index._by.values():
            for predicate, found in said.items():
                if len(found) > 1:
                    said[predicate] = sorted(set(found), key=node_key)
        return index

    def subjects(self) -> Iterable[str]:
        """Every subject."""
        return self._by.keys()

    def said(self, subject: str) -> Mapping[str, list[Node]]:
        """All that is said of a subject, by property."""
        return self._by.get(subject, {})

    def all(self, subject: str, predicate: str) -> list[Node]:
        """Every object of a subject and predicate, in order."""
        return self._by[subject][predicate] if subject in self._by and predicate in self._by[subject] else []

    def one(self, subject: str, predicate: str) -> Node | None:
        """The first object, None where there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: str, predicate: str) -> str | None:
        """The first object as text: a literal's value, the local name of a term of ours, else the IRI."""
        node = self.one(subject, predicate)
        return None if node is None else plain(node)

    def conflict_of(self, subject: str) -> IRI | None:
        """The conflict that a side belongs to, or the subject itself if it is a conflict; None if unknown."""
        if CK.term("Conflict") in self.all(subject, RDF_TYPE):
            return IRI(subject)
        return self._conflicts.get(subject)

    def label(self, node: Node) -> str:
        """The label of an entity, or a substitute made of its IRI."""
        if isinstance(node, Literal):
            return node.value
        return self.text(node, RDFS.term("label")) or plain(node)

    def claims(self) -> list[str]:
        """The IRIs of all claims, sorted."""
        claim = CK.term("Claim")
        return sorted(subject for subject in self._by if claim in self.all(subject, RDF_TYPE))


def plain(node: Node) -> str:
    """A node as short text."""
    return node.value if isinstance(node, Literal) else node.removeprefix(CK)


def local_name(iri: str) -> str:
    """What stands behind the last # or / of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def spaced(name: str) -> str:
    """A camel-case name of the ontology as words: diedOfWounds, died of wounds."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def read_facts(index: GraphIndex, *, names: bool = False) -> Iterator[Fact]:
    """Yield the facts of a graph in reading order of their sources; ``names`` adds the claims that only name entities."""
    facts = [fact for claim in index.claims() if names or index.one(claim, RDF.term("predicate")) not in NAMING for fact in _facts(index, claim)]
    yield from sorted(facts, key=lambda fact: (fact.article, fact.quote_start, fact.quote_end, fact.what, fact.value, fact.claim))


def _facts(index: GraphIndex, claim: str) -> Iterator[Fact]:
    subject, predicate, value = (index.one(claim, RDF.term(part)) for part in ("subject", "predicate", "object"))
    if not isinstance(subject, IRI) or predicate is None or value is None:
        return

    def own(name: str) -> str | None:
        return index.text(claim, CK.term(name))

    affiliation = index.one(claim, CK.term("affiliation"))
    for evidence in sorted(plain(node) for node in index.all(claim, CK.term("evidence"))):
        words = quoted(index, evidence)
        source = index.one(evidence, OA.term("hasSource"))
        yield Fact(
            article=(source and index.text(plain(source), DCT.term("title"))) or "",
            side=_side(index, subject),
            what=local_name(plain(predicate)),
            who=_who(index, subject),
            value=shown_value(index, value),
            low=_number(index, value, "atLeast"),
            high=_number(index, value, "atMost"),
            counts=index.text(value, CK.term("counts")) if isinstance(value, IRI) else None,
            category=index.text(value, CK.term("category")) if isinstance(value, IRI) else None,
            valid_from=own("from"), valid_until=own("until"), as_of=own("asOf"), rank=own("rank"), role=own("role"),
            affiliation=index.label(affiliation) if affiliation else None,
            fate=own("fate"), certainty=own("certainty") or "", basis=own("basis"), rule=own("rule") or "",
            quote=words.text, quote_start=words.start, quote_end=words.end, claim=claim, object=plain(value),
        )  # fmt: skip


def quoted(index: GraphIndex, evidence: str) -> Stretch:
    """The quote of a piece of evidence, and where it stands."""
    return _read_stretch(index, map(plain, index.all(evidence, OA.term("hasSelector"))))


def passage_of(index: GraphIndex, evidence: str) -> Stretch:
    """The passage that a piece of evidence stands in; its quote where the graph has none."""
    passage = _read_stretch(index, map(plain, index.all(evidence, CK.term("passage"))))
    return passage if passage.text else quoted(index, evidence)


def _read_stretch(index: GraphIndex, nodes: Iterable[str]) -> Stretch:
    quote, start, end = "", 0, 0
    for node in nodes:
        said = index.said(node)
        texts, starts, ends = said.get(_EXACT), said.get(_START), said.get(_END)
        quote = (texts and plain(texts[0])) or quote
        start = whole_number(plain(starts[0]) if starts else None) or start
        end = whole_number(plain(ends[0]) if ends else None) or end
    return Stretch(start, end, quote)


def _side(index: GraphIndex, subject: str) -> int | None:
    if CK.term("Conflict") in index.all(subject, RDF_TYPE):
        return 0
    return whole_number(index.text(subject, CK.term("number")))


def _who(index: GraphIndex, subject: str) -> str:
    """The subject of a claim that is about neither the article's conflict nor a side of it: an entity, or another conflict."""
    if _side(index, subject) is None:
        return index.label(IRI(subject))
    conflict = index.conflict_of(subject)
    return "" if conflict is None or index.one(conflict, CK.term("describedIn")) else index.label(conflict)


def _number(index: GraphIndex, value: Node, bound: str) -> int | None:
    return whole_number(index.text(value, CK.term(bound))) if isinstance(value, IRI) else None


def whole_number(text: str | None) -> int | None:
    """The number that a text of a graph is; None for what is none, as a graph may have it that does not conform."""
    try:
        return int(text) if text else None
    except ValueError:
        return None


def shown_value(index: GraphIndex, value: Node) -> str:
    """A value in one line: an estimate with its bounds, a geometry as WKT, an entity by name."""
    if isinstance(value, Literal):
        return value.value
    low, high = (index.text(value, CK.term(bound)) for bound in ("atLeast", "atMost"))
    if low or high:
        figure = low if low == high else f"{low}–{high}" if low and high else f"at least {low}" if low else f"at most {high}"
        about = "c. " if index.text(value, CK.term("approximate")) == "true" else ""
        words = [about + str(figure), index.text(value, CK.term("counts")), index.text(value, CK.term("category"))]
        owner = index.one(value, CK.term("of"))
        scope, total = index.text(value, CK.term("scope")), index.text(value, CK.term("total")) == "true"
        said = " ".join(word for word in dict.fromkeys(words) if word) + (f" of {index.label(owner)}" if owner else "")
        return said + (" in total" if total else "") + (f" ({scope})" if scope else "")
    if CK.term("Side") in index.all(value, RDF_TYPE):
        return f"side {index.text(value, CK.term('number'))}"
    return index.text(value, GEO.term("asWKT")) or index.label(value)
