"""Coreference of mentions within an article, by linked page or else by folded name, and the labels of entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.domain.mapping import Mapping
from kg.extract.names.aliases import fold_name
from kg.graph.iris import Minter
from kg.model.finding import Finding, Mention, Side
from kg.patterns import lazy_pattern
from kg.rdf.terms import IRI
from kg.values import dataclass

_DISAMBIGUATION = lazy_pattern(r"(?<=\S) \(([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention and the side it belongs to (None: no side)."""

    mention: Mention
    side: int | None


def sight_mentions(findings: Iterable[Finding]) -> Iterator[Sighting]:
    """Yield every mention of the findings in their order."""
    for finding in findings:
        side = finding.subject.number if isinstance(finding.subject, Side) and finding.subject.number else None
        yield from (Sighting(mention, side) for mention in finding.mentions())


class Entities:
    """The entities of one article: built once from all sightings, then asked for the IRI and the label of each mention."""

    def __init__(self, sightings: Iterable[Sighting], aliases: Iterable[tuple[str, str]], minter: Minter, mapping: Mapping) -> None:
        self._minter, self._mapping = minter, mapping
        self._aliases = dict(aliases)
        self._titles: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._unit_sides: dict[str, set[int | None]] = defaultdict(set)
        self._groups: set[str] = set()
        self.sightings = tuple(sightings)
        for mention, side in ((s.mention, s.side) for s in self.sightings):
            key = self.key(mention)
            if mention.title:
                self._titles[self.path(mention), key].add(mention.title)
            elif mention.kind == "unit":
                self._unit_sides[key].add(side)
            if mention.kind == "group":
                self._groups.add(key)

    def key(self, mention: Mention) -> str:
        """The folded name that represents a mention in this article. A bracket after a person's name distinguishes homonyms.

        So does one after a name that several bear and that leads to no page ("Reds (south)", "Reds (north)").
        """
        folded = fold_name(mention.name)
        homonym = mention.kind == "person" or (mention.title is None and folded not in self._aliases)
        if homonym and (told_apart := _DISAMBIGUATION.search(mention.name)):
            return f"{folded} ({fold_name(told_apart.group(1))})"
        return fold_name(self._aliases[folded]) if folded in self._aliases else folded

    def path(self, mention: Mention) -> str:
        """The path segment of the mention's kind; groups and units share one."""
        return self._mapping.kinds[mention.kind].path

    def iri(self, mention: Mention, side: int | None) -> IRI:
        """The IRI of what a mention names; ``side`` tells apart units of one name on several sides."""
        path, key = self.path(mention), self.key(mention)
        titles = {mention.title} if mention.title else self._titles.get((path, key), set())
        if len(titles) == 1:
            return self._minter.linked(path, next(iter(titles)))
        ambiguous = mention.kind == "unit" and key not in self._groups and len(self._unit_sides[key]) > 1
        written = None if key.endswith(")") else self._aliases.get(fold_name(mention.name))
        return self._minter.scoped(path, written or self._written(path, key), side if ambiguous else None)

    def label(self, mention: Mention) -> str:
        """The label of an entity: the title of its page without the disambiguation, or else the name as first written."""
        path, key = self.path(mention), self.key(mention)
        titles = {mention.title} if mention.title else self._titles.get((path, key), set())
        title = next(iter(titles)) if len(titles) == 1 else None
        return _DISAMBIGUATION.sub("", title) if title else mention.name

    def _written(self, path: str, key: str) -> str:
        return next(s.mention.name for s in self.sightings if self.path(s.mention) == path and self.key(s.mention) == key)
