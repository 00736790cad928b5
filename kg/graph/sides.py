"""Names of sides for people: what all its parties belong to, else its first parties, else those that its people belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.model.claim import Claim, Description, Node
from kg.rdf.terms import CK, IRI, RDFS, Literal

_LABEL, _SIDE, _PARTY, _MEMBER = RDFS.term("label"), CK.term("hasSide"), CK.term("belligerent"), CK.term("memberOf")
_AFFILIATION = CK.term("affiliation")
_MOST = 3


def name_sides(claims: Sequence[Claim]) -> Iterator[Description]:
    """A label for each side that has belligerents: the group that all of them are members of, else the first three of them in the article's order.

    A side without belligerents has those that its people and units are said to belong to instead.
    """
    labels = {claim.subject: claim.object for claim in reversed(claims) if claim.predicate == _LABEL and isinstance(claim.object, Literal)}
    parties: dict[Node, dict[Node, int]] = defaultdict(dict)
    wholes: dict[Node, set[Node]] = defaultdict(set)
    others: dict[Node, dict[Node, int]] = defaultdict(dict)
    for claim in claims:
        for belonging in (value for name, value in claim.qualifiers if name == _AFFILIATION):
            others[claim.subject].setdefault(belonging, claim.evidence[0].start)
        if claim.predicate == _PARTY:
            start = claim.evidence[0].start
            parties[claim.subject][claim.object] = min(start, parties[claim.subject].get(claim.object, start))
        elif claim.predicate == _MEMBER:
            wholes[claim.subject].add(claim.object)
    for side in sorted({claim.object for claim in claims if claim.predicate == _SIDE and isinstance(claim.object, IRI)}):
        places = parties[side] or others[side]
        listed = sorted(places, key=lambda party: (places[party], str(party)))
        if label := _name_side(listed, wholes, labels):
            yield Description(side, _LABEL, label)


def _name_side(listed: Sequence[Node], wholes: dict[Node, set[Node]], labels: dict[IRI, Literal]) -> Literal | None:
    shared = set.intersection(*(wholes[party] for party in listed)) if len(listed) > 1 else set()
    if len(shared) == 1:
        [listed] = [tuple(shared)]
    names = [labels[party] for party in listed if isinstance(party, IRI) and party in labels]
    if not names:
        return None
    shown = ", ".join(dict.fromkeys(name.value for name in names[:_MOST])) + (" …" if len(names) > _MOST else "")
    return Literal(shown, names[0].datatype, names[0].language)
