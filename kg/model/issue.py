"""Issues: values for what was not understood."""

from __future__ import annotations

from kg.model.text import Span
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was not understood, or a contradiction within the source. ``code`` is listed in kg/data/issues.toml."""

    code: str
    message: str
    span: Span | None = None
