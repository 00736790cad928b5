"""The pages of articles and of the things that they tell of."""

from __future__ import annotations

import gc
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from kg.graph.facts import GraphIndex
from kg.pages.article import ArticleFacts
from kg.pages.entity import PageContext, article_page, entity_page
from kg.pages.parts.source_texts import find_text
from kg.pages.parts.statements import Statement, StatementIndex, name_of
from kg.pages.parts.tables import write_table
from kg.pages.render import Page, render_page
from kg.publish.site.further import read_further
from kg.publish.site.input import ArticleInput, ReadGraph, WriteFile
from kg.publish.site.links import SiteLinks, table_path
from kg.publish.site.names import fold_path
from kg.publish.site.plan import Plan, read_plan
from kg.publish.site.telling import Record, Telling
from kg.rdf.terms import IRI, sort_triples
from kg.values import dataclass

HTML, CSV = "text/html", "text/csv"
# A page shows no more claims than this about one thing.
_MOST_CLAIMS = 2000


@dataclass(frozen=True, slots=True)
class Described:
    """What is said about a thing (kg.pages.entity.Described)."""

    iri: IRI
    index: GraphIndex
    complete: bool = True


class Alike(NamedTuple):
    """A page whose path would differ from that of another only in case: that path (and a hash of it without case), the page's own, and its name."""

    iri: str
    folded: int
    plain: str
    path: str
    name: str


class Chunk(NamedTuple):
    """Some articles, and the file for what they tell of things that others tell of too."""

    articles: tuple[ArticleInput, ...]
    records: str


class Made(NamedTuple):
    """Pages that were made: what the writer returned for each path, those alike, and where the records of each bucket stand in the chunk's file."""

    files: tuple[tuple[str, Any], ...]
    alike: tuple[Alike, ...] = ()
    records: Mapping[int, tuple[int, int]] | None = None


class _Maker:
    """Makes pages of things, each once."""

    def __init__(self, plan: Plan, write: WriteFile) -> None:
        self.plan, self._write = plan, write
        self.files: list[tuple[str, Any]] = []
        self.alike: list[Alike] = []

    def thing(self, described: Described, sources: Mapping[str, ArticleFacts], stems: Mapping[str, str]) -> None:
        """Make the page of a thing; nothing for one that stands on the page of its article."""
        place = self.plan.names.find(described.iri)
        if place is None or place.fragment:
            return
        context = self._context(place.path, sources, stems)
        self._make(place.path, entity_page(described, context, whole=True), context, described.iri, name_of(described.index, described.iri))

    def article(self, telling: Telling, stem: str) -> None:
        """Make the page of an article."""
        place = self.plan.names.find(telling.article)
        if place is None:
            return
        context = self._context(place.path, {telling.article: telling.facts}, {})
        links = SiteLinks(self.plan.names, place.path, {telling.facts.title: stem}, claims=True)
        context = PageContext(links, context.catalogue, lambda _: telling.whole, context.sources, text_of=self._text_of)
        page = article_page(telling.article, context, whole=True, anchors=telling.anchors(self.plan.names))
        self._make(place.path, page, context, telling.article, telling.facts.title)

    def _text_of(self, article: ArticleFacts) -> str | None:
        texts = (find_text(folder, article.sha256, article.title) for folder in self.plan.config.texts)
        return next((text for text in texts if text is not None), None)

    def _context(self, path: str, sources: Mapping[str, ArticleFacts], stems: Mapping[str, str]) -> PageContext:
        def known(articles: Iterable[str]) -> list[ArticleFacts]:
            return sorted((sources[iri] for iri in sorted(set(articles)) if iri in sources), key=lambda facts: (facts.title, facts.iri))

        return PageContext(SiteLinks(self.plan.names, path, stems), lambda: self.plan.catalogue, lambda _: GraphIndex(()), known)

    def _make(self, path: str, page: Page, context: PageContext, iri: str, name: str) -> None:
        self.files.append((path, self._write(path, render_page(page, context.links).encode(), HTML)))
        for table_name, make in page.tables.items():
            table = table_path(path, table_name)
            self.files.append((table, self._write(table, write_table(make()).encode(), CSV)))
        plain = self.plan.names.plain_path(iri)
        if plain != path:
            self.alike.append(Alike(iri, fold_path(plain), plain, path, name))


def make_articles(chunk: Chunk, plan_path: str, read: ReadGraph, write: WriteFile) -> Made:
    """The pages of some articles, and of the things that each of them alone tells of; what is told of others goes into the chunk's file."""
    plan = read_plan(plan_path)
    maker = _Maker(plan, write)
    with uncollected():
        return _make_articles(chunk, plan, maker, read)


def _make_articles(chunk: Chunk, plan: Plan, maker: _Maker, read: ReadGraph) -> Made:
    shared: dict[int, list[tuple[str, str, Record]]] = defaultdict(list)
    further = partial(read_further, plan.further) if plan.further else _nothing
    for article in chunk.articles:
        telling = Telling(article.iri, read(article.stem), further)
        for thing in map(IRI, telling.things):
            bucket = plan.bucket(thing)
            if bucket is not None:
                shared[bucket].append((thing, article.stem, telling.to_record(thing)))
            else:
                maker.thing(Described(thing, telling.about(thing)), {article.iri: telling.facts}, {telling.facts.title: article.stem})
        maker.article(telling, article.stem)
    return Made(tuple(maker.files), tuple(maker.alike), _write_records(shared, chunk.records))


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the search for circles of objects that nothing uses, which takes a tenth of the time; a few articles leave few of them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _nothing(subjects: Sequence[str]) -> Mapping[str, Any]:
    return {}


def _write_records(shared: Mapping[int, list[tuple[str, str, Record]]], path: str) -> Mapping[int, tuple[int, int]]:
    places, at = {}, 0
    with Path(path).open("wb") as out:
        for bucket, records in sorted(shared.items()):
            size = out.write(pickle.dumps(records, pickle.HIGHEST_PROTOCOL))
            places[bucket] = at, size
            at += size
    return places


class Share(NamedTuple):
    """A bucket of things that several articles tell of: where its records stand in the chunks' files, in order."""

    places: tuple[tuple[str, int, int], ...]


def make_shared(share: Share, plan_path: str, write: WriteFile) -> Made:
    """The pages of the things of a bucket, each of all that the articles tell of it, up to a bound."""
    maker = _Maker(read_plan(plan_path), write)
    found: dict[str, list[tuple[str, Record]]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    left_out = set()
    for path, at, size in share.places:
        with Path(path).open("rb") as file:
            file.seek(at)
            for thing, stem, record in pickle.loads(file.read(size)):
                if counts[thing] + len(record.statements) > _MOST_CLAIMS and counts[thing]:
                    left_out.add(thing)
                    continue
                counts[thing] += len(record.statements)
                found[thing].append((stem, record))
    for thing in sorted(found):
        records = found.pop(thing)
        maker.thing(
            Described(IRI(thing), _join(record for _, record in records), thing not in left_out),
            {record.article.iri: record.article for _, record in records},
            {record.article.title: stem for stem, record in records},
        )
    return Made(tuple(maker.files), tuple(maker.alike))


def _join(records: Iterable[Record]) -> StatementIndex:
    """What several articles say of a thing, in reading order."""
    kept = tuple(records)
    statements: dict[str, Statement] = {statement.claim: statement for record in kept for statement in record.statements}
    index = GraphIndex(sort_triples(triple for record in kept for triple in record.triples))
    return StatementIndex(index, sorted(statements.values(), key=lambda statement: (statement.place, statement.claim)))
