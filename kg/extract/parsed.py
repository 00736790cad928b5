"""A row that has been read once: its cells taken apart, before what they say is stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.model.article import Cell, Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A row with what stands in each of its cells: names with dated remarks, under the headings that hold for them.

    It is made once an article, without knowing the other rows. The parties and formations of the article are taken from it, and it is
    stated (made findings) when they are known.
    """

    row: Row
    cells: tuple[tuple[Cell, tuple[T, ...]], ...]
