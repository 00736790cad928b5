"""What all pages of the site have in common: file names, the catalogue of conflicts, and which things several articles tell of."""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from kg.pages.article import ArticleFacts, share_texts
from kg.pages.catalogue import KINDS, Catalogue, Entry, fold
from kg.pages.finding.alike import Named, find_alike
from kg.pages.parts.involved import Involved, share_words
from kg.pages.parts.summaries import Summary, gather_summaries
from kg.publish.site.buckets import Buckets, bucket_of
from kg.publish.site.input import SiteConfig
from kg.publish.site.names import SiteNames, fold_path, hash_text
from kg.publish.site.summing import Untold, join
from kg.publish.site.survey import Survey
from kg.values import dataclass

# What is told of things by several articles is joined so many tellings at a time.
_TELLINGS_IN_BUCKET = 1000
_CLAIMS_ON_PAGE = 2000


@dataclass(frozen=True)
class Plan:
    """What every process that makes pages needs. ``shared`` are hashes of the IRIs that several articles tell of, which are made
    in ``buckets`` parts; ``further`` is the file of triples from elsewhere."""

    config: SiteConfig
    names: SiteNames
    catalogue: Catalogue
    shared: frozenset[int]
    buckets: int
    further: str

    def bucket(self, iri: str) -> int | None:
        """The part in which a thing's page is made; None for a thing that only one article tells of."""
        key = hash_text(iri)
        return key % self.buckets if key in self.shared else None


class Inventory:
    """Gathers the surveys of all articles.

    Memory holds the conflicts with their names, what tables tell of them, the metadata of the articles, and some bytes for each thing.
    """

    def __init__(self, base: str, scratch: Path) -> None:
        self._names = SiteNames(base)
        self._things, self._folds = array("Q"), array("Q")
        self._entries: dict[str, Entry] = {}
        self._kinds: dict[str, array[int]] = {kind: array("Q") for kind in KINDS}
        self._pages: set[int] = set()
        self._summaries: dict[str, Summary] = {}
        self._within: set[tuple[str, str]] = set()
        self._told, self._untold = set[int](), set[int]()
        self._labels: dict[str, str] = {}
        self.involved = set[Involved]()
        self._articles = self._claims = 0
        self._facts: dict[str, ArticleFacts] = {}
        self._described: dict[str, set[str]] = defaultdict(set)
        self._called = set[Named]()
        self.found_names, self.found_claims, self.listed = (Buckets(scratch / name) for name in ("names", "claims", "listed"))

    def add(self, survey: Survey) -> None:
        """Take in what was found in an article."""
        page = self._names.find(survey.article)
        if page and hash_text(page.path) in self._pages:
            raise ValueError(f"two versions of one article ({survey.title}): a site shows one")
        self._pages |= {hash_text(page.path)} if page else set()
        for thing in (survey.article, *survey.things):
            place = self._names.find(thing)
            if place and (thing == survey.article or not page or place.path != page.path):
                if "~" in place.path:
                    self.listed.add("pages", (thing,))
                self._things.append(hash_text(thing))
                self._folds.append(fold_path(place.path))
        for entry in survey.conflicts:
            self.listed.add("described", (entry.iri, survey.stem))
            known = self._entries.get(entry.iri)
            self._entries[entry.iri] = min(known, entry, key=str) if known else entry
            self._described[entry.iri].add(survey.article)
        for name in survey.names:
            if name.kind in self._kinds and name.name == name.label:
                self._kinds[name.kind].append(hash_text(name.iri))
            folded = fold(name.name)
            place = self._names.find(name.iri)
            local = survey.title if place and page and place.path == page.path else ""
            self.found_names.add(bucket_of(folded), (folded, name.name, name.label, name.kind, name.iri, local))
            if name.kind == "Conflict":
                self._called.add(Named(name.iri, folded, name.name == name.label))
        self._join(survey)
        self._facts[survey.article] = share_texts(survey.facts)
        self._articles += 1
        self._claims += len(survey.claims)
        for kind, found in (("claim", survey.claims), ("reference", survey.references)):
            for digest in found:
                self.found_claims.add(f"{kind}-{digest[:1]}", (digest, survey.article, survey.title))

    def _join(self, survey: Survey) -> None:
        """Take in what tables tell of conflicts, and which things only have names."""
        for iri, summary in survey.summaries.items():
            before = self._summaries.get(iri)
            self._summaries[iri] = join(before, summary) if before else summary
        self._within |= set(survey.within)
        self.involved.update(map(share_words, survey.involved))
        for iri, label in survey.labels.items():
            self._labels[iri] = min(label, self._labels.get(iri, label))
        told = set(map(hash_text, survey.told))
        self._told |= told
        self._untold |= set(map(hash_text, survey.things)) - told

    def __enter__(self) -> Inventory:
        return self

    def __exit__(self, *error: object) -> None:
        for found in (self.found_names, self.found_claims, self.listed):
            found.close()

    def to_plan(self, config: SiteConfig, further: str) -> Plan:
        """The plan, once all articles are surveyed."""
        repeated = list(_repeated(sorted(self._things)))
        shared = frozenset(repeated)
        digits = next(digits for digits in range(1, 9) if self._claims <= _CLAIMS_ON_PAGE * 16**digits)
        names = SiteNames(config.base, self._colliding(), digits, config.address)
        entries = tuple(sorted(self._entries.values(), key=lambda entry: (fold(entry.name), entry.iri)))
        counts = {name: len(set(self._kinds[kind])) for kind, name in KINDS.items()}
        counts |= {"claims": self._claims, "articles": self._articles, "own": len(entries)}
        empty = Untold(frozenset(self._untold - self._told if self._told else ()))
        summaries = gather_summaries(self._summaries, self._within, self._labels, empty)
        described = {conflict: tuple(sorted(articles)) for conflict, articles in sorted(self._described.items())}
        alike = find_alike(sorted(self._called))
        catalogue = Catalogue(entries, (), {**counts, "wars": len(summaries.parts)}, summaries, {}, self._facts, described, alike)
        return Plan(config, names, catalogue, shared, 1 + len(repeated) // _TELLINGS_IN_BUCKET, further)

    def _colliding(self) -> Iterator[int]:
        """The folded paths that stand for two things or more."""
        order = sorted(range(len(self._folds)), key=self._folds.__getitem__)
        for before, after in pairwise(order):
            if self._folds[before] == self._folds[after] and self._things[before] != self._things[after]:
                yield self._folds[after]


def _repeated(values: list[int]) -> Iterator[int]:
    return (after for before, after in pairwise(values) if before == after)


def write_plan(plan: Plan, path: Path) -> None:
    """Keep a plan for the processes that make pages."""
    path.write_bytes(pickle.dumps(plan))


@lru_cache(maxsize=1)
def read_plan(path: str) -> Plan:
    """The plan in a file, read once in each process."""
    plan: Plan = pickle.loads(Path(path).read_bytes())
    return plan
