"""Running text with its names and dates marked, in the form that the patterns of relations.toml and lead.toml match."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from kg.extract.context import Context
from kg.extract.dates.text import find_dates
from kg.extract.known import Names
from kg.extract.prose.matching import Found
from kg.extract.prose.names import Slot, find_names
from kg.extract.prose.vocabulary import load_name_words
from kg.language.language import Language
from kg.model.finding import Mention
from kg.model.text import Span, Text
from kg.patterns import lazy_pattern
from kg.values import dataclass

_YEARS = lazy_pattern(r"\d{4}(?:[–-]\d{2,4})?")
_OPEN, _CLOSE = "⟪", "⟫"


@dataclass(frozen=True, slots=True)
class Prose:
    """A text, its slots in order, and ``masked``: the words shown with each slot replaced by its letter and number, as in ⟪G0⟫."""

    text: Text
    slots: tuple[Slot, ...]
    masked: str
    borders: tuple[tuple[int, int], ...]

    def place(self, at: int) -> int:
        """The offset in ``text.shown`` of an offset in ``masked`` that is no inner part of a slot."""
        index = bisect_right(self.borders, at, key=lambda border: border[0]) - 1
        masked, shown = self.borders[index]
        return shown + at - masked

    def shown(self, found: Found, group: str) -> Text:
        """What is shown where a group of a match on ``masked`` stands."""
        start, end = found.groups[group]
        return self.text.cut(self.place(start), self.place(end))

    def span(self, found: Found, group: str | None = None) -> Span:
        """The place in the source of what a match on ``masked`` covers, or a group of it."""
        start, end = (found.start, found.end) if group is None else found.groups[group]
        return self.text.cut(self.place(start), self.place(end)).strip(" ,;.").span()

    def slot(self, found: Found, group: str) -> Slot | None:
        """The slot whose number a group of a match holds, None where the group has no part in it."""
        index = found.get(group)
        return self.slots[int(index)] if index else None


# Without slots, since the marked form is kept once it has been asked for.
@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence whose names are marked when somebody asks for them: most sentences have no word with which anything of ours is stated."""

    text: Text
    context: Context
    known: Names

    @cached_property
    def prose(self) -> Prose:
        """The sentence with its names, ranks and dates marked."""
        return mark_names(self.text, self.context, self.known)

    @cached_property
    def low(self) -> str:
        """Its words in lower case between blanks (a name may be put in front), in which the cues of patterns are looked for."""
        return f" {_plain(self.text.shown).lower()} "


def mark_names(text: Text, context: Context, known: Names) -> Prose:
    """Mark the names, ranks and dates of a text."""
    dates = [
        Slot("D", found.start, found.start + len(text.shown[found.start : found.end].rstrip(" .")), date=found.value)
        for found in find_dates(text, context)
    ]
    language = context.language
    slots = sorted((*dates, *find_names(text, known, [(slot.start, slot.end) for slot in dates], language)), key=lambda slot: slot.start)
    return mask(text, _join_ranks(text, _join_years(text, slots), language))


def mask(text: Text, slots: Iterable[Slot]) -> Prose:
    """Make the masked form of a text from its slots, which are in order and do not overlap."""
    slots = tuple(slots)
    masked, borders, at = "", [(0, 0)], 0
    for index, slot in enumerate(slots):
        masked += _plain(text.shown[at : slot.start])
        borders.append((len(masked), slot.start))
        masked += f"{_OPEN}{slot.letter}{index}{_CLOSE}" + (" " if slot.start == slot.end else "")
        borders.append((len(masked), slot.end))
        at = slot.end
    return Prose(text, slots, masked + _plain(text.shown[at:]), tuple(borders))


def _plain(shown: str) -> str:
    return shown.replace(_OPEN, "<").replace(_CLOSE, ">").replace("\u00a0", " ").replace("\n", " ")


def _join_years(text: Text, slots: Iterable[Slot]) -> Iterator[Slot]:
    """Take a year right before the name of an event for a part of the name ("the 1701 Varn offensive")."""
    year: Slot | None = None
    for slot in slots:
        if year and slot.letter == "E" and slot.mention and text.shown[year.end : slot.start] == " ":
            name = text.cut(year.start, slot.end)
            slot = slot._replace(start=year.start, mention=replace(slot.mention, name=name.shown, span=name.span()))
        elif year:
            yield year
        year = slot if slot.letter == "D" and _YEARS.fullmatch(text.shown, slot.start, slot.end) else None
        if year is None:
            yield slot
    if year:
        yield year


def _join_ranks(text: Text, slots: Iterable[Slot], language: Language) -> Iterator[Slot]:
    """Take a name of unknown kind after a rank for a person."""
    between, ranked_to = {"", *load_name_words(language).honorifics}, -1
    for slot in slots:
        if slot.letter == "R":
            ranked_to = slot.end
        elif slot.letter == "N" and slot.mention and ranked_to >= 0 and text.shown[ranked_to : slot.start].strip() in between:
            person = slot.mention
            slot = slot._replace(letter="P", mention=Mention(person.name, "person", person.span, person.title))
        yield slot
