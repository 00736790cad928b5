"""What a conflict in a notebook is made of: parties, figures, sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Party(NamedTuple):
    """A group, unit or person on a side; ``rank`` and ``fate`` as claims tell them, "" where none does."""

    name: str
    iri: str
    rank: str = ""
    fate: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.rank, self.name, f"({self.fate})" if self.fate else "")))


class Figure(NamedTuple):
    """An estimate: bounds (None where none is given), what is counted, the category of a loss, whose it is; ``words`` say it all."""

    low: int | None
    high: int | None
    approximate: bool
    counts: str
    category: str
    of: str
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """A side by the number of its column in the infobox; 0 holds what is said of the conflict as a whole."""

    number: int
    belligerents: tuple[Party, ...] = ()
    supporters: tuple[Party, ...] = ()
    commanders: tuple[Party, ...] = ()
    units: tuple[Party, ...] = ()
    strength: tuple[Figure, ...] = ()
    losses: tuple[Figure, ...] = ()

    @property
    def name(self) -> str:
        """Its first party, or its number."""
        return self.belligerents[0].name if self.belligerents else f"side {self.number}" if self.number else "all"
