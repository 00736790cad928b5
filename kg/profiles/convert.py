"""From any profile to another: what a graph is in, what it is wanted in, and the check that nothing was lost. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kg.profiles import COMPACT, FACTS, FULL
from kg.profiles.claims import ProfileError
from kg.profiles.compact import is_compact, to_compact, to_full
from kg.profiles.facts import has_claims, is_facts, to_facts
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import Triple, sort_triples


def profile_of(triples: Iterable[Triple]) -> str:
    """The profile that a graph, or a part of it, says it is in; one that says nothing is full."""
    known = list(triples)
    return COMPACT if is_compact(known) else FACTS if is_facts(known) else FULL


def expand(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """A graph in the full profile where it is compact; any other as it is. ProfileError where something is missing from a compact one."""
    known = tuple(triples)
    return to_full(known) if is_compact(known) else known


def convert(triples: Iterable[Triple], profile: str) -> tuple[Triple, ...]:
    """A graph in another profile, sorted.

    What is made compact is expanded again and compared before it is returned. ProfileError for a graph of the facts profile, which has lost
    what the others need, for one that is not what it says, and where compact and full would differ.
    """
    known = sort_triples(triples)
    if is_facts(known):
        if has_claims(known):
            raise ProfileError("a part of the graph is in the facts profile and another is not: convert them apart")
        if profile != FACTS:
            raise ProfileError(f"the graph is in the facts profile, which has no claims: it cannot be made {profile}; build it from its articles")
        return known
    full = to_full(known) if is_compact(known) else known
    if profile == FULL:
        return full
    if profile == FACTS:
        return to_facts(full)
    compact = to_compact(full)
    if expand(compact) != full:
        raise ProfileError(
            "the graph would not come out of the compact profile as it went in; does it conform (kg validate)? If so, please report this"
        )
    return compact


def convert_graph(graph: ArticleGraph, profile: str) -> ArticleGraph:
    """The graph of an article in another profile."""
    return graph if profile == FULL else ArticleGraph(graph.name, convert(graph.triples, profile), graph.title)
