"""Things made one by the redirects of their pages. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.graph.iris import name_segment
from kg.language.language import ENGLISH
from kg.language.titles import brackets_agree
from kg.link.index.lookup import Item
from kg.link.merge.plan import Gathering, Kept, Plan, make_plan
from kg.link.merge.survey import Page, Survey
from kg.link.names import normal_title, split_title
from kg.link.score import told_kinds
from kg.link.vocabulary import KINDS, Kinds, load_vocabulary
from kg.rdf.terms import IRI, LANG_STRING, Literal
from kg.read.mediawiki.redirects import Redirect, walk_redirects

# By the language of a wiki, its redirects by title.
Redirects = Mapping[str, Mapping[str, Redirect]]
_STATES = frozenset({"group", "place"})


def plan_by_redirect(survey: Survey, redirects: Redirects, base: str) -> Plan:
    """Each thing under the page that its redirects end at, as far as that page is known to be about the same thing.

    A thing keeps its IRI, with the reason, where the page is of another kind in the graphs, and as `Gathering.why_not` says.
    """
    gathered: dict[IRI, Gathering] = {}
    kept: list[Kept] = []
    sources: dict[IRI, set[str]] = defaultdict(set)
    about = _kinds_of_pages(survey)
    for iri in sorted(survey.kinds, key=lambda iri: (not survey.described.get(iri), iri)):
        page = survey.page_of(iri)
        if page is None:
            continue
        walk = walk_redirects(page.title, redirects.get(language_of(page, base), {}), person=survey.kinds[iri] == "person")
        if walk.reason:
            kept.append(Kept(iri, walk.target, walk.reason))
        target = Page(page.stem, normal_title(walk.target))
        if target == page:
            continue
        gathering = gathered.get(into := IRI(target.stem + name_segment(target.title))) or _begin(survey, into, target, iri)
        there = about.get((_root_of(target), target.title), set())
        reason = _other_kind(survey.kinds[iri], target.title, there) or _homonym(page.title, sources[into]) or gathering.why_not(iri)
        if reason:
            kept.append(Kept(iri, target.title, reason))
        else:
            gathered[into] = gathering
            gathering.join(iri)
            sources[into].add(page.title)
    return make_plan(gathered.values(), kept)


def _begin(survey: Survey, into: IRI, target: Page, first: IRI) -> Gathering:
    """A gathering about the thing of a page, which the graphs may know or not."""
    own = survey.label_of(first)
    label = Literal(split_title(target.title).name, LANG_STRING, own.language if own else ENGLISH)
    gathering = Gathering(survey, into, target.title, "redirect", labels={label.language: label})
    if into in survey.kinds:
        gathering.join(into)
    return gathering


def language_of(page: Page, base: str) -> str:
    """The language of the wiki of a page, by what its IRI begins with."""
    first, _, rest = page.stem.removeprefix(base).partition("/")
    return first if rest else ENGLISH


def wanted_titles(survey: Survey, base: str) -> dict[str, set[str]]:
    """The titles that redirects are wanted for, by language."""
    wanted: dict[str, set[str]] = {}
    for page in _pages(survey):
        wanted.setdefault(language_of(page, base), set()).add(page.title)
    return wanted


def _pages(survey: Survey) -> Iterator[Page]:
    return (page for iri in survey.kinds if (page := survey.page_of(iri)))


def _root_of(page: Page) -> str:
    """What the IRIs of all things of the page's wiki begin with."""
    return page.stem.removesuffix("/").rpartition("/")[0]


def _kinds_of_pages(survey: Survey) -> dict[tuple[str, str], set[str]]:
    """What the things of each page are; where an article describes the thing of a page, only that."""
    linked: dict[tuple[str, str], set[str]] = {}
    described: dict[tuple[str, str], set[str]] = {}
    for iri, kind in survey.kinds.items():
        if page := survey.page_of(iri):
            found = described if survey.described.get(iri) else linked
            found.setdefault((_root_of(page), page.title), set()).add(kind)
    return linked | described


def _other_kind(kind: str, title: str, there: set[str]) -> str | None:
    """Why a thing of a kind cannot be what a page is about, by its title or what it is in the graphs; a state is a group and a place."""
    told = told_kinds(Item(0, "", Kinds.NONE, title), load_vocabulary())
    if told and not told & KINDS[kind]:
        return "by its title the page is about something else"
    if not there or kind in there or (kind in _STATES and there <= _STATES):
        return None
    return f"the page is about a {' or '.join(sorted(there))} in these graphs, not a {kind}"


def _homonym(title: str, others: Iterable[str]) -> str | None:
    """Why a title cannot name what others of the same target do: brackets tell them apart, so that the page is likely about all of the name."""
    other = next((other for other in sorted(others) if not brackets_agree(title, other)), None)
    return None if other is None else f"{other!r} leads there too, and their brackets tell them apart"


def merge_redirects(parts: Iterable[Redirects]) -> dict[str, dict[str, Redirect]]:
    """Redirects of several sources: a later source wins, but what one of them knows of the two pages is kept where they agree on the target."""
    merged: dict[str, dict[str, Redirect]] = {}
    for part in parts:
        for language, redirects in part.items():
            into = merged.setdefault(language, {})
            for title, redirect in redirects.items():
                known = into.get(title)
                if known and known.target == redirect.target:
                    redirect = replace(redirect, nature=redirect.nature or known.nature, section=redirect.section or known.section)
                into[title] = redirect
    return merged
