"""The page of any IRI under the base, by its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.facts import GraphIndex, plain, spaced
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, RDFS, SKOS
from kg.serve.answer import HTTPError
from kg.serve.pages.article import ArticleFacts, gather_article, mark_quotes, mark_text, read_article, statements_of
from kg.serve.pages.catalogue import open_catalogue, spots
from kg.serve.pages.conflict import read_conflict
from kg.serve.pages.parts.maps import Spot, draw_region
from kg.serve.pages.parts.schema_org import describe_in_schema
from kg.serve.pages.parts.source_texts import find_issues, find_text
from kg.serve.pages.parts.statements import conflict_of, name_of, plain_iri, read_statement, read_statements
from kg.serve.pages.render import Pages, render
from kg.serve.pages.thing import read_thing
from kg.serve.settings import Settings
from kg.store.description import Description
from kg.store.store import Store

ONTOLOGY = CK.removesuffix("#")


class Term(NamedTuple):
    """A term of the ontology: its local name, label, kind, definition, and related terms."""

    name: str
    label: str
    kind: str
    definition: str
    links: tuple[tuple[str, str, str], ...]


def show_entity(request: Request, store: Store, description: Description) -> Response:
    """The page about a thing: a conflict, article, claim, or anything else."""
    iri, index = description.iri, description.index
    if iri == ONTOLOGY or iri.startswith(CK):
        return render(request, "ontology.html", title=_title(index, IRI(ONTOLOGY)), about=_definition(index, ONTOLOGY), terms=tuple(_terms(index)))
    types = {plain(node) for node in index.all(iri, RDF_TYPE)}
    if "Claim" in types:
        return _show_claim(request, store, description)
    if "Article" in types:
        return _show_article(request, store, iri)
    if "Conflict" in types and (index.all(iri, CK.term("describedIn")) or index.all(iri, CK.term("hasSide"))):
        return _show_conflict(request, store, description)
    if conflict := conflict_of(iri):
        return _point_to(request, conflict)
    return _show_thing(request, store, description)


def _point_to(request: Request, iri: str) -> Response:
    """Redirect from a side to the page of its conflict."""
    return Response(status_code=303, headers={"Location": Pages(request.app.state.settings).href(iri) + "#sides", "Cache-Control": "no-cache"})


def _show_conflict(request: Request, store: Store, description: Description) -> Response:
    settings: Settings = request.app.state.settings
    pages = Pages(settings)
    page = read_conflict(description.index, description.iri, pages.href)
    entries = open_catalogue(store).conflicts
    here = pages.href(description.iri)
    region = draw_region(Spot(*page.points[0], page.name, here), spots(entries, settings)) if page.points else None
    return render(
        request, "conflict.html", conflict=page, index=description.index, map=region, description=description,
        articles=_sources(store, page.articles),
        linked_data=describe_in_schema(description.index, description.iri, "Conflict", page.points),
    )  # fmt: skip


def _show_thing(request: Request, store: Store, description: Description) -> Response:
    settings: Settings = request.app.state.settings
    pages = Pages(settings)
    entries = open_catalogue(store).conflicts
    articles = (words.article for statement in read_statements(description.index) for words in statement.words)
    page = read_thing(description.index, description.iri, {entry.iri: entry for entry in entries}, pages.href)
    region = draw_region(Spot(*page.points[0], page.name, pages.href(description.iri)), spots(entries, settings)) if page.points else None
    return render(
        request, "thing.html", thing=page, articles=_sources(store, articles), index=description.index, map=region, description=description,
        linked_data=describe_in_schema(description.index, description.iri, page.kind, page.points),
    )  # fmt: skip


def _show_claim(request: Request, store: Store, description: Description) -> Response:
    claim = read_statement(description.index, description.iri)
    if claim is None:
        raise HTTPError(404, "This claim says nothing.")
    sources = _sources(store, (words.article for words in claim.words))
    return render(request, "claim.html", claim=claim, index=description.index, description=description, articles=sources)


def _sources(store: Store, articles: Iterable[str]) -> list[ArticleFacts]:
    """The article versions behind a page, with their licences."""
    wanted = sorted({IRI(article) for article in articles})
    index = GraphIndex(store.about(wanted))
    return sorted((read_article(index, iri) for iri in wanted), key=lambda facts: (facts.title, facts.iri))


def _show_article(request: Request, store: Store, iri: IRI) -> Response:
    settings: Settings = request.app.state.settings
    index = gather_article(store, iri)
    facts = read_article(index, iri)
    statements = statements_of(index, iri)
    text = next((found for folder in settings.sources if (found := find_text(folder, facts.sha256, facts.title)) is not None), None)
    issues = tuple(issue for path in settings.issues for issue in find_issues(path, facts.title))
    return render(
        request, "article.html", article=facts, index=index, statements=statements, issues=issues, issues_known=bool(settings.issues),
        segments=mark_text(text, statements, iri, issues, whole="whole" in request.query_params) if text is not None else None,
        quotes=mark_quotes(statements, iri) if text is None else (), description=Description(iri, ()), articles=[facts],
    )  # fmt: skip


def _terms(index: GraphIndex) -> Iterator[Term]:
    """The terms of the ontology in the order of kind and name."""
    found = [subject for subject in index.subjects() if subject.startswith(CK)]
    for subject in sorted(found, key=lambda s: (_kind(index, s), s)):
        links = tuple(
            (spaced(plain(predicate).rpartition("#")[2]), plain_iri(node), name_of(index, node))
            for predicate in (RDFS.term("subClassOf"), RDFS.term("subPropertyOf"), RDFS.term("domain"), RDFS.term("range"))
            for node in index.all(subject, predicate)
            if isinstance(node, IRI)
        )
        yield Term(subject.removeprefix(CK), _title(index, IRI(subject)), _kind(index, subject), _definition(index, subject), links)


def _kind(index: GraphIndex, subject: str) -> str:
    kinds = {plain_iri(node).rpartition("#")[2] for node in index.all(subject, RDF_TYPE)}
    return "class" if "Class" in kinds else "property" if any(kind.endswith("Property") for kind in kinds) else "value"


def _definition(index: GraphIndex, subject: str) -> str:
    return next((text for p in (SKOS.term("definition"), DCT.term("description"), RDFS.term("comment")) if (text := index.text(subject, p))), "")


def _title(index: GraphIndex, subject: IRI) -> str:
    return index.text(subject, RDFS.term("label")) or subject.rpartition("#")[2]
