"""The works that an article cites, as triples: one node a work across articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.context import Context
from kg.extract.dates.text import find_dates
from kg.graph.dates import date_literal
from kg.graph.iris import Minter, digest
from kg.model.article import Article, Reference
from kg.model.claim import Claim
from kg.model.finding import Date
from kg.model.text import Text
from kg.patterns import lazy_pattern
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, SCHEMA, Literal, Triple, mend_iri

_ADDRESS = lazy_pattern(r"(?:https?|ftp)://\S+")
# Seasons have higher numbers.
_MONTHS = 12


def reference_iri(reference: Reference, minter: Minter) -> IRI:
    """The IRI of a cited work, by all that the article says of it: two articles that say the same cite the same."""
    return IRI(f"{minter.base}reference/{digest(repr(reference))}")


def reference_triples(article: Article, claims: Iterable[Claim], minter: Minter) -> Iterator[Triple]:
    """What the article says of the works that its claims cite; addresses on the web are IRIs, dates typed as far as they are understood."""
    cited = {iri for claim in claims for iri in claim.references}
    for note in article.notes:
        if note.reference and (iri := reference_iri(note.reference, minter)) in cited:
            yield from _describe(iri, note.reference, article)


def _describe(iri: IRI, reference: Reference, article: Article) -> Iterator[Triple]:
    yield Triple(iri, RDF_TYPE, CK.term("Reference"))
    told = (
        (DCT.term("title"), reference.title), (DCT.term("creator"), reference.author), (DCT.term("publisher"), reference.publisher),
        (CK.term("quote"), reference.quote), (DCT.term("bibliographicCitation"), reference.text),
    )  # fmt: skip
    yield from (Triple(iri, predicate, Literal(words)) for predicate, words in told if words)
    for predicate, words in ((SCHEMA.term("url"), reference.url), (SCHEMA.term("archivedAt"), reference.archive_url)):
        if words and (address := read_address(words)):
            yield Triple(iri, predicate, address)
    if reference.date:
        yield Triple(iri, DCT.term("date"), read_published(reference.date, article))


def read_address(words: str) -> IRI | None:
    """An address on the web as an IRI, with what an IRI may not hold percent-encoded; None for what is none."""
    if not _ADDRESS.fullmatch(words.strip()):
        return None
    try:
        return mend_iri(words)
    except ValueError:
        return None


def read_published(words: str, article: Article) -> Literal:
    """The date of a work: a day, month or year where the words are one date and no more, else the words as they are."""
    found = find_dates(Text.verbatim(words, 0, len(words)), Context(article))
    if len(found) == 1 and words[found[0].start : found[0].end] == words.strip():
        [(date, _, _)] = found
        if isinstance(date, Date) and not date.approximate and not date.unspecified and (date.month or 1) <= _MONTHS:
            return date_literal(date)
    return Literal(words)
