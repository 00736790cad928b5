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
from kg.rdf.terms import CK, DCT, IRI, RDF_TYPE, SCHEMA, WD, Literal, Triple, mend_iri

_ADDRESS = lazy_pattern(r"(?:https?|ftp)://\S+")
_ISBN_10 = lazy_pattern(r"\d{9}[\dX]")
_ISBN_13 = lazy_pattern(r"97[89]\d{10}")
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
    address = read_address(reference.url or "")
    # What is meant for an address and is none is still what the article cites.
    words = reference.text or (reference.url if not (address or reference.title or reference.item) else None)
    told = (
        (DCT.term("title"), reference.title), (DCT.term("creator"), reference.author), (DCT.term("publisher"), reference.publisher),
        (CK.term("quote"), reference.quote), (DCT.term("bibliographicCitation"), words), (DCT.term("language"), reference.language),
        (SCHEMA.term("pagination"), reference.pages), (SCHEMA.term("isbn"), reference.isbn and read_isbn(reference.isbn)),
    )  # fmt: skip
    yield from (Triple(iri, predicate, Literal(words)) for predicate, words in told if words)
    yield from (Triple(iri, SCHEMA.term("author"), Literal(name)) for name in reference.authors)
    if reference.item:
        yield Triple(iri, SCHEMA.term("sameAs"), WD.term(reference.item))
    for predicate, place in ((SCHEMA.term("url"), address), (SCHEMA.term("archivedAt"), read_address(reference.archive_url or ""))):
        if place:
            yield Triple(iri, predicate, place)
    if reference.date:
        yield Triple(iri, DCT.term("date"), read_published(reference.date, article))


def read_address(words: str) -> IRI | None:
    """An address on the web as an IRI, with what an IRI may not hold percent-encoded; None for what is none. One without a scheme gets https."""
    words = words.strip()
    words = f"https:{words}" if words.startswith("//") else words
    if not _ADDRESS.fullmatch(words):
        return None
    try:
        return mend_iri(words)
    except ValueError:
        return None


def read_isbn(words: str) -> str | None:
    """An ISBN as it is written, if it is one by its check digit (ISO 2108); None for anything else."""
    digits = words.replace("-", "").replace(" ", "").upper()
    if _ISBN_10.fullmatch(digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        valid = sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0
    else:
        valid = bool(_ISBN_13.fullmatch(digits)) and sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
    return words.strip() if valid else None


def read_published(words: str, article: Article) -> Literal:
    """The date of a work: a day, month or year where the words are one date and no more, else the words as they are."""
    found = find_dates(Text.verbatim(words, 0, len(words)), Context(article))
    if len(found) == 1 and words[found[0].start : found[0].end] == words.strip():
        [(date, _, _)] = found
        if isinstance(date, Date) and not date.approximate and not date.unspecified and (date.month or 1) <= _MONTHS:
            return date_literal(date)
    return Literal(words)
