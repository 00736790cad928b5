"""Claims, articles and descriptions that differ, in words: the rows of the table. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.diff.causes import Grounds, Reasons, settle
from kg.diff.difference import ADDED, ARTICLE_ADDED, ARTICLE_CHANGED, ARTICLE_REMOVED, CHANGED, MERGE, REMOVED, Difference, load_data
from kg.diff.pages import Said, Statement, Version, describe_name, page_of
from kg.diff.pairing import Pair
from kg.graph.facts import NAMING, Node, local_name, plain, spaced
from kg.rdf.terms import CK, IRI, RDF_TYPE
from kg.tables.claims import ClaimIndex

_HASH = 12
_UNTOLD = {CK.term("rule"), CK.term("basis")}


class Told(NamedTuple):
    """What a row says of a thing: a value on either side (None: none), what of it changed, qualifiers, and the claims."""

    subject: str
    iri: str
    property: str
    old: str | None
    new: str | None
    aspects: tuple[str, ...] = ()
    old_details: tuple[str, ...] = ()
    new_details: tuple[str, ...] = ()
    old_claim: Statement | None = None
    new_claim: Statement | None = None


class Setting(NamedTuple):
    """The versions of a page that are compared, one of which may be missing, and why they may differ."""

    old: Version | None
    new: Version | None
    grounds: Grounds

    @property
    def newest(self) -> Version:
        """The version of the newer side that has one."""
        found = self.new or self.old
        assert found is not None
        return found

    def row(self, causes: tuple[str, ...], kind: str, told: Told) -> Difference:
        """A row about these versions."""
        version = self.newest.graph.version(self.newest.iri)
        change = ADDED if told.old is None else REMOVED if told.new is None else CHANGED
        quotes = [claim.parts.best.words if claim and claim.parts.best else None for claim in (told.old_claim, told.new_claim)]
        return Difference(
            causes, change, kind, version.article or None, page_of(self.newest.iri) or None, version.address, self.old and self.old.revision,
            self.new and self.new.revision, told.subject, told.iri, told.property, told.aspects, told.old, told.new, told.old_details,
            told.new_details, quotes[0], quotes[1], told.old_claim and told.old_claim.iri, told.new_claim and told.new_claim.iri,
        )  # fmt: skip


def tell_article(setting: Setting) -> Iterator[Difference]:
    """What differs of the article itself: whether it is there, its bytes, and how it is described."""
    old, new, iri = setting.old, setting.new, setting.newest.iri
    title = setting.newest.graph.version(iri).article or iri
    if not iri:
        return
    if old is None or new is None:
        cause = ARTICLE_ADDED if old is None else ARTICLE_REMOVED
        yield setting.row((cause,), "article", Told(title, iri, "version", old and _version(old), new and _version(new)))
        return
    if old.sha256 != new.sha256:
        names = [_version(old), _version(new)]
        if names[0] == names[1]:
            names = [f"{_version(version)}, sha256 {version.sha256[:_HASH]}" for version in (old, new)]
        yield setting.row((ARTICLE_CHANGED,), "article", Told(title, iri, "version", names[0], names[1], ("value",)))
    elif old.revision != new.revision:  # With the same bytes: no cause of what its claims say.
        told = Told(title, iri, "revision", old.revision, new.revision, _changed(old.revision, new.revision))
        yield setting.row((ARTICLE_CHANGED,), "article", told)
    for name in load_data()["article"]:
        before, after = _article_value(old, name), _article_value(new, name)
        if before != after:
            yield setting.row(settle(setting.grounds, ()), "article", Told(title, iri, name, before, after, _changed(before, after)))


def _version(version: Version) -> str:
    return f"revision {version.revision}" if version.revision else f"sha256 {version.sha256[:_HASH]}"


def _changed(old: str | None, new: str | None) -> tuple[str, ...]:
    return () if old is None or new is None else ("value",)


def _article_value(version: Version, name: str) -> str | None:
    said = version.graph.index.said(version.iri)
    return " | ".join(sorted(plain(value) for predicate, found in said.items() if local_name(predicate) == name for value in found)) or None


def tell_claim(pair: Pair, setting: Setting, reasons: Reasons) -> Difference:
    """A claim that was added, removed or changed."""
    causes = (MERGE,) if pair.renamed else reasons.of_claims(setting.grounds, pair.old, pair.new)
    change = _tell_change(pair.old, pair.new, reasons) if pair.old and pair.new else None
    old = _tell_half(pair.old, setting.old.graph, change) if pair.old and setting.old else None
    new = _tell_half(pair.new, setting.new.graph, change) if pair.new and setting.new else None
    half, claim = new or old, pair.new or pair.old
    assert half is not None
    assert claim is not None
    told = Told(
        half.subject, claim.subject, local_name(claim.predicate), old and old.value, new and new.value, change.aspects if change else (),
        old.details if old else (), new.details if new else (), pair.old, pair.new,
    )  # fmt: skip
    return setting.row(causes, "name" if claim.predicate in NAMING else "fact", told)


class _Change(NamedTuple):
    """What of a claim changed, and the qualifiers that only one side has."""

    aspects: tuple[str, ...]
    parted: Said


def _tell_change(old: Statement, new: Statement, reasons: Reasons) -> _Change:
    """What changed, in the order: value, side, property, IRI, qualifiers, words."""
    node = reasons.renames.node
    same_subject, same_object = node(old.subject) == node(new.subject), node(old.object) == node(new.object)
    content = {pair for pair in old.content ^ new.content if local_name(pair[0]) != "addsUp"} if old.content and new.content else set()
    figures = {(name, value) for name, value in content if local_name(name) in load_data()["number"]}
    parted = (old.details ^ new.details) | (content - figures)
    found = {
        "value": bool(figures) or not (same_object or content),
        "side": not same_subject,
        "property": old.predicate != new.predicate,
        "IRI": (old.subject, old.object) != (new.subject, new.object) and same_subject and same_object,
        **dict.fromkeys(sorted({local_name(name) for name, _ in parted}), True),
        "words": old.quotes != new.quotes,
    }
    return _Change(tuple(name for name, differs in found.items() if differs), frozenset(parted))


class _Half(NamedTuple):
    """One side of a claim in words."""

    subject: str
    value: str
    details: tuple[str, ...]


def _tell_half(claim: Statement, graph: ClaimIndex, change: _Change | None) -> _Half:
    """A claim with the qualifiers that differ; alone, with all that tell when, as what and how surely."""
    value = graph.shown(claim.object)
    if change and "side" in change.aspects:
        value += f" (side {graph.context(claim.subject).side})"
    if change:
        details = (claim.details | claim.content) & change.parted
    else:
        details = frozenset((name, node) for name, node in claim.details if name not in _UNTOLD and node != CK.term("Stated"))
    words = [f"{spaced(local_name(name))} {_word(graph, node)}" for name, node in details]
    if change and "property" in change.aspects:
        words.append(f"property {local_name(claim.predicate)}")
    return _Half(_subject(graph, claim.subject), value, tuple(sorted(words)))


def _subject(graph: ClaimIndex, subject: str) -> str:
    """The name of a subject; a side with its conflict, a figure as such."""
    context = graph.context(subject)
    return f"{context.conflict}, side {context.side}" if context.side else graph.name(subject)


def _word(graph: ClaimIndex, node: Node) -> str:
    """A qualifier in words; of what has no name the last part of its IRI."""
    if not isinstance(node, IRI) or node.startswith(CK):
        return graph.word(node)
    shown = graph.shown(node)
    return local_name(node) if shown == node else shown


def tell_descriptions(setting: Setting) -> Iterator[Difference]:
    """What is said otherwise, without a claim, of things that both versions describe: their class, the name of a side, which figures add up."""
    old, new = setting.old, setting.new
    if old is None or new is None:
        return
    for iri in sorted(old.descriptions.keys() & new.descriptions.keys()):
        before, after = old.descriptions[iri] - new.descriptions[iri], new.descriptions[iri] - old.descriptions[iri]
        for name in sorted({name for name, _ in before | after}):
            values = _joined(before, name, old.graph), _joined(after, name, new.graph)
            causes = settle(setting.grounds, {term for pair in before | after for term in pair if isinstance(term, str)})
            told = Told(_subject(new.graph, iri), iri, describe_name(name), *values, _changed(*values))
            yield setting.row(causes, "description", told)


def _joined(said: Said, name: str, graph: ClaimIndex) -> str | None:
    nodes = [value for predicate, value in said if predicate == name]
    return " | ".join(sorted(local_name(plain(node)) if name == RDF_TYPE else _word(graph, node) for node in nodes)) or None
