"""Which figures may be added up.

A side often has several figures of one kind: a total and its parts, one for each party, one for each source, one as of each date. At most one
of them is *the* figure of the side: the total that the article states, or else the only figure there is. Only such figures may be added up with
those of other sides (ck:addsUp). Where no figure can be told from the others, none is marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import Literal as OneOf
from typing import NamedTuple

from kg.domain.ontology import concepts
from kg.language.language import pack_of
from kg.model.claim import Claim, Description, Node
from kg.patterns import lazy_pattern
from kg.rdf.terms import CK, IRI, XSD, Literal
from kg.resources import PACKAGE, read_toml

MEASURES = ("strength", "losses", "size")
_WORD = lazy_pattern(r"[^\W\d_]+")
_TRUE = Literal("true", str(XSD.term("boolean")))
_PARTS: tuple[Part, ...] = ("within", "of", "scope")

Group = tuple[str, str, str | None, str]
Part = OneOf["within", "of", "scope", "counts"]
Reason = OneOf["within", "of", "scope", "counts", "sources", "dates", "several", "total", "sides", "repeated"]


class Candidate(NamedTuple):
    """A claim of a figure of an owner (a side, a conflict, a group); ``whole`` is the conflict of a side, None for what is no side.

    ``part`` tells why the figure is not of the whole owner, if so: within, of or scope, or counts where its words name an arm or a group.
    """

    claim: str
    figure: str
    owner: str
    whole: str | None
    measure: str
    category: str | None
    counted: str
    part: Part | None
    total: bool
    source: str | None
    date: str | None


@cache
def people_categories() -> frozenset[str]:
    """The categories of losses that are of people where no kind is told. ValueError for one that the ontology does not have."""
    named = frozenset(read_toml(PACKAGE / "data" / "adding.toml")["people"])
    if strange := sorted(named - concepts("lossCategories")):
        raise ValueError(f"kg/data/adding.toml: {strange[0]} is no category of losses")
    return named


def name_counted(category: str | None, kind: str | None) -> str:
    """What a figure is comparable by, from the local names of its category and kind: people, a kind, or unspecified."""
    if kind == "personnel" or (kind is None and category in people_categories()):
        return "people"
    return kind or "unspecified"


def tell_part(told: Container[str], counts: Node | None, counted: str) -> Part | None:
    """Why a figure is not of its whole owner, by the names of the properties that are told of it and by what it counts."""
    part: Part | None = next((part for part in _PARTS if part in told), None)
    return part or ("counts" if names_part(counts, counted) else None)


def names_part(counts: Node | None, counted: str) -> bool:
    """Whether what a figure of people counts, in its words, may be one arm or group of the side ("infantry", "Zenki fighters")."""
    if not isinstance(counts, Literal) or counted not in ("people", "unspecified"):
        return False
    whole = _whole_words(counts.language)
    return any(word not in whole for word in _WORD.findall(counts.value.casefold()))


@cache
def _whole_words(language: str) -> frozenset[str]:
    """The words of CODE/adding.toml; none in a language whose pack does not have them."""
    return frozenset(pack_of(language).table("adding").only("whole").table("whole").words("words"))


def judge_figures(candidates: Iterable[Candidate]) -> dict[str, Reason | None]:
    """By claim: None for a figure that adds up, else why it does not.

    The reasons: within, of, scope, counts (a part only), sources, dates, several (they differ, and none is a total), total (another is),
    sides (a figure of a conflict whose sides have figures), repeated (the same figure again).
    """
    groups: dict[Group, list[Candidate]] = defaultdict(list)
    of_sides: set[Group] = set()
    for one in candidates:
        groups[one.owner, one.measure, one.category, one.counted].append(one)
        if one.whole:
            of_sides.add((one.whole, one.measure, one.category, one.counted))
    verdicts: dict[str, Reason | None] = {}
    for group, members in groups.items():
        verdicts |= _judge_group(members, "sides" if group in of_sides else None)
    return verdicts


def _judge_group(members: Sequence[Candidate], refused: Reason | None) -> dict[str, Reason | None]:
    """The verdicts on all figures of one owner, measure, category and counted."""
    verdicts: dict[str, Reason | None] = {one.claim: reason for one in members if (reason := refused or _part_of(one))}
    whole = [one for one in members if one.claim not in verdicts]
    chosen = {one.figure for one in whole if one.total} or {one.figure for one in whole}
    reason = _tell_apart([one for one in whole if one.figure in chosen]) if len(chosen) > 1 else None
    taken = False
    for one in whole:
        verdicts[one.claim] = "total" if one.figure not in chosen else reason or ("repeated" if taken else None)
        taken = taken or one.figure in chosen
    return verdicts


def _part_of(one: Candidate) -> Part | None:
    """Why a figure is one of a part only; what the words call the total of a side is none for what it counts."""
    return None if one.part == "counts" and one.total else one.part


def _tell_apart(candidates: Sequence[Candidate]) -> Reason:
    """Why several figures cannot be taken for one."""
    if len({one.source for one in candidates}) > 1:
        return "sources"
    return "dates" if len({one.date for one in candidates}) > 1 else "several"


def mark_addable(claims: Sequence[Claim], descriptions: Iterable[Description]) -> Iterator[Description]:
    """Describe the figures that may be added up as such."""
    figures = {claim.object for claim in claims if claim.predicate.removeprefix(CK) in MEASURES}
    if not figures:
        return
    wholes = {claim.object: claim.subject for claim in claims if claim.predicate == CK.term("hasSide")}
    told: dict[Node, dict[str, Node]] = defaultdict(dict)
    for one in descriptions:
        if one.subject in figures:
            told[one.subject][one.predicate.removeprefix(CK)] = one.object
    candidates = [_make_candidate(str(number), claim, told[claim.object], wholes) for number, claim in enumerate(claims) if claim.object in figures]
    verdicts = judge_figures(candidates)
    yield from (Description(IRI(one.figure), CK.term("addsUp"), _TRUE) for one in candidates if verdicts[one.claim] is None)


def _make_candidate(number: str, claim: Claim, told: dict[str, Node], wholes: dict[Node, IRI]) -> Candidate:
    category, kind, source = (_plain(told[name]) if name in told else None for name in ("category", "countedKind", "accordingTo"))
    date = next((_plain(value) for name, value in claim.qualifiers if name == CK.term("asOf")), None)
    counted = name_counted(category, kind)
    return Candidate(
        number, str(claim.object), claim.subject, wholes.get(claim.subject), claim.predicate.removeprefix(CK), category, counted,
        tell_part(told, told.get("counts"), counted), "total" in told, source, date,
    )  # fmt: skip


def _plain(node: Node) -> str:
    return node.value if isinstance(node, Literal) else node.removeprefix(CK)
