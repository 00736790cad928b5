"""Issues: what was not understood, as values."""

from __future__ import annotations

from kg.model.text import Span
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was not understood, or that the source contradicts itself about. ``code`` is listed in kg/data/issues.toml."""

    code: str
    message: str
    span: Span | None = None
