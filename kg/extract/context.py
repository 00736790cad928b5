"""What the extraction rules know of the whole article while they read one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from kg.extract.known import Groups, Known, Names
from kg.language.fold import fold_name
from kg.language.language import Language, pack_of
from kg.model.article import Article
from kg.model.finding import Mention, Period
from kg.model.text import Mark, Text
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A belligerent, the side it stands on (None where that is not known) and the flags before its name."""

    mention: Mention
    side: int | None
    flags: tuple[Mark, ...] = ()


UNDATED = Period(None, None)


# Without slots, since what follows from the fields is kept once it has been asked for; the fields themselves never change.
@dataclass(frozen=True)
class Context:
    """The article, when its conflict took place, who fought, and which names mean the same.

    ``period`` is empty while the date row is read, ``parties`` and ``units`` are empty while the rows that name them are parsed.
    ``aliases`` maps a folded name (kg.language.fold.fold_name) to the name that stands for it in this article.
    """

    article: Article
    period: Period = UNDATED
    parties: tuple[Party, ...] = ()
    units: tuple[Mention, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    @cached_property
    def language(self) -> Language:
        """The words of the article's language."""
        return pack_of(self.article.source.language)

    @cached_property
    def note_texts(self) -> Mapping[str, Text]:
        """What the article's footnotes say, by their keys."""
        return {note.key: note.text for note in self.article.notes if note.text}

    @property
    def year(self) -> int | None:
        """The year to complete a date with that names none; None where the conflict spans several or is undated."""
        start, end = self.period.start, self.period.end
        return start.year if start and (end is None or end.year == start.year) else None

    @cached_property
    def names(self) -> Names:
        """What the parties and the aliases make known; nobody adds to it."""
        return self.names_with(())

    def names_with(self, mentions: Iterable[Mention]) -> Names:
        """What the parties, further mentions (units, people) and the aliases make known, in a value of its own."""
        known = Names()
        for mention in (*(party.mention for party in self.parties), *mentions):
            for name in (mention.name, *mention.also, *((mention.title,) if mention.title else ())):
                known.setdefault(fold_name(name), Known(mention.kind, mention.title))
        for alias, name in self.aliases:
            target = known.get(fold_name(name))
            if target:
                known.setdefault(alias, target)
            elif alias != fold_name(name):
                known.setdefault(alias, Known("group"))
                known.setdefault(fold_name(name), Known("group"))
        known.pop("", None)
        return known

    @cached_property
    def groups(self) -> Groups:
        """The parties alone, to be found by any of their names."""
        return Groups(party.mention for party in self.parties)

    def parties_of(self, side: int) -> Groups:
        """The parties alone, those of a side first."""
        own = [party.mention for party in self.parties if party.side == side and side]
        return Groups((party.mention for party in self.parties), own) if own else self.groups

    def known(self, side: int | None = None) -> Groups:
        """The parties and formations of the article, to be found by any of their names; those of one side come first."""
        return self._known_by_side[side if side in self._known_by_side else None]

    @cached_property
    def _known_by_side(self) -> dict[int | None, Groups]:
        mentions = (*(party.mention for party in self.parties), *self.units)
        sides = {party.side for party in self.parties} - {None, 0}
        own = {side: [party.mention for party in self.parties if party.side == side] for side in sides}
        return {None: Groups(mentions), **{side: Groups(mentions, first) for side, first in own.items()}}
