"""Mapping findings to claims: mentions become entities, values become RDF terms, and equal statements become one claim with all their evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from kg.domain.mapping import Mapping, RelationRule, load_mapping, term_iri
from kg.extract.article import Extraction
from kg.extract.phrases.segments import one_line
from kg.graph.adding import mark_addable
from kg.graph.dates import date_literal
from kg.graph.entities import Entities, sight_mentions
from kg.graph.iris import Minter, digest
from kg.graph.quotes import Quotes
from kg.graph.references import reference_iri
from kg.graph.sides import name_sides
from kg.model.article import Article, Note
from kg.model.claim import Claim, Description, Node
from kg.model.finding import CONFLICT, Date, Estimate, Finding, Kind, Mention, Period, Phrase, Point, Side, Subject, Term, Topic, Value
from kg.model.text import LINK, Span
from kg.rdf.terms import CK, EDTF, GEO, IRI, LANG_STRING, RDF_TYPE, RDFS, SKOS, XSD, Literal
from kg.values import dataclass

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_START = attrgetter("start")
_ESTIMATES = {"strength": "Strength", "losses": "Losses", "size": "Size"}


@dataclass(frozen=True, slots=True)
class Mapped:
    """The claims of one article version, the descriptions of their nodes, and the topic of the page."""

    claims: tuple[Claim, ...]
    descriptions: tuple[Description, ...]
    topic: IRI


def map_findings(extraction: Extraction, base: str) -> Mapped:
    """Map the findings of an article to claims, with IRIs under ``base``."""
    source = extraction.article.source
    mapper = _Mapper(extraction, Minter(base, source.title, source.sha256, language=source.language))
    claims, descriptions = mapper.claims(), dict(mapper.descriptions)
    for part in extraction.further:
        other = _Mapper(part, replace(mapper.minter, further=one_line(part.article.title)), extraction)
        claims += (*other.claims(), other.claim_whole(mapper.topic))
        descriptions |= other.descriptions
    quotes = Quotes(extraction.article)
    merged = merge_claims(claims)
    quoted = tuple(replace(claim, evidence=quotes.of(claim.evidence)) for claim in merged)
    return Mapped(quoted, (*descriptions, *mark_addable(merged, descriptions), *name_sides(merged)), mapper.topic)


def merge_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Merge equal statements into one with all their evidence and references; it is stated if any of them is."""
    alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        alike[claim.subject, claim.predicate, claim.object, claim.qualifiers].append(claim)
    return tuple(_merge(claims) for claims in alike.values())


def _merge(claims: list[Claim]) -> Claim:
    if len(claims) == 1:
        return claims[0]
    kept = next((claim for claim in claims if not claim.basis), claims[0])
    evidence = tuple(sorted({span for claim in claims for span in claim.evidence}))
    return replace(kept, evidence=evidence, references=tuple(sorted({reference for claim in claims for reference in claim.references})))


def _degrees(value: float) -> str:
    """Decimal degrees, precise to a tenth of a metre, without trailing zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _find_links(article: Article) -> dict[str, list[Span]]:
    """The places of the article's links in order, by title."""
    found: dict[str, list[Span]] = defaultdict(list)
    lines = (line.text for box in article.boxes for row in box.rows for cell in row.cells for line in cell.lines)
    for text in (*lines, *article.lead, *(note.text for note in article.notes if note.text)):
        for mark in text.marked(LINK):
            found[mark.value].append(mark.source)
    return {title: sorted(spans) for title, spans in found.items()}


def _in_one_line(name: str) -> str:
    """A name without tabs and breaks, which a damaged rendering may leave in it."""
    return _BREAKS.sub(" ", name).strip()


class _Mapper:
    """Maps the findings of one article; ``descriptions`` grows with each node that a claim brings in.

    ``page`` is the extraction of the page where only a further conflict of it is mapped: names mean the same in both.
    """

    def __init__(self, extraction: Extraction, minter: Minter, page: Extraction | None = None) -> None:
        article, about = extraction.article, extraction.about
        self.article, self.findings, self.minter = article, extraction.findings, minter
        self.mapping: Mapping = load_mapping()
        known = (*(page.findings if page else ()), *extraction.findings)
        self.entities = Entities(sight_mentions(known), (*extraction.aliases, *(page.aliases if page else ())), minter, self.mapping)
        self.language = article.source.language
        self.descriptions: dict[Description, None] = {}
        self.notes: dict[str, Note] = {note.key: note for note in article.notes}
        self.links = _find_links(article)
        self.topic = minter.topic(self.mapping.kinds[about].path)
        self.describe_kind(self.topic, about)

    def claims(self) -> list[Claim]:
        """All claims of the findings, and those that name their entities."""
        stated = (self.claim(finding) for finding in self.findings if finding.relation != "name")
        return [*self.name_topic(), *self.claim_sides(), *stated, *self.name_entities()]

    def claim_whole(self, whole: IRI) -> Claim:
        """Infer that a further conflict of a page is part of the page's conflict."""
        return Claim(self.topic, CK.term("partOf"), whole, (self.article.title.span(),), "further-infobox", basis="further-infobox")

    def describe(self, subject: IRI, predicate: IRI, value: Node) -> None:
        self.descriptions[Description(subject, predicate, value)] = None

    def claim(self, finding: Finding) -> Claim:
        rule = self.mapping.relations[finding.relation]
        side = finding.subject.number if isinstance(finding.subject, Side) else None
        self._check(finding, rule)
        subject = self.subject(finding.subject)
        qualifiers = [(term_iri(name), self.node(value, subject, rule, side)) for name, value in finding.qualifiers]
        return Claim(
            subject, rule.predicate, self.node(finding.object, subject, rule, side), finding.evidence, finding.rule,
            tuple(sorted(set(qualifiers), key=lambda q: (q[0], str(q[1])))), finding.basis, self.references(finding.notes),
            self.comments(finding.notes),
        )  # fmt: skip

    def _check(self, finding: Finding, rule: RelationRule) -> None:
        kind = ("side" if finding.subject.number else "conflict") if isinstance(finding.subject, Side) else type(finding.subject).__name__.casefold()
        value = "mention" if isinstance(finding.object, Topic) else type(finding.object).__name__.casefold()
        unknown = {name for name, _ in finding.qualifiers} - rule.qualifiers
        if kind not in rule.subjects or value != rule.object or unknown:
            raise ValueError(f"the mapping of {rule.name} does not take {finding.subject}, {finding.object}, {sorted(unknown)}")

    def subject(self, subject: Subject) -> IRI:
        if isinstance(subject, Topic):
            return self.topic
        return self.minter.side(subject.number) if isinstance(subject, Side) else self.entity(subject, None)

    def node(self, value: Value, subject: IRI, rule: RelationRule, side: int | None) -> Node:
        """The RDF term of a value; nodes minted here are described."""
        match value:
            case Mention():
                return self.entity(value, side)
            case Date():
                return date_literal(value)
            case Period():
                return Literal(value.edtf, str(EDTF.term("EDTF")))
            case Phrase():
                return Literal(value.text, LANG_STRING, value.language or self.language)
            case Term():
                return CK.term(value.name)
            case Side():
                return self.side(value.number)
            case Topic():
                return self.topic
            case Point():
                return self.geometry(value, subject)
            case Estimate():
                return self.estimate(value, subject, rule, side)
        raise ValueError(f"no RDF term for {value!r}")

    def entity(self, mention: Mention, side: int | None) -> IRI:
        iri = self.entities.iri(mention, side)
        self.describe_kind(iri, mention.kind)
        return iri

    def describe_kind(self, iri: IRI, kind: Kind) -> None:
        """The class of an entity; a unit is a group too."""
        self.describe(iri, RDF_TYPE, self.mapping.kinds[kind].cls)
        if kind == "unit":
            self.describe(iri, RDF_TYPE, CK.term("Group"))

    def side(self, number: int) -> IRI:
        iri = self.minter.side(number)
        self.describe(iri, RDF_TYPE, CK.term("Side"))
        self.describe(iri, CK.term("number"), Literal(str(number), str(XSD.term("integer"))))
        return iri

    def geometry(self, point: Point, subject: IRI) -> IRI:
        iri = IRI(f"{subject}/geometry/{digest(repr(point))}")
        wkt = f"POINT({_degrees(point.longitude)} {_degrees(point.latitude)})"
        self.describe(iri, RDF_TYPE, GEO.term("Geometry"))
        self.describe(iri, GEO.term("asWKT"), Literal(wkt, str(GEO.term("wktLiteral"))))
        return iri

    def estimate(self, value: Estimate, subject: IRI, rule: RelationRule, side: int | None) -> IRI:
        """The node of a figure; figures that differ in scope or date are two."""
        owner = self.entity(value.of, side) if value.of else None
        whole = self.estimate(value.within, subject, rule, side) if value.within else None
        parts: tuple[object, ...] = (value.category, value.low, value.high, value.approximate, value.counts, owner, whole, value.according_to)
        parts += ((f"scope {value.scope}",) if value.scope else ()) + (("total",) if value.total else ())
        parts += tuple(f"date {date.edtf}" for date in value.dates)
        local = rule.predicate.removeprefix(CK)
        iri = IRI(f"{subject}/{local}/{digest(*map(str, parts))}")
        self.describe(iri, RDF_TYPE, CK.term(_ESTIMATES[local]))
        for name, number in (("atLeast", value.low), ("atMost", value.high)):
            if number is not None:
                self.describe(iri, CK.term(name), Literal(str(number), str(XSD.term("integer"))))
        if value.approximate:
            self.describe(iri, CK.term("approximate"), Literal("true", str(XSD.term("boolean"))))
        if value.total:
            self.describe(iri, CK.term("total"), Literal("true", str(XSD.term("boolean"))))
        for name, concept in (("category", value.category), ("countedKind", value.kind)):
            if concept:
                self.describe(iri, CK.term(name), CK.term(concept))
        for name, words in (("counts", value.counts), ("scope", value.scope), ("accordingTo", value.according_to)):
            if words:
                self.describe(iri, CK.term(name), Literal(words, LANG_STRING, self.language))
        for name, node in (("of", owner), ("within", whole)):
            if node:
                self.describe(iri, CK.term(name), node)
        return iri

    def references(self, keys: Iterable[str]) -> tuple[IRI, ...]:
        cited = {key: self.notes[key].reference for key in keys if key in self.notes and self.notes[key].reference}
        return tuple(sorted(reference_iri(reference, self.minter) for reference in cited.values() if reference))

    def comments(self, keys: Iterable[str]) -> tuple[str, ...]:
        """What the footnotes say in words of the article's own."""
        texts = (note.text for key in keys if (note := self.notes.get(key)) and not note.reference)
        return tuple(dict.fromkeys(words for text in texts if text and (words := " ".join(text.shown.split()))))

    def name_topic(self) -> Iterator[Claim]:
        """The label of what the page is about: its name in the infobox, else the page's title; a second name is an alternative label."""
        topic, title = self.topic, self.article.title
        names = [f for f in self.findings if f.relation == "name" and isinstance(f.object, Phrase)]
        if names:
            label, alternative = RDFS.term("label"), SKOS.term("altLabel")
            for finding in names:
                same = finding.object == names[0].object
                yield Claim(topic, label if same else alternative, self._label(finding.object), finding.evidence, finding.rule)
            if title.pieces and title.shown not in {f.object.text for f in names if isinstance(f.object, Phrase)}:
                yield Claim(topic, alternative, self._label(title.shown), (title.span(),), "title")
        elif title.pieces:
            yield Claim(topic, RDFS.term("label"), self._label(title.shown), (title.span(),), "title")
        else:
            evidence = next((box.span for box in self.article.boxes), None) or self.article.lead[0].span()
            yield Claim(topic, RDFS.term("label"), self._label(self.article.source.title), (evidence,), "title", basis="page-title")

    def _label(self, name: Value | str) -> Literal:
        if isinstance(name, Phrase):
            return Literal(_in_one_line(name.text), LANG_STRING, name.language or self.language)
        return Literal(_in_one_line(str(name)), LANG_STRING, self.language)

    def claim_sides(self) -> Iterator[Claim]:
        """A claim for each side that findings mention and no finding of relation "side" has claimed."""
        rule = self.mapping.relations["side"]
        claimed = {f.object for f in self.findings if f.relation == "side"}
        first: dict[Side, Finding] = {}
        for finding in self.findings:
            if isinstance(finding.subject, Side) and finding.subject != CONFLICT:
                first.setdefault(finding.subject, finding)
        for side in sorted(set(first) - claimed):
            finding = first[side]
            yield Claim(self.minter.conflict(), rule.predicate, self.side(side.number), finding.evidence[:1], finding.rule, basis=finding.basis)

    def name_entities(self) -> Iterator[Claim]:
        """Label, further names and page title of every entity, each with its evidence."""
        labels: dict[IRI, str] = {}
        label, alternative, page = RDFS.term("label"), SKOS.term("altLabel"), CK.term("wikipediaTitle")
        for mention, side in ((s.mention, s.side) for s in self.entities.sightings):
            iri = self.entity(mention, side)
            preferred = labels.setdefault(iri, self.entities.label(mention))
            for name in dict.fromkeys((mention.name, *mention.also)):
                yield Claim(iri, label if name == preferred else alternative, self._label(name), (mention.span,), "name")
            if mention.title:
                link = (self.link_span(mention),)
                yield Claim(iri, page, Literal(mention.title), link, "link")
                if preferred != mention.name:
                    yield Claim(iri, label, self._label(preferred), link, "link")

    def link_span(self, mention: Mention) -> Span:
        """The span of the whole link of a linked mention, which includes the title; the mention's own span if there is none."""
        links = self.links.get(mention.title or "", ())
        at = max(bisect_right(links, mention.span.start, key=_START) - 1, 0)
        here = (span for span in links[at : at + 2] if span.start < mention.span.end and mention.span.start < span.end)
        return next(here, mention.span)
