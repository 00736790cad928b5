"""Things made one because they are linked to one item. Pure but for the look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.graph.iris import name_segment
from kg.language.language import ENGLISH
from kg.language.titles import titles_agree
from kg.link.index.lookup import Item
from kg.link.merge.plan import Gathering, Kept, Plan, make_plan
from kg.link.merge.survey import Survey
from kg.link.names import normal_title, split_title
from kg.link.score import told_kinds
from kg.link.sssom import Row
from kg.link.vocabulary import KINDS, Kinds, load_vocabulary
from kg.rdf.terms import IRI, LANG_STRING, Literal
from kg.values import dataclass

# A thing and another that it was renamed to are linked to one item, but the article tells them apart.
_RENAMED = "semapv:LogicalReasoning"
_BY_NAME = "semapv:LexicalMatching"


@dataclass(frozen=True, slots=True)
class _Linked:
    """A thing with the row that links it."""

    iri: IRI
    row: Row
    title: str | None

    @property
    def by_name(self) -> bool:
        return self.row["mapping_justification"] == _BY_NAME and not self.row.reviewed


def plan_by_item(
    survey: Survey, links: Iterable[tuple[IRI, int, Row]], items: Mapping[int, Item], named: Callable[[str, int], bool], base: str
) -> Plan:
    """Each thing under the IRI of one that is linked to the same item and of the same kind.

    The one that stays has an article of its own, else the item's page as its title, else any page; where none has a page, all get the IRI of
    the item's page, if that is known. ``named`` says whether Wikidata has a name for an item.

    Beside what `Gathering.why_not` says, a thing keeps its IRI where its link may be wrong: it is linked by name alone and its article also
    tells of another of the item's things; its page only leads to the item's page, under another name; the item is of another kind.
    """
    groups: dict[tuple[int, str], list[_Linked]] = defaultdict(list)
    kept: list[Kept] = []
    for iri, qid, row in links:
        if iri in survey.kinds:
            page = survey.page_of(iri)
            groups[qid, survey.kinds[iri]].append(_Linked(iri, row, page.title if page else None))
    gatherings = []
    for (qid, kind), found in sorted(groups.items()):
        if len({one.iri for one in found}) < 2:
            continue
        item = items.get(qid) or Item(qid, "", Kinds.NONE)
        reasons = {one.iri: _misfit(one, kind, item, named) for one in found}
        kept += (Kept(iri, f"Q{qid}", reason) for iri, reason in reasons.items() if reason)
        fit = [one for one in found if not reasons[one.iri]]
        if len(fit) > 1:
            gatherings.append(_gather(survey, item, sorted(fit, key=lambda one: _rank(one, item, survey)), kept, base))
    return make_plan((one for one in gatherings if len(one.members) > 1), kept)


def _misfit(one: _Linked, kind: str, item: Item, named: Callable[[str, int], bool]) -> str:
    """Why a link is too weak to make things one by it; "" for a sound one."""
    if one.row.reviewed:
        return ""
    if one.row["mapping_justification"] == _RENAMED:
        return "it is linked only as the former or later name of another thing"
    if (told := told_kinds(item, load_vocabulary())) and not told & KINDS[kind]:
        return "the item is of another kind"
    if one.by_name or not one.title or not item.title or one.title == normal_title(item.title):
        return ""
    if titles_agree(one.title, item.title, person=kind == "person") or named(one.title, item.qid):
        return ""
    return f"{one.title!r} leads to {item.title!r}, and nothing tells that both are one thing"


def _rank(one: _Linked, item: Item, survey: Survey) -> tuple[bool, bool, bool, bool, int, str]:
    """What stays before what: smaller first."""
    own_page = one.title is not None and bool(item.title) and one.title == normal_title(item.title)
    return not survey.described.get(one.iri), not own_page, one.title is None, one.by_name, len(one.iri), one.iri


def _gather(survey: Survey, item: Item, found: Sequence[_Linked], kept: list[Kept], base: str) -> Gathering:
    """Gather things, the best first, about that or about the item's page where none of them has a page."""
    first = found[0]
    into, title = first.iri, first.title
    gathering = Gathering(survey, into, title, "item", item.qid)
    if title is None and item.title and not survey.described.get(into):
        page = IRI(f"{base}{survey.kinds[into]}/{name_segment(item.title)}")
        if page not in survey.kinds:
            label = Literal(split_title(item.title).name, LANG_STRING, ENGLISH)
            gathering = Gathering(survey, page, None, "item", item.qid, labels={ENGLISH: label})
    gathering.join(first.iri)
    for one in found[1:]:
        if one.iri in gathering.members:
            continue
        reason = gathering.why_not(one.iri) or (_told_apart(survey, one.iri, gathering.members) if one.by_name else None)
        if reason:
            kept.append(Kept(one.iri, f"Q{item.qid}", reason))
        else:
            gathering.join(one.iri)
    return gathering


def _told_apart(survey: Survey, iri: IRI, members: Iterable[IRI]) -> str | None:
    """Why a thing that is linked by its name alone may be another one: its own article also tells of one of the others."""
    own = survey.told_in.get(iri, set())
    if any(own & survey.told_in.get(member, set()) for member in members):
        return "it is linked by its name, and its article tells of both"
    return None
