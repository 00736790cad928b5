"""The page of an article: its text with all evidence marked, beside the claims."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.graph.evidence import Stretch
from kg.graph.facts import GraphIndex
from kg.pages.parts.source_texts import Trouble
from kg.pages.parts.statements import Statement, read_statements
from kg.patterns import lazy_pattern
from kg.rdf.terms import CC, CK, DCT, IRI, OA, RDF, RDFS, SCHEMA, Triple
from kg.store.evidence import look_up_words
from kg.store.store import Store
from kg.values import dataclass

_MOST_EVIDENCE = 20_000
_SOURCE, _EVIDENCE, _DESCRIBED_IN = OA.term("hasSource"), CK.term("evidence"), CK.term("describedIn")
_TO_NODES = frozenset({RDF.term("subject"), RDF.term("object"), CK.term("affiliation"), CK.term("reference")})
_AROUND = 400
# What readers of an article never see: tags, comments, references, and the marks of templates, links and emphasis.
_NOISE = lazy_pattern(
    r"<!--.{0,2000}?-->|<ref\b[^<>]*(?:/>|>.{0,2000}?</ref>)|\{\{\s*(?:sfn|efn|cite|refn|citation)[^{}]*\}\}|</?[A-Za-z][^<>]*>"
    r"|\{\{(?:[^{}|\n]*\|)?|\}\}|\[\[(?:[^\[\]|\n]*\|)?|\]\]|'{2,5}|&[a-z]{2,6};|^[ \t]*\|",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the same claims, and its start in the source (None for a mere quote).

    ``anchors`` are the ids of the evidence that begins here; ``gap`` marks text that was left out.
    """

    text: str
    claims: tuple[Statement, ...] = ()
    anchors: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    gap: bool = False
    start: int | None = None

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, and whether each is markup."""
        return split_noise(self.text)

    @property
    def kind(self) -> str:
        """The style of the segment."""
        if self.claims:
            return "inferred" if all(claim.inferred for claim in self.claims) else "stated"
        return "issue" if self.troubles else ""


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Metadata of an article version."""

    iri: IRI
    title: str
    url: str
    revision: str
    sha256: str
    language: str
    licence: str
    rights: str
    attribution: str
    changes: str

    @property
    def source(self) -> tuple[str, str, str, str, str]:
        """What the last cells of a row in CSV tell (kg.pages.parts.tables.SOURCE_COLUMNS)."""
        return self.title, self.url, self.revision, self.licence, self.attribution

    @property
    def shared(self) -> tuple[str, str, str]:
        """What most articles on a page have in common, which it says once for all of them: licence, authors, changes."""
        return self.licence, self.attribution, self.changes


def split_noise(text: str) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, and whether each is markup that readers of the article do not see."""
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _NOISE.finditer(text):
        found += [(text[at : match.start()], False), (match[0], True)]
        at = match.end()
    return tuple(piece for piece in (*found, (text[at:], False)) if piece[0])


def gather_article(store: Store, iri: IRI) -> GraphIndex:
    """The evidence in an article, the claims it supports, and the names of their entities."""
    found = [*store.about([iri]), *store.mentions([iri], _MOST_EVIDENCE)]
    evidence = [t.subject for t in found if t.predicate == _SOURCE]
    claims = sorted({t.subject for t in store.mentions(evidence, 4 * _MOST_EVIDENCE) if t.predicate == _EVIDENCE})
    claimed = list(store.about(claims))
    return GraphIndex.of_any((*found, *claimed, *look_up_words(store, evidence), *_names(store, claimed)))


def _names(store: Store, claimed: Iterable[Triple]) -> Iterator[Triple]:
    """Type, name and bounds of the entities of claims, and the resources that refer to the article."""
    nodes = sorted({t.object for t in claimed if t.predicate in _TO_NODES and isinstance(t.object, IRI) and not t.object.startswith(CK)})
    found = list(store.about(nodes))
    owners = sorted({t.object for t in found if t.predicate == CK.term("of") and isinstance(t.object, IRI)})
    return (t for t in (*found, *store.about(owners)) if t.predicate != _DESCRIBED_IN)


def read_article(index: GraphIndex, iri: IRI) -> ArticleFacts:
    """The metadata of the article version; "" means unknown."""

    def text(predicate: IRI) -> str:
        return index.text(iri, predicate) or ""

    return ArticleFacts(
        iri, text(DCT.term("title")) or text(RDFS.term("label")), text(SCHEMA.term("url")), text(CK.term("revision")), text(CK.term("sha256")),
        text(DCT.term("language")), text(DCT.term("license")), text(DCT.term("rights")), text(CC.term("attributionName")), text(CK.term("changes")),
    )  # fmt: skip


def share_texts(facts: ArticleFacts) -> ArticleFacts:
    """The same, with texts that most articles have in common (licence, authors, changes) kept once in memory."""
    return replace(
        facts, language=sys.intern(facts.language), licence=sys.intern(facts.licence), rights=sys.intern(facts.rights),
        attribution=sys.intern(facts.attribution), changes=sys.intern(facts.changes),
    )  # fmt: skip


def conflict_described(index: GraphIndex, article: IRI) -> str:
    """The conflict that an article version is about; "" where it is about none."""
    return min((subject for subject in index.subjects() if article in index.all(subject, _DESCRIBED_IN)), default="")


def statements_of(index: GraphIndex, iri: str) -> tuple[Statement, ...]:
    """The claims that an article supports, in reading order."""
    return tuple(s for s in read_statements(index) if any(words.article == iri for words in s.words))


def mark_text(
    text: str, statements: Sequence[Statement], article: str, troubles: Iterable[Trouble] = (), *, whole: bool = False, begins: int = 0
) -> tuple[Segment, ...]:
    """Cut a source text, or a part of it that ``begins`` there, at the borders of all evidence, so that overlapping spans can be marked side by side.

    Unless ``whole``, text far from all evidence is left out: a segment with ``gap`` stands for it.
    """
    ends_at = begins + len(text)
    spans: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        for words in statement.words:
            if words.article == article and begins <= words.start < words.end <= ends_at:
                spans[words.start, words.end].append(statement)
    issues: dict[tuple[int, int], list[Trouble]] = defaultdict(list)
    for trouble in troubles:
        if trouble.start is not None and trouble.end is not None and begins <= trouble.start < trouble.end <= ends_at:
            issues[trouble.start, trouble.end].append(trouble)
    starts, ends = defaultdict(list), defaultdict(list)
    for span in {*spans, *issues}:
        starts[span[0]].append(span)
        ends[span[1]].append(span)
    active: set[tuple[int, int]] = set()
    segments: list[Segment] = []
    for low, high in pairwise(sorted({begins, ends_at, *starts, *ends})):
        active = (active - set(ends[low])) | set(starts[low])
        claims = tuple(sorted(dict.fromkeys(s for span in sorted(active) for s in spans.get(span, ())), key=lambda s: s.naming))
        anchors = tuple(f"char-{start}-{end}" for start, end in sorted(starts[low]) if (start, end) in spans)
        here = tuple(trouble for span in sorted(active) for trouble in issues.get(span, ()))
        segments.append(Segment(text[low - begins : high - begins], claims, anchors, here, start=low))
    return tuple(segments) if whole else tuple(_shorten(segments))


def _shorten(segments: list[Segment]) -> list[Segment]:
    """Leave out text far from all marks."""
    found = []
    for number, segment in enumerate(segments):
        text = segment.text
        if segment.kind or len(text) <= 3 * _AROUND:
            found.append(segment)
            continue
        if number:
            found.append(Segment(text[:_AROUND]))
        found.append(Segment(f"{len(text) - _AROUND * (1 + bool(number)):,} characters without facts", gap=True))
        if number < len(segments) - 1:
            found.append(Segment(text[-_AROUND:]))
    return found


def mark_quotes(statements: Sequence[Statement], article: str) -> tuple[tuple[Segment, ...], ...]:
    """Without the text: a line for each passage that the graph keeps, with its evidence marked."""
    held: dict[Stretch, list[Statement]] = defaultdict(list)
    for statement in statements:
        for passage in dict.fromkeys(words.passage for words in statement.words if words.article == article):
            held[passage].append(statement)
    return tuple(mark_text(passage.text, claims, article, whole=True, begins=passage.start) for passage, claims in sorted(held.items()))
