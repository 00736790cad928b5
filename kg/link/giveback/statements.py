"""Statements for Wikidata of what it does not have, each with the source that the article itself cites, and those withheld, each with its reason.

A statement whose claims cite nothing is withheld: "imported from Wikipedia" is no source. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping

from kg.graph.facts import GraphIndex, local_name
from kg.graph.iris import digest
from kg.link.giveback.candidates import Candidate, Qualifiers
from kg.link.giveback.compare import Comparison
from kg.link.giveback.links import Links
from kg.link.giveback.properties import Reason, load_reasons
from kg.link.giveback.sources import Source, read_sources
from kg.link.giveback.values import Quantity, Value
from kg.rdf.terms import CK, IRI
from kg.values import dataclass

WITHHELD_COLUMNS = ("reason", "label", "item", "property", "wikidata", "value", "subject", "claims", "explanation")
_SAME_DAY = "P585"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement to add to an item: ``name`` is the property's (P580); ``key`` stays the same from run to run."""

    qid: int
    name: str
    value: Value
    sources: tuple[Source, ...]
    qualifiers: Qualifiers = ()

    @property
    def key(self) -> str:
        """What a ledger knows it by."""
        return digest(f"Q{self.qid}", self.name, repr(self.value), *map(repr, self.qualifiers))


@dataclass(frozen=True, slots=True)
class Withheld:
    """A statement that is not given, and why."""

    candidate: Candidate
    reason: Reason

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        one = self.candidate
        return (
            self.reason, one.label, f"Q{one.qid}", local_name(one.rule.ours), one.rule.wikidata, one.shown, one.subject, " ".join(one.claims),
            load_reasons()[self.reason],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batch:
    """What is given and what is withheld."""

    statements: tuple[Statement, ...]
    withheld: tuple[Withheld, ...]

    def reasons(self) -> dict[Reason, int]:
        """How many are withheld for each reason, most first."""
        return dict(Counter(one.reason for one in self.withheld).most_common())


def make_batch(
    index: GraphIndex,
    links: Links,
    candidates: Iterable[Candidate],
    compared: Iterable[Comparison],
    given: Collection[str] = (),
    *,
    apart: bool = False,
) -> Batch:
    """The statements that Wikidata lacks and that are not in ``given`` (by key), and those withheld, of the candidates and their comparisons.

    ``apart`` says that statements with the same value and other qualifiers are kept apart by whatever writes them. What Wikidata has already
    is neither.
    """
    statements: dict[str, Statement] = {}
    withheld: list[Withheld] = [Withheld(one, one.obstacle) for one in candidates if one.obstacle]
    compared = tuple(compared)
    twins = frozenset() if apart else _same_values(each for each in compared if each.verdict == "missing")
    days = _single_days(compared, index)
    for each in compared:
        if each.verdict in ("missing", "contradicts"):
            statement = Statement(each.candidate.qid, _property(each, days), each.ours, (), each.candidate.qualifiers)
            sources = _sources_of(each.candidate, index)
            reason = (
                "other-value" if days.get(id(each)) == "contradicts" else _why_not(each, index, links, sources, twins, given=statement.key in given)
            )
            if reason:
                withheld.append(Withheld(each.candidate, reason))
            else:
                statements.setdefault(statement.key, Statement(statement.qid, statement.name, each.ours, sources, statement.qualifiers))
    ordered = sorted(statements.values(), key=lambda s: (s.qid, s.name, repr(s.value), repr(s.qualifiers)))
    return Batch(tuple(ordered), tuple(sorted(withheld, key=Withheld.cells)))


def _sources_of(one: Candidate, index: GraphIndex) -> tuple[Source, ...]:
    """The complete sources of a candidate; where it has none of its own, the one that tells most of what it follows from."""
    own = tuple(source for source in read_sources(index, one.claims) if source.is_complete)
    if own or not one.shown_by:
        return own
    cited = Counter(source for claim in one.shown_by for source in read_sources(index, (claim,)) if source.is_complete)
    return tuple(source for source, _ in cited.most_common(1))


def _why_not(
    each: Comparison, index: GraphIndex, links: Links, sources: Collection[Source], twins: Container[tuple[int, str, Value]], *, given: bool
) -> Reason | None:
    one = each.candidate
    if each.verdict == "contradicts":
        return "other-value"
    if not each.timely:
        return "other-time"
    if not all(entity in links.trusted for entity in one.rests_on):
        return "link-unreviewed"
    if not sources:
        cited = any(index.all(claim, CK.term("reference")) for claim in one.claims)
        return "source-incomplete" if cited else "no-source"
    if isinstance(each.ours, Quantity) and each.ours.low != each.ours.high and len(read_sources(index, one.claims)) > 1:
        return "mixed-sources"
    if (one.qid, one.rule.wikidata, each.ours) in twins:
        return "same-value"
    return "given" if given else None


def _same_values(compared: Iterable[Comparison]) -> frozenset[tuple[int, str, Value]]:
    """The values that several statements of one item and property have, with other qualifiers."""
    found = {(each.candidate.qid, each.candidate.rule.wikidata, each.ours, each.candidate.qualifiers) for each in compared}
    return frozenset(key for key, count in Counter(one[:3] for one in found).items() if count > 1)


def _single_days(compared: Iterable[Comparison], index: GraphIndex) -> dict[int, str]:
    """For the start and the end of what begins and ends on one day (by the identity of the comparison): the verdict on the other one."""
    halves: dict[IRI, list[Comparison]] = defaultdict(list)
    for each in compared:
        if each.candidate.rule.ours in (CK.term("start"), CK.term("end")):
            halves[each.candidate.subject].append(each)
    pairs = (pair for subject, pair in halves.items() if len(pair) == 2 and len({index.text(subject, one.candidate.rule.ours) for one in pair}) == 1)
    return {id(one): other.verdict for pair in pairs for one, other in (pair, pair[::-1])}


def _property(each: Comparison, days: Mapping[int, str]) -> str:
    """Wikidata's property; what begins and ends on one day has a point in time, where Wikidata has neither the beginning nor the end."""
    return _SAME_DAY if days.get(id(each)) == "missing" else each.candidate.rule.wikidata
