"""Files of the site that do not depend on the articles: styles and scripts, the ontology with its documentation, and the page about all."""

from __future__ import annotations

import io
from importlib.resources import files

from kg.domain.ontology import ontology_version
from kg.graph.facts import GraphIndex
from kg.pages.ontology import ONTOLOGY, ontology_page
from kg.pages.render import Page
from kg.pages.static import CARD, TYPEFACE, TYPEFACE_LICENCE, static_file
from kg.publish.site.names import SITE
from kg.publish.site.plan import Plan
from kg.publish.site.whole.writer import SiteWriter
from kg.rdf.formats import FORMATS, find_format, write_graphs
from kg.rdf.graph import ArticleGraph
from kg.rdf.reading import parse_graph
from kg.rdf.terms import IRI
from kg.resources import context_text, ontology_text, shapes_text

_FORMS = (("turtle", "ttl"), ("jsonld", "jsonld"), ("ntriples", "nt"), ("rdfxml", "rdf"))
_LAND_STYLE = "<style>path{fill:#e9e4d8}@media(prefers-color-scheme:dark){path{fill:#3a3d3f}}</style>"


def write_static(out: SiteWriter) -> None:
    """Styles, scripts, drawings, and the typeface with its licence."""
    search = files("kg.publish.site").joinpath("static", "search.js").read_bytes()
    out.file(f"{SITE}/static/site.css", static_file("site.css"), "text/css")
    out.file(f"{SITE}/static/site.js", search + b"\n" + static_file("site.js").replace(b'"use strict";\n', b"", 1), "text/javascript")
    for name in TYPEFACE:
        out.file(f"{SITE}/static/{name}", static_file(name), "font/woff2")
    out.file(f"{SITE}/static/{TYPEFACE_LICENCE}", static_file(TYPEFACE_LICENCE), "text/plain")
    out.file(f"{SITE}/static/{CARD}", static_file(CARD), "image/png")
    out.file(f"{SITE}/static/logo.svg", static_file("logo.svg"), "image/svg+xml")
    out.file(f"{SITE}/static/land.svg", static_file("land.svg").decode().replace("<path", f"{_LAND_STYLE}<path", 1), "image/svg+xml")


def write_ontology(plan: Plan, out: SiteWriter) -> None:
    """The ontology as a page and as data, shapes, context and frame: at addresses that stay, and once more under the ontology's version."""
    triples = parse_graph(ontology_text().encode(), find_format("turtle"), "ontology")
    page = ontology_page(GraphIndex(triples))
    graph = ArticleGraph.of(IRI(ONTOLOGY), triples)
    texts = {"shapes.ttl": (shapes_text(), "text/turtle"), "context.jsonld": (context_text(), "application/ld+json")}
    if plan.config.frame:
        texts["frame.jsonld"] = (plan.config.frame, "application/ld+json")
    for name, suffix in _FORMS:
        made = io.StringIO()
        write_graphs([graph], FORMATS[name], made)
        texts[f"ontology.{suffix}"] = (ontology_text() if name == "turtle" else made.getvalue(), FORMATS[name].media_type)
    for folder in (f"{SITE}/ontology", f"{SITE}/ontology/{ontology_version()}"):
        out.page(f"{folder}/index.html", page)
        for name, (text, media_type) in sorted(texts.items()):
            out.file(f"{folder}/{name}", text, media_type)


def write_about(plan: Plan, out: SiteWriter) -> None:
    """The page about the dataset."""
    out.page(f"{SITE}/about.html", Page("site/about.html", {"counts": plan.catalogue.counts, "base": plan.config.base}))
