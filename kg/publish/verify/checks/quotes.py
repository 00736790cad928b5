"""Quotes: as long as their place, out of their passage, and, where the articles are at hand, cut out of them again."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.evidence import PASSAGE, QUOTE, WORDS, read_evidence_iri
from kg.profiles.nodes import Properties, only, only_iri, only_text
from kg.publish.release import FULL
from kg.publish.verify.checks.articles import layer_file
from kg.publish.verify.failure import Failure, Found, Gap
from kg.publish.verify.graphs import TURTLE, ArticleParts
from kg.publish.verify.opened import Opened
from kg.publish.verify.sources import Text, find_text
from kg.rdf.terms import CK, DCT, IRI, OA, RDF_TYPE

_TITLE = DCT.term("title")
_SHOWN = 80
Place = tuple[IRI, int, int, str]


def check_places(opened: Opened, parts: ArticleParts) -> Found:
    """That each quote is as long as its place, stands in its passage word for word, and that each claim has evidence."""
    file = parts.files.get(TURTLE) or layer_file(opened, FULL)
    for iri, said in parts.nodes.items():
        if CK.term("Claim") in said.get(RDF_TYPE, ()) and not said.get(CK.term("evidence")):
            yield Failure(file, f"the claim <{iri}> has no evidence")
        place = read_evidence_iri(iri)
        if place is None or not (place[1] == WORDS or _is_stretch(said)):
            continue
        if place[1] == WORDS:
            yield from (Failure(file, f"<{iri}> {words}") for words in _wrong_words(said, parts.nodes))
        elif _read(iri, said) is None:
            yield Failure(file, f"<{iri}> is not as long as its place tells, or its name tells another place")


def _is_stretch(said: Properties) -> bool:
    return OA.term("exact") in said or OA.term("start") in said


def _read(iri: IRI, said: Properties) -> Place | None:
    """A quote or a passage; None where place, length and name do not agree."""
    named, text = read_evidence_iri(iri), only_text(said, OA.term("exact"))
    start, end = (only_text(said, OA.term(part)) or "" for part in ("start", "end"))
    if named is None or text is None or (start, end) != (str(named[2]), str(named[3])) or len(text) != named[3] - named[2]:
        return None
    return IRI(named[0]), named[2], named[3], text


def _wrong_words(said: Properties, nodes: dict[IRI, Properties]) -> Iterator[str]:
    """What is wrong with words that claims stand on."""
    selector, around = only_iri(said, OA.term("hasSelector")), only_iri(said, CK.term("passage"))
    quote = _read(selector, nodes.get(selector, {})) if selector else None
    passage = _read(around, nodes.get(around, {})) if around else None
    if quote is None:
        yield "has no quote with its place"
    elif passage is None:
        yield "has no passage"
    elif passage[3][quote[1] - passage[1] : quote[2] - passage[1]] != quote[3] or quote[1] < passage[1]:
        yield f"quotes {quote[3][:_SHOWN]!r}, which is not what its passage has there"


def check_sources(opened: Opened, parts: ArticleParts) -> Found:
    """That each quote stands in its article at its place, in the version whose sha256 the graph tells."""
    if not opened.options.articles:
        yield Gap("the articles were not given (--articles)")
        return
    sha256, title = (only_text(parts.nodes.get(parts.article, {}), name) or "" for name in (CK.term("sha256"), _TITLE))
    source = find_text(opened, sha256, title)
    if source is None:
        yield Gap(f"no file that was given has the sha256 of {title!r}: {sha256}")
        return
    file = parts.files.get(TURTLE) or layer_file(opened, FULL)
    for iri, said in parts.nodes.items():
        named = read_evidence_iri(iri)
        if named and named[1] in (QUOTE, PASSAGE) and (words := _cut(source, iri, said)):
            yield Failure(file, words)


def _cut(source: Text, iri: IRI, said: Properties) -> str:
    """Why a quote or a passage does not stand in its source; "" where it does."""
    named, text = read_evidence_iri(iri), only(said, OA.term("exact"))
    assert named is not None
    words = source.cut(named[2], named[3])
    told = getattr(text, "value", "")
    return "" if words == told else f"<{iri}> quotes {told[:_SHOWN]!r}, where {source.file} has {words[:_SHOWN]!r}"
