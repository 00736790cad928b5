"""A footnote as wikitext uses it, before what it cites is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

RefAttribute = Literal["name", "group"]
REF_ATTRIBUTES: tuple[RefAttribute, ...] = get_args(RefAttribute)
FootnoteKind = Literal["ref", "note", "short", "citation"]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote as it is used: the key of its mark, and where its content stands (an empty range where it is defined elsewhere).

    ``kind`` is "ref", "note" (an explanation in a template), "short" (author and year) or "citation" (a citation template by itself).
    """

    key: str
    start: int
    end: int
    name: str = ""
    group: str = ""
    kind: FootnoteKind = "ref"
