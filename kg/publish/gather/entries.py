"""What the graph of an article version tells of it, as an entry of the dataset. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from kg.citation.citation import permanent_address
from kg.graph.facts import NAMING
from kg.output.file_names import FileNames
from kg.patterns import lazy_pattern
from kg.publish.dataset import ArticleEntry
from kg.rdf.graph import ArticleGraph
from kg.rdf.terms import CC, CK, DCT, IRI, RDF, RDF_TYPE, SCHEMA, Triple

GRAPH = "#graph"
_ARTICLE, _CLAIM, _CONFLICT, _DESCRIBED_IN = (CK.term(name) for name in ("Article", "Claim", "Conflict", "describedIn"))
_PAGE = lazy_pattern(r"(?P<site>https?://[^/?#]+)/wiki/(?P<title>[^?#]+)")
_PREDICATE = RDF.term("predicate")
_PLAIN = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "’": "'", "‘": "'", " ": "_", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})
_NOT_PORTABLE = re.compile(r"[^A-Za-z0-9._()!,'+-]")


def articles_of(triples: Iterable[Triple]) -> list[IRI]:
    """The article versions that a graph describes, sorted."""
    return sorted({triple.subject for triple in triples if triple.predicate == RDF_TYPE and triple.object == _ARTICLE})


def make_entry(graph: ArticleGraph, article: IRI) -> ArticleEntry:
    """The entry of an article version, without the name of its files."""
    told = {(triple.subject, triple.predicate): triple.object for triple in reversed(graph.triples) if triple.subject in (article, graph.name)}

    def text(predicate: IRI, subject: IRI = article) -> str:
        value = told.get((subject, predicate), "")
        return str(getattr(value, "value", value))

    address, revision = text(SCHEMA.term("url")), text(CK.term("revision"))
    claims = {triple.subject for triple in graph.triples if triple.predicate == RDF_TYPE and triple.object == _CLAIM}
    naming = sum(triple.predicate == _PREDICATE and triple.object in NAMING and triple.subject in claims for triple in graph.triples)
    return ArticleEntry(
        graph.name, article, "", text(DCT.term("title")) or graph.title, text(DCT.term("language")), address,
        permanent_address(address, revision) or "", history_address(address), revision, text(DCT.term("modified")), text(CK.term("retrieved")),
        text(CK.term("sha256")), text(CK.term("form")), text(DCT.term("license")), text(DCT.term("rights")),
        text(DCT.term("license"), graph.name) or text(DCT.term("license")), text(CC.term("attributionName")),
        len(claims), len(claims) - naming, len(graph.triples), _conflicts(graph, article),
    )  # fmt: skip


def _conflicts(graph: ArticleGraph, article: IRI) -> tuple[str, ...]:
    described = {triple.subject for triple in graph.triples if triple.predicate == _DESCRIBED_IN and triple.object == article}
    return tuple(sorted({triple.subject for triple in graph.triples if triple.object == _CONFLICT and triple.predicate == RDF_TYPE} & described))


def history_address(address: str) -> str:
    """The list of all revisions of a page on a MediaWiki site whose pages are under /wiki/; "" for other sites."""
    match = _PAGE.fullmatch(address)
    return f"{match['site']}/w/index.php?title={quote(match['title'], safe='%/:@!$&()*+,;=~-._')}&action=history" if match else ""


def name_entries(entries: Iterable[ArticleEntry]) -> tuple[ArticleEntry, ...]:
    """The entries in the order of their graphs, with names for their files that are portable and distinct, also without case."""
    names = FileNames()
    return tuple(
        replace(entry, stem=names.choose(portable_stem(entry.title), entry.graph)) for entry in sorted(entries, key=lambda entry: entry.graph)
    )


def portable_stem(title: str) -> str:
    """A title in ASCII letters, digits and a few signs; one that is changed more than in its blanks ends in "~" and a hash of the title."""
    letters = unicodedata.normalize("NFKD", title.strip().translate(_PLAIN))
    stem = _NOT_PORTABLE.sub("_", "".join(letter for letter in letters if not unicodedata.combining(letter)))[:100].lstrip(".-") or "_"
    if stem == title.strip().replace(" ", "_"):
        return stem
    return f"{stem}~{hashlib.sha256(title.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
