"""The promised address of kg.model.text for reader plug-ins (docs/plugins.md)."""

from kg.model.text import BOLD, COORDINATES, FATE, FLAG, ITALIC, LANG, LINK, NOTE, SMALL, TEMPLATE, Mark, Piece, Span, Text, join_texts

__all__ = [
    "BOLD", "COORDINATES", "FATE", "FLAG", "ITALIC", "LANG", "LINK", "NOTE", "SMALL", "TEMPLATE", "Mark", "Piece", "Span", "Text", "join_texts",
]  # fmt: skip
