"""The whole site: what is made in which order. Memory holds some articles at a time, and a few bytes for each thing; all else waits on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kg.pages.parts.involved import by_thing
from kg.pages.render import Page
from kg.publish.site.buckets import Buckets
from kg.publish.site.entities import Alike, Chunk, Made, Share, make_articles, make_shared
from kg.publish.site.further import read_replaced, write_further
from kg.publish.site.input import ArticleInput, ReadGraph, Run, SiteConfig, WriteFile
from kg.publish.site.names import SITE
from kg.publish.site.plan import Inventory, Plan, write_plan
from kg.publish.site.survey import survey_articles
from kg.publish.site.whole.fixed import write_about, write_ontology, write_static
from kg.publish.site.whole.listed import write_lists
from kg.publish.site.whole.lists import read_names, write_claims, write_names, write_start
from kg.publish.site.whole.queries import write_queries
from kg.publish.site.whole.redirects import write_redirects
from kg.publish.site.whole.search import Posting, file_name, index_files, list_script, postings_of
from kg.publish.site.whole.sitemap import write_sitemap
from kg.publish.site.whole.writer import SiteWriter
from kg.rdf.terms import Triple

_IN_CHUNK = 16
_MOVED = {"heading": "This is told of elsewhere now", "why": "Two IRIs stood for one thing.", "where": "Its page"}
_ROOT = {"heading": "The pages begin one folder up", "why": "This folder holds the pages of a release.", "where": "The page to begin with"}


def write_site(
    config: SiteConfig, articles: Sequence[ArticleInput], read: ReadGraph, links: Iterable[Triple], write: WriteFile, run: Run, scratch: Path
) -> Iterator[Any]:
    """Write the site, and yield what ``write`` returned for each of its files.

    ``read`` gives an article's triples, in the full profile; ``links`` are the triples of the graphs of links. ``read`` and ``write`` are called in
    the processes of ``run`` (``map`` for none but this one), so they are picklable. ``scratch`` is an empty folder. The same input gives the same
    bytes, whatever ``run`` does. ValueError for two versions of one article.
    """
    chunks = tuple(Chunk(tuple(articles[at : at + _IN_CHUNK]), str(scratch / f"{at}.records")) for at in range(0, len(articles), _IN_CHUNK))
    inventory = Inventory(config.base, scratch)
    with inventory:
        for surveys in run(partial(survey_articles, read=read), (chunk.articles for chunk in chunks)):
            for survey in surveys:
                inventory.add(survey)
    further = scratch / "further.sqlite"
    write_further(links, further)
    plan = inventory.to_plan(config, str(further))
    write_plan(plan, scratch / "plan")
    pages, alike = list[str](), list[Alike]()
    for made in _make_entities(plan, chunks, read, write, run, scratch):
        alike += made.alike
        for path, written in made.files:
            pages.append(path)
            yield written
    out = SiteWriter(plan.names, write)
    for part in _parts(plan, inventory, alike, articles, scratch):
        part(out)
        yield from out.take(pages)
    write_sitemap(plan, pages, out)
    yield from out.take(pages)


def _parts(
    plan: Plan, inventory: Inventory, alike: Sequence[Alike], articles: Sequence[ArticleInput], scratch: Path
) -> Iterator[Callable[[SiteWriter], None]]:
    """What is written once the pages of articles and things are."""
    yield write_static
    yield partial(write_ontology, plan)
    yield partial(write_about, plan)
    yield partial(write_start, plan)
    yield partial(write_lists, plan, inventory.found_names, inventory.involved)
    yield _write_root
    yield partial(write_names, plan, inventory.found_names)
    yield partial(write_claims, plan, inventory.found_claims)
    yield partial(write_queries, plan)
    yield partial(_write_search, plan, inventory, scratch)
    yield partial(_write_alike, alike)
    yield partial(_write_moved, plan)
    yield partial(write_redirects, plan, articles, inventory.listed, [one.iri for one in alike])


def _make_entities(plan: Plan, chunks: Sequence[Chunk], read: ReadGraph, write: WriteFile, run: Run, scratch: Path) -> Iterator[Made]:
    """The pages of articles and things: first what one article tells of alone, then what several do."""
    path = str(scratch / "plan")
    places: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for chunk, made in zip(chunks, run(partial(make_articles, plan_path=path, read=read, write=write), chunks), strict=True):
        for bucket, (at, size) in (made.records or {}).items():
            places[bucket].append((chunk.records, at, size))
        yield made
    shares = (Share(tuple(places[bucket])) for bucket in sorted(places))
    yield from run(partial(make_shared, plan_path=path, write=write), shares)


def _write_search(plan: Plan, inventory: Inventory, scratch: Path, out: SiteWriter) -> None:
    """The search index."""
    names, involved = inventory.found_names, by_thing(inventory.involved)
    with Buckets(scratch / "postings") as postings:
        for part in names.parts:
            for found in read_names(plan, names.read(part), involved):
                for word_part, posting in postings_of(found):
                    postings.add(word_part, (posting.word, found))
    split = []
    for part in postings.parts:
        rows = (Posting.of(word, found) for word, found in postings.read(part))
        for beginning, text, is_split in index_files(rows):
            out.file(f"{SITE}/search/{file_name(beginning)}", text, "text/javascript")
            split += [beginning] if is_split else []
    out.file(f"{SITE}/search/beginnings.js", list_script(split), "text/javascript")


def _write_alike(alike: Sequence[Alike], out: SiteWriter) -> None:
    """Where paths would differ only in case, a page at the first of them that leads to all."""
    groups: dict[int, list[Alike]] = defaultdict(list)
    for one in alike:
        groups[one.folded].append(one)
    for group in sorted(groups.values(), key=lambda group: min(one.plain for one in group)):
        path = min(one.plain for one in group)
        links = out.links(path)
        others = [(one.name, links.to(one.path)) for one in sorted(group, key=lambda one: one.path)]
        out.page(path, Page("site/choice.html", {"others": others}), links)


def _write_root(out: SiteWriter) -> None:
    """For whoever opens the folder of the site, a page that leads to the start page, which stands beside it."""
    path = f"{SITE}/index.html"
    links = out.links(path)
    out.page(path, Page("site/moved.html", {"address": links.own(""), **_ROOT}), links)


def _write_moved(plan: Plan, out: SiteWriter) -> None:
    """For an IRI that another replaced, a page that leads there."""
    for old, new in read_replaced(plan.further):
        place, target = plan.names.find(old), plan.names.find(new)
        if place and target and not place.fragment:
            links = out.links(place.path)
            out.page(place.path, Page("site/moved.html", {"address": links.to(target.address), **_MOVED}), links)
