"""A store holds one version of a page, the current one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.rdf.terms import CK, DCT, IRI
from kg.store.store import StoreError

if TYPE_CHECKING:
    import pyoxigraph

_VERSION_OF, _REVISION, _MODIFIED, _RETRIEVED = DCT.term("isVersionOf"), CK.term("revision"), DCT.term("modified"), CK.term("retrieved")


class _Version(NamedTuple):
    """An article version, what tells how new it is, and the graph that it stands in ("" for the default graph)."""

    revision: int
    modified: str
    retrieved: str
    article: str
    graph: str


def drop_older(store: pyoxigraph.Store) -> int:
    """Remove the older versions of pages, each with its named graph; how many were removed.

    Newer is what has the higher revision number, else the later time. StoreError where versions of one page do not stand in graphs of their own,
    so that what they say cannot be told apart.
    """
    removed = 0
    for page, versions in sorted(_versions_of_pages(store).items()):
        newest = max(versions)
        for version in sorted(versions):
            if version.article != newest.article:
                _remove(store, page, version, newest)
                removed += 1
    return removed


def _versions_of_pages(store: pyoxigraph.Store) -> dict[str, set[_Version]]:
    import pyoxigraph

    pages: dict[str, set[_Version]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(_VERSION_OF), None, None):
        article, graph = quad.subject, quad.graph_name
        revision = _told(store, article, _REVISION)
        named = graph.value if isinstance(graph, pyoxigraph.NamedNode) else ""
        number = int(revision) if revision.isdecimal() else -1
        pages[_words(quad.object)].add(_Version(number, _told(store, article, _MODIFIED), _told(store, article, _RETRIEVED), _words(article), named))
    return {page: versions for page, versions in pages.items() if len({version.article for version in versions}) > 1}


def _told(store: pyoxigraph.Store, article: Any, name: IRI) -> str:
    import pyoxigraph

    return max((_words(quad.object) for quad in store.quads_for_pattern(article, pyoxigraph.NamedNode(name), None, None)), default="")


def _words(term: object) -> str:
    return str(getattr(term, "value", ""))


def _remove(store: pyoxigraph.Store, page: str, version: _Version, newest: _Version) -> None:
    import pyoxigraph

    name = pyoxigraph.NamedNode(version.graph) if version.graph else None
    others = {quad.subject for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(_VERSION_OF), None, name)} if name else set()
    if name is None or len(others) != 1:
        raise StoreError(
            f"{page}: two versions of one page ({version.article} and {newest.article}) do not stand in graphs of their own, so the older one "
            "cannot be removed: load one of them, or build with --named-graphs"
        )
    store.remove_graph(name)
