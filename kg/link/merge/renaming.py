"""Graphs with things made one: every IRI that is replaced, and what the claims say of names. Pure.

A claim keeps its IRI and its words: what it says of whom is the same as before, under another IRI. Its ``ck:writtenAs`` is the name that the thing
has by the claim's own article. What comes of several graphs together is what comes of each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.graph.iris import digest
from kg.link.merge.plan import Merge
from kg.rdf.nquads_reading import Quad
from kg.rdf.terms import CK, DCT, IRI, RDF, RDF_TYPE, RDFS, SKOS, Literal, Triple
from kg.values import dataclass

_LABEL, _ALTERNATIVE, _TITLE = RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")
_SUBJECT, _PREDICATE, _OBJECT = RDF.term("subject"), RDF.term("predicate"), RDF.term("object")
_WRITTEN, _CERTAINTY, _BASIS, _RULE, _EVIDENCE = CK.term("writtenAs"), CK.term("certainty"), CK.term("basis"), CK.term("rule"), CK.term("evidence")
_NAMING = frozenset({_LABEL, _ALTERNATIVE, _TITLE})
# Claims of these rules name a thing by how an article mentions it, all others what the article is about.
_MENTIONS = frozenset({"name", "link"})
Node = IRI | Literal


@dataclass(frozen=True, slots=True)
class Renamed:
    """What came of statements, and what of it each merge removed and added, by the IRI that was replaced."""

    quads: frozenset[Quad]
    removed: Mapping[IRI, tuple[Quad, ...]]
    added: Mapping[IRI, tuple[Quad, ...]]


def rename_triples(triples: Sequence[Triple], merges: Mapping[IRI, Merge]) -> set[Triple]:
    """As `rename`, in one graph."""
    return {quad.triple for quad in rename([Quad(triple) for triple in triples], merges).quads}


def rename(quads: Sequence[Quad], merges: Mapping[IRI, Merge]) -> Renamed:
    """The statements with the things of the merges under the IRIs that stay.

    The name that a replaced thing had becomes an alternative one, and the title of its page that of the one that stays; the label of that is
    inferred from the same words. What a redirect replaces is recorded (``dct:isReplacedBy``) beside what was said of it.
    """
    renamer = _Renamer(quads, merges)
    before, after = set(quads), dict[Quad, IRI | None]()
    for quad, old in renamer.quads():
        after.setdefault(quad, old)
    removed, added = defaultdict[IRI, list[Quad]](list), defaultdict[IRI, list[Quad]](list)
    for quad in before - after.keys():
        removed[renamer.owner(quad.triple)].append(quad)
    for quad, owner in after.items():
        if owner is not None and quad not in before:
            added[owner].append(quad)
    return Renamed(frozenset(after), *({old: tuple(found) for old, found in part.items()} for part in (removed, added)))


class _Renamer:
    def __init__(self, quads: Sequence[Quad], merges: Mapping[IRI, Merge]) -> None:
        self.all, self.merges = quads, merges
        self.above: dict[str, str] = {}
        self.all_claims = {quad.triple.subject for quad in quads if quad.triple.predicate == _SUBJECT}
        self.graphs: dict[IRI, IRI | None] = {}
        self.claims = self._read_claims()
        # What claims make of a statement of a name: predicates and objects.
        self.names: dict[Quad, set[tuple[IRI, Node]]] = defaultdict(set)
        self.changed: dict[IRI, tuple[IRI, Node, Merge]] = {}
        for claim in self.claims:
            self._judge(claim)

    def _read_claims(self) -> dict[IRI, dict[IRI, list[Node]]]:
        """All that is said of the claims of names of things that are replaced."""
        of_old = sorted({triple.subject for triple, _ in self.all if triple.predicate == _SUBJECT and triple.object in self.merges})
        claims: dict[IRI, dict[IRI, list[Node]]] = {claim: defaultdict(list) for claim in of_old}
        for triple, graph in self.all:
            if triple.subject in claims:
                claims[triple.subject][triple.predicate].append(triple.object)
                self.graphs[triple.subject] = graph
        return {claim: told for claim, told in claims.items() if told[_PREDICATE] and told[_PREDICATE][0] in _NAMING}

    def _judge(self, claim: IRI) -> None:
        """Settle what a claim of a name says from now on."""
        told = self.claims[claim]
        old, predicate, value = IRI(str(told[_SUBJECT][0])), IRI(str(told[_PREDICATE][0])), told[_OBJECT][0]
        merge, said = self.merges[old], (predicate, value)
        if predicate == _TITLE and merge.title is not None and value != Literal(merge.title):
            said = _TITLE, Literal(merge.title)
        elif predicate == _LABEL and _is_demoted(told, value, merge):
            said = _ALTERNATIVE, value
        elif predicate == _ALTERNATIVE and value == merge.label:
            said = _LABEL, value
        if said != (predicate, value):
            self.changed[claim] = (*said, merge)
        self.names[Quad(Triple(old, predicate, value), self.graphs[claim])].add(said)

    def owner(self, triple: Triple) -> IRI:
        """The thing because of whose merge a statement is not as it was."""
        replaced = (self._above(node) for node in (triple.subject, triple.object) if isinstance(node, IRI))
        found = next((node for node in replaced if node), None)
        return IRI(found) if found else self.changed[triple.subject][2].old

    def quads(self) -> Iterator[tuple[Quad, IRI | None]]:
        """All statements as they are from now on, each new one with the thing because of which it is so."""
        figures = {t.subject: self.merges[IRI(t.object)] for t, _ in self.all if t.predicate == CK.term("of") and t.object in self.merges}  # type: ignore[arg-type]
        for quad in self.all:
            (subject, predicate, value), graph = quad
            for triple in self._rename_triple(quad):
                same = triple == quad.triple
                yield (quad, None) if same else (Quad(triple, graph), self.owner(quad.triple))
            if isinstance(value, Literal):
                continue
            merge = self.merges.get(value) or (figures.get(value) if predicate == _OBJECT else None)
            # Where the name is that of the thing that stays, there is nothing to tell.
            if merge and subject in self.all_claims and merge.written != merge.label:
                yield Quad(Triple(subject, _WRITTEN, merge.written), graph), merge.old
        for claim, (predicate, _, merge) in self.changed.items():
            if predicate == _ALTERNATIVE:
                yield from ((Quad(triple, self.graphs[claim]), merge.old) for triple in self._label(claim, merge))

    def _rename_triple(self, quad: Quad) -> Iterator[Triple]:
        subject, predicate, value = quad.triple
        new = self._rename(subject)
        if subject in self.merges and predicate in _NAMING:
            yield from (Triple(new, *said) for said in sorted(self.names.get(quad, {(predicate, value)}), key=str))
        elif subject in self.changed:
            yield from self._change(quad.triple)
        else:
            yield Triple(new, predicate, self._rename(value) if isinstance(value, IRI) else value)
        if subject in self.merges and predicate == RDF_TYPE and self.merges[subject].basis == "redirect":
            yield Triple(subject, DCT.term("isReplacedBy"), new)

    def _change(self, triple: Triple) -> Iterator[Triple]:
        """A statement about a claim of a name that says something else from now on; a title that the words do not hold is inferred."""
        claim, predicate, value = triple
        said, node, merge = self.changed[claim]
        inferred = said == _TITLE
        if predicate == _CERTAINTY and inferred:
            yield Triple(claim, _CERTAINTY, CK.term("Inferred"))
            if not self.claims[claim][_BASIS]:
                yield Triple(claim, _BASIS, Literal(merge.basis))
        else:
            changes: dict[IRI, Node] = {_SUBJECT: merge.new, _PREDICATE: said, _OBJECT: node}
            yield Triple(claim, predicate, changes.get(predicate, value))

    def _label(self, claim: IRI, merge: Merge) -> Iterator[Triple]:
        """The claim that the words of a former label name the one that stays, and what it states."""
        told, label = self.claims[claim], merge.label
        iri = IRI(f"{claim.rpartition('/')[0]}/{digest(claim, label.value, label.language)}")
        yield Triple(merge.new, _LABEL, label)
        yield Triple(iri, RDF_TYPE, CK.term("Claim"))
        yield Triple(iri, _SUBJECT, merge.new)
        yield Triple(iri, _PREDICATE, _LABEL)
        yield Triple(iri, _OBJECT, label)
        yield Triple(iri, _CERTAINTY, CK.term("Inferred"))
        yield Triple(iri, _BASIS, Literal(merge.basis))
        yield Triple(iri, _WRITTEN, merge.written)
        for predicate in (_RULE, _EVIDENCE):
            yield from (Triple(iri, predicate, value) for value in told[predicate])

    def _rename(self, iri: IRI) -> IRI:
        """The IRI that a thing has from now on, or what stands below it: its sides, its figures, its geometry."""
        above = self._above(iri)
        return IRI(self.merges[IRI(above)].new + iri[len(above) :]) if above else iri

    def _above(self, iri: str) -> str:
        """What an IRI is or stands below, of all that is replaced; "" for none."""
        found = self.above.get(iri)
        if found is None:
            found = iri if iri in self.merges else self._above(iri.rpartition("/")[0]) if "/" in iri else ""
            self.above[iri] = found
        return found


def _is_demoted(told: Mapping[IRI, list[Node]], value: Node, merge: Merge) -> bool:
    """Whether a label is one by which an article mentions a thing whose label is another one now."""
    mention = any(isinstance(rule, Literal) and rule.value in _MENTIONS for rule in told[_RULE])
    return mention and isinstance(value, Literal) and value.language == merge.label.language and value != merge.label
